//! If there is no `tracing` subscriber, the event goes to the logger of `log`.

use std::io::Write;
use std::thread;

use crate::support::logged;
use crate::support::process::{Pipe, alone};
use catchall::{HttpError, Problem};

mod my_app {
    #[derive(Debug, thiserror::Error, catchall::HttpError)]
    pub(crate) enum Error {
        #[error("{0}")]
        Database(String, #[source] std::fmt::Error),
        #[error("no such user")]
        #[http(404)]
        NoUser,
        #[error("quiet")]
        #[http(500, log = off)]
        Quiet,
        #[error("warned")]
        #[http(503, log = warn)]
        Warned,
    }
}

use my_app::Error;

fn database(text: &str) {
    let _ = Error::Database(text.into(), std::fmt::Error).to_response();
}

/// Installs a logger for the process.
fn install(filter: &str) -> Pipe {
    let pipe = Pipe::default();
    env_logger::Builder::new()
        .parse_filters(filter)
        .target(env_logger::Target::Pipe(Box::new(pipe.clone())))
        .format(|line, record| {
            let (level, target) = (record.level(), record.target());
            writeln!(line, "{level} {target}: {}", record.args())
        })
        .init();
    pipe
}

#[test]
fn a_logger_gets_the_event_with_its_target_and_its_fields() {
    const NAME: &str = "logger::a_logger_gets_the_event_with_its_target_and_its_fields";
    let stderr = alone(NAME, || {
        let pipe = install("logging=debug");
        database("table \"users\" is gone");
        assert_eq!(
            pipe.lines(),
            [
                "ERROR logging::logger::my_app: request failed http.response.status_code=500 \
                 error.type=internal_error exception.type=logging::logger::my_app::Error::Database \
                 exception.message=\"table \\\"users\\\" is gone\" \
                 error.source_chain=\"an error occurred when formatting an argument\""
            ]
        );
        let _ = Error::NoUser.to_response();
        let _ = Error::Warned.to_response();
        let lines = pipe.lines();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("DEBUG logging::logger::my_app: request failed "));
        assert!(lines[1].starts_with("WARN logging::logger::my_app: request failed "));
        let _ = Error::Quiet.to_response();
        // Its target is `catchall`, which the filter does not name.
        let _ = Problem::not_found().to_response();
        assert!(pipe.lines().is_empty());
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

#[test]
fn the_default_filter_of_a_logger_lets_a_5xx_through() {
    const NAME: &str = "logger::the_default_filter_of_a_logger_lets_a_5xx_through";
    let stderr = alone(NAME, || {
        let pipe = install("");
        database("gone");
        let _ = Error::NoUser.to_response();
        let _ = Problem::internal_server_error().to_response();
        let lines = pipe.lines();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("ERROR logging::logger::my_app: "));
        assert!(lines[1].starts_with("ERROR catchall: "));
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

#[test]
fn nothing_in_a_text_breaks_the_line_or_reaches_the_terminal() {
    const NAME: &str = "logger::nothing_in_a_text_breaks_the_line_or_reaches_the_terminal";
    alone(NAME, || {
        let pipe = install("error");
        database("a\r\nERROR forged: b\u{1b}[31m\u{9b}2J\u{7}\u{2028}\u{202e}\0\u{7f}\\ \" x=1");
        let lines = pipe.lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        let harmful = |char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{202e}');
        assert!(!lines[0].contains(harmful), "{lines:?}");
        let text = r#"exception.message="a\r\nERROR forged: b\u{1b}[31m\u{9b}2J\u{7}\u{2028}\u{202e}\u{0}\u{7f}\\ \" x=1" "#;
        assert!(lines[0].contains(text), "{lines:?}");
    });
}

#[test]
fn nothing_is_logged_twice() {
    const NAME: &str = "logger::nothing_is_logged_twice";
    let stderr = alone(NAME, || {
        let pipe = install("debug");
        let ((), events) = logged(|| {
            database("here");
            thread::spawn(|| database("elsewhere")).join().unwrap();
            let _ = Error::NoUser.to_response();
        });
        // The thread that has a subscriber, and the one that has none.
        assert_eq!(events.len(), 2, "{events:#?}");
        let lines = pipe.lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].contains("elsewhere"));
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}

/// What the subscriber's filter drops is dropped for the logger too, except a 5xx
/// that the logger takes.
#[test]
fn a_logger_takes_a_5xx_that_the_filter_of_a_subscriber_drops() {
    const NAME: &str = "logger::a_logger_takes_a_5xx_that_the_filter_of_a_subscriber_drops";
    let stderr = alone(NAME, || {
        let pipe = install("debug");
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(tracing_subscriber::EnvFilter::new("tower_http=trace"))
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        let _ = Error::NoUser.to_response();
        assert!(pipe.lines().is_empty());
        database("gone");
        database("gone");
        assert_eq!(pipe.lines().len(), 2);
    });
    assert!(stderr.is_none_or(|stderr| stderr.is_empty()));
}
