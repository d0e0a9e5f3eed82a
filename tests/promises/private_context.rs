//! `context`: values that the log shows and a response never shows.

use crate::support;

use std::fmt;

use crate::support::{logged_once, shows};
use crate::ways::{behind_others, with_status};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};

/// A part of every private value.
const CANARY: &str = "zqcanaryqz";

/// Implements `Display`, but not `Serialize` as a member must.
struct Tenant(&'static str);

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tenant {} {CANARY}", self.0)
    }
}

impl fmt::Debug for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "debug of {} {CANARY}", self.0)
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(context("of_type" = Tenant("type")))]
enum AppError {
    #[http(404)]
    Field {
        #[http(context)]
        tenant: Tenant,
    },
    #[http(503)]
    ServerField {
        #[http(context)]
        tenant: Tenant,
    },
    UnmappedField {
        #[http(context)]
        tenant: Tenant,
    },
    #[http(404, context("of_variant" = Tenant("variant")))]
    Variant,
    #[http(503, context("one" = Tenant("first")), context("two" = Tenant("second")))]
    Two,
    #[http(500, case(1 => 404, code = "matched", context("of_case" = Tenant("case"))))]
    Case(u8),
    #[http(404, context("number" = *_0))]
    Number(u64),
    #[http(404, context("list" = ?_0))]
    Debugged(Vec<Tenant>),
    #[http(404, context("text" = "literal zqcanaryqz"))]
    Literal,
    #[http(500)]
    Static,
}

/// Returns each error with the names and values in its event.
fn all() -> Vec<(AppError, Vec<&'static str>)> {
    let tenant = || Tenant("field");
    vec![
        (
            AppError::Field { tenant: tenant() },
            vec!["tenant", "tenant field zqcanaryqz"],
        ),
        (
            AppError::ServerField { tenant: tenant() },
            vec!["tenant field zqcanaryqz"],
        ),
        (
            AppError::UnmappedField { tenant: tenant() },
            vec!["tenant field zqcanaryqz"],
        ),
        (AppError::Static, vec!["tenant type zqcanaryqz"]),
        (
            AppError::Variant,
            vec!["of_variant", "tenant variant zqcanaryqz"],
        ),
        (
            AppError::Two,
            vec![
                "one",
                "tenant first zqcanaryqz",
                "two",
                "tenant second zqcanaryqz",
            ],
        ),
        (AppError::Case(1), vec!["of_case", "tenant case zqcanaryqz"]),
        (AppError::Number(4_711), vec!["number", "4711"]),
        (
            AppError::Debugged(vec![Tenant("list")]),
            vec!["list", "debug of list zqcanaryqz"],
        ),
        (AppError::Literal, vec!["text", "literal zqcanaryqz"]),
    ]
}

#[test]
fn a_context_is_in_the_event() {
    for (error, texts) in all() {
        let name = format!("{error:?}");
        let (_, event) = logged_once(|| error.to_response());
        let (_, of_problem) = logged_once(|| Problem::from(error).to_response());
        for event in [event, of_problem] {
            for text in &texts {
                assert!(
                    event.text().contains(text),
                    "{name} lost `{text}`:\n{}",
                    event.text()
                );
            }
        }
    }
}

#[test]
fn a_context_of_the_type_is_in_the_event_of_each_variant() {
    for (error, _) in all() {
        let name = format!("{error:?}");
        let (_, event) = logged_once(|| error.to_response());
        assert!(event.text().contains("of_type"), "{name}");
        assert!(event.text().contains("tenant type zqcanaryqz"), "{name}");
    }
}

#[test]
fn a_context_of_a_case_is_of_that_case_only() {
    let (_, event) = logged_once(|| AppError::Case(0).to_response());
    assert!(!event.text().contains("of_case"), "{}", event.text());
}

#[test]
fn a_context_of_a_delegated_error_is_in_the_event() {
    for (error, texts) in all() {
        let name = format!("{error:?}");
        for (way, convert) in behind_others(error) {
            let (_, event) = logged_once(convert);
            for text in &texts {
                assert!(event.text().contains(text), "{name}, {way}: {text}");
            }
        }
    }
    for (error, texts) in all() {
        let name = format!("{error:?}");
        for (way, convert) in with_status(503, error) {
            let (_, event) = logged_once(convert);
            for text in &texts {
                assert!(event.text().contains(text), "{name}, {way}: {text}");
            }
        }
    }
}

#[test]
fn a_context_beside_a_delegation_is_in_the_event() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(transparent, context("outer" = Tenant("outer")))]
    struct Outer(AppError);

    let (response, event) = logged_once(|| Outer(AppError::Variant).to_response());
    assert!(event.text().contains("tenant outer zqcanaryqz"));
    assert!(event.text().contains("tenant variant zqcanaryqz"));
    assert!(!shows(&response, CANARY), "{response:?}");
}

/// Prints everything that a format receives.
struct Prints;

impl Format for Prints {
    fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
        let all = format!(
            "{problem} {:?} {:?} {:?}",
            problem.detail(),
            problem.members(),
            problem.headers()
        );
        Body::new("text/plain", all)
    }
}

#[test]
fn a_context_is_never_in_a_response() {
    let mut responses: Vec<Response> = Vec::new();
    for (error, _) in all() {
        responses.push(error.to_response());
        let problem = Problem::from(error);
        responses.push(problem.to_response());
        let json = serde_json::to_string(&problem).unwrap();
        assert!(!json.contains(CANARY), "{json}");
        responses.push(problem.with_format(&catchall::format::Html).to_response());
    }
    for (error, _) in all() {
        responses.push(Problem::from(error).with_format(&Prints).to_response());
    }
    for (error, _) in all() {
        for (_, convert) in behind_others(error) {
            responses.push(convert());
        }
    }
    for status in [404, 503] {
        for (error, _) in all() {
            for (_, convert) in with_status(status, error) {
                responses.push(convert());
            }
        }
    }
    for response in responses {
        assert!(!shows(&response, CANARY), "{response:?}");
        assert!(!shows(&response, "4711"), "{response:?}");
    }
}

#[test]
fn a_context_maps_no_variant() {
    let tenant = Tenant("field");
    let response = AppError::UnmappedField { tenant }.to_response();
    support::assert_plain_500(&response);
}

#[test]
fn an_expression_of_a_context_runs_once() {
    thread_local!(static RUNS: std::cell::Cell<u8> = const { std::cell::Cell::new(0) });

    fn counted(text: &'static str) -> &'static str {
        RUNS.set(RUNS.get() + 1);
        text
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    #[http(503, context("counted" = counted("the value")))]
    struct Counted;

    let (_, event) = logged_once(|| Counted.to_response());
    assert!(event.text().contains("the value"));
    assert_eq!(RUNS.get(), 1);
}
