//! What the handler of an `eyre::Report` prints (a backtrace, a span trace) is in
//! the event of a 5xx. This is a separate file, because a process has only one
//! hook.

mod support;

use std::error::Error as StdError;
use std::fmt;

use catchall::{HttpError, OrProblem, Problem, Response};
use support::{logged_once, shows};

/// Text that only the handler has.
const TRACE: &str = "zqspantraceqz";

struct Handler;

impl eyre::EyreHandler for Handler {
    fn debug(&self, error: &(dyn StdError + 'static), f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{error}\n\n{TRACE}")
    }
}

fn install() {
    // Another test of this process may have set the hook.
    let _ = eyre::set_hook(Box::new(|_| Box::new(Handler)));
}

fn report() -> eyre::Report {
    install();
    let report = eyre::Report::new(std::io::Error::other("the disk is full"));
    let report = report.wrap_err("while saving");
    assert!(format!("{report:?}").contains(TRACE));
    report
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("the outer text")]
enum AppError {
    #[http(transparent)]
    Transparent(eyre::Report),
    #[http(503, transparent)]
    AsServer(eyre::Report),
    #[http(404, transparent, log = warn)]
    AsClient(eyre::Report),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("another one")]
struct Other;

#[track_caller]
fn assert_traced(convert: impl FnOnce() -> Response) {
    let (response, event) = logged_once(convert);
    let trace = event.field("exception.stacktrace");
    assert!(trace.contains(TRACE), "{}", event.text());
    assert!(!shows(&response, TRACE), "{response:?}");
}

#[test]
fn what_the_handler_prints_is_logged() {
    assert_traced(|| Problem::from(report()).to_response());
    assert_traced(|| Problem::from_chain::<(Other,)>(report()).to_response());
    assert_traced(|| {
        Problem::service_unavailable()
            .with_cause(report())
            .to_response()
    });
    assert_traced(|| {
        let result = Err::<(), _>(report()).or_problem(500);
        result.unwrap_err().to_response()
    });
}

#[test]
fn what_the_handler_of_a_field_prints_is_logged() {
    assert_traced(|| AppError::Transparent(report()).to_response());
    assert_traced(|| AppError::AsServer(report()).to_response());
    assert_traced(|| Problem::from(AppError::Transparent(report())).to_response());
}

#[test]
fn a_clients_mistake_needs_no_trace() {
    let (_, event) = logged_once(|| AppError::AsClient(report()).to_response());
    assert_eq!(event.field("exception.stacktrace"), "");
}
