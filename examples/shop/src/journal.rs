//! The last events of the log, for the start page.

use std::collections::VecDeque;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

/// The number of events that are kept.
const CAPACITY: usize = 1_000;

/// Keeps the events of catchall, as a layer of the subscriber.
#[derive(Clone, Debug, Default)]
pub struct Journal(Arc<Mutex<VecDeque<Entry>>>);

/// One event.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    level: &'static str,
    target: String,
    message: String,
    fields: Vec<(&'static str, String)>,
}

impl Journal {
    /// Returns the events of the request with this id.
    pub(crate) fn of_request(&self, id: &str) -> Vec<Entry> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries
            .iter()
            .filter(|entry| {
                let mut fields = entry.fields.iter();
                fields.any(|(name, value)| *name == "request_id" && value == id)
            })
            .cloned()
            .collect()
    }
}

impl<S: Subscriber> Layer<S> for Journal {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let metadata = event.metadata();
        if metadata.name() != "catchall" {
            return;
        }
        let mut entry = Entry {
            level: metadata.level().as_str(),
            target: metadata.target().to_owned(),
            message: String::new(),
            fields: Vec::new(),
        };
        event.record(&mut entry);
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() == CAPACITY {
            entries.pop_front();
        }
        entries.push_back(entry);
    }
}

impl Visit for Entry {
    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "message" => value.clone_into(&mut self.message),
            name => self.fields.push((name, value.to_owned())),
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}
