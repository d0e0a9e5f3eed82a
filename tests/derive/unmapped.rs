//! `unmapped`: what a variant without a status becomes.

use crate::asserts::{detail, header, problem, status};
use catchall::HttpError;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[http(unmapped(
    503,
    code = "server_error",
    title = "Out of order",
    detail = "try again later",
    retry_after = 5,
    header("X-Team" = "core"),
    member("contact" = self.contact()),
))]
enum Long {
    #[error("secret")]
    Silent,
    #[error("secret")]
    #[http(code = "own", detail = "said here", header("X-Team" = "shop"))]
    Speaks,
    #[error("no {0}")]
    #[http(case(1 => 404, code = "one"), case(2 => detail = "by case"))]
    Cases(u8),
    #[error("mapped")]
    #[http(500)]
    Mapped,
}

impl Long {
    fn contact(&self) -> String {
        format!("{self:?}@example.com")
    }
}

#[test]
fn an_unmapped_variant_has_the_keys_of_unmapped() {
    let body = problem(&Long::Silent);
    assert_eq!(status(&Long::Silent), 503);
    assert_eq!(body["code"], "server_error");
    assert_eq!(body["title"], "Out of order");
    assert_eq!(body["detail"], "try again later");
    assert_eq!(body["contact"], "Silent@example.com");
    assert_eq!(header(&Long::Silent, "retry-after").unwrap(), "5");
    assert_eq!(header(&Long::Silent, "x-team").unwrap(), "core");
}

#[test]
fn keys_of_the_variant_take_precedence() {
    let body = problem(&Long::Speaks);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&503.into(), &"own".into())
    );
    assert_eq!(body["detail"], "said here");
    assert_eq!(header(&Long::Speaks, "x-team").unwrap(), "shop");
    assert_eq!(header(&Long::Speaks, "retry-after").unwrap(), "5");
}

#[test]
fn so_has_what_no_case_maps() {
    let body = problem(&Long::Cases(3));
    assert_eq!(body["code"], "server_error");
    assert_eq!(body["detail"], "try again later");
    let body = problem(&Long::Cases(2));
    assert_eq!(body["code"], "server_error");
    assert_eq!(body["detail"], "by case");
    let body = problem(&Long::Cases(1));
    assert_eq!(body["code"], "one");
    assert_eq!(body["contact"], serde_json::Value::Null);
}

#[test]
fn a_mapped_variant_has_none_of_it() {
    let body = problem(&Long::Mapped);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&500.into(), &"mapped".into())
    );
    assert_eq!(detail(&Long::Mapped), None);
    assert_eq!(header(&Long::Mapped, "x-team"), None);
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped(code = "server_error"))]
enum NoStatus {
    #[error("secret")]
    Silent,
}

#[test]
fn the_status_is_500_where_none_is_said() {
    let body = problem(&NoStatus::Silent);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&500.into(), &"server_error".into())
    );
    assert_eq!(body["title"], "Internal Server Error");
}

#[derive(Debug, Error, HttpError)]
enum ForCases {
    #[error("row of {0}")]
    #[http(
        code = "row",
        detail = "{0}",
        header("X-Row" = "{0}"),
        member("row" = _0),
        case("none" => 404),
    )]
    Row(&'static str),
}

/// The keys of a variant without a status are for its cases.
#[test]
fn what_no_case_matches_is_masked() {
    let body = problem(&ForCases::Row("none"));
    assert_eq!(
        (&body["code"], &body["row"]),
        (&"row".into(), &"none".into())
    );
    assert_eq!(detail(&ForCases::Row("none")).unwrap(), "none");
    let response = ForCases::Row("secret").to_response();
    assert_eq!(response.status(), 500);
    assert!(!format!("{response:?}").contains("secret"));
    assert_eq!(problem(&ForCases::Row("secret"))["code"], "internal_error");
}
