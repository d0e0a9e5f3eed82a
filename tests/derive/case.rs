//! `case`: some values of a variant are another problem type.

use crate::asserts::{detail, header, problem, status};
use catchall::HttpError;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use thiserror::Error;

#[derive(Debug, Error)]
#[error("{self:?}")]
enum Kind {
    Gone,
    Denied(u8),
    Named { code: u16, text: &'static str },
    Else,
}

#[derive(Debug, Error, HttpError)]
enum Tuple {
    #[error("one field")]
    #[http(500)]
    #[http(case(Kind::Gone => 410, code = "gone", detail = "it is gone"))]
    #[http(case(Kind::Denied(level) => 403, code = "denied", detail = "level {level}"))]
    #[http(case(Kind::Named { code, .. } if *code > 400 => status = *code, code = "named", detail = format!("code {code}")))]
    #[http(case(Kind::Named { text, .. } => 400, code = text, hide))]
    One(Kind),
    #[error("several")]
    #[http(500, detail = "{0} {1}")]
    #[http(case(1, _, _ => 401, code = "first", www_authenticate = "Bearer"))]
    #[http(case(.., 'z' => 404, code = "last", member("z" = _0)))]
    #[http(case(2, .. => 402, code = "second"))]
    #[http(case(3, .., c => 403, code = "third", header("X-C" = "{c}")))]
    #[http(case(4 | 5, b, _ if b.is_empty() => 405, code = "empty", allow = ""))]
    #[http(case(6..=9, _, 'a' | 'b' => 406, code = "range"))]
    Several(u8, String, char),
}

#[test]
fn a_case_stands_inside_the_parentheses() {
    let cases = [
        (Kind::Gone, 410, "gone", Some("it is gone")),
        (Kind::Denied(3), 403, "denied", Some("level 3")),
        (
            Kind::Named {
                code: 404,
                text: "t",
            },
            404,
            "named",
            Some("code 404"),
        ),
        (
            Kind::Named {
                code: 503,
                text: "t",
            },
            503,
            "named",
            Some("code 503"),
        ),
        (Kind::Named { code: 1, text: "t" }, 400, "t", None),
        (Kind::Else, 500, "one", None),
    ];
    for (kind, number, code, text) in cases {
        let error = Tuple::One(kind);
        let body = problem(&error);
        assert_eq!(body["status"], number, "{error:?}");
        assert_eq!(body["code"], code, "{error:?}");
        assert_eq!(detail(&error).as_deref(), text, "{error:?}");
    }
}

#[test]
fn several_fields_and_the_first_match_wins() {
    let several = |a, b: &str, c| Tuple::Several(a, b.to_owned(), c);
    let cases = [
        (several(1, "", 'z'), 401, "first"),
        (several(2, "", 'z'), 404, "last"),
        (several(2, "", 'a'), 402, "second"),
        (several(3, "", 'q'), 403, "third"),
        (several(5, "", 'q'), 405, "empty"),
        (several(5, "x", 'q'), 500, "several"),
        (several(7, "", 'b'), 406, "range"),
    ];
    for (error, number, code) in cases {
        let body = problem(&error);
        assert_eq!(body["status"], number, "{error:?}");
        assert_eq!(body["code"], code, "{error:?}");
    }
    assert_eq!(header(&several(3, "", 'q'), "x-c").unwrap(), "q");
    assert_eq!(problem(&several(0, "", 'z'))["z"], 0);
    // The detail is inherited.
    assert_eq!(detail(&several(7, "s", 'b')).unwrap(), "7 s");
}

#[derive(Debug, Error, HttpError)]
enum Named {
    #[error("named")]
    #[http(
        422,
        case({ kind: Kind::Gone, .. } => 410, code = "gone"),
        case({ kind: Kind::Denied(level), id } => 403, code = "denied", detail = "{level} of {id}"),
        case({ id: 7, .. } => 407, code = "seven", header("Proxy-Authenticate" = "Basic realm=\"x\"")),
        case({ id, .. } if *id > 100 => 404, code = "large", member("id" = id)),
        case({ id: n @ 50..=60, kind: _ } => 409, code = "fifties", detail = "{n}"),
    )]
    Fields { kind: Kind, id: u32 },
}

#[test]
fn a_case_stands_inside_the_braces() {
    let cases = [
        (Kind::Gone, 7, 410, "gone"),
        (Kind::Denied(1), 7, 403, "denied"),
        (Kind::Else, 7, 407, "seven"),
        (Kind::Else, 101, 404, "large"),
        (Kind::Else, 55, 409, "fifties"),
        (Kind::Else, 1, 422, "fields"),
    ];
    for (kind, id, number, code) in cases {
        let error = Named::Fields { kind, id };
        let body = problem(&error);
        assert_eq!(body["status"], number, "{error:?}");
        assert_eq!(body["code"], code, "{error:?}");
    }
    let kind = Kind::Denied(1);
    assert_eq!(detail(&Named::Fields { kind, id: 9 }).unwrap(), "1 of 9");
    let kind = Kind::Else;
    assert_eq!(problem(&Named::Fields { kind, id: 101 })["id"], 101);
}

#[derive(Debug, Error, HttpError)]
enum Behind {
    #[error("boxed")]
    #[http(500, case(Kind::Gone => 410, code = "gone"), case(Kind::Denied(n) => 403, code = "denied", detail = "{n}"))]
    Boxed(Box<Kind>),
    #[error("shared")]
    #[http(500, case(Kind::Gone => 410, code = "gone2"))]
    Shared(Arc<Kind>),
    #[error("a full path")]
    #[http(500, case({ kind: Kind::Gone, .. } => 410, code = "gone3"))]
    Path { kind: std::boxed::Box<Kind>, id: u8 },
    #[error("a method in the guard")]
    #[http(500, hide)]
    #[http(case(e if e.kind() == ErrorKind::NotFound => 404, code = "absent"))]
    #[http(case(e if matches!(e.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock) => 504, code = "late"))]
    Io(#[from] io::Error),
}

#[test]
fn a_case_sees_through_a_box_and_an_arc() {
    assert_eq!(status(&Behind::Boxed(Box::new(Kind::Gone))), 410);
    let denied = Behind::Boxed(Box::new(Kind::Denied(4)));
    assert_eq!(
        (status(&denied), detail(&denied).as_deref()),
        (403, Some("4"))
    );
    assert_eq!(status(&Behind::Boxed(Box::new(Kind::Else))), 500);
    assert_eq!(status(&Behind::Shared(Arc::new(Kind::Gone))), 410);
    let kind = Box::new(Kind::Gone);
    let error = Behind::Path { kind, id: 1 };
    assert_eq!(problem(&error)["code"], "gone3");
}

#[test]
fn a_guard_may_ask_the_value() {
    let io = |kind: ErrorKind| Behind::Io(kind.into());
    assert_eq!(problem(&io(ErrorKind::NotFound))["code"], "absent");
    assert_eq!(problem(&io(ErrorKind::TimedOut))["code"], "late");
    assert_eq!(problem(&io(ErrorKind::Other))["code"], "io");
}

#[derive(Debug, Error, HttpError)]
#[http(shared_codes)]
enum Inherits {
    #[error("the outer text")]
    #[http(
        400,
        code = "outer",
        type = "/outer",
        title = "Outer",
        header("X-Both" = "outer"),
        header("X-Outer" = "outer"),
        member("both" = "outer"),
        member("outer" = "outer"),
        retry_after = 9,
        case(0 => 429),
        case(1 => code = "inner", type = "/inner", title = "Inner"),
        case(2 => code = "third", header("X-Both" = "inner"), member("both" = "inner"), retry_after = 1),
        case(3 => 404, code = "fourth", format = Text),
        case(4 => 503, code = "fifth", unmask),
        case(5 => code = "sixth", hide),
        case(6 => code = "seventh", instance = "/six", log = off, grpc = NOT_FOUND),
    )]
    Variant(u8),
}

#[test]
fn keys_that_are_not_restated_are_inherited() {
    let body = problem(&Inherits::Variant(0));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&429.into(), &"outer".into())
    );
    assert_eq!(
        (&body["type"], &body["title"]),
        (&"/outer".into(), &"Outer".into())
    );
    assert_eq!(
        (&body["both"], &body["outer"]),
        (&"outer".into(), &"outer".into())
    );
    assert_eq!(body["detail"], "the outer text");
    assert_eq!(header(&Inherits::Variant(0), "retry-after").unwrap(), "9");
    assert_eq!(header(&Inherits::Variant(0), "x-both").unwrap(), "outer");

    let body = problem(&Inherits::Variant(1));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&400.into(), &"inner".into())
    );
    assert_eq!(
        (&body["type"], &body["title"]),
        (&"/inner".into(), &"Inner".into())
    );

    let error = Inherits::Variant(2);
    let body = problem(&error);
    assert_eq!(
        (&body["both"], &body["outer"]),
        (&"inner".into(), &"outer".into())
    );
    assert_eq!(header(&error, "x-both").unwrap(), "inner");
    assert_eq!(header(&error, "x-outer").unwrap(), "outer");
    assert_eq!(header(&error, "retry-after").unwrap(), "1");

    let response = Inherits::Variant(3).to_response();
    assert_eq!(response.status(), 404);
    assert_eq!(response.body(), "the outer text");
    assert_eq!(detail(&Inherits::Variant(4)).unwrap(), "the outer text");
    assert_eq!(detail(&Inherits::Variant(5)), None);
    assert_eq!(problem(&Inherits::Variant(6))["instance"], "/six");
    assert_eq!(problem(&Inherits::Variant(7))["code"], "outer");
}

#[derive(Debug, Error, HttpError)]
enum Inner {
    #[error("inner a")]
    #[http(404)]
    A,
    #[error("inner b {0}")]
    #[http(409)]
    B(u8),
}

#[derive(Debug, Error, HttpError)]
enum Beside {
    #[error("outer")]
    #[http(transparent, case(Inner::B(1) => 410, code = "first", detail = "by case"))]
    Delegates(#[source] Inner),
    #[error("outer")]
    #[http(chain(Inner), case(e if e.to_string() == "x" => 410, code = "by_case", hide))]
    Chain(#[source] Box<dyn std::error::Error + Send + Sync>),
}

#[test]
fn cases_go_before_a_delegation() {
    let body = problem(&Beside::Delegates(Inner::B(1)));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&410.into(), &"first".into())
    );
    assert_eq!(body["detail"], "by case");
    let body = problem(&Beside::Delegates(Inner::B(2)));
    assert_eq!((&body["status"], &body["code"]), (&409.into(), &"b".into()));
    assert_eq!(body["detail"], "inner b 2");
    assert_eq!(problem(&Beside::Delegates(Inner::A))["code"], "a");
    assert_eq!(problem(&Beside::Chain("x".into()))["code"], "by_case");
    assert_eq!(problem(&Beside::Chain(Box::new(Inner::A)))["code"], "a");
    assert_eq!(
        problem(&Beside::Chain("y".into()))["code"],
        "internal_error"
    );
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped = 503)]
enum Unmapped {
    #[error("secret")]
    #[http(case(1 => 404, code = "one"), case(2 => detail = "said"))]
    Variant(u8),
}

#[test]
fn a_variant_may_be_mapped_in_some_cases_only() {
    assert_eq!(problem(&Unmapped::Variant(1))["code"], "one");
    let body = problem(&Unmapped::Variant(3));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&503.into(), &"internal_error".into())
    );
    assert_eq!(body.get("detail"), None);
    let body = problem(&Unmapped::Variant(2));
    assert_eq!(
        (&body["status"], &body["code"]),
        (&503.into(), &"internal_error".into())
    );
    assert_eq!(body["detail"], "said");
}

#[derive(Debug, Error, HttpError)]
#[error("a struct")]
#[http(500, case(Kind::Gone, _ => 410, code = "gone"), case(_, 3 => 404, code = "three"))]
struct Struct(Kind, u8);

#[derive(Debug, Error, HttpError)]
#[error("a struct")]
#[http(500, case({ n: 3 } => 404, code = "three"))]
struct NamedStruct {
    n: u8,
}

#[test]
fn a_struct_has_cases_too() {
    assert_eq!(problem(&Struct(Kind::Gone, 3))["code"], "gone");
    assert_eq!(problem(&Struct(Kind::Else, 3))["code"], "three");
    assert_eq!(problem(&Struct(Kind::Else, 0))["code"], "struct");
    assert_eq!(problem(&NamedStruct { n: 3 })["code"], "three");
    assert_eq!(problem(&NamedStruct { n: 0 })["code"], "named_struct");
}

#[derive(Debug, Error, HttpError)]
enum Literals {
    #[error("slices, strings, references and ranges")]
    #[http(500)]
    #[http(case(text, [1, .., last] => 400, code = "slice", detail = "{last} {text}"))]
    #[http(case(text, _ if text == "x" && _1.len() > 1 => 401, code = "guard", www_authenticate = "Bearer"))]
    Variant(String, [u8; 2]),
    #[error("a static text")]
    #[http(500, case("a" | "b" => 400, code = "ab"))]
    Text(&'static str),
    #[error("an option")]
    #[http(500, case(Some(1 | 2), None => 400, code = "low"), case(None, Some(why) => 409, code = "why", detail = why))]
    Options(Option<u8>, Option<String>),
}

#[test]
fn any_pattern_will_do() {
    let error = Literals::Variant("t".into(), [1, 9]);
    assert_eq!(
        (problem(&error)["code"].as_str(), detail(&error).as_deref()),
        (Some("slice"), Some("9 t"))
    );
    assert_eq!(
        problem(&Literals::Variant("x".into(), [0, 9]))["code"],
        "guard"
    );
    assert_eq!(problem(&Literals::Text("b"))["code"], "ab");
    assert_eq!(problem(&Literals::Text("c"))["code"], "text");
    assert_eq!(problem(&Literals::Options(Some(2), None))["code"], "low");
    let error = Literals::Options(None, Some("because".into()));
    assert_eq!(detail(&error).unwrap(), "because");
}

#[derive(Debug, Error, HttpError)]
enum Codes {
    #[error("mapped")]
    #[http(400, case(1 => 404), case(2 => 409), case(3 => 400, hide), case(4 => hide))]
    Mapped(u8),
    #[error("unmapped")]
    #[http(case(1 => 404), case(2 => 409), case(3 => 404), case(4 => 500))]
    Unmapped(u8),
    #[error("dynamic")]
    #[http(status = 400 + u16::from(*_0), case(4 => 404))]
    Dynamic(u8),
    #[error("delegates")]
    #[http(case(_, 1 => 404), case(_, 2 => 409))]
    Delegates(#[http(transparent)] Inner, u8),
}

/// The name of a variant is the code of only one status.
#[test]
fn a_case_with_another_status_has_the_code_of_that_status() {
    let cases = [
        (Codes::Mapped(0), "mapped"),
        (Codes::Mapped(1), "not_found"),
        (Codes::Mapped(2), "conflict"),
        (Codes::Mapped(3), "mapped"),
        (Codes::Mapped(4), "mapped"),
        (Codes::Unmapped(0), "internal_error"),
        (Codes::Unmapped(1), "unmapped"),
        (Codes::Unmapped(2), "conflict"),
        (Codes::Unmapped(3), "unmapped"),
        (Codes::Unmapped(4), "internal_error"),
        (Codes::Dynamic(0), "dynamic"),
        (Codes::Dynamic(4), "not_found"),
        (Codes::Delegates(Inner::A, 0), "a"),
        (Codes::Delegates(Inner::A, 1), "delegates"),
        (Codes::Delegates(Inner::A, 2), "conflict"),
    ];
    for (error, code) in cases {
        assert_eq!(problem(&error)["code"], code, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
#[http(unmapped = deny)]
enum OnTop {
    #[error("outer")]
    #[http(transparent)]
    #[http(case(Inner::A => code = "on_top", header("X-Case" = "a")), case(Inner::B(2) => hide))]
    Delegates(#[source] Inner),
}

#[test]
fn a_case_without_a_status_delegates_with_its_keys_on_top() {
    let error = OnTop::Delegates(Inner::A);
    let body = problem(&error);
    assert_eq!(
        (&body["status"], &body["code"]),
        (&404.into(), &"on_top".into())
    );
    assert_eq!(body["detail"], "inner a");
    assert_eq!(header(&error, "x-case").unwrap(), "a");
    let error = OnTop::Delegates(Inner::B(2));
    assert_eq!(problem(&error)["code"], "b");
    assert_eq!(detail(&error), None);
}
