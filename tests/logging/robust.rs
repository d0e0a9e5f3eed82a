//! The log neither changes a response nor loses what belongs to its event.

use std::fmt;

use crate::support::process::Pipe;
use catchall::{Description, HttpError, Response};
use http::StatusCode;
use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

/// A layer whose events panic.
struct Panicking;

impl<S: Subscriber> Layer<S> for Panicking {
    fn on_event(&self, _: &tracing::Event<'_>, _: Context<'_, S>) {
        panic!("a layer that panics");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("fixed")]
    #[http(404)]
    Fixed,
    #[error("late {0}")]
    #[http(409)]
    Late(u8),
    #[error("delegated")]
    #[http(transparent)]
    Delegated(Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(410)]
struct Inner;

#[test]
fn a_subscriber_that_panics_changes_no_response() {
    let all = || {
        [
            AppError::Fixed,
            AppError::Late(1),
            AppError::Delegated(Inner),
        ]
    };
    let same = |response: Response| (response.status(), response.body().clone());
    let expected = all().map(|error| same(error.to_response()));
    let subscriber = tracing_subscriber::registry().with(Panicking);
    let found = tracing::subscriber::with_default(subscriber, || {
        all().map(|error| same(error.to_response()))
    });
    assert_eq!(found, expected);
    assert_eq!(found[0].0, StatusCode::NOT_FOUND);
}

/// Its header is not valid, so that its event is a warning.
#[derive(Debug)]
struct Noted;

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("noted")
    }
}

impl std::error::Error for Noted {}

impl HttpError for Noted {
    fn status(&self) -> StatusCode {
        StatusCode::NOT_FOUND
    }

    fn describe(&self, description: &mut Description<'_>) {
        description.context("tenant", "acme");
        description.header(&http::header::LINK, "no link");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("noted")]
#[http(404, context("tenant" = "acme"), header("Link" = *_0))]
struct NotedToo(&'static str);

#[test]
fn an_event_that_became_a_warning_has_its_context() {
    let errors: [&dyn HttpError; 2] = [&Noted, &NotedToo("no link")];
    for error in errors {
        let pipe = Pipe::default();
        let writer = pipe.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_env_filter(EnvFilter::new("info"))
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::with_default(subscriber, || {
            assert_eq!(error.to_response().status(), StatusCode::NOT_FOUND);
        });
        let printed = pipe.lines().join("\n");
        assert!(printed.contains("WARN"), "{printed}");
        assert!(printed.contains("tenant=acme"), "{printed}");
    }
}
