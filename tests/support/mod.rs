//! Helpers for several tests: the log events of a piece of code, and arbitrary
//! texts.

#![allow(dead_code, reason = "each test uses only some of it")]

pub(crate) mod process;
pub(crate) mod subscriber;

use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::sync::{Arc, Mutex, PoisonError};

use catchall::Response;
use proptest::prelude::{Strategy, any, prop_oneof};
use serde_json::Value;
use subscriber::with_subscriber;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::{Layer, Registry};

/// One log event.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) level: tracing::Level,
    pub(crate) target: String,
    pub(crate) fields: BTreeMap<&'static str, String>,
}

impl Event {
    /// Returns a field, empty if it was not recorded.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Returns everything that was recorded.
    pub(crate) fn text(&self) -> String {
        let fields = self.fields.iter();
        let lines: Vec<_> = fields
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        lines.join("\n")
    }
}

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Event>>>);

struct Fields<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl<S: tracing::Subscriber> Layer<S> for Recorder {
    fn on_event(&self, event: &tracing::Event<'_>, _context: Context<'_, S>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Fields(&mut fields));
        let event = Event {
            level: *event.metadata().level(),
            target: event.metadata().target().to_owned(),
            fields,
        };
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
    }
}

/// Runs a function, and collects what it logs.
pub(crate) fn logged<T>(run: impl FnOnce() -> T) -> (T, Vec<Event>) {
    let recorder = Recorder::default();
    let subscriber = Registry::default().with(recorder.clone());
    let result = with_subscriber(subscriber, run);
    let events = std::mem::take(&mut *recorder.0.lock().unwrap_or_else(PoisonError::into_inner));
    (result, events)
}

/// Runs a function, and returns the one event that it logs.
#[track_caller]
pub(crate) fn logged_once<T>(run: impl FnOnce() -> T) -> (T, Event) {
    let (result, mut events) = logged(run);
    assert_eq!(events.len(), 1, "not one event: {events:#?}");
    (result, events.remove(0))
}

/// Returns the body as JSON.
#[track_caller]
pub(crate) fn json(response: &Response) -> Value {
    match serde_json::from_slice(response.body()) {
        Ok(value) => value,
        Err(error) => panic!("{error} in {}", text(response)),
    }
}

/// Returns the body as text.
pub(crate) fn text(response: &Response) -> String {
    String::from_utf8_lossy(response.body()).into_owned()
}

/// Returns the value of a header that occurs once.
#[track_caller]
pub(crate) fn header(response: &Response, name: &str) -> String {
    let values = headers(response, name);
    assert_eq!(values.len(), 1, "{name}: {values:?}");
    values.concat()
}

/// Returns all values of a header.
pub(crate) fn headers(response: &Response, name: &str) -> Vec<String> {
    response
        .headers()
        .get_all(name)
        .iter()
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect()
}

/// Returns everything that a client sees: status, headers, body.
pub(crate) fn seen(response: &Response) -> Vec<u8> {
    let mut seen = response.status().as_u16().to_string().into_bytes();
    for (name, value) in response.headers() {
        seen.extend_from_slice(b"\n");
        seen.extend_from_slice(name.as_str().as_bytes());
        seen.extend_from_slice(b": ");
        seen.extend_from_slice(value.as_bytes());
    }
    seen.extend_from_slice(b"\n\n");
    seen.extend_from_slice(response.body());
    seen
}

/// Returns whether the bytes are anywhere in what a client sees.
pub(crate) fn shows(response: &Response, text: &str) -> bool {
    let seen = seen(response);
    !text.is_empty()
        && seen
            .windows(text.len())
            .any(|window| window == text.as_bytes())
}

/// Checks that the body is a problem with the response's status. Does not check the log.
#[track_caller]
pub(crate) fn assert_plain_500(response: &Response) {
    assert_eq!(response.status(), 500);
    assert_eq!(
        text(response),
        r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#
    );
    assert_eq!(header(response, "content-type"), "application/problem+json");
}

/// Any text, with a bias towards text that could break a body, a header or a log.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        2 => "[\\x00-\\x7f]{0,40}",
        1 => "(\r\n|[\"\\\\\0\u{1b}\u{2028}\u{2029}<>&{}%/~]|[a-z ]){0,30}",
        1 => "[a-z ]{1,8}".prop_map(|text| text.repeat(5_000)),
    ]
}

/// The last source of a tested error.
#[derive(Debug)]
pub(crate) struct Leaf(pub(crate) String);

impl fmt::Display for Leaf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Leaf {}

/// An error with a source.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) text: String,
    pub(crate) source: Box<dyn std::error::Error + Send + Sync>,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Link {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
