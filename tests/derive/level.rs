//! `log`: the level of the one event of a conversion.

use crate::support;

use catchall::{HttpError, Problem};
use thiserror::Error;
use tracing::Level;

#[derive(Debug, Error, HttpError)]
#[http(on(503, log = warn), on(4xx, log = info))]
enum Levels {
    #[error("off")]
    #[http(500, log = off)]
    Off,
    #[error("trace")]
    #[http(500, log = trace)]
    Trace,
    #[error("debug")]
    #[http(500, log = debug)]
    Debug,
    #[error("info")]
    #[http(500, log = info)]
    Info,
    #[error("warn")]
    #[http(500, log = warn)]
    Warn,
    #[error("error")]
    #[http(404, log = error)]
    Error,
    #[error("not said")]
    #[http(500)]
    Server,
    #[error("it is unmapped")]
    Unmapped,
    #[error("by status")]
    #[http(503)]
    ByStatus,
    #[error("by status")]
    #[http(404)]
    ByClass,
    #[error("by status, and the variant has its own")]
    #[http(404, log = off)]
    OwnBeatsStatus,
    #[error("by case")]
    #[http(500, case(1 => log = debug, code = "quiet"))]
    Case(u8),
}

#[derive(Debug, Error, HttpError)]
enum Silent {
    #[error("client")]
    #[http(404)]
    Client,
    #[error("late")]
    #[http(status = _0)]
    Late(u16),
    #[error(transparent)]
    #[http(transparent)]
    Inner(Levels),
    #[error(transparent)]
    #[http(transparent, log = trace)]
    OuterLevel(Levels),
}

fn level(error: impl HttpError) -> Option<Level> {
    let ((), events) = support::logged(|| {
        let _ = error.to_response();
    });
    assert!(events.len() < 2, "{events:?}");
    events.first().map(|event| event.level)
}

#[test]
fn the_level_is_the_variants_or_the_statuses() {
    assert_eq!(level(Levels::Off), None);
    assert_eq!(level(Levels::Trace), Some(Level::TRACE));
    assert_eq!(level(Levels::Debug), Some(Level::DEBUG));
    assert_eq!(level(Levels::Info), Some(Level::INFO));
    assert_eq!(level(Levels::Warn), Some(Level::WARN));
    assert_eq!(level(Levels::Error), Some(Level::ERROR));
    assert_eq!(level(Levels::Server), Some(Level::ERROR));
    assert_eq!(level(Levels::Unmapped), Some(Level::ERROR));
    assert_eq!(level(Levels::ByStatus), Some(Level::WARN));
    assert_eq!(level(Levels::ByClass), Some(Level::INFO));
    assert_eq!(level(Levels::OwnBeatsStatus), None);
    assert_eq!(level(Levels::Case(1)), Some(Level::DEBUG));
    assert_eq!(level(Levels::Case(2)), Some(Level::ERROR));
    assert_eq!(level(Silent::Client), Some(Level::DEBUG));
    assert_eq!(level(Silent::Late(404)), Some(Level::DEBUG));
    assert_eq!(level(Silent::Late(503)), Some(Level::ERROR));
}

#[test]
fn a_delegated_level_counts_unless_the_outer_variant_has_one() {
    assert_eq!(level(Silent::Inner(Levels::Off)), None);
    assert_eq!(level(Silent::Inner(Levels::Warn)), Some(Level::WARN));
    assert_eq!(level(Silent::Inner(Levels::ByStatus)), Some(Level::WARN));
    assert_eq!(level(Silent::OuterLevel(Levels::Off)), Some(Level::TRACE));
}

#[test]
fn a_status_that_is_no_error_is_at_least_a_warning() {
    assert_eq!(level(Silent::Late(200)), Some(Level::ERROR));
    assert_eq!(level(Silent::Late(401)), Some(Level::WARN));
}

#[test]
fn every_way_to_convert_is_one_event() {
    let once = |run: &dyn Fn()| assert_eq!(support::logged(run).1.len(), 1);
    once(&|| {
        let _ = Levels::Server.to_response();
    });
    once(&|| {
        let _ = catchall::Response::from(Levels::Server);
    });
    once(&|| {
        let _ = catchall::Response::from(Problem::from(Levels::Server));
    });
    once(&|| {
        let _ = axum::response::IntoResponse::into_response(Problem::from(Levels::Server));
    });
}

#[test]
fn asking_for_a_part_logs_nothing() {
    let ((), events) = support::logged(|| {
        let error = Silent::Late(200);
        let _ = (error.status(), error.code());
        let problem = Problem::from(error);
        let _ = (
            problem.status(),
            problem.code().into_owned(),
            problem.detail(),
        );
    });
    assert!(events.is_empty(), "{events:?}");
}

#[test]
fn the_event_names_the_error_and_its_variant() {
    let ((), events) = support::logged(|| {
        let _ = Levels::Unmapped.to_response();
    });
    let fields = &events[0].fields;
    assert!(
        fields["exception.type"].ends_with("Levels::Unmapped"),
        "{fields:?}"
    );
    assert_eq!(fields["exception.message"], "it is unmapped");
    assert_eq!(fields["http.response.status_code"], "500");
    assert_eq!(fields["error.type"], "internal_error");
    let ((), events) = support::logged(|| {
        let _ = Silent::Inner(Levels::ByStatus).to_response();
    });
    let fields = &events[0].fields;
    assert!(
        fields["exception.type"].ends_with("Silent::Inner"),
        "{fields:?}"
    );
    assert_eq!(fields["error.type"], "by_status");
}

#[derive(Debug, Error, HttpError)]
#[error("a struct")]
#[http(500, log = info)]
struct Struct;

#[test]
fn a_struct_has_a_level_too() {
    let ((), events) = support::logged(|| {
        let _ = Struct.to_response();
    });
    assert_eq!(events[0].level, Level::INFO);
    assert!(events[0].field("exception.type").ends_with("::Struct"));
}

#[derive(Debug, Error, HttpError)]
enum Db {
    #[error("locked")]
    #[http(503, log = error)]
    Locked,
    #[error("it is unmapped")]
    Driver,
}

#[derive(Debug, Error, HttpError)]
#[http(on(5xx, log = warn))]
enum App {
    #[error(transparent)]
    #[http(transparent)]
    Db(Db),
}

#[test]
fn the_outer_level_counts() {
    for inner in [Db::Locked, Db::Driver] {
        let ((), events) = support::logged(|| drop(App::Db(inner).to_response()));
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].level, Level::WARN);
    }
}

#[test]
fn the_error_that_decides_is_named_too() {
    let ((), events) = support::logged(|| drop(App::Db(Db::Driver).to_response()));
    let fields = &events[0].fields;
    assert!(fields["exception.type"].ends_with("App::Db"), "{fields:?}");
    assert!(fields["error.origin"].ends_with("Db::Driver"), "{fields:?}");

    let ((), events) = support::logged(|| drop(Db::Driver.to_response()));
    assert_eq!(events[0].fields.get("error.origin"), None);
}
