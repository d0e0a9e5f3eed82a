//! Readers and checks of a response.

// Each test file uses only some of it.
#![allow(dead_code)]

use catchall::{HttpError, Response};
use serde_json::Value;

/// Returns the body as JSON, after a check that applies to every problem: body,
/// response and trait agree on status and code.
#[track_caller]
pub(crate) fn problem(error: &impl HttpError) -> Value {
    let response = error.to_response();
    assert_eq!(response.status(), error.status());
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    let body = json(&response);
    assert_eq!(body["status"], error.status().as_u16());
    assert_eq!(body["code"], *error.code());
    body
}

/// Returns the body of a response as JSON.
#[track_caller]
pub(crate) fn json(response: &Response) -> Value {
    serde_json::from_slice(response.body()).expect("the body is JSON")
}

/// Returns the body of a response as text.
#[track_caller]
pub(crate) fn text(response: &Response) -> &str {
    std::str::from_utf8(response.body()).expect("the body is UTF-8")
}

#[track_caller]
pub(crate) fn status(error: &impl HttpError) -> u16 {
    let status = error.status().as_u16();
    assert_eq!(error.to_response().status(), status);
    status
}

/// Returns the detail of the problem, if it has one.
#[track_caller]
pub(crate) fn detail(error: &impl HttpError) -> Option<String> {
    let body = problem(error);
    body.get("detail")
        .map(|detail| detail.as_str().expect("a detail is a text").to_owned())
}

/// Returns the only value of a header, if it is present.
#[track_caller]
pub(crate) fn header(error: &impl HttpError, name: &str) -> Option<String> {
    let mut values = headers(error, name);
    assert!(
        values.len() < 2,
        "{name} is there more than once: {values:?}"
    );
    values.pop()
}

/// Returns all values of a header, in order.
pub(crate) fn headers(error: &impl HttpError, name: &str) -> Vec<String> {
    let response = error.to_response();
    let values = response.headers().get_all(name).iter();
    values
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
        .collect()
}
