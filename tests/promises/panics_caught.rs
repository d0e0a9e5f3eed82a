//! A panic in the user's code does not leave a conversion, not even in `finish` or
//! in the `Drop` of a panic's payload.

use crate::support;

use std::error::Error as StdError;
use std::fmt;
use std::panic::panic_any;

use crate::support::{Leaf, Link, logged, logged_once};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};

/// Panics when it is dropped, this many times.
struct Bomb(u8);

impl Drop for Bomb {
    fn drop(&mut self) {
        match self.0 {
            0 => {}
            left => panic_any(Bomb(left - 1)),
        }
    }
}

fn throw<T>(bomb: u8) -> T {
    panic_any(Bomb(bomb))
}

#[derive(Debug)]
enum At {
    Display,
    Source,
}

#[derive(Debug)]
struct Throws {
    at: At,
    bomb: u8,
}

impl fmt::Display for Throws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            At::Display => throw(self.bomb),
            At::Source => f.write_str("a text"),
        }
    }
}

impl StdError for Throws {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self.at {
            At::Source => throw(self.bomb),
            At::Display => None,
        }
    }
}

struct ThrowingFormat;

impl Format for ThrowingFormat {
    fn render(&self, _: &Problem, _: Option<&RequestContext>) -> Body {
        throw(2)
    }
}

struct ThrowingMember(u8);

impl serde::Serialize for ThrowingMember {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        throw(self.0)
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum AppError {
    #[http(status = throw::<u16>(*_0))]
    Status(u8),
    #[http(404, code = throw::<&str>(*_0))]
    Code(u8),
    #[http(404, detail = throw::<&str>(*_0))]
    Detail(u8),
    #[http(404, member("member" = ThrowingMember(*_0)))]
    Member(u8),
    #[http(404, header("X-Header" = throw::<&str>(*_0)))]
    Header(u8),
    #[http(500, case(n if throw(*n) => 404, code = "matched"))]
    Guard(u8),
    #[http(404, format = ThrowingFormat)]
    Format,
    #[http(transparent = throw::<Problem>(*_0))]
    Transparent(u8),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("{0}")]
#[http(404, expose)]
struct Shows(Throws);

#[test]
fn a_payload_that_panics_when_it_is_dropped_is_caught() {
    for bomb in [1, 3] {
        for error in [
            AppError::Status(bomb),
            AppError::Code(bomb),
            AppError::Detail(bomb),
            AppError::Member(bomb),
            AppError::Header(bomb),
            AppError::Guard(bomb),
            AppError::Format,
            AppError::Transparent(bomb),
        ] {
            let name = format!("{error:?}");
            let (response, event) = logged_once(|| error.to_response());
            assert_eq!(response.status(), 500, "{name}");
            assert_eq!(event.level, tracing::Level::ERROR, "{name}");
            let (response, _) = logged_once(|| Problem::from(error).to_response());
            assert_eq!(response.status(), 500, "{name}");
        }
    }
}

#[test]
fn a_payload_of_display_that_panics_when_it_is_dropped_is_caught() {
    for bomb in [1, 3] {
        let at = At::Display;
        let (response, _) = logged_once(|| Shows(Throws { at, bomb }).to_response());
        assert_eq!(response.status(), 500);
    }
}

/// Only the log reads these.
#[test]
fn a_payload_in_the_log_that_panics_when_it_is_dropped_is_caught() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    struct Unmapped(#[source] Link);

    for (display, bomb) in [(true, 1), (false, 1), (true, 3), (false, 3)] {
        let at = if display { At::Display } else { At::Source };
        let source = Link {
            text: "a link".into(),
            source: Box::new(Throws { at, bomb }),
        };
        let (response, event) = logged_once(|| Unmapped(source).to_response());
        support::assert_plain_500(&response);
        assert!(event.text().contains("a link"), "{}", event.text());
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(finish = finish)]
enum Finishes {
    #[http(404)]
    Client(u8),
    #[http(503)]
    Server(u8),
    Unmapped(u8),
}

/// 0 is a panic from `panic!`.
fn finish(error: &Finishes, _: Option<&RequestContext>, _: &mut Response) {
    let (Finishes::Client(bomb) | Finishes::Server(bomb) | Finishes::Unmapped(bomb)) = error;
    match bomb {
        0 => panic!("in finish"),
        bomb => throw(*bomb),
    }
}

#[test]
fn a_panic_in_finish_is_caught() {
    for bomb in [0, 1, 3] {
        for variant in [Finishes::Client, Finishes::Server, Finishes::Unmapped] {
            for convert in [
                &(|| variant(bomb).to_response()) as &dyn Fn() -> Response,
                &|| variant(bomb).into(),
                &|| Problem::from(variant(bomb)).to_response(),
            ] {
                let (response, events) = logged(convert);
                let status = response.status();
                assert!(status.is_client_error() || status.is_server_error());
                assert!(!events.is_empty());
            }
        }
    }
}

#[test]
fn a_panic_in_the_finish_of_a_delegated_error_is_caught() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(transparent)]
    struct Outer(Finishes);

    let response = Outer(Finishes::Server(1)).to_response();
    assert!(response.status().is_server_error());
}

#[test]
fn an_error_without_panics_is_as_it_was() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    #[http(503)]
    struct Calm(#[source] Leaf);

    let (response, event) = logged_once(|| Calm(Leaf("a leaf".into())).to_response());
    assert_eq!(response.status(), 503);
    assert!(event.text().contains("a leaf"));
    assert_eq!(event.field("problem.note"), "");
}
