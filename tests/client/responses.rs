//! Responses of every kind, as sent by services that are not ours.

use std::error::Error;
use std::time::{Duration, SystemTime};

use catchall::format::{Json, JsonShape};
use catchall::{FieldErrors, FromProblem, HttpError, Problem, ResponseError};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use proptest::prelude::*;

#[derive(Debug, PartialEq, thiserror::Error, HttpError)]
#[http(client)]
enum ApiError {
    #[error("no user")]
    #[http(404, type = "https://example.com/no-user")]
    NoUser {
        #[http(member)]
        id: u64,
    },
    #[error("gone")]
    #[http(410)]
    Gone {
        #[http(member)]
        since: Option<u32>,
    },
}

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&str, &str)| -> (HeaderName, HeaderValue) {
        (name.parse().unwrap(), value.parse().unwrap())
    };
    pairs.iter().map(pair).collect()
}

const PROBLEM: &[(&str, &str)] = &[("content-type", "application/problem+json")];

#[track_caller]
fn problem(status: u16, body: &str) -> Problem {
    let status = StatusCode::from_u16(status).unwrap();
    Problem::from_response(status, &headers(PROBLEM), body.as_bytes()).unwrap()
}

#[test]
fn the_response_says_what_the_body_leaves_out_or_has_otherwise() {
    assert_eq!(problem(404, "{}").status(), 404);
    assert_eq!(problem(502, r#"{"status":404}"#).status(), 502);
    assert_eq!(
        problem(429, r#"{"status":"429","title":7}"#).title(),
        "Too Many Requests"
    );
    // An unregistered status, RFC 9110 §15.
    assert_eq!(problem(599, "{}").status(), 599);
}

#[test]
fn typed_headers_are_values() {
    let read = |name: &str, value: &str| {
        let headers = headers(&[PROBLEM[0], (name, value)]);
        Problem::from_response(StatusCode::SERVICE_UNAVAILABLE, &headers, b"{}").unwrap()
    };
    assert_eq!(
        read("retry-after", "120").retry_after(),
        Some(Duration::from_secs(120))
    );
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    let wait = read("retry-after", &date).retry_after().unwrap();
    assert!((3500..=3600).contains(&wait.as_secs()), "{wait:?}");
    // A date in the past.
    assert_eq!(
        read("retry-after", "Fri, 31 Dec 1999 23:59:59 GMT").retry_after(),
        Some(Duration::ZERO)
    );
    assert_eq!(read("retry-after", "soon").retry_after(), None);
    assert_eq!(
        read("allow", "GET, , PUT").allow(),
        Some(vec![Method::GET, Method::PUT])
    );
    assert_eq!(read("allow", "").allow(), Some(vec![]));
    assert_eq!(read("x-y", "").allow(), None);
}

/// No response of this service contains what another service sent.
#[test]
fn headers_and_texts_of_another_service_go_no_further() {
    let headers = headers(&[PROBLEM[0], ("set-cookie", "canary=1"), ("retry-after", "9")]);
    let body = br#"{"detail":"canary","title":"canary"}"#;
    let problem = Problem::from_response(StatusCode::BAD_GATEWAY, &headers, body).unwrap();
    assert_eq!(problem.detail().as_deref(), Some("canary"));
    let response = problem.to_response();
    assert!(!format!("{response:?}").contains("canary"));
    assert_eq!(response.headers().get("retry-after"), None);
}

#[test]
fn a_type_uri_takes_precedence_over_a_code() {
    let read = |body: &str| ApiError::from_problem(problem(404, body)).ok();
    let uri = r#""type":"https://example.com/no-user""#;
    assert_eq!(
        read(&format!("{{{uri},\"id\":7}}")),
        Some(ApiError::NoUser { id: 7 })
    );
    // Another type with the same code.
    let other = r#"{"type":"https://example.com/other","code":"no_user","id":7}"#;
    assert_eq!(read(other), None);
    // `about:blank` does not identify a type.
    let blank = r#"{"type":"about:blank","code":"no_user","id":7}"#;
    assert_eq!(read(blank), Some(ApiError::NoUser { id: 7 }));
    // A code that only the status implies does not name a variant.
    assert_eq!(read(r#"{"id":7}"#), None);
    assert_eq!(ApiError::from_problem(problem(410, "{}")).ok(), None);
}

/// RFC 9457 §3.1: a consumer ignores a member of the wrong type.
#[test]
fn a_member_of_the_wrong_type_is_ignored() {
    let read = |body: &str| ApiError::from_problem(problem(410, body));
    for body in [
        r#"{"code":"gone","since":"long"}"#,
        r#"{"code":"gone","since":-1}"#,
        r#"{"code":"gone","since":null}"#,
        r#"{"code":"gone"}"#,
    ] {
        assert_eq!(
            read(body).unwrap(),
            ApiError::Gone { since: None },
            "{body}"
        );
    }
    // If the field must have a value, the problem is not this variant.
    let back = read(r#"{"code":"no_user","id":"7","more":1}"#).unwrap_err();
    assert_eq!(back.member("id"), Some("7".into()));
    assert_eq!(back.member("more"), Some(1.into()));
}

#[test]
fn a_body_that_is_no_problem_is_kept() {
    for (status, media_type, body) in [
        (502, "text/html", "<h1>Bad Gateway</h1>"),
        (500, "application/json", r#"{"error":"flat"}"#),
        (500, "application/json", "[]"),
        (500, "application/problem+json", "no json"),
        (200, "application/problem+json", "{}"),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        let headers = headers(&[("content-type", media_type), ("x-id", "7")]);
        match ApiError::read_response(status, &headers, body.as_bytes()) {
            ResponseError::Foreign(response) => {
                assert_eq!(response.status(), status);
                assert_eq!(response.headers(), &headers);
                assert_eq!(response.body(), body);
                let text = response.to_string();
                assert!(text.contains(media_type) && !text.contains(body), "{text}");
            }
            other => panic!("{body}: {other:?}"),
        }
    }
    let none = Problem::from_response(StatusCode::NOT_FOUND, &HeaderMap::new(), b"").unwrap_err();
    assert_eq!(
        none.to_string(),
        "a response of status 404 Not Found without a media type"
    );
}

#[test]
fn a_media_type_is_compared_without_case_and_parameters() {
    for media_type in [
        "application/problem+json; charset=utf-8",
        "Application/Problem+JSON",
        " application/problem+json ;a=b",
    ] {
        let mut headers = HeaderMap::new();
        headers.insert("content-type", media_type.parse().unwrap());
        assert!(
            Problem::from_response(StatusCode::GONE, &headers, b"{}").is_ok(),
            "{media_type}"
        );
    }
}

#[derive(Debug, PartialEq, thiserror::Error, HttpError)]
#[http(client, format = SHAPE)]
enum Shaped {
    #[error("no user {id}")]
    #[http(404)]
    NoUser {
        #[http(member)]
        id: u64,
    },
    #[error("{0}")]
    #[http(400)]
    Bad(String),
}

const SHAPE: JsonShape = Json::message("message")
    .code("type")
    .status("status")
    .within("error");

/// The built-in shapes are read as they are written.
#[test]
fn json_of_another_shape_comes_back() {
    for error in [Shaped::NoUser { id: 7 }, Shaped::Bad("a text".to_owned())] {
        let response = error.to_response();
        let problem = SHAPE.read(response.status(), response.headers(), response.body());
        assert_eq!(Shaped::from_problem(problem.unwrap()).ok(), Some(error));
    }
    let problem = Problem::not_found()
        .with_format(&catchall::format::Json)
        .with_code("no_user")
        .with_detail("there is none")
        .with_member("id", 7);
    let response = problem.to_response();
    let back = Problem::from_response(response.status(), response.headers(), response.body());
    let back = back.unwrap();
    assert_eq!(back.code(), "no_user");
    assert_eq!(back.detail().as_deref(), Some("there is none"));
    assert_eq!(back.member("id"), Some(7.into()));
}

#[test]
fn field_errors_are_read_leniently() {
    let read = |json: &str| serde_json::from_str::<FieldErrors>(json);
    let errors = read(
        r##"[{"detail":"a","pointer":7,"more":1},{"detail":"b","pointer":"#/x","code":"c"}]"##,
    );
    let errors = errors.unwrap();
    let all: Vec<_> = errors
        .iter()
        .map(|it| (it.pointer(), it.detail(), it.code()))
        .collect();
    assert_eq!(all, [("#", "a", None), ("#/x", "b", Some("c"))]);
    assert!(read(r##"[{"pointer":"#"}]"##).is_err());
    assert!(read("{}").is_err());
}

#[test]
fn the_error_of_a_client_is_an_error() {
    fn text(error: ResponseError<ApiError>) -> String {
        let error: Box<dyn Error> = Box::new(error);
        error.to_string()
    }
    assert_eq!(
        text(ResponseError::Typed(ApiError::NoUser { id: 7 })),
        "no user"
    );
    let problem = problem(409, r#"{"title":"Conflict","detail":"taken"}"#);
    let same = problem.to_string();
    assert_eq!(text(ResponseError::Problem(problem)), same);
}

proptest! {
    /// No response causes a panic, and the status is always that of the response.
    #[test]
    fn any_response_is_read(
        status in 100_u16..1000,
        media_type in prop::sample::select(vec!["application/problem+json", "application/json", "a/b", ""]),
        header in "\\PC{0,20}",
        body in prop_oneof![
            "\\PC{0,60}",
            "\\{\"(type|code|status|id|detail)\":(\"\\PC{0,9}\"|[0-9]{1,30}|null|\\[\\]|\\{\\})\\}",
        ],
    ) {
        let status = StatusCode::from_u16(status).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("content-type", media_type.parse().unwrap());
        if let Ok(value) = HeaderValue::from_bytes(header.as_bytes()) {
            headers.insert("retry-after", value.clone());
            headers.insert("allow", value);
        }
        match ApiError::read_response(status, &headers, body.as_bytes()) {
            ResponseError::Typed(_) => {}
            ResponseError::Problem(problem) => {
                prop_assert_eq!(problem.status(), status);
                let _ = (problem.retry_after(), problem.allow());
            }
            ResponseError::Foreign(response) => prop_assert_eq!(response.status(), status),
        }
    }
}
