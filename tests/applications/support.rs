//! Helpers for the tests of all applications: readers of a response, and checks
//! that apply to each.

use std::fmt::{Debug, Write};
use std::io;
use std::sync::{Arc, Mutex};

use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use serde_json::Value;
use tracing::Level;
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

use crate::subscriber::with_subscriber;

/// Stands for anything that a client must never see.
pub(crate) const CANARY: &str = "canary at 10.0.0.7:5432";

/// An internal error.
pub(crate) fn internal() -> io::Error {
    io::Error::other(CANARY)
}

/// Only the members, for the shapes that have no message.
pub(crate) struct Members;

impl Format for Members {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::json(&problem.members())
    }
}

/// One member as the whole body, for an error that has its own. Unlike a
/// flattened one, it may have any keys.
pub(crate) struct Only(pub(crate) &'static str);

impl Format for Only {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::json(&problem.member(self.0))
    }
}

/// What a client sees of an error.
pub(crate) struct Answer(Response);

impl Answer {
    #[track_caller]
    pub(crate) fn has(self, name: &str, value: &str) -> Self {
        assert_eq!(self.header(name), Some(value), "{name}");
        self
    }

    #[track_caller]
    pub(crate) fn lacks(self, name: &str) -> Self {
        assert_eq!(self.header(name), None, "{name}");
        self
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    pub(crate) fn body(&self) -> &str {
        std::str::from_utf8(self.0.body()).expect("a text")
    }
}

/// Returns the response, after the checks that apply to each.
#[track_caller]
fn answer(error: &dyn HttpError, status: u16) -> Answer {
    let response = error.to_response();
    assert_eq!(response.status(), status, "{error:?}");
    assert_eq!(error.status(), status, "{error:?}");
    let headers = response.headers();
    let mandatory = match status {
        401 => Some("www-authenticate"),
        405 => Some("allow"),
        301 | 302 | 303 | 307 | 308 => Some("location"),
        _ => None,
    };
    if let Some(name) = mandatory {
        assert!(headers.contains_key(name), "{error:?} has no {name}");
    }
    assert_eq!(
        headers.contains_key("content-type"),
        !response.body().is_empty(),
        "{error:?}"
    );
    // A cache would apply it to the stored response.
    let is_cached = status == 304;
    assert_eq!(
        headers.contains_key("cache-control"),
        !is_cached,
        "{error:?}"
    );
    let answer = Answer(response);
    assert!(!answer.body().contains(CANARY), "{}", answer.body());
    for (name, value) in answer.0.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        assert!(!value.contains(CANARY), "{name}: {value}");
    }
    answer
}

/// Checks that the response is this JSON.
#[track_caller]
pub(crate) fn json(error: &dyn HttpError, status: u16, body: &Value) -> Answer {
    let answer = answer(error, status).has("content-type", "application/json");
    let parsed: Value = serde_json::from_str(answer.body()).expect("JSON");
    assert_eq!(parsed, *body, "{error:?}");
    answer
}

/// Checks that the response is this plain text.
#[track_caller]
pub(crate) fn text(error: &dyn HttpError, status: u16, body: &str) -> Answer {
    let answer = answer(error, status)
        .has("content-type", "text/plain; charset=utf-8")
        .has("x-content-type-options", "nosniff");
    assert_eq!(answer.body(), body, "{error:?}");
    answer
}

/// Checks that the response has this media type; the test checks the body.
#[track_caller]
pub(crate) fn media(error: &dyn HttpError, status: u16, media_type: &str) -> Answer {
    answer(error, status).has("content-type", media_type)
}

/// Checks that the response has no body.
#[track_caller]
pub(crate) fn empty(error: &dyn HttpError, status: u16) -> Answer {
    let answer = answer(error, status);
    assert_eq!(answer.body(), "", "{error:?}");
    answer
}

/// The log of one conversion.
#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) level: Level,
    /// Every field as `name=value;`.
    pub(crate) fields: String,
}

struct Capture(Arc<Mutex<Vec<Event>>>);

impl<S: tracing::Subscriber> Layer<S> for Capture {
    fn on_event(&self, event: &tracing::Event<'_>, _context: Context<'_, S>) {
        let mut fields = Fields(String::new());
        event.record(&mut fields);
        self.0
            .lock()
            .expect("no panic while it is held")
            .push(Event {
                level: *event.metadata().level(),
                fields: fields.0,
            });
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, "{field}={value:?};");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        let _ = write!(self.0, "{field}={value};");
    }
}

/// Returns the one event that the conversion of an error logs.
#[track_caller]
pub(crate) fn logged(error: &dyn HttpError) -> Event {
    let events = Arc::new(Mutex::new(Vec::new()));
    let subscriber = tracing_subscriber::registry().with(Capture(Arc::clone(&events)));
    with_subscriber(subscriber, || error.to_response());
    let mut events = events.lock().expect("no panic while it is held");
    assert_eq!(events.len(), 1, "{events:?}");
    events.remove(0)
}
