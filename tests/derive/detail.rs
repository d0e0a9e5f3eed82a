//! The detail: format strings, expressions, and what `Display` may become.

use crate::asserts::{detail, problem};
use catchall::HttpError;
use std::borrow::Cow;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
enum Written {
    #[error("x")]
    #[http(404, detail = "nothing varies here")]
    Fixed,
    #[error("x")]
    #[http(404, detail = "no user {id}")]
    Named { id: u64 },
    #[error("x")]
    #[http(404, detail = "no {0} in {1}")]
    Numbered(u8, &'static str),
    #[error("x")]
    #[http(404, detail = "no {_0} in {_1}")]
    Underscored(u8, &'static str),
    #[error("x")]
    #[http(404, detail = "{0:?} and {0:#?}")]
    Debugged(Option<u8>),
    #[error("x")]
    #[http(
        404,
        detail = "{text:>8}|{text:*<6}|{number:04}|{number:+}|{number:#x}"
    )]
    Padded { text: String, number: u8 },
    #[error("x")]
    #[http(404, detail = "{price:.2} {price:.digits$} {text:width$}|")]
    Arguments {
        price: f64,
        digits: usize,
        text: String,
        width: usize,
    },
    #[error("x")]
    #[http(404, detail = "{0:.1$}|{2:3$}|")]
    NumberedArguments(f64, usize, String, usize),
    #[error("x")]
    #[http(404, detail = "{{{id}}} {{id}}")]
    Braces { id: u8 },
    #[error("x")]
    #[http(404, detail = "\"quoted\" \\ \n\t ü <&>")]
    Escapes,
    #[error("x")]
    #[http(404, detail = "\"{0}\" \\ \n")]
    EscapedValue(String),
    #[error("x")]
    #[http(404, detail = r#"raw "text" {0}"#)]
    Raw(u8),
    #[error("x")]
    #[http(503, detail = "public at every status, {0}")]
    ServerError(u8),
    #[error("x")]
    #[http(503, detail = "public and fixed")]
    FixedServerError,
}

#[test]
fn a_format_string_shows_the_fields_that_it_names() {
    let cases = [
        (Written::Fixed, "nothing varies here"),
        (Written::Named { id: 7 }, "no user 7"),
        (Written::Numbered(1, "b"), "no 1 in b"),
        (Written::Underscored(1, "b"), "no 1 in b"),
        (Written::Debugged(Some(1)), "Some(1) and Some(\n    1,\n)"),
        (
            Written::Padded {
                text: "abc".into(),
                number: 42,
            },
            "     abc|abc***|0042|+42|0x2a",
        ),
        (
            Written::Arguments {
                price: 1.2345,
                digits: 3,
                text: "ab".into(),
                width: 4,
            },
            "1.23 1.234 ab  |",
        ),
        (
            Written::NumberedArguments(1.2345, 1, "ab".into(), 3),
            "1.2|ab |",
        ),
        (Written::Braces { id: 7 }, "{7} {id}"),
        (Written::Escapes, "\"quoted\" \\ \n\t ü <&>"),
        (
            Written::EscapedValue("\"\u{1}\u{7f}\u{2028}😀".into()),
            "\"\"\u{1}\u{7f}\u{2028}😀\" \\ \n",
        ),
        (Written::Raw(1), "raw \"text\" 1"),
        (Written::ServerError(1), "public at every status, 1"),
        (Written::FixedServerError, "public and fixed"),
    ];
    for (error, expected) in cases {
        assert_eq!(detail(&error).as_deref(), Some(expected), "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
enum Expressions {
    #[error("x")]
    #[http(404, detail = _0)]
    Field(String),
    #[error("x")]
    #[http(404, detail = self.public())]
    Method,
    #[error("x")]
    #[http(404, detail = format!("{} of {}", _0, _1))]
    Format(u8, u8),
    #[error("x")]
    #[http(404, detail = text.as_deref())]
    Maybe { text: Option<String> },
    #[error("x")]
    #[http(404, detail = text)]
    MaybeOwned { text: Option<String> },
    #[error("x")]
    #[http(404, detail = number)]
    Number { number: i64 },
    #[error("x")]
    #[http(404, detail = Cow::Borrowed("a `Cow`"))]
    Cow,
    #[error("x")]
    #[http(404, detail = match _0 { 0 => "none", 1 | 2 => "few", _ => "many" })]
    Match(u8),
    #[error("x")]
    #[http(404, detail = _0.iter().map(ToString::to_string).collect::<Vec<_>>().join("+"))]
    Chain(Vec<u8>),
    #[error("x")]
    #[http(500, detail = text.as_deref())]
    MaybeServerError { text: Option<String> },
}

impl Expressions {
    fn public(&self) -> Cow<'_, str> {
        format!("from {self:?}").into()
    }
}

#[test]
fn an_expression_is_the_detail() {
    use Expressions as E;
    let text = || Some("text".to_owned());
    let cases = [
        (E::Field("f".into()), Some("f")),
        (E::Method, Some("from Method")),
        (E::Format(1, 2), Some("1 of 2")),
        (E::Maybe { text: text() }, Some("text")),
        (E::Maybe { text: None }, None),
        (E::MaybeOwned { text: text() }, Some("text")),
        (E::MaybeOwned { text: None }, None),
        (E::Number { number: -1 }, Some("-1")),
        (E::Cow, Some("a `Cow`")),
        (E::Match(2), Some("few")),
        (E::Match(3), Some("many")),
        (E::Chain(vec![1, 2]), Some("1+2")),
        (E::MaybeServerError { text: text() }, Some("text")),
        (E::MaybeServerError { text: None }, None),
    ];
    for (error, expected) in cases {
        assert_eq!(detail(&error).as_deref(), expected, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
enum Implicit {
    #[error("a 4xx shows it")]
    #[http(404)]
    Fixed,
    #[error("a 4xx shows {0}")]
    #[http(404)]
    Client(u8),
    #[error("a 5xx does not show {0}")]
    #[http(503)]
    Server(u8),
    #[error("secret")]
    #[http(503)]
    FixedServer,
    #[error("secret")]
    Unmapped,
    #[error("hidden")]
    #[http(404, hide)]
    Hidden,
    #[error("hidden {0}")]
    #[http(404, hide)]
    HiddenValue(u8),
    #[error("shown")]
    #[http(503, unmask)]
    Unmasked,
    #[error("shown {0}")]
    #[http(503, unmask)]
    UnmaskedValue(u8),
    #[error("shown if asked for: {public}")]
    #[http(503, unmask = *public)]
    Perhaps { public: bool },
    #[error("as it comes: {0}")]
    #[http(status = _0)]
    Late(u16),
    #[error("as it comes")]
    #[http(status = _0, unmask)]
    LateUnmasked(u16),
    #[error("as it comes")]
    #[http(status = _0, hide)]
    LateHidden(u16),
}

#[test]
fn display_is_the_detail_of_a_4xx_only() {
    use Implicit as I;
    let cases = [
        (I::Fixed, Some("a 4xx shows it")),
        (I::Client(1), Some("a 4xx shows 1")),
        (I::Server(1), None),
        (I::FixedServer, None),
        (I::Unmapped, None),
        (I::Hidden, None),
        (I::HiddenValue(1), None),
        (I::Unmasked, Some("shown")),
        (I::UnmaskedValue(1), Some("shown 1")),
        (
            I::Perhaps { public: true },
            Some("shown if asked for: true"),
        ),
        (I::Perhaps { public: false }, None),
        (I::Late(404), Some("as it comes: 404")),
        (I::Late(503), None),
        (I::LateUnmasked(503), Some("as it comes")),
        (I::LateHidden(404), None),
    ];
    for (error, expected) in cases {
        assert_eq!(detail(&error).as_deref(), expected, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
enum Sources {
    #[error("bad number: {source}")]
    #[http(400, expose)]
    Exposed { source: std::num::ParseIntError },
    #[error("bad number: {source}")]
    #[http(400, hide)]
    Hidden { source: std::num::ParseIntError },
    #[error("bad number: {0}")]
    #[http(400, detail = "not a number")]
    Replaced(#[source] std::num::ParseIntError),
    #[error("bad number")]
    #[http(400)]
    Safe(#[from] std::num::ParseIntError),
    #[error("bad number in {field}")]
    #[http(400)]
    SafeField {
        field: &'static str,
        source: std::num::ParseIntError,
    },
    #[error("bad number: {source}")]
    #[http(500)]
    Server { source: std::num::ParseIntError },
}

#[test]
fn a_source_is_shown_only_with_a_key() {
    let source = || "x".parse::<u8>().unwrap_err();
    let cases = [
        (
            Sources::Exposed { source: source() },
            Some("bad number: invalid digit found in string"),
        ),
        (Sources::Hidden { source: source() }, None),
        (Sources::Replaced(source()), Some("not a number")),
        (Sources::Safe(source()), Some("bad number")),
        (
            Sources::SafeField {
                field: "age",
                source: source(),
            },
            Some("bad number in age"),
        ),
        (Sources::Server { source: source() }, None),
    ];
    for (error, expected) in cases {
        assert_eq!(detail(&error).as_deref(), expected, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
#[http(detail = self.public())]
enum TypeWide {
    #[error("x")]
    #[http(404)]
    Silent,
    #[error("x")]
    #[http(404, detail = "own")]
    Own,
    #[error("x")]
    #[http(404, detail = "own {0}")]
    OwnFormat(u8),
    #[error("x")]
    #[http(404, hide)]
    Hidden,
    #[error("x")]
    #[http(404)]
    None,
    #[error("x")]
    #[http(503)]
    Server,
}

impl TypeWide {
    fn public(&self) -> Option<String> {
        (!matches!(self, Self::None)).then(|| format!("all: {self:?}"))
    }
}

#[test]
fn the_detail_of_the_type_is_for_the_variants_without_one() {
    let cases = [
        (TypeWide::Silent, Some("all: Silent")),
        (TypeWide::Own, Some("own")),
        (TypeWide::OwnFormat(1), Some("own 1")),
        (TypeWide::Hidden, None),
        (TypeWide::None, None),
        (TypeWide::Server, Some("all: Server")),
    ];
    for (error, expected) in cases {
        assert_eq!(detail(&error).as_deref(), expected, "{error:?}");
    }
}

#[derive(Debug, Error, HttpError)]
#[http(detail = "the same for all")]
enum Fixed {
    #[error("x")]
    #[http(404)]
    Silent,
    #[error("x")]
    #[http(404, detail = "own")]
    Own,
}

#[test]
fn the_detail_of_the_type_may_be_a_text() {
    assert_eq!(detail(&Fixed::Silent).unwrap(), "the same for all");
    assert_eq!(detail(&Fixed::Own).unwrap(), "own");
}

#[derive(Debug, Error, HttpError)]
enum Instances {
    #[error("x")]
    #[http(404, instance = "/users/{id}")]
    Format { id: u8 },
    #[error("x")]
    #[http(404, instance = self.uri())]
    Expression,
    #[error("x")]
    #[http(404, instance = _0)]
    Maybe(Option<String>),
    #[error("x")]
    #[http(404, instance = "{0}")]
    Text(String),
    #[error("fixed")]
    #[http(404, instance = "urn:example:fixed")]
    Fixed,
}

impl Instances {
    fn uri(&self) -> String {
        format!("urn:{self:?}")
    }
}

#[test]
fn an_instance_is_a_part_of_the_problem() {
    assert_eq!(
        problem(&Instances::Text("/a b/ü".to_owned()))["instance"],
        "/a%20b/%C3%BC"
    );
    assert_eq!(
        problem(&Instances::Format { id: 1 })["instance"],
        "/users/1"
    );
    assert_eq!(
        problem(&Instances::Expression)["instance"],
        "urn:Expression"
    );
    assert_eq!(problem(&Instances::Maybe(None)).get("instance"), None);
    assert_eq!(problem(&Instances::Fixed)["instance"], "urn:example:fixed");
}

/// The texts of a type are one literal, whatever is in them.
#[derive(Debug, Error, HttpError)]
enum Delimiters {
    #[error("\"# a \"## b")]
    #[http(404)]
    Hashes,
    #[error("x")]
    #[http(404, title = "\"###", detail = "\\\"#")]
    More,
}

#[derive(Debug, Error, HttpError)]
enum Controls {
    #[error("a\r\n\0\"#b")]
    #[http(404)]
    Return,
}

#[test]
fn a_text_may_have_what_delimits_a_literal() {
    assert_eq!(detail(&Delimiters::Hashes).as_deref(), Some("\"# a \"## b"));
    assert_eq!(detail(&Delimiters::More).as_deref(), Some("\\\"#"));
    assert_eq!(problem(&Delimiters::More)["title"], "\"###");
    assert_eq!(detail(&Controls::Return).as_deref(), Some("a\r\n\0\"#b"));
}
