//! Members that RFC 9457 defines, in a different format; the format without a
//! code; and the negotiation, called by a user's format.

use crate::support;

use crate::support::{header, json, text};
use catchall::format::Negotiated;
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, Method};
use serde_json::json as value;

struct Own;

impl Format for Own {
    fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
        Body::json(&problem.members())
    }
}

macro_rules! all_members {
    ($name:ident, $($format:tt)*) => {
        #[derive(Debug, thiserror::Error, HttpError)]
        #[error("a text")]
        #[http(
            404,
            format = $($format)*,
            member("type" = "invalid_request_error"),
            member("status" = "failed"),
            member("title" = "A title"),
            member("detail" = 7),
            member("code" = ["a", "b"]),
            member("instance" = true)
        )]
        struct $name;
    };
}

all_members!(UnderShape, Json::message("error"));
all_members!(UnderOwn, Own);
all_members!(UnderText, Text);

#[test]
fn a_member_of_any_name_is_sent_under_another_format() {
    let members = value!({
        "type": "invalid_request_error",
        "status": "failed",
        "title": "A title",
        "detail": 7,
        "code": ["a", "b"],
        "instance": true,
    });
    assert_eq!(json(&UnderOwn.to_response()), members);
    let mut shaped = members;
    shaped["error"] = "a text".into();
    assert_eq!(json(&UnderShape.to_response()), shaped);
    assert_eq!(json(&Problem::from(UnderShape).to_response()), shaped);
    assert_eq!(text(&UnderText.to_response()), "a text");
}

/// An outer error, or a `Problem`, may name another format.
#[test]
fn a_problem_json_has_each_of_its_members_once() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(transparent, format = ProblemJson)]
    struct Outer(UnderShape);

    for response in [
        Outer(UnderShape).to_response(),
        Problem::from(UnderShape)
            .with_format(&catchall::format::ProblemJson)
            .to_response(),
    ] {
        let body = json(&response);
        assert_eq!(body["status"], 404);
        assert_eq!(body["code"], "under_shape");
        assert_eq!(body["title"], "Not Found");
        assert_eq!(body["detail"], "a text");
        for name in ["type", "status", "title", "detail", "code", "instance"] {
            let times = text(&response).matches(&format!("\"{name}\":")).count();
            assert!(times < 2, "{name} in {}", text(&response));
        }
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(format = Json::message("message"))]
enum OfType {
    #[http(400, member("type" = "by key"))]
    Key,
    #[http(400)]
    Field {
        #[http(member = "type")]
        kind: &'static str,
    },
    #[http(400, case(_ => member("code" = *_0), code = "matched"))]
    Case(u16),
}

#[test]
fn the_format_of_the_type_allows_it_too() {
    let body = |error: OfType| json(&error.to_response());
    let message = "a text";
    assert_eq!(
        body(OfType::Key),
        value!({ "message": message, "type": "by key" })
    );
    assert_eq!(
        body(OfType::Field { kind: "by field" }),
        value!({ "message": message, "type": "by field" })
    );
    assert_eq!(
        body(OfType::Case(7)),
        value!({ "message": message, "code": 7 })
    );
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(format = ProblemJson::without_code())]
enum WithoutCode {
    #[error("no user {0}")]
    #[http(404)]
    NoUser(u8),
    #[error("fixed")]
    #[http(410, type = "/gone", title = "Gone for good", member("since" = 2_026))]
    Fixed,
    #[error("zqcanaryqz")]
    Unmapped,
}

#[test]
fn a_body_may_have_no_code() {
    let response = WithoutCode::NoUser(7).to_response();
    assert_eq!(
        header(&response, "content-type"),
        "application/problem+json"
    );
    assert_eq!(
        json(&response),
        value!({ "title": "Not Found", "status": 404, "detail": "no user 7" })
    );
    assert_eq!(
        json(&WithoutCode::Fixed.to_response()),
        value!({
            "type": "/gone",
            "title": "Gone for good",
            "status": 410,
            "detail": "fixed",
            "since": 2_026,
        })
    );
    let unmapped = value!({ "title": "Internal Server Error", "status": 500 });
    assert_eq!(json(&WithoutCode::Unmapped.to_response()), unmapped);
    let problem = Problem::from(WithoutCode::Unmapped);
    assert_eq!(json(&problem.to_response()), unmapped);
}

/// Only the body is affected.
#[test]
fn the_error_has_a_code_all_the_same() {
    let (_, event) = support::logged_once(|| WithoutCode::NoUser(7).to_response());
    assert_eq!(event.field("error.type"), "no_user");
    assert_eq!(WithoutCode::NoUser(7).code(), "no_user");
}

/// Text under `/texts`, and elsewhere what the client prefers.
struct Chooses;

impl Format for Chooses {
    fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
        match context {
            Some(request) if request.path() == "/texts" => Body::new("text/x-own", "own"),
            _ => Negotiated.render(problem, context),
        }
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("for <you>")]
#[http(404, format = Chooses)]
struct Chosen;

fn sent(path: &'static str, accept: &'static str) -> Response {
    let context =
        RequestContext::new(Method::GET, path).with_accept(HeaderValue::from_static(accept));
    Chosen.to_response_in(&context)
}

#[test]
fn a_format_calls_the_negotiation() {
    let html = sent("/", "text/html");
    assert_eq!(header(&html, "content-type"), "text/html; charset=utf-8");
    assert!(text(&html).contains("for &lt;you&gt;"), "{}", text(&html));
    assert!(html.headers().contains_key("content-security-policy"));
    assert_eq!(header(&html, "vary"), "accept");
    assert_eq!(text(&sent("/", "text/plain")), "for <you>");
    for accept in ["*/*", "application/json", "image/png"] {
        let response = sent("/", accept);
        assert_eq!(
            header(&response, "content-type"),
            "application/problem+json"
        );
        assert_eq!(json(&response)["detail"], "for <you>");
    }
    let own = sent("/texts", "text/html");
    assert_eq!(text(&own), "own");
    assert!(!own.headers().contains_key("vary"));
    // Without a request, there is no preference.
    assert_eq!(json(&Chosen.to_response())["detail"], "for <you>");
}
