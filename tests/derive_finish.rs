//! `finish`: the last word on a response.

mod asserts;
mod support;

use asserts::{json, text};
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
fn the_outermost_error_has_the_last_word() {
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
