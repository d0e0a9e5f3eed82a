//! An error with its request: the format by `Accept`, and the context that a user's
//! format and `finish` receive.

use std::sync::Arc;

use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, Method};
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[http(finish = finish)]
enum AppError {
    #[error("no user <{0}>")]
    #[http(404)]
    NotFound(u8),
    #[error("fixed")]
    #[http(410, hide)]
    Fixed,
    #[error("secret")]
    Unmapped,
    #[error("not modified")]
    #[http(304)]
    NotModified,
    #[error("as text")]
    #[http(400, format = Text)]
    Text,
    #[error("shown")]
    #[http(400, format = Shows)]
    Shown,
    #[error("varies")]
    #[http(400, header("Vary" = "Origin"))]
    Varies,
}

struct Shows;

impl Format for Shows {
    fn render(&self, _problem: &Problem, context: Option<&RequestContext>) -> Body {
        let context = context.map(|context| format!("{} {}", context.method(), context.path()));
        Body::new("text/plain", context.unwrap_or_default())
    }
}

fn finish(_error: &AppError, context: Option<&RequestContext>, response: &mut Response) {
    let route = context.and_then(RequestContext::route).unwrap_or("none");
    let value = HeaderValue::from_str(route).unwrap();
    response.headers_mut().insert("x-route", value);
}

fn request(accept: &'static str) -> RequestContext {
    RequestContext::new(Method::POST, "/users/7?token=secret#top")
        .with_route("/users/{id}")
        .with_accept(HeaderValue::from_static(accept))
}

#[track_caller]
fn assert_is(response: &Response, media_type: &str, body: &str) {
    assert_eq!(response.headers()["content-type"], media_type);
    assert_eq!(response.body(), body);
}

const PROBLEM: &str = "application/problem+json";
const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

#[test]
fn the_client_chooses_the_default_format() {
    let error = AppError::NotFound(7);
    let json = r#"{"title":"Not Found","status":404,"code":"not_found","detail":"no user <7>"}"#;
    for accept in ["*/*", "application/json", "image/png", ""] {
        assert_is(&error.to_response_in(&request(accept)), PROBLEM, json);
    }
    assert_is(
        &error.to_response_in(&request("text/plain")),
        TEXT,
        "no user <7>",
    );
    let page = error.to_response_in(&request("text/html"));
    assert_eq!(page.headers()["content-type"], HTML);
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    let page = std::str::from_utf8(page.body()).unwrap();
    assert!(page.contains("<p>no user &lt;7&gt;</p>"), "{page}");
    assert_is(&error.to_response(), PROBLEM, json);
}

#[test]
fn the_choice_is_in_vary() {
    let vary = |error: &AppError, accept| -> Vec<HeaderValue> {
        let response = error.to_response_in(&request(accept));
        response.headers().get_all("vary").iter().cloned().collect()
    };
    for error in [AppError::NotFound(7), AppError::Fixed, AppError::Unmapped] {
        assert_eq!(vary(&error, "*/*"), ["accept"]);
        assert_eq!(vary(&error, "text/html"), ["accept"]);
        assert!(!error.to_response().headers().contains_key("vary"));
    }
    assert_eq!(vary(&AppError::Varies, "*/*").len(), 2);
    for error in [AppError::Text, AppError::Shown, AppError::NotModified] {
        assert!(vary(&error, "text/html").is_empty(), "{error}");
    }
}

#[test]
fn what_is_masked_stays_so_in_each_format() {
    let text = AppError::Unmapped.to_response_in(&request("text/plain"));
    assert_is(&text, TEXT, "Internal Server Error");
    let page = AppError::Unmapped.to_response_in(&request("text/html"));
    let page = std::str::from_utf8(page.body()).unwrap();
    assert!(!page.contains("secret"), "{page}");
    assert_is(
        &AppError::Fixed.to_response_in(&request("text/plain")),
        TEXT,
        "Gone",
    );
}

#[test]
fn a_format_and_finish_are_given_the_request() {
    let shown = AppError::Shown.to_response_in(&request("*/*"));
    assert_is(&shown, "text/plain", "POST /users/7");
    assert_eq!(shown.headers()["x-route"], "/users/{id}");
    assert_is(&AppError::Shown.to_response(), "text/plain", "");
    assert_eq!(AppError::Shown.to_response().headers()["x-route"], "none");
}

#[test]
fn the_holder_of_an_error_may_pass_a_request() {
    let expected = AppError::Shown.to_response_in(&request("*/*"));
    let boxed: Box<dyn HttpError> = Box::new(AppError::Shown);
    let shared: Arc<dyn HttpError> = Arc::new(AppError::Shown);
    let problem = Problem::from(AppError::Shown);
    for made in [
        boxed.to_response_in(&request("*/*")),
        shared.to_response_in(&request("*/*")),
        (&&AppError::Shown).to_response_in(&request("*/*")),
        problem.to_response_in(&request("*/*")),
    ] {
        assert_eq!(made.body(), expected.body());
        assert_eq!(made.headers(), expected.headers());
    }
}
