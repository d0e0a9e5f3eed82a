//! `format`: the shape of the body, for a type, a status, a variant or a case.

use crate::asserts::{json, text};
use catchall::format::{Json, JsonShape};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use serde_json::json;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[http(on(504, format = Empty))]
enum Formats {
    #[error("<b>\"bold\" & 'quoted' {0}</b>")]
    #[http(404)]
    Default(u8),
    #[error("nothing")]
    #[http(404, format = Empty, header("X-Kept" = "kept"))]
    Empty,
    #[error("<b>text & {0}</b>")]
    #[http(404, format = Text)]
    Text(u8),
    #[error("secret")]
    #[http(503, format = Text)]
    TextServer,
    #[error("fixed text")]
    #[http(404, format = Text)]
    TextFixed,
    #[error("<script>\"x\" & 'y' {0}</script>")]
    #[http(404, format = Html, title = "<T>")]
    Html(&'static str),
    #[error("secret")]
    #[http(503, format = Html)]
    HtmlServer,
    #[error("json \"{0}\"")]
    #[http(404, format = Json, member("beside" = 1))]
    Json(u8),
    #[error("flat")]
    #[http(404, format = Json::message("error"))]
    Flat,
    #[error("shaped")]
    #[http(404, format = Json::message("msg").code("kind").status("http").within("failure"), member("beside" = 1))]
    Shaped,
    #[error("a constant")]
    #[http(404, format = SHAPE)]
    Constant,
    #[error("own")]
    #[http(404, format = Own)]
    OwnType,
    #[error("own, by path")]
    #[http(404, format = crate::format::own::ByPath)]
    OwnPath,
    #[error("problem")]
    #[http(404, format = ProblemJson)]
    ProblemJson,
    #[error("late")]
    #[http(504)]
    ByStatus,
    #[error("by case")]
    #[http(404, case(1 => format = Text, code = "one"), case(2 => format = Own, code = "two"))]
    Case(u8),
}

const SHAPE: JsonShape = Json::message("m").code("c");

struct Own;

impl Format for Own {
    fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
        assert!(context.is_none());
        Body::json(&json!({
            "ok": false,
            "reason": problem.detail().unwrap_or(problem.title()),
            "number": problem.status().as_u16(),
            "name": problem.code(),
        }))
    }
}

mod own {
    use super::{Body, Format, Problem, RequestContext};

    pub(crate) struct ByPath;

    impl Format for ByPath {
        fn render(&self, problem: &Problem, _: Option<&RequestContext>) -> Body {
            Body::new("text/x-own", problem.code().into_owned())
        }
    }
}

#[track_caller]
fn response(error: &Formats, media_type: Option<&str>) -> Response {
    let response = error.to_response();
    let header = response.headers().get("content-type");
    assert_eq!(header.map(|value| value.to_str().unwrap()), media_type);
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert_eq!(response.status(), error.status());
    response
}

#[test]
fn problem_json_is_the_default() {
    for error in [Formats::Default(1), Formats::ProblemJson] {
        let response = response(&error, Some("application/problem+json"));
        assert_eq!(json(&response)["status"], 404);
        assert!(!response.headers().contains_key("x-content-type-options"));
    }
}

#[test]
fn empty_has_no_body_and_keeps_the_headers() {
    let response = response(&Formats::Empty, None);
    assert!(response.body().is_empty());
    assert_eq!(response.headers()["x-kept"], "kept");
}

#[test]
fn text_is_the_detail_or_the_title() {
    const TEXT: Option<&str> = Some("text/plain; charset=utf-8");
    let shown = response(&Formats::Text(1), TEXT);
    assert_eq!(text(&shown), "<b>text & 1</b>");
    assert_eq!(shown.headers()["x-content-type-options"], "nosniff");
    assert_eq!(
        text(&response(&Formats::TextServer, TEXT)),
        "Service Unavailable"
    );
    assert_eq!(text(&response(&Formats::TextFixed, TEXT)), "fixed text");
}

#[test]
fn html_is_escaped() {
    const HTML: Option<&str> = Some("text/html; charset=utf-8");
    let page = response(&Formats::Html("</script>"), HTML);
    let body = text(&page);
    assert!(body.starts_with("<!doctype html>"), "{body}");
    // The problem itself, for programs.
    let data = "<script type=\"application/problem+json\">";
    assert_eq!(body.matches(data).count(), 1, "{body}");
    assert_eq!(body.matches("<script").count(), 1, "{body}");
    assert_eq!(body.matches("</script").count(), 1, "{body}");
    assert!(!body.contains("<T>"), "{body}");
    assert!(body.contains("&lt;T&gt;"), "{body}");
    assert!(
        body.contains("&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39; &lt;/script&gt;"),
        "{body}"
    );
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    let body = response(&Formats::HtmlServer, HTML);
    assert!(!text(&body).contains("secret"));
    assert!(text(&body).contains("Service Unavailable"));
}

#[test]
fn json_is_the_usual_shape_or_one_of_other_names() {
    const JSON: Option<&str> = Some("application/json");
    let cases = [
        (
            Formats::Json(1),
            json!({"error": {"code": "json", "message": "json \"1\"", "beside": 1}}),
        ),
        (Formats::Flat, json!({"error": "flat"})),
        (
            Formats::Shaped,
            json!({"failure": {"msg": "shaped", "kind": "shaped", "http": 404, "beside": 1}}),
        ),
        (
            Formats::Constant,
            json!({"m": "a constant", "c": "constant"}),
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(json(&response(&error, JSON)), expected, "{error:?}");
    }
}

#[test]
fn a_format_of_the_users_is_handed_the_problem() {
    let body = json(&response(&Formats::OwnType, Some("application/json")));
    let expected = json!({"ok": false, "reason": "own", "number": 404, "name": "own_type"});
    assert_eq!(body, expected);
    let own = response(&Formats::OwnPath, Some("text/x-own"));
    assert_eq!(text(&own), "own_path");
}

#[test]
fn a_status_or_a_case_may_have_a_format() {
    assert!(response(&Formats::ByStatus, None).body().is_empty());
    let one = response(&Formats::Case(1), Some("text/plain; charset=utf-8"));
    assert_eq!(text(&one), "by case");
    let two = response(&Formats::Case(2), Some("application/json"));
    assert_eq!(json(&two)["name"], "two");
    response(&Formats::Case(3), Some("application/problem+json"));
}

#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("error"), on(503, format = Json::message("down")))]
enum TypeWide {
    #[error("for all")]
    #[http(404)]
    Silent,
    #[error("its own")]
    #[http(404, format = Text)]
    Own,
    #[error("by status")]
    #[http(503)]
    Status,
    #[error("late")]
    #[http(status = _0)]
    Late(u16),
    #[error(transparent)]
    #[http(transparent)]
    Inner(Formats),
    #[error("it is unmapped")]
    Unmapped,
}

#[test]
fn the_format_of_the_type_is_for_what_has_none() {
    assert_eq!(
        text(&TypeWide::Silent.to_response()),
        r#"{"error":"for all"}"#
    );
    assert_eq!(text(&TypeWide::Own.to_response()), "its own");
    assert_eq!(
        text(&TypeWide::Unmapped.to_response()),
        r#"{"error":"Internal Server Error"}"#
    );
    assert_eq!(
        text(&TypeWide::Late(404).to_response()),
        r#"{"error":"late"}"#
    );
}

#[test]
fn the_format_of_a_status_is_before_that_of_the_type() {
    let down = r#"{"down":"Service Unavailable"}"#;
    assert_eq!(text(&TypeWide::Status.to_response()), down);
    assert_eq!(text(&TypeWide::Late(503).to_response()), down);
}

#[test]
fn an_outer_type_decides_the_shape_of_what_it_delegates_to() {
    let inner = |inner| TypeWide::Inner(inner).to_response();
    assert_eq!(
        text(&inner(Formats::Default(1))),
        "{\"error\":\"<b>\\\"bold\\\" & 'quoted' 1</b>\"}"
    );
    assert_eq!(
        text(&inner(Formats::Html("x"))),
        "{\"error\":\"<script>\\\"x\\\" & 'y' x</script>\"}"
    );
}

#[derive(Debug, Error, HttpError)]
#[error("struct")]
#[http(404, format = Text)]
struct Struct;

struct Panics;

impl Format for Panics {
    fn render(&self, _: &Problem, _: Option<&RequestContext>) -> Body {
        panic!("a format that panics")
    }
}

#[derive(Debug, Error, HttpError)]
#[error("struct")]
#[http(404, format = Panics)]
struct PanicsWithin;

#[test]
fn a_struct_has_a_format_too() {
    assert_eq!(text(&Struct.to_response()), "struct");
}

#[test]
fn a_format_that_panics_is_a_plain_500() {
    let response = PanicsWithin.to_response();
    assert_eq!(response.status(), 500);
    assert_eq!(json(&response)["code"], "internal_error");
}

#[derive(Debug, Error, HttpError)]
#[http(format = Json::code("type"))]
enum Coded {
    #[error("never sent")]
    #[http(429, member("retry_after" = 5))]
    Slow,
    #[error("never sent")]
    #[http(404, format = Json::code("type").message("text").within("error"))]
    Gone,
}

#[test]
fn a_shape_may_have_no_text() {
    let body = |error: Coded| json(&error.to_response());
    assert_eq!(
        body(Coded::Slow),
        json!({ "type": "slow", "retry_after": 5 })
    );
    assert_eq!(
        body(Coded::Gone),
        json!({ "error": { "type": "gone", "text": "never sent" } })
    );
}
