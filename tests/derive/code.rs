//! The code: derived, prefixed, explicit or computed.

use crate::asserts::problem;
use catchall::HttpError;
use thiserror::Error;

macro_rules! in_case {
    ($module:ident, $case:literal) => {
        mod $module {
            use catchall::HttpError;
            use thiserror::Error;

            #[derive(Debug, Error, HttpError)]
            #[http(code_case = $case)]
            pub(crate) enum Case {
                #[error("")]
                #[http(404)]
                UserNotFound,
                #[error("")]
                #[http(400)]
                HTTPError,
                #[error("")]
                #[http(400)]
                BadURL,
                #[error("")]
                #[http(400)]
                Base64Invalid,
                #[error("")]
                #[http(400)]
                Gone,
                #[error("")]
                #[http(400)]
                #[allow(non_camel_case_types)]
                already_snake,
                #[error("")]
                #[http(400)]
                r#Self_,
            }

            pub(crate) fn codes() -> Vec<String> {
                let errors = [
                    Case::UserNotFound,
                    Case::HTTPError,
                    Case::BadURL,
                    Case::Base64Invalid,
                    Case::Gone,
                    Case::already_snake,
                    Case::r#Self_,
                ];
                errors.iter().map(|e| e.code().into_owned()).collect()
            }
        }
    };
}

in_case!(snake, "snake_case");
in_case!(screaming_snake, "SCREAMING_SNAKE_CASE");
in_case!(kebab, "kebab-case");
in_case!(screaming_kebab, "SCREAMING-KEBAB-CASE");
in_case!(camel, "camelCase");
in_case!(pascal, "PascalCase");
in_case!(lower, "lowercase");
in_case!(upper, "UPPERCASE");

#[test]
fn code_case_makes_codes_of_names() {
    let expected = [
        (
            snake::codes(),
            "user_not_found http_error bad_url base64_invalid gone already_snake self",
        ),
        (
            screaming_snake::codes(),
            "USER_NOT_FOUND HTTP_ERROR BAD_URL BASE64_INVALID GONE ALREADY_SNAKE SELF",
        ),
        (
            kebab::codes(),
            "user-not-found http-error bad-url base64-invalid gone already-snake self",
        ),
        (
            screaming_kebab::codes(),
            "USER-NOT-FOUND HTTP-ERROR BAD-URL BASE64-INVALID GONE ALREADY-SNAKE SELF",
        ),
        (
            camel::codes(),
            "userNotFound httpError badUrl base64Invalid gone alreadySnake self",
        ),
        (
            pascal::codes(),
            "UserNotFound HttpError BadUrl Base64Invalid Gone AlreadySnake Self",
        ),
        (
            lower::codes(),
            "usernotfound httperror badurl base64invalid gone alreadysnake self",
        ),
        (
            upper::codes(),
            "USERNOTFOUND HTTPERROR BADURL BASE64INVALID GONE ALREADYSNAKE SELF",
        ),
    ];
    for (codes, expected) in expected {
        assert_eq!(codes.join(" "), expected);
    }
}

#[derive(Debug, Error, HttpError)]
#[http(code_case = "kebab-case", code_prefix = "billing.")]
enum Prefixed {
    #[error("derived")]
    #[http(402)]
    NoCredit,
    #[error("written")]
    #[http(402, code = "card_declined")]
    Written,
    #[error("computed")]
    #[http(402, code = format!("provider.{_0}"))]
    Computed(u8),
    #[error("it is unmapped")]
    Unmapped,
}

#[test]
fn a_prefix_is_for_the_codes_that_are_written_in_the_type() {
    assert_eq!(problem(&Prefixed::NoCredit)["code"], "billing.no-credit");
    assert_eq!(problem(&Prefixed::Written)["code"], "billing.card_declined");
    assert_eq!(problem(&Prefixed::Computed(7))["code"], "provider.7");
    assert_eq!(problem(&Prefixed::Unmapped)["code"], "internal_error");
}

#[derive(Debug, Error, HttpError)]
enum Computed {
    #[error("a method")]
    #[http(404, code = self.name())]
    Method,
    #[error("a field")]
    #[http(404, code = _0)]
    Field(String),
    #[error("a static text in a field")]
    #[http(404, code = which)]
    Named { which: &'static str },
    #[error("for a status known at run time")]
    #[http(status = _0, code = if *_0 == 404 { "absent" } else { "other" })]
    Both(u16),
    #[error("a constant")]
    #[http(409, code = TAKEN)]
    Constant,
}

const TAKEN: &str = "taken";

impl Computed {
    fn name(&self) -> &'static str {
        match self {
            Self::Method => "from_method",
            _ => "never",
        }
    }
}

#[test]
fn a_code_may_be_an_expression() {
    assert_eq!(problem(&Computed::Method)["code"], "from_method");
    assert_eq!(problem(&Computed::Field("x.y".into()))["code"], "x.y");
    assert_eq!(problem(&Computed::Named { which: "w" })["code"], "w");
    assert_eq!(problem(&Computed::Both(404))["code"], "absent");
    assert_eq!(problem(&Computed::Both(503))["code"], "other");
    assert_eq!(problem(&Computed::Constant)["code"], "taken");
}

#[test]
fn the_details_beside_a_computed_code_stay() {
    assert_eq!(problem(&Computed::Method)["detail"], "a method");
    assert_eq!(
        problem(&Computed::Both(404))["detail"]
            .as_str()
            .unwrap()
            .len(),
        30
    );
}

#[derive(Debug, Error, HttpError)]
#[http(code = self.fallback_code())]
enum TypeWide {
    #[error("has none of its own")]
    #[http(404)]
    Silent,
    #[error("has its own")]
    #[http(404, code = "own")]
    Own,
    #[error("has an expression")]
    #[http(404, code = "computed".to_owned())]
    Expression,
    #[error("it is unmapped")]
    Unmapped,
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] Computed),
}

impl TypeWide {
    fn fallback_code(&self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

#[test]
fn the_code_of_the_type_is_for_the_variants_without_one() {
    assert_eq!(problem(&TypeWide::Silent)["code"], "silent");
    assert_eq!(problem(&TypeWide::Own)["code"], "own");
    assert_eq!(problem(&TypeWide::Expression)["code"], "computed");
    assert_eq!(
        problem(&TypeWide::Inner(Computed::Constant))["code"],
        "taken"
    );
}

#[test]
fn the_code_of_the_type_does_not_name_an_unmapped_variant() {
    assert_eq!(problem(&TypeWide::Unmapped)["code"], "internal_error");
}

#[derive(Debug, Error, HttpError)]
#[http(code = "everything")]
enum OneCode {
    #[error("a")]
    #[http(404)]
    A,
    #[error("b")]
    #[http(404)]
    B,
}

#[test]
fn all_variants_may_have_one_code() {
    assert_eq!(problem(&OneCode::A)["code"], "everything");
    assert_eq!(problem(&OneCode::B)["code"], "everything");
}

#[derive(Debug, Error, HttpError)]
enum Shared {
    #[error("no user {0}")]
    #[http(404, code = "absent", title = "Absent")]
    User(u8),
    #[error("no order {0}")]
    #[http(404, code = "absent", title = "Absent")]
    Order(u8),
}

#[test]
fn two_variants_may_be_one_problem_type() {
    let (user, order) = (problem(&Shared::User(1)), problem(&Shared::Order(1)));
    for key in ["code", "title", "status"] {
        assert_eq!(user[key], order[key]);
    }
    assert_ne!(user["detail"], order["detail"]);
}
