//! A JSON shape has one message: the detail, a member with its name, or the
//! title.

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[error("the text")]
#[http(format = Json::message("message").code("code"))]
enum AppError {
    #[http(409)]
    Detail,
    #[http(409, member("message" = "a member"))]
    Both,
    #[http(409, hide, member("message" = ["several", "texts"]))]
    Member,
    #[http(409, hide, member("message" = None::<String>))]
    Absent,
    #[http(409, hide)]
    Nothing,
}

#[derive(Debug, Error, HttpError)]
#[error("outer")]
#[http(transparent, member("message" = "of the outer error"))]
struct Outer(AppError);

fn message(error: &dyn HttpError) -> serde_json::Value {
    let response = error.to_response();
    let text = std::str::from_utf8(response.body()).expect("a text");
    assert_eq!(text.matches(r#""message":"#).count(), 1, "{text}");
    let body: serde_json::Value = serde_json::from_str(text).expect("JSON");
    body["message"].clone()
}

#[test]
fn there_is_one_message() {
    for (error, expected) in [
        (AppError::Detail, json!("the text")),
        (AppError::Both, json!("the text")),
        (AppError::Member, json!(["several", "texts"])),
        (AppError::Absent, json!("Conflict")),
        (AppError::Nothing, json!("Conflict")),
    ] {
        assert_eq!(message(&error), expected, "{error:?}");
    }
}

#[test]
fn the_outer_errors_member_comes_before_the_inner_errors_detail() {
    assert_eq!(message(&Outer(AppError::Detail)), "of the outer error");
}
