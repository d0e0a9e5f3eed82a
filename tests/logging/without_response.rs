//! `catchall::log`: the event of an error without a response, as in a
//! background job.

use crate::support;

use crate::support::{Leaf, Link, logged, logged_once};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use tracing::Level;

struct Never;

impl Format for Never {
    fn render(&self, _: &Problem, _: Option<&RequestContext>) -> Body {
        panic!("no body is made")
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum Job {
    Unmapped(#[source] Link),
    #[http(404)]
    Client,
    #[http(503, log = warn)]
    Warned,
    #[http(500, log = off)]
    Off,
    #[http(503, format = Never)]
    Shaped,
    #[http(transparent)]
    Delegates(Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("the inner text")]
#[http(502, code = "upstream")]
struct Inner(#[source] Leaf);

fn unmapped() -> Job {
    Job::Unmapped(Link {
        text: "first".into(),
        source: Box::new(Leaf("second".into())),
    })
}

/// Returns the event of `log`, and that of a response.
fn both(error: &Job) -> [support::Event; 2] {
    let ((), logged) = logged_once(|| catchall::log(error));
    let (_, sent) = logged_once(|| error.to_response());
    [logged, sent]
}

#[test]
fn it_is_one_event() {
    let ((), event) = logged_once(|| catchall::log(&unmapped()));
    assert_eq!(event.level, Level::ERROR);
    assert!(event.field("exception.type").ends_with("Job::Unmapped"));
    assert_eq!(event.field("exception.message"), "a text");
    assert_eq!(event.field("error.type"), "internal_error");
    for text in ["first", "second"] {
        assert!(event.text().contains(text), "{}", event.text());
    }
}

#[test]
fn its_event_has_the_fields_of_a_response_s() {
    for error in [
        unmapped(),
        Job::Client,
        Job::Warned,
        Job::Delegates(Inner(Leaf("the end".into()))),
    ] {
        let [logged, sent] = both(&error);
        assert_eq!(logged.level, sent.level, "{error:?}");
        assert_eq!(logged.target, sent.target, "{error:?}");
        for field in [
            "exception.type",
            "exception.message",
            "error.type",
            "error.source_chain",
            "error.origin",
            "problem.type",
        ] {
            assert_eq!(
                logged.field(field),
                sent.field(field),
                "{field} of {error:?}"
            );
        }
    }
}

/// No request failed.
#[test]
fn its_message_is_not_that_of_a_response() {
    let [logged, sent] = both(&unmapped());
    assert_ne!(logged.field("message"), "");
    assert_ne!(logged.field("message"), sent.field("message"));
    assert!(!logged.field("message").contains("request"));
}

#[test]
fn off_is_silent_here_too() {
    assert_eq!(logged(|| catchall::log(&Job::Off)).1.len(), 0);
}

#[test]
fn no_body_is_made() {
    let ((), event) = logged_once(|| catchall::log(&Job::Shaped));
    assert_eq!(event.field("problem.note"), "");
    assert_eq!(event.field("error.type"), "shaped");
}

#[test]
fn finish_does_not_run() {
    thread_local!(static RUNS: std::cell::Cell<u8> = const { std::cell::Cell::new(0) });

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    #[http(503, finish = never)]
    struct Finishes;

    fn never(_: &Finishes, _: Option<&RequestContext>, _: &mut Response) {
        RUNS.set(RUNS.get() + 1);
    }

    let ((), event) = logged_once(|| catchall::log(&Finishes));
    assert_eq!(event.level, Level::ERROR);
    assert_eq!(RUNS.get(), 0);
}

#[test]
fn an_error_without_the_derive_is_logged_too() {
    #[derive(Debug, thiserror::Error)]
    #[error("by hand")]
    struct ByHand;

    impl HttpError for ByHand {}

    let ((), event) = logged_once(|| catchall::log(&ByHand));
    assert!(event.text().contains("by hand"));
}
