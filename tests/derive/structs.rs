//! Structs: unit, tuple and named, which are one problem type.

use crate::asserts::{detail, header, problem, text};
use catchall::{HttpError, Response};
use std::time::Duration;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[error("a unit struct")]
#[http(404)]
struct UserNotFound;

#[derive(Debug, Error, HttpError)]
#[error("a tuple struct {0} {1}")]
#[http(409, detail = "public {0}", header("X-Second" = _1), member("sum" = _0 + 1))]
struct Tuple(u8, String);

#[derive(Debug, Error, HttpError)]
#[error("a named struct {id}")]
#[http(429, code = "named", type = "/named", title = "Named")]
struct Named {
    #[http(member)]
    id: u8,
    #[http(retry_after)]
    wait: Duration,
    #[http(header = "X-Shard")]
    shard: Option<String>,
}

#[derive(Debug, Error, HttpError)]
#[error("it is unmapped")]
struct Unmapped {
    secret: &'static str,
}

#[derive(Debug, Error, HttpError)]
#[error("empty")]
#[http(400)]
struct EmptyTuple();

#[derive(Debug, Error, HttpError)]
#[error("empty")]
#[http(400)]
struct EmptyNamed {}

#[derive(Debug, Error, HttpError)]
#[error("late")]
#[http(status = self.0, code = self.name(), detail = self.public())]
struct Late(u16);

impl Late {
    fn name(&self) -> String {
        format!("late.{}", self.0)
    }

    fn public(&self) -> Option<&'static str> {
        (self.0 > 450).then_some("above")
    }
}

#[derive(Debug, Error, HttpError)]
#[error("on the field")]
struct FieldStatus {
    #[http(status)]
    upstream: u16,
}

#[test]
fn a_unit_struct_is_fixed() {
    assert_eq!(
        text(&UserNotFound.to_response()),
        r#"{"title":"Not Found","status":404,"code":"user_not_found","detail":"a unit struct"}"#
    );
    let response = Response::from(UserNotFound);
    assert_eq!(response.body(), UserNotFound.to_response().body());
}

#[test]
fn a_tuple_struct_names_its_fields_by_number() {
    let error = Tuple(1, "second".into());
    assert_eq!(detail(&error).unwrap(), "public 1");
    assert_eq!(header(&error, "x-second").unwrap(), "second");
    assert_eq!(problem(&error)["sum"], 2);
    assert_eq!(problem(&error)["code"], "tuple");
}

#[test]
fn a_named_struct_has_keys_on_its_fields() {
    let error = Named {
        id: 7,
        wait: Duration::from_secs(5),
        shard: Some("a".into()),
    };
    let body = problem(&error);
    assert_eq!((&body["code"], &body["id"]), (&"named".into(), &7.into()));
    assert_eq!(
        (&body["type"], &body["title"]),
        (&"/named".into(), &"Named".into())
    );
    assert_eq!(body["detail"], "a named struct 7");
    assert_eq!(header(&error, "retry-after").unwrap(), "5");
    assert_eq!(header(&error, "x-shard").unwrap(), "a");
}

#[test]
fn an_unmapped_struct_is_a_masked_500() {
    let error = Unmapped { secret: "secret" };
    assert_eq!(error.secret, "secret");
    assert_eq!(
        text(&error.to_response()),
        r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#
    );
}

#[test]
fn empty_structs_have_a_code() {
    assert_eq!(problem(&EmptyTuple())["code"], "empty_tuple");
    assert_eq!(problem(&EmptyNamed {})["code"], "empty_named");
}

#[test]
fn a_struct_may_decide_late() {
    let body = problem(&Late(404));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&404.into(), &"late.404".into())
    );
    assert_eq!(body.get("detail"), None);
    assert_eq!(detail(&Late(503)).unwrap(), "above");
    assert_eq!(problem(&FieldStatus { upstream: 410 })["status"], 410);
}

#[derive(Debug, Error, HttpError)]
#[error("everything a struct may say: {0}")]
#[http(
    404,
    code = "all",
    type_base = "https://e.example/",
    title = "All",
    hide,
    instance = "/i/{0}",
    format = ProblemJson,
    grpc = NOT_FOUND,
    log = off,
    web
)]
struct All(u8);

#[test]
fn a_struct_may_say_what_a_variant_may() {
    let body = problem(&All(3));
    assert_eq!(body["type"], "https://e.example/all");
    assert_eq!(body["instance"], "/i/3");
    assert_eq!(body.get("detail"), None);
}

#[derive(Debug, Error, HttpError)]
#[error("unmasked {0}")]
#[http(503, unmask = self.0 > 3)]
struct Unmasked(u8);

#[derive(Debug, Error, HttpError)]
#[error("bad number: {0}")]
#[http(400, expose)]
struct Exposed(#[from] std::num::ParseIntError);

#[test]
fn a_struct_may_unmask_and_expose() {
    assert_eq!(detail(&Unmasked(3)), None);
    assert_eq!(detail(&Unmasked(4)).unwrap(), "unmasked 4");
    let error = Exposed("x".parse::<u8>().unwrap_err());
    assert_eq!(
        detail(&error).unwrap(),
        "bad number: invalid digit found in string"
    );
}

#[derive(Debug, Error, HttpError)]
#[error("secret")]
#[http(title = "Out of order", type = "https://e.example/order")]
struct OutOfOrder;

#[test]
fn an_unmapped_struct_may_still_have_a_title() {
    let body = problem(&OutOfOrder);
    assert_eq!(body["title"], "Out of order");
    assert_eq!(body["type"], "https://e.example/order");
    assert_eq!(body["status"], 500);
    assert_eq!(body["code"], "internal_error");
    assert_eq!(body.get("detail"), None);
}
