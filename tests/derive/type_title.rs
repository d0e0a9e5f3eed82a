//! Type URI and title, which are fixed for a problem type.

use crate::asserts::problem;
use catchall::HttpError;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
enum Plain {
    #[error("neither")]
    #[http(404)]
    Neither,
    #[error("a type")]
    #[http(403, type = "https://example.com/probs/out-of-credit")]
    Typed,
    #[error("a title")]
    #[http(403, title = "You do not have enough credit.")]
    Titled,
    #[error("both: {0}")]
    #[http(403, type = "/probs/both", title = "Both \"of\" \\ them <&> ü")]
    Both(u8),
    #[error("both, and nothing varies")]
    #[http(
        403,
        type = "/probs/fixed",
        title = "Both \"of\" \\ them <&> ü",
        detail = "a \"b\"\n\\"
    )]
    Escaped,
    #[error("with a status that is known at run time")]
    #[http(status = _0, type = "urn:example:late", title = "Late \"one\"")]
    Late(u16),
    #[error("it is unmapped, and it has a type")]
    #[http(type = "urn:example:unmapped", title = "Never seen")]
    Unmapped,
}

#[test]
fn about_blank_is_left_out_and_has_the_phrase_of_the_status() {
    let body = problem(&Plain::Neither);
    assert_eq!(body.get("type"), None);
    assert_eq!(body["title"], "Not Found");
}

#[test]
fn a_type_has_a_title_of_its_own() {
    let body = problem(&Plain::Typed);
    assert_eq!(body["type"], "https://example.com/probs/out-of-credit");
    assert_eq!(body["title"], "Typed");
}

#[test]
fn a_title_needs_no_type() {
    let body = problem(&Plain::Titled);
    assert_eq!(body.get("type"), None);
    assert_eq!(body["title"], "You do not have enough credit.");
}

#[test]
fn texts_are_escaped_once() {
    for error in [Plain::Both(1), Plain::Escaped] {
        let body = problem(&error);
        assert_eq!(body["title"], "Both \"of\" \\ them <&> ü");
    }
    assert_eq!(problem(&Plain::Escaped)["detail"], "a \"b\"\n\\");
    assert_eq!(problem(&Plain::Escaped)["type"], "/probs/fixed");
}

#[test]
fn a_late_status_keeps_type_and_title() {
    let body = problem(&Plain::Late(404));
    assert_eq!(body["type"], "urn:example:late");
    assert_eq!(body["title"], "Late \"one\"");
    assert_eq!(body["status"], 404);
}

#[derive(Debug, Error, HttpError)]
#[http(
    type_base = "https://errors.example.com/",
    code_case = "kebab-case",
    code_prefix = "shop."
)]
enum Based {
    #[error("derived")]
    #[http(404)]
    NoSuchItem,
    #[error("with a code")]
    #[http(404, code = "absent")]
    Coded,
    #[error("with a type of its own")]
    #[http(404, type = "about:blank")]
    Blank,
    #[error("with a title of its own")]
    #[http(404, title = "Sold out")]
    Titled,
    #[error("it is unmapped")]
    Unmapped,
    #[error(transparent)]
    #[http(transparent)]
    Inner(Plain),
}

#[test]
fn the_catalog_has_no_phrase_of_an_unassigned_status() {
    #[derive(Debug, Error, HttpError)]
    #[error("with a status that is known at run time")]
    #[http(status = *_0)]
    struct Late(u16);

    let catalog = Late::catalog();
    let entries = catalog.entries();
    assert_eq!(entries[0].problem_type().status(), None);
    assert_eq!(entries[0].problem_type().title(), "");
}

#[test]
fn type_base_and_code_are_the_type() {
    let body = problem(&Based::NoSuchItem);
    assert_eq!(body["type"], "https://errors.example.com/shop.no-such-item");
    assert_eq!(body["title"], "No such item");
    let body = problem(&Based::Coded);
    assert_eq!(body["type"], "https://errors.example.com/shop.absent");
    let body = problem(&Based::Titled);
    assert_eq!(body["type"], "https://errors.example.com/shop.titled");
    assert_eq!(body["title"], "Sold out");
}

#[test]
fn about_blank_may_be_asked_for() {
    let body = problem(&Based::Blank);
    assert_eq!(body.get("type"), None);
    assert_eq!(body["title"], "Not Found");
}

#[test]
fn an_unmapped_variant_has_no_type() {
    let body = problem(&Based::Unmapped);
    assert_eq!(body.get("type"), None);
    assert_eq!(body["title"], "Internal Server Error");
    assert_eq!(body["code"], "internal_error");
}

#[test]
fn what_is_delegated_keeps_its_own_type() {
    assert_eq!(problem(&Based::Inner(Plain::Neither)).get("type"), None);
    let body = problem(&Based::Inner(Plain::Both(1)));
    assert_eq!(body["type"], "/probs/both");
}

#[derive(Debug, Error, HttpError)]
#[error("as a struct")]
#[http(409, type_base = "https://e.example/", title = "A struct")]
struct Struct;

#[derive(Debug, Error, HttpError)]
#[error("as a struct")]
#[http(409, type = "https://e.example/s")]
struct TypedStruct;

#[test]
fn a_struct_has_them_too() {
    let body = problem(&Struct);
    assert_eq!(body["type"], "https://e.example/struct");
    assert_eq!(body["title"], "A struct");
    let body = problem(&TypedStruct);
    assert_eq!(body["type"], "https://e.example/s");
    assert_eq!(body["title"], "Typed struct");
}

#[derive(Debug, Error, HttpError)]
#[http(type_base = "https://errors.example.com/")]
enum Late {
    #[error("computed")]
    #[http(404, code = format!("c{_0}"))]
    Computed(u8),
}

#[test]
fn a_computed_code_is_in_the_type_too() {
    let body = problem(&Late::Computed(1));
    assert_eq!(body["type"], "https://errors.example.com/c1");
}

#[test]
fn an_unmapped_variant_with_a_title_is_still_a_500() {
    let body = problem(&Plain::Unmapped);
    assert_eq!(body["status"], 500);
    assert_eq!(body["code"], "internal_error");
    assert_eq!(body.get("detail"), None);
}

#[derive(Debug, Error, HttpError)]
#[http(type_base = "https://errors.example.com/")]
enum Cases {
    #[error("refused")]
    #[http(
        500,
        case(1 => 409, code = "paid-already"),
        case(2 => 422),
        case(3 => 422, code = "no_account", title = "Nobody to pay"),
    )]
    Refused(u8),
}

/// A title is made from the code of a case, which is that of its status by default.
#[test]
fn a_case_with_a_code_has_a_title_of_its_own() {
    let body = problem(&Cases::Refused(1));
    assert_eq!(body["type"], "https://errors.example.com/paid-already");
    assert_eq!(body["title"], "Paid already");
    assert_eq!(
        problem(&Cases::Refused(2))["title"],
        "Unprocessable content"
    );
    assert_eq!(problem(&Cases::Refused(3))["title"], "Nobody to pay");
    assert_eq!(problem(&Cases::Refused(4))["title"], "Refused");
}
