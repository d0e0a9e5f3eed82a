//! Every 5xx is logged exactly once with everything that is known about it, and
//! creating a problem logs nothing.

use std::backtrace::Backtrace;
use std::error::Error;
use std::io::Write;
use std::sync::{Arc, Mutex};

use crate::support::subscriber::with_subscriber;
use crate::support::{Leaf, Link, any_text, logged, logged_once};
use catchall::{HttpError, Level, OrProblem, Problem, ProblemType, Response};
use proptest::prelude::*;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(503, log = warn), on(409 | 410, log = info), type_base = "https://example.com/")]
enum AppError {
    #[error("the database is gone")]
    Database(#[source] Link),

    #[error("no user {id}")]
    #[http(404)]
    NoUser { id: u64 },

    #[error("quiet {0}")]
    #[http(500, log = off)]
    Quiet(String),

    #[error("traced")]
    #[http(500, log = debug)]
    Debugged,

    #[error("told")]
    #[http(400, log = error)]
    Told,

    #[error("informed")]
    #[http(502, log = info)]
    Informed,

    #[error("busy")]
    #[http(503)]
    Busy,

    #[error("busy, and it matters")]
    #[http(503, log = error)]
    VeryBusy,

    #[error("conflict")]
    #[http(409)]
    Conflict,

    #[error("one of them")]
    #[http(status = *_0)]
    AtRunTime(u16),

    #[error(transparent)]
    #[http(transparent)]
    Traced(Traced),

    #[error(transparent)]
    #[http(transparent)]
    Inner(Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Inner {
    #[error("inner")]
    #[http(502, log = warn)]
    Warned,
    #[error("inner")]
    Unmapped(#[source] Leaf),
}

#[derive(Debug, HttpError)]
#[http(500)]
struct Traced {
    backtrace: Backtrace,
}

impl std::fmt::Display for Traced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("traced")
    }
}

impl Error for Traced {}

fn chain(texts: [&str; 3]) -> Link {
    let [first, second, third] = texts.map(str::to_owned);
    Link {
        text: first,
        source: Box::new(Link {
            text: second,
            source: Box::new(Leaf(third)),
        }),
    }
}

fn database() -> AppError {
    AppError::Database(chain(["first", "second", "third"]))
}

#[test]
fn an_unmapped_error_is_logged_with_its_name_and_its_sources() {
    let (response, event) = logged_once(|| database().to_response());
    assert_eq!(response.status(), 500);
    assert_eq!(event.level, tracing::Level::ERROR);
    assert_eq!(event.target, "promises::nothing_lost");
    assert_eq!(event.field("http.response.status_code"), "500");
    assert_eq!(event.field("error.type"), "internal_error");
    assert_eq!(event.field("problem.type"), "");
    assert_eq!(
        event.field("exception.type"),
        "promises::nothing_lost::AppError::Database"
    );
    assert_eq!(event.field("exception.message"), "the database is gone");
    assert_eq!(event.field("error.source_chain"), "first: second: third");
}

#[test]
fn a_mapped_error_is_logged_with_its_code_and_type() {
    let (_, event) = logged_once(|| AppError::NoUser { id: 7 }.to_response());
    assert_eq!(event.level, tracing::Level::DEBUG);
    assert_eq!(event.field("http.response.status_code"), "404");
    assert_eq!(event.field("error.type"), "no_user");
    assert_eq!(event.field("problem.type"), "https://example.com/no_user");
    assert_eq!(event.field("exception.message"), "no user 7");
    assert_eq!(event.field("error.source_chain"), "");
}

/// Every way from an error to a response logs one event.
#[test]
fn every_conversion_is_one_event() {
    type Conversion = (&'static str, fn() -> Response);
    let conversions: [Conversion; 16] = [
        ("to_response", || database().to_response()),
        ("From", || Response::from(database())),
        ("reference", || HttpError::to_response(&&database())),
        ("dyn", || {
            let error: Box<dyn HttpError> = Box::new(database());
            error.to_response()
        }),
        ("Box", || Box::new(database()).to_response()),
        ("Arc", || Arc::new(database()).to_response()),
        ("axum", || {
            let problem = Problem::from(database());
            let response = axum::response::IntoResponse::into_response(problem);
            let mut converted = Response::default();
            *converted.status_mut() = response.status();
            converted
        }),
        ("Problem", || Problem::from(database()).to_response()),
        ("overlaid Problem", || {
            Problem::from(database()).with_detail("text").to_response()
        }),
        ("anyhow", || {
            Problem::from(anyhow::Error::from(database())).to_response()
        }),
        ("eyre", || {
            Problem::from(eyre::Report::from(database())).to_response()
        }),
        ("from_chain", || {
            Problem::from_chain::<(AppError,)>(anyhow::Error::from(database())).to_response()
        }),
        ("with_cause", || {
            Problem::internal_server_error()
                .with_cause(database())
                .to_response()
        }),
        ("or_problem", || {
            Err::<(), _>(database())
                .or_problem(500)
                .unwrap_err()
                .to_response()
        }),
        ("format", || {
            Problem::from(database())
                .with_format(&catchall::format::Html)
                .to_response()
        }),
        ("own format", || {
            struct Own;
            impl catchall::Format for Own {
                fn render(
                    &self,
                    problem: &Problem,
                    _context: Option<&catchall::RequestContext>,
                ) -> catchall::Body {
                    problem.body(&catchall::format::Text)
                }
            }
            Problem::from(database()).with_format(&Own).to_response()
        }),
    ];
    for (name, convert) in conversions {
        let (response, events) = logged(convert);
        assert_eq!(response.status(), 500, "{name}");
        assert_eq!(events.len(), 1, "{name}: {events:#?}");
        let text = events[0].text();
        for part in ["the database is gone", "first", "second", "third"] {
            assert!(text.contains(part), "{name} lost `{part}`: {text}");
        }
    }
}

#[test]
fn nothing_but_a_conversion_logs() {
    let ((), events) = logged(|| {
        let error = database();
        let _ = (error.status(), error.code(), AppError::catalog());
        let problem = Problem::from(error)
            .with_detail("text")
            .with_member("a", 1)
            .with_status(200_u16);
        let _ = (problem.status(), problem.code(), problem.title());
        let _ = (problem.detail(), problem.members(), problem.headers());
        let _ = (problem.to_string(), format!("{problem:?}"));
        let _ = serde_json::to_string(&problem);
        let _ = Err::<(), _>(std::io::Error::other("x")).or_problem(500);
        let _ = (
            AppError::AtRunTime(700).status(),
            Problem::new(1_u16).code().len(),
        );
    });
    assert!(events.is_empty(), "{events:#?}");
}

#[test]
fn the_level_is_the_variants_then_the_ons_then_the_statuses() {
    use tracing::Level as L;

    let cases: [(AppError, L); 11] = [
        (AppError::Debugged, L::DEBUG),
        (AppError::Told, L::ERROR),
        (AppError::Informed, L::INFO),
        (AppError::Busy, L::WARN),
        (AppError::VeryBusy, L::ERROR),
        (AppError::Conflict, L::INFO),
        (AppError::AtRunTime(404), L::DEBUG),
        (AppError::AtRunTime(503), L::WARN),
        (AppError::AtRunTime(410), L::INFO),
        (AppError::AtRunTime(599), L::ERROR),
        (AppError::Inner(Inner::Warned), L::WARN),
    ];
    for (error, level) in cases {
        let name = format!("{error:?}");
        let (_, event) = logged_once(|| error.to_response());
        assert_eq!(event.level, level, "{name}");
        let (_, event) = logged_once(|| Problem::from(error).to_response());
        assert_eq!(event.level, level, "{name} as a problem");
    }
}

#[test]
fn off_logs_nothing() {
    let quiet = || AppError::Quiet("x".into());
    let ((), events) = logged(|| {
        let _ = quiet().to_response();
        let _ = Problem::from(quiet()).to_response();
        let _ = Problem::internal_server_error()
            .with_log_level(Level::Off)
            .to_response();
        let _ = Problem::from(database())
            .with_log_level(Level::Off)
            .to_response();
    });
    assert!(events.is_empty(), "{events:#?}");
}

#[test]
fn the_outer_variant_names_the_error_and_the_inner_one_its_sources() {
    let error = || AppError::Inner(Inner::Unmapped(Leaf("the leaf".into())));
    let (_, event) = logged_once(|| error().to_response());
    assert_eq!(
        event.field("exception.type"),
        "promises::nothing_lost::AppError::Inner"
    );
    assert!(event.text().contains("the leaf"), "{}", event.text());
}

#[test]
fn a_backtrace_that_an_error_holds_is_logged_with_a_5xx() {
    let traced = || Traced {
        backtrace: Backtrace::force_capture(),
    };
    let error = || AppError::Traced(traced());
    let place = "a_backtrace_that_an_error_holds";
    for convert in [
        &(|| traced().to_response()) as &dyn Fn() -> Response,
        &|| error().to_response(),
        &|| Problem::from(error()).to_response(),
    ] {
        let (_, event) = logged_once(convert);
        assert!(event.field("exception.stacktrace").contains(place));
    }
    // A client error needs none.
    let (_, event) = logged_once(|| Problem::from(error()).with_status(404_u16).to_response());
    assert_eq!(event.field("exception.stacktrace"), "");
}

/// anyhow captures a backtrace if an environment variable is set, hence the second process.
#[test]
fn a_backtrace_that_an_anyhow_error_holds_is_logged_too() {
    const NAME: &str = "nothing_lost::a_backtrace_that_an_anyhow_error_holds_is_logged_too";
    if !is_alone(NAME, "RUST_LIB_BACKTRACE") {
        return;
    }
    let error = || anyhow::anyhow!("the disk is full").context("while saving");
    for problem in [
        Problem::from(error()),
        Problem::from_chain::<(Traced,)>(error()),
        Problem::service_unavailable().with_cause(error()),
        Err::<(), _>(error()).or_problem(500).unwrap_err(),
    ] {
        let (_, event) = logged_once(|| problem.to_response());
        assert!(event.field("exception.stacktrace").contains(NAME));
    }
}

#[test]
fn a_foreign_cause_is_logged_with_its_type() {
    let (_, event) = logged_once(|| {
        let number: catchall::Result<u8> = "many".parse().or_problem(500);
        number.unwrap_err().to_response()
    });
    assert_eq!(
        event.field("exception.type"),
        std::any::type_name::<std::num::ParseIntError>()
    );
}

#[test]
fn the_name_is_the_one_of_the_type_however_it_is_held() {
    #[derive(Debug, thiserror::Error)]
    #[error("by hand")]
    struct ByHand;

    impl HttpError for ByHand {}

    let name = |convert: &dyn Fn() -> Response| {
        let (_, event) = logged_once(convert);
        let name = event.field("exception.type");
        let name = name.strip_prefix(concat!(module_path!(), "::"));
        name.unwrap().to_owned()
    };
    let informed = || AppError::Informed;
    let boxed = || -> Box<dyn HttpError + Send + Sync> { Box::new(informed()) };
    for convert in [
        &(|| informed().to_response()) as &dyn Fn() -> Response,
        &|| (&&informed()).to_response(),
        &|| Arc::new(informed()).to_response(),
        &|| Box::new(informed()).to_response(),
        &|| boxed().to_response(),
        &|| (&&*boxed()).to_response(),
        &|| Problem::from(informed()).to_response(),
        &|| Problem::from(Arc::new(informed())).to_response(),
        &|| Problem::from_chain::<(AppError,)>(anyhow::Error::new(informed())).to_response(),
        &|| Problem::from(informed()).with_cause("disk").to_response(),
    ] {
        assert_eq!(name(convert), "AppError::Informed");
    }
    assert!(name(&|| ByHand.to_response()).ends_with("::ByHand"));
}

/// A problem without a cause is logged with its own texts.
#[test]
fn a_problem_without_a_cause_is_logged_with_its_text() {
    let (_, event) = logged_once(|| {
        Problem::internal_server_error()
            .with_detail("the printer is on fire")
            .to_response()
    });
    assert_eq!(event.level, tracing::Level::ERROR);
    assert_eq!(event.field("exception.type"), "catchall::Problem");
    assert!(
        event.text().contains("the printer is on fire"),
        "{}",
        event.text()
    );
    let on_fire = ProblemType::new(503, "on_fire").with_type_uri("https://e.com/fire");
    let (_, event) = logged_once(|| Problem::of(on_fire).to_response());
    assert_eq!(event.field("error.type"), "on_fire");
    assert_eq!(event.field("problem.type"), "https://e.com/fire");
}

/// The source chain of a delegated problem is logged.
#[test]
fn a_problem_inside_an_error_keeps_its_cause() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error(transparent)]
    #[http(transparent)]
    struct Outer(Problem);

    let problem = Problem::bad_gateway().with_cause(chain(["first", "second", "third"]));
    let (response, event) = logged_once(|| Outer(problem).to_response());
    assert_eq!(response.status(), 502);
    for part in ["first", "second", "third"] {
        assert!(event.text().contains(part), "{part}: {}", event.text());
    }
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns what `tracing_subscriber`'s own formatter prints.
fn printed(run: impl FnOnce()) -> String {
    let buffer = Buffer::default();
    let writer = buffer.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    with_subscriber(subscriber, run);
    let bytes = std::mem::take(&mut *buffer.0.lock().unwrap());
    String::from_utf8(bytes).unwrap()
}

/// Returns whether this process only runs this test, with this variable; if
/// not, it has just run another process that does.
fn is_alone(test: &str, variable: &str) -> bool {
    if std::env::var_os(variable).is_some_and(|value| value == "1") {
        return true;
    }
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", test]).env(variable, "1");
    assert!(child.status().unwrap().success());
    false
}

/// tracing only asks the thread that is the first to emit an event in a process.
#[test]
fn a_thread_without_a_subscriber_takes_no_event_from_another() {
    const NAME: &str = "nothing_lost::a_thread_without_a_subscriber_takes_no_event_from_another";
    if !is_alone(NAME, "CATCHALL_ALONE") {
        return;
    }
    let convert = || AppError::Debugged.to_response();
    let ((), event) = logged_once(|| {
        std::thread::spawn(convert).join().unwrap();
        convert();
    });
    assert_eq!(event.level, tracing::Level::DEBUG);
}

/// Returns the texts below a message, without those that repeat the text above them.
fn kept<const N: usize>(message: &str, texts: [&str; N]) -> String {
    let mut above = message;
    let mut chain = String::new();
    for text in texts {
        if text != above {
            if !chain.is_empty() {
                chain.push_str(": ");
            }
            chain.push_str(text);
        }
        above = text;
    }
    chain
}

/// A text that is short enough to be logged unchanged.
fn logged_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| text.chars().take(1_000).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_whole_chain_is_logged_once(
        first in logged_text(),
        second in logged_text(),
        third in logged_text(),
    ) {
        let error = || AppError::Database(chain([&first, &second, &third]));
        let sources = kept(&error().to_string(), [&first, &second, &third]);
        let (_, event) = logged_once(|| error().to_response());
        prop_assert_eq!(event.field("error.source_chain"), &sources);
        let (_, event) = logged_once(|| Problem::from(error()).to_response());
        prop_assert_eq!(event.field("error.source_chain"), &sources);
        let foreign: Box<dyn Error + Send + Sync> = Box::new(chain([&first, &second, &third]));
        let (_, event) = logged_once(|| {
            Err::<(), _>(foreign).or_problem(500).unwrap_err().to_response()
        });
        prop_assert_eq!(event.field("exception.message"), &first);
        let sources = kept(&first, [&second, &third]);
        prop_assert_eq!(event.field("error.source_chain"), sources);
    }

    #[test]
    fn no_text_makes_two_lines_of_one_event(text in any_text()) {
        let lines = printed(|| {
            AppError::Database(chain([&text, &text, &text])).to_response();
            let _ = Problem::new(500_u16)
                .with_code(text.clone())
                .with_type_uri(text.clone())
                .with_detail(text.clone())
                .with_cause(text.clone())
                .to_response();
        });
        prop_assert_eq!(lines.lines().count(), 2, "{}", lines);
        let control = lines.chars().find(|char| char.is_control() && *char != '\n');
        prop_assert_eq!(control, None, "{:?}", lines);
    }
}
