//! Records the events of the process, by the id of their request.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, LazyLock, Mutex};

pub use tracing::Level;
use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its level.
    pub level: Level,
    fields: BTreeMap<&'static str, String>,
}

impl Event {
    /// Returns a field, empty if it was not recorded.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Returns everything that was recorded.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{:?}", self.fields)
    }
}

/// The events that were recorded and not yet taken.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Mutex<Vec<Event>>>);

impl Recorder {
    /// Installs the recorder of this process: a server logs on its own threads.
    ///
    /// # Panics
    ///
    /// Panics if the process has another subscriber.
    #[must_use]
    pub fn of_process() -> Self {
        static RECORDER: LazyLock<Recorder> = LazyLock::new(|| {
            let recorder = Recorder::default();
            let subscriber = tracing_subscriber::registry().with(recorder.clone());
            tracing::subscriber::set_global_default(subscriber).unwrap();
            recorder
        });
        RECORDER.clone()
    }

    /// Takes the events of a request.
    ///
    /// # Panics
    ///
    /// Panics if another test panicked while it recorded.
    #[must_use]
    pub fn take(&self, request_id: &str) -> Vec<Event> {
        let mut events = self.0.lock().unwrap();
        let (taken, kept) = events
            .drain(..)
            .partition(|event| event.field("request_id") == request_id);
        *events = kept;
        taken
    }
}

impl Recorder {
    /// Takes everything that is left.
    ///
    /// # Panics
    ///
    /// Panics if another test panicked while it recorded.
    #[must_use]
    pub fn take_rest(&self) -> Vec<Event> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl<S: Subscriber> Layer<S> for Recorder {
    fn on_event(&self, event: &tracing::Event<'_>, _context: Context<'_, S>) {
        struct Fields(BTreeMap<&'static str, String>);

        impl Visit for Fields {
            fn record_str(&mut self, field: &Field, value: &str) {
                self.0.insert(field.name(), value.to_owned());
            }

            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                self.0.insert(field.name(), format!("{value:?}"));
            }
        }

        let mut fields = Fields(BTreeMap::new());
        event.record(&mut fields);
        let event = Event {
            level: *event.metadata().level(),
            fields: fields.0,
        };
        self.0.lock().unwrap().push(event);
    }
}
