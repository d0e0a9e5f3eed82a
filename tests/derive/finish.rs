//! `finish`: changes a response after it was logged.

use crate::support;

use crate::asserts::{json, text};
use catchall::{HttpError, Problem, RequestContext, Response};
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[http(finish = finish)]
enum Outer {
    #[error("found")]
    #[http(404)]
    NotFound,
    #[error("late")]
    #[http(status = _0)]
    Late(u16),
    #[error(transparent)]
    #[http(transparent)]
    Inner(Inner),
}

fn finish(error: &Outer, context: Option<&RequestContext>, response: &mut Response) {
    assert!(context.is_none());
    let value = format!("{error:?}").parse().unwrap();
    response.headers_mut().insert("x-finish", value);
    if matches!(error, Outer::Late(503)) {
        *response.body_mut() = "replaced".into();
    }
}

#[derive(Debug, Error, HttpError)]
#[error("inner")]
#[http(409, finish = Inner::finish)]
struct Inner;

impl Inner {
    fn finish(&self, _: Option<&RequestContext>, response: &mut Response) {
        assert!(matches!(self, Self));
        let name = "x-inner-finish";
        response
            .headers_mut()
            .insert(name, http::HeaderValue::from_static("inner"));
    }
}

#[test]
fn finish_sees_the_error_and_the_response() {
    let response = Outer::NotFound.to_response();
    assert_eq!(response.headers()["x-finish"], "NotFound");
    assert_eq!(json(&response)["status"], 404);
    let response = Response::from(Outer::Late(404));
    assert_eq!(response.headers()["x-finish"], "Late(404)");
    assert_eq!(text(&Outer::Late(503).to_response()), "replaced");
}

#[test]
fn a_struct_may_finish_with_a_method() {
    assert_eq!(Inner.to_response().headers()["x-inner-finish"], "inner");
}

#[test]
fn finish_runs_for_a_problem_of_the_error_too() {
    let response = Problem::from(Outer::NotFound).to_response();
    assert_eq!(response.headers()["x-finish"], "NotFound");
}

#[test]
fn the_finish_of_the_outermost_error_runs_last() {
    let response = Outer::Inner(Inner).to_response();
    assert_eq!(response.headers()["x-finish"], "Inner(Inner)");
}

#[test]
fn finish_runs_once_and_after_the_event() {
    use std::cell::Cell;
    thread_local!(static RUNS: Cell<u8> = const { Cell::new(0) });

    #[derive(Debug, Error, HttpError)]
    #[error("counted")]
    #[http(500, finish = count)]
    struct Counted;

    fn count(_: &Counted, _: Option<&RequestContext>, response: &mut Response) {
        RUNS.set(RUNS.get() + 1);
        *response.status_mut() = http::StatusCode::BAD_GATEWAY;
    }

    let ((), events) = support::logged(|| {
        assert_eq!(Counted.to_response().status(), 502);
    });
    assert_eq!(RUNS.get(), 1);
    assert_eq!(events[0].field("http.response.status_code"), "500");
}

/// A page is made only from what the client may read.
#[test]
fn finish_may_take_the_problem_that_is_sent() {
    #[derive(Debug, Error, HttpError)]
    #[http(finish = page)]
    enum Paged {
        #[error("no user {0}")]
        #[http(404, member("user" = _0))]
        NoUser(u8),
        #[error("a secret")]
        Unmapped,
        #[error("outer")]
        #[http(503, transparent)]
        Inner(Inner),
        #[error("text")]
        #[http(410, format = Text)]
        Gone,
    }

    fn page(
        _: &Paged,
        problem: &Problem,
        context: Option<&RequestContext>,
        response: &mut Response,
    ) {
        assert!(context.is_none());
        let page = format!(
            "{} {} {:?} {:?}",
            problem.status(),
            problem.code(),
            problem.detail(),
            problem.member("user"),
        );
        *response.body_mut() = page.into();
    }

    let page = |error: Paged| text(&error.to_response()).to_owned();
    assert_eq!(
        page(Paged::NoUser(7)),
        "404 Not Found no_user Some(\"no user 7\") Some(Number(7))"
    );
    assert_eq!(
        page(Paged::Unmapped),
        "500 Internal Server Error internal_error None None"
    );
    // The keys of the inner error are for its own status.
    assert_eq!(
        page(Paged::Inner(Inner)),
        "503 Service Unavailable inner None None"
    );
    let response = Paged::Gone.to_response();
    assert_eq!(text(&response), "410 Gone gone Some(\"text\") None");
    assert_eq!(
        response.headers()["content-type"],
        "text/plain; charset=utf-8"
    );
}

/// The body is the same as without it.
#[test]
fn a_finish_that_takes_the_problem_changes_no_body() {
    fn nothing<E>(_: &E, _: &Problem, _: Option<&RequestContext>, _: &mut Response) {}

    macro_rules! twins {
        ($plain:ident $finished:ident) => {
            twins!(@type $plain);
            twins!(@type $finished finish = nothing,);
        };
        (@type $name:ident $($finish:tt)*) => {
            #[derive(Debug, Error, HttpError)]
            #[http($($finish)* type_base = "https://errors.example.com/", member("b" = 2))]
            enum $name {
                #[error("a \"text\"")]
                #[http(404, member("a" = 1.5), instance = "/x y", retry_after = 3)]
                Full,
                #[error("shape {0}")]
                #[http(409, format = Json)]
                Shape(u8),
                #[error("page")]
                #[http(410, format = Html)]
                Page,
            }
        };
    }
    twins!(Plain Finished);

    let plain = [Plain::Full, Plain::Shape(1), Plain::Page];
    let finished = [Finished::Full, Finished::Shape(1), Finished::Page];
    for (plain, finished) in plain.iter().zip(&finished) {
        let (plain, finished) = (plain.to_response(), finished.to_response());
        assert_eq!(text(&plain), text(&finished));
        assert_eq!(plain.headers(), finished.headers());
    }
}
