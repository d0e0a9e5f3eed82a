//! Each expression of an attribute runs once per conversion.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::support::logged;
use crate::ways::{As, Shared};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};

thread_local! {
    static RUNS: RefCell<BTreeMap<&'static str, u32>> = RefCell::default();
}

/// Counts, and returns the value.
fn run<T>(name: &'static str, value: T) -> T {
    RUNS.with_borrow_mut(|runs| *runs.entry(name).or_default() += 1);
    value
}

/// Returns how often each expression runs while it is converted and logged.
fn runs(convert: impl FnOnce() -> Response) -> Vec<(&'static str, u32)> {
    RUNS.take();
    let _ = logged(convert);
    RUNS.take().into_iter().collect()
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum Once {
    #[http(status = run("status", 404))]
    Status,
    #[http(status = run("status", 503))]
    ServerStatus,
    #[http(status = run("status", 200))]
    RefusedStatus,
    #[http(404, code = run("code", "said"))]
    Code,
    #[http(404, detail = run("detail", "said"))]
    Detail,
    #[http(503, detail = run("detail", "said"))]
    ServerDetail,
    #[http(404, instance = run("instance", "/said"))]
    Instance,
    #[http(404, member("member" = run("member", 1)))]
    Member,
    #[http(404, header("X-Header" = run("header", "said")))]
    Header,
    #[http(429, retry_after = run("retry_after", 7))]
    RetryAfter,
    #[http(401, www_authenticate = run("challenge", "Bearer"))]
    Challenge,
    #[http(405, allow = run("allow", "GET"))]
    Allow,
    #[http(302, location = run("location", "/elsewhere"))]
    Location,
    #[http(503, unmask = run("unmask", true))]
    Unmask,
    #[http(500, case(n if run("guard", *n > 5) => 404, code = "large"))]
    Guard(u8),
    #[http(
        status = run("status", 409),
        code = run("code", "all"),
        detail = run("detail", "said"),
        member("member" = run("member", 1)),
        header("X-Header" = run("header", "said")),
        retry_after = run("retry_after", 7)
    )]
    All,
    #[http(
        status = run("status", 500),
        case(0 =>
            status = run("case status", 404),
            code = run("case code", "matched"),
            detail = run("case detail", "said"),
            member("member" = run("case member", 1))
        )
    )]
    Case(u8),
}

fn all() -> Vec<Once> {
    vec![
        Once::Status,
        Once::ServerStatus,
        Once::RefusedStatus,
        Once::Code,
        Once::Detail,
        Once::ServerDetail,
        Once::Instance,
        Once::Member,
        Once::Header,
        Once::RetryAfter,
        Once::Challenge,
        Once::Allow,
        Once::Location,
        Once::Unmask,
        Once::Guard(7),
        Once::All,
        Once::Case(0),
        Once::Case(1),
    ]
}

fn assert_once(name: &str, runs: &[(&'static str, u32)]) {
    assert!(!runs.is_empty(), "{name}: nothing ran");
    for (expression, times) in runs {
        assert_eq!(*times, 1, "{expression} of {name}");
    }
}

#[test]
fn an_expression_runs_once() {
    for error in all() {
        let name = format!("{error:?}");
        assert_once(&name, &runs(|| error.to_response()));
        assert_once(&format!("{name} owned"), &runs(|| error.into()));
    }
}

#[test]
fn an_expression_runs_once_where_the_request_is_known() {
    let context = RequestContext::new(http::Method::GET, "/")
        .with_accept(http::HeaderValue::from_static("text/html"));
    for error in all() {
        let name = format!("{error:?}");
        assert_once(&name, &runs(|| error.to_response_in(&context)));
    }
}

#[test]
fn an_expression_runs_once_in_a_problem() {
    for error in all() {
        let name = format!("{error:?}");
        let counted = runs(|| Problem::from(error).to_response());
        assert_once(&name, &counted);
    }
}

#[test]
fn an_expression_of_a_delegated_error_runs_once() {
    for error in all() {
        let name = format!("{error:?}");
        let inner: Shared = Arc::new(error);
        let same = As::Same(Arc::clone(&inner));
        assert_once(&name, &runs(|| same.to_response()));
        let twice = As::Same(Arc::new(same));
        assert_once(&format!("{name} twice"), &runs(|| twice.to_response()));
    }
}

/// The expression of a part that is not sent need not run.
#[test]
fn an_expression_of_an_error_with_another_status_runs_once_at_most() {
    for status in [410, 502] {
        for error in all() {
            let name = format!("{error:?}");
            let outer = As::new(status, Arc::new(error));
            for (expression, times) in runs(|| outer.to_response()) {
                assert_eq!(times, 1, "{expression} of {name} as {status}");
            }
        }
    }
}

#[test]
fn every_guard_runs_once_at_most() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    enum Guards {
        #[http(
            500,
            case(n if run("first", *n > 9) => 404, code = "first"),
            case(n if run("second", *n > 5) => 409, code = "second"),
            case(n if run("third", *n > 2) => 410, code = "third")
        )]
        Plain(u8),
        #[http(
            transparent,
            case(n if run("beside", n.to_string().is_empty()) => 404, code = "beside")
        )]
        Transparent(Once),
    }

    let counted = runs(|| Guards::Plain(7).to_response());
    assert_eq!(counted, [("first", 1), ("second", 1)]);
    let counted = runs(|| Guards::Plain(0).to_response());
    assert_eq!(counted, [("first", 1), ("second", 1), ("third", 1)]);
    let counted = runs(|| Guards::Transparent(Once::Detail).to_response());
    assert_eq!(counted, [("beside", 1), ("detail", 1)]);
}

#[test]
fn the_expression_that_is_delegated_to_runs_once() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    enum Delegates {
        #[http(transparent = run("made", Once::All))]
        Made,
        #[http(transparent = run("field", _0))]
        Field(Once),
        #[http(503, transparent = run("status beside", _0))]
        StatusBeside(Once),
        #[http(transparent = run("code beside", _0), code = run("own code", "said"))]
        CodeBeside(Once),
    }

    for error in [
        Delegates::Made,
        Delegates::Field(Once::Detail),
        Delegates::Field(Once::Status),
        Delegates::StatusBeside(Once::Code),
        Delegates::CodeBeside(Once::Detail),
    ] {
        let name = format!("{error:?}");
        assert_once(&name, &runs(|| error.to_response()));
        assert_once(
            &format!("{name} as a problem"),
            &runs(|| Problem::from(error).to_response()),
        );
    }
}

#[test]
fn an_expression_of_the_type_runs_once() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    #[http(
        status = run("type status", 404),
        code = run("type code", "said"),
        detail = run("type detail", "said"),
        member("member" = run("type member", 1)),
        header("X-Header" = run("type header", "said")),
        on(4xx, retry_after = run("on", 7), header("X-On" = run("on header", "said")))
    )]
    enum OfType {
        Variant,
        #[http(409)]
        WithStatus,
    }

    for error in [OfType::Variant, OfType::WithStatus] {
        let name = format!("{error:?}");
        assert_once(&name, &runs(|| error.to_response()));
        let outer = As::Same(Arc::new(error));
        assert_once(&format!("{name} delegated"), &runs(|| outer.to_response()));
    }
}

#[test]
fn an_expression_runs_once_for_a_format_of_the_users() {
    struct Own;

    impl Format for Own {
        fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
            let all = format!(
                "{} {} {} {:?} {:?} {:?} {:?}",
                problem.status(),
                problem.code(),
                problem.title(),
                problem.detail(),
                problem.instance(),
                problem.members(),
                problem.headers(),
            );
            Body::new("text/plain", all)
        }
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a text")]
    #[http(format = Own)]
    enum Outer {
        #[http(transparent)]
        Inner(Once),
    }

    for error in all() {
        let name = format!("{error:?}");
        assert_once(&name, &runs(|| Outer::Inner(error).to_response()));
    }
}
