//! The first 5xx that neither a subscriber nor a logger receives is written to stderr.

use std::sync::Barrier;
use std::thread;

use crate::support::process::{alone, alone_with_closed_stderr};
use catchall::{HttpError, Problem};
use tracing_subscriber::EnvFilter;

mod my_app {
    #[derive(Debug, thiserror::Error, catchall::HttpError)]
    pub(crate) enum Error {
        #[error("the database is gone")]
        Database(#[source] Cause),
        #[error("{0}")]
        Long(String, #[source] Cause),
        #[error("no such user")]
        #[http(404)]
        NoUser,
        #[error("quiet")]
        #[http(500, log = off)]
        Quiet,
        #[error("of no interest")]
        #[http(503, log = debug)]
        Debugged,
        #[error("busy")]
        #[http(503, log = warn)]
        Warned,
    }

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    pub(crate) struct Cause(pub(crate) &'static str);
}

use my_app::{Cause, Error};

fn database() {
    let _ = Error::Database(Cause("connection refused")).to_response();
}

/// Installs a subscriber for the process.
fn subscribe(filter: &str) {
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(std::io::sink)
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
}

#[test]
fn without_a_subscriber_and_a_logger() {
    const NAME: &str = "stderr::without_a_subscriber_and_a_logger";
    let Some(stderr) = alone(NAME, || {
        database();
        database();
        let _ = Problem::internal_server_error().to_response();
    }) else {
        return;
    };
    assert_eq!(
        stderr,
        "catchall: 500: logging::stderr::my_app::Error::Database: the database is gone: \
         connection refused - Such errors are not logged: this thread has no tracing subscriber, \
         and the program has no logger. Install one whose filter has `logging=error`. (This line \
         is written once per process; `catchall::disable_stderr_fallback()` turns it off.)\n"
    );
}

#[test]
fn where_the_filter_of_a_subscriber_drops_it() {
    const NAME: &str = "stderr::where_the_filter_of_a_subscriber_drops_it";
    let Some(stderr) = alone(NAME, || {
        subscribe("other=debug,tower_http=debug");
        database();
        database();
    }) else {
        return;
    };
    assert_eq!(
        stderr,
        "catchall: 500: logging::stderr::my_app::Error::Database: the database is gone: connection \
         refused - Such errors are not logged: the filter of the log drops them. Add \
         `logging=error` to it. (This line is written once per process; \
         `catchall::disable_stderr_fallback()` turns it off.)\n"
    );
}

#[test]
fn where_the_filter_of_a_logger_drops_it() {
    const NAME: &str = "stderr::where_the_filter_of_a_logger_drops_it";
    let stderr = alone(NAME, || {
        env_logger::Builder::new()
            .parse_filters("other=debug")
            .init();
        let _ = Error::Warned.to_response();
        database();
    });
    let Some(stderr) = stderr else { return };
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.contains("503: logging::stderr::my_app::Error::Warned: busy - "));
    assert!(stderr.contains("the filter of the log drops them. Add `logging=warn` to it."));
}

#[test]
fn not_where_the_error_is_no_5xx_or_its_level_says_that_it_may_be_lost() {
    const NAME: &str =
        "stderr::not_where_the_error_is_no_5xx_or_its_level_says_that_it_may_be_lost";
    let stderr = alone(NAME, || {
        let _ = Error::Quiet.to_response();
        let _ = Error::Debugged.to_response();
        let _ = Error::NoUser.to_response();
        let _ = Problem::not_found().to_response();
        subscribe("other=debug");
        let _ = Error::Quiet.to_response();
        let _ = Error::Debugged.to_response();
        let _ = Error::NoUser.to_response();
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

#[test]
fn not_where_it_is_switched_off() {
    const NAME: &str = "stderr::not_where_it_is_switched_off";
    let stderr = alone(NAME, || {
        catchall::disable_stderr_fallback();
        database();
        subscribe("other=debug");
        database();
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

#[test]
fn not_where_a_subscriber_takes_it() {
    const NAME: &str = "stderr::not_where_a_subscriber_takes_it";
    let stderr = alone(NAME, || {
        subscribe("logging=error");
        database();
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

#[test]
fn once_for_all_threads() {
    const NAME: &str = "stderr::once_for_all_threads";
    let stderr = alone(NAME, || {
        let barrier = Barrier::new(8);
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    barrier.wait();
                    database();
                });
            }
        });
    });
    let Some(stderr) = stderr else { return };
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
}

#[test]
fn on_one_line_without_control_characters() {
    const NAME: &str = "stderr::on_one_line_without_control_characters";
    let stderr = alone(NAME, || {
        let cause = Cause("\r\nforged\u{1b}]0;title\u{7}\u{202e}");
        let _ = Error::Database(cause).to_response();
    });
    let Some(stderr) = stderr else { return };
    let line = stderr.strip_suffix('\n').unwrap();
    assert!(
        line.contains(r"gone: \r\nforged\u{1b}]0;title\u{7}\u{202e} - Such"),
        "{line}"
    );
    assert!(!line.contains(char::is_control), "{line}");
}

#[test]
fn a_long_text_is_cut() {
    const NAME: &str = "stderr::a_long_text_is_cut";
    let stderr = alone(NAME, || {
        let cause = Cause("\u{e4}");
        let _ = Error::Long("\u{e4}".repeat(100_000), cause).to_response();
    });
    let Some(stderr) = stderr else { return };
    assert!(stderr.contains("\u{e4}... - Such errors are not logged"));
    assert!(stderr.chars().count() < 1_000, "{stderr}");
}

/// A service whose stderr is closed still responds.
#[test]
fn a_closed_stderr_is_no_panic() {
    alone_with_closed_stderr("stderr::a_closed_stderr_is_no_panic", || {
        let error = Error::Database(Cause("connection refused"));
        assert_eq!(error.to_response().status(), 500);
    });
}
