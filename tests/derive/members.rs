//! Extension members: from expressions and from fields.

use crate::asserts;

use crate::asserts::{problem, text};
use catchall::HttpError;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use thiserror::Error;

#[derive(Clone, Debug, Serialize)]
struct Range {
    min: u8,
    max: Option<u8>,
}

#[derive(Debug, Error, HttpError)]
enum Members {
    #[error("x")]
    #[http(422, member("fixed" = "a text"))]
    Fixed,
    #[error("x")]
    #[http(422, member("shown" = "{id}/{id:?}"))]
    Format { id: u8 },
    #[error("x")]
    #[http(422, member("sum" = _0 + 1), member("list" = vec![*_0, 2]), member("nothing" = Option::<u8>::None))]
    Expressions(u8),
    #[error("x")]
    #[http(422, member("whole" = self.describe_it()))]
    Method,
    #[error("x")]
    #[http(422)]
    Field {
        #[http(member)]
        range: Range,
        #[http(member)]
        maybe: Option<u8>,
        hidden: &'static str,
    },
    #[error("x")]
    #[http(422)]
    Renamed {
        #[http(member = "otherName")]
        field: u8,
    },
    #[error("x")]
    #[http(422)]
    Tuple(
        #[http(member = "first")] u8,
        #[http(member = "second")] Option<String>,
    ),
    #[error("x")]
    #[http(422)]
    Raw {
        #[http(member)]
        r#fn: u8,
    },
    #[error("x")]
    #[http(422)]
    Flattened {
        #[http(member(flatten))]
        range: Range,
        #[http(member)]
        beside: u8,
    },
    #[error("x")]
    #[http(422)]
    FlattenedMap(#[http(member(flatten))] BTreeMap<String, Value>),
    #[error("x")]
    #[http(422)]
    FlattenedOption(#[http(member(flatten))] Option<Range>),
    #[error("x")]
    #[http(503, member("public" = "at every status"))]
    Server,
    #[error("x")]
    #[http(422, member("later" = 1), member("nested" = json!({"a": [1, {"b": null}]})))]
    #[http(member("last" = true))]
    Several,
}

impl Members {
    fn describe_it(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([("debug", format!("{self:?}"))])
    }
}

/// Returns the body without the members that every problem has.
#[track_caller]
fn members(error: &impl HttpError) -> Value {
    let mut body = problem(error);
    let object = body.as_object_mut().unwrap();
    for name in ["type", "title", "status", "code", "detail", "instance"] {
        object.remove(name);
    }
    body
}

#[test]
fn members_stand_beside_what_every_problem_has() {
    use Members as M;
    let range = || Range { min: 1, max: None };
    let cases = [
        (M::Fixed, json!({"fixed": "a text"})),
        (M::Format { id: 7 }, json!({"shown": "7/7"})),
        (M::Expressions(1), json!({"sum": 2, "list": [1, 2]})),
        (M::Method, json!({"whole": {"debug": "Method"}})),
        (
            M::Field {
                range: range(),
                maybe: Some(3),
                hidden: "secret",
            },
            json!({"range": {"min": 1, "max": null}, "maybe": 3}),
        ),
        (
            M::Field {
                range: range(),
                maybe: None,
                hidden: "secret",
            },
            json!({"range": {"min": 1, "max": null}}),
        ),
        (M::Renamed { field: 1 }, json!({"otherName": 1})),
        (
            M::Tuple(1, Some("s".into())),
            json!({"first": 1, "second": "s"}),
        ),
        (M::Tuple(1, None), json!({"first": 1})),
        (M::Raw { r#fn: 4 }, json!({"fn": 4})),
        (
            M::Flattened {
                range: range(),
                beside: 2,
            },
            json!({"min": 1, "beside": 2}),
        ),
        (
            M::FlattenedMap(BTreeMap::from([
                ("a".to_owned(), json!(1)),
                ("b".to_owned(), json!([true])),
            ])),
            json!({"a": 1, "b": [true]}),
        ),
        (M::FlattenedOption(Some(range())), json!({"min": 1})),
        (M::FlattenedOption(None), json!({})),
        (M::Server, json!({"public": "at every status"})),
        (
            M::Several,
            json!({"later": 1, "nested": {"a": [1, {"b": null}]}, "last": true}),
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(members(&error), expected, "{error:?}");
    }
}

#[test]
fn members_are_written_in_the_order_they_are_given() {
    let response = Members::Several.to_response();
    let body = text(&response);
    let at = |name: &str| {
        body.find(name)
            .unwrap_or_else(|| panic!("{name} in {body}"))
    };
    assert!(
        at("later") < at("nested") && at("nested") < at("last"),
        "{body}"
    );
}

#[test]
fn a_flattened_name_that_is_taken_is_left_out() {
    let map = BTreeMap::from([
        ("status".to_owned(), json!(200)),
        ("detail".to_owned(), json!("other")),
        ("kept".to_owned(), json!(1)),
    ]);
    let body = problem(&Members::FlattenedMap(map));
    assert_eq!(body["status"], 422);
    assert_eq!(body["detail"], "x");
    assert_eq!(body["kept"], 1);
}

#[derive(Debug, Error, HttpError)]
enum Twice {
    #[error("x")]
    #[http(422)]
    Variant {
        #[http(member)]
        beside: u8,
        #[http(member(flatten))]
        more: BTreeMap<String, Value>,
    },
}

#[test]
fn no_name_is_written_twice() {
    let more = BTreeMap::from([("beside".to_owned(), json!(9))]);
    let response = Twice::Variant { beside: 1, more }.to_response();
    assert_eq!(
        text(&response).matches("beside").count(),
        1,
        "{}",
        text(&response)
    );
    assert_eq!(asserts::json(&response)["beside"], 1);
}

#[derive(Debug, Error, HttpError)]
#[http(member("all" = "every variant"), member("kind" = self.kind()))]
enum TypeWide {
    #[error("x")]
    #[http(404)]
    Silent,
    #[error("x")]
    #[http(404, member("all" = "own"))]
    Own,
    #[error("x")]
    Unmapped,
}

impl TypeWide {
    fn kind(&self) -> Option<u8> {
        match self {
            Self::Silent => Some(1),
            _ => None,
        }
    }
}

#[test]
fn the_members_of_the_type_are_for_the_variants_without_one() {
    assert_eq!(
        members(&TypeWide::Silent),
        json!({"all": "every variant", "kind": 1})
    );
    assert_eq!(members(&TypeWide::Own), json!({"all": "own"}));
    assert_eq!(
        members(&TypeWide::Unmapped),
        json!({"all": "every variant"})
    );
    let response = TypeWide::Own.to_response();
    assert_eq!(text(&response).matches("\"all\"").count(), 1);
}

#[derive(Debug, Error, HttpError)]
#[error("struct")]
#[http(422, member("late" = 1), member("shown" = "{inner}"))]
struct Struct {
    #[http(member)]
    inner: u8,
}

#[test]
fn a_struct_has_members_too() {
    assert_eq!(
        members(&Struct { inner: 2 }),
        json!({"inner": 2, "late": 1, "shown": "2"})
    );
}

#[derive(Debug)]
struct Broken;

impl Serialize for Broken {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("secret"))
    }
}

#[derive(Debug, Error, HttpError)]
#[error("does not serialise")]
#[http(422)]
struct DoesNotSerialise(#[http(member = "broken")] Broken);

#[test]
fn a_value_that_does_not_serialise_is_a_plain_500() {
    let response = DoesNotSerialise(Broken).to_response();
    assert_eq!(response.status(), 500);
    assert_eq!(
        text(&response),
        r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#
    );
}
