//! RFC 9457: every body is valid according to the schema of its Appendix A, and
//! its examples are reproduced member by member. RFC 9110: the titles are its
//! phrases.

use crate::support::{Leaf, any_text, header, json, text};
use boon::{Compiler, SchemaIndex, Schemas};
use catchall::{FieldError, HttpError, Problem, ProblemType, Response, status};
use proptest::prelude::*;
use serde_json::{Value, json as value};

/// The rules of Appendix A, as a schema.
fn schema() -> Value {
    value!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 100, "maximum": 599},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri-reference"},
        },
    })
}

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn new() -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("problem.json", schema()).unwrap();
        let index = compiler.compile("problem.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn accepts(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }

    #[track_caller]
    fn assert(&self, response: &Response) {
        assert_eq!(header(response, "content-type"), "application/problem+json");
        let body = json(response);
        if let Err(error) = self.schemas.validate(&body, self.index) {
            panic!("{error:#}\n{body:#}");
        }
        assert_eq!(body["status"], response.status().as_u16());
        // §3.1.3 and §4.2.1: a title, which is the phrase for `about:blank`.
        assert!(body["title"].is_string());
    }
}

#[test]
fn the_schema_is_no_formality() {
    let schema = Schema::new();
    for good in [
        value!({}),
        value!({"status": 200}),
        value!({"status": 500.0}),
        value!({"a": 1, "type": "/relative"}),
    ] {
        assert!(schema.accepts(&good), "{good}");
    }
    for bad in [
        value!([]),
        value!(null),
        value!({"status": 600}),
        value!({"status": "500"}),
        value!({"title": 1}),
        value!({"type": "a b"}),
        value!({"instance": "\\"}),
    ] {
        assert!(!schema.accepts(&bad), "{bad}");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(type_base = "https://example.com/probs/", code_case = "kebab-case")]
enum AppError {
    #[error("nothing here")]
    #[http(404)]
    NotHere,
    #[error("{0}")]
    #[http(400, member("text" = _0), member("number" = "{_0}"))]
    Text(String),
    #[error("unmapped {0}")]
    Unmapped(#[source] Leaf),
    #[error("at run time")]
    #[http(status = *_0)]
    AtRunTime(u16),
    #[error("typed {0}")]
    #[http(
        410,
        type = "tag:example.com,2026:typed",
        title = "Typed",
        instance = "/i/{_0}"
    )]
    Typed(u32),
    #[error("shown {0}")]
    #[http(500, unmask)]
    Shown(String),
    #[error(transparent)]
    #[http(transparent)]
    Problem(#[from] Problem),
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] OutOfCredit),
}

/// RFC 9457 §3, the first example.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("Your current balance is {balance}, but that costs {cost}.")]
#[http(
    403,
    type = "https://example.com/probs/out-of-credit",
    title = "You do not have enough credit.",
    instance = "/account/12345/msgs/abc"
)]
struct OutOfCredit {
    #[http(member)]
    balance: u32,
    cost: u32,
    #[http(member)]
    accounts: Vec<&'static str>,
}

const OUT_OF_CREDIT: ProblemType = ProblemType::new(403, "out_of_credit")
    .with_type_uri("https://example.com/probs/out-of-credit")
    .with_title("You do not have enough credit.");

/// RFC 9457 §3, the second example.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("invalid")]
#[http(
    422,
    type = "https://example.net/validation-error",
    title = "Your request is not valid.",
    hide
)]
struct Invalid {
    #[http(member)]
    errors: Vec<FieldError>,
}

fn out_of_credit() -> OutOfCredit {
    OutOfCredit {
        balance: 30,
        cost: 50,
        accounts: vec!["/account/12345", "/account/67890"],
    }
}

fn invalid() -> Invalid {
    Invalid {
        errors: vec![
            FieldError::new(["age"], "must be a positive integer"),
            FieldError::new(["profile", "color"], "must be 'green', 'red' or 'blue'"),
        ],
    }
}

/// Removes the members that the example does not have.
fn without(mut body: Value, names: &[&str]) -> Value {
    for name in names {
        body.as_object_mut().unwrap().remove(*name);
    }
    body
}

#[test]
fn the_first_example_of_the_rfc() {
    let example = value!({
        "type": "https://example.com/probs/out-of-credit",
        "title": "You do not have enough credit.",
        "detail": "Your current balance is 30, but that costs 50.",
        "instance": "/account/12345/msgs/abc",
        "balance": 30,
        "accounts": ["/account/12345", "/account/67890"],
    });
    let schema = Schema::new();
    assert!(schema.accepts(&example));

    let response = out_of_credit().to_response();
    assert_eq!(response.status(), 403);
    schema.assert(&response);
    assert_eq!(without(json(&response), &["status", "code"]), example);

    let response = Problem::of(OUT_OF_CREDIT)
        .with_detail("Your current balance is 30, but that costs 50.")
        .with_instance("/account/12345/msgs/abc")
        .with_member("balance", 30)
        .with_member("accounts", ["/account/12345", "/account/67890"])
        .to_response();
    assert_eq!(without(json(&response), &["status", "code"]), example);

    // When it is read and written again, every member is the same.
    let problem: Problem = serde_json::from_value(example.clone()).unwrap();
    assert_eq!(serde_json::to_value(&problem).unwrap(), example);
    assert_eq!(
        problem.type_uri(),
        "https://example.com/probs/out-of-credit"
    );
    assert_eq!(problem.member("balance"), Some(30.into()));
}

#[test]
fn the_second_example_of_the_rfc() {
    let example = value!({
        "type": "https://example.net/validation-error",
        "title": "Your request is not valid.",
        "errors": [
            {
                "detail": "must be a positive integer",
                "pointer": "#/age",
            },
            {
                "detail": "must be 'green', 'red' or 'blue'",
                "pointer": "#/profile/color",
            },
        ],
    });
    let schema = Schema::new();
    assert!(schema.accepts(&example));

    let response = invalid().to_response();
    assert_eq!(response.status(), 422);
    schema.assert(&response);
    assert_eq!(without(json(&response), &["status", "code"]), example);

    let problem: Problem = serde_json::from_value(example.clone()).unwrap();
    assert_eq!(serde_json::to_value(&problem).unwrap(), example);

    let response = Problem::unprocessable_content()
        .with_type_uri("https://example.net/validation-error")
        .with_title("Your request is not valid.")
        .with_member("errors", invalid().errors)
        .to_response();
    assert_eq!(without(json(&response), &["status", "code"]), example);
}

proptest! {
    #[test]
    fn every_body_holds_against_the_schema(text in any_text(), number: u16) {
        let schema = Schema::new();
        let number = if number == 304 { 404 } else { number };
        let io = || std::io::Error::other(text.clone());
        let errors = [
            AppError::NotHere,
            AppError::Text(text.clone()),
            AppError::Unmapped(Leaf(text.clone())),
            AppError::AtRunTime(number),
            AppError::Typed(number.into()),
            AppError::Shown(text.clone()),
            AppError::Inner(out_of_credit()),
            AppError::Problem(Problem::not_found().with_detail(text.clone())),
            AppError::Problem(Problem::bad_gateway().with_cause(io())),
        ];
        for error in errors {
            schema.assert(&error.to_response());
            schema.assert(&Problem::from(error).to_response());
        }
        let problem = Problem::new(number)
            .with_title(text.clone())
            .with_code(text.clone())
            .with_detail(text.clone())
            .with_member(text.clone(), text.clone());
        schema.assert(&problem.to_response());
        schema.assert(&Problem::from(anyhow::Error::new(io())).to_response());
        prop_assert!(schema.accepts(&serde_json::to_value(&problem).unwrap()));
    }
}

/// RFC 9110 §18.3 and the registry: every 4xx and 5xx in use.
const PHRASES: &[(u16, &str)] = &[
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
];

#[test]
fn the_phrases_are_rfc_9110s() {
    for &(number, phrase) in PHRASES {
        assert_eq!(status::phrase(number), phrase);
        let body = json(&Problem::new(number).to_response());
        assert_eq!(body["title"], phrase);
        assert_eq!(body.get("type"), None);
    }
    let known: Vec<(u16, &str)> = catchall::__private::registered()
        .filter(|(number, _)| *number >= 400)
        .map(|(number, [_, phrase, _])| (number, phrase))
        .collect();
    assert_eq!(known, PHRASES);
}

#[test]
fn the_constants_are_the_http_crates() {
    for (number, [name, phrase, code]) in catchall::__private::registered() {
        let status = http::StatusCode::from_u16(number).unwrap();
        let reason = status.canonical_reason().unwrap();
        // The crate has the phrases of RFC 7231 for two of them.
        if ![413, 422].contains(&number) {
            assert_eq!(phrase, reason);
        }
        let constant = reason.to_uppercase().replace([' ', '-'], "_");
        assert_eq!(name, constant);
        if number != 500 {
            assert_eq!(code, phrase.to_lowercase().replace([' ', '-'], "_"));
        }
    }
}

/// The derive has its own table.
#[test]
fn the_derive_has_the_same_phrases_and_codes() {
    macro_rules! numbers {
        ($($name:ident $number:literal)*) => {{
            $(
                #[derive(Debug, thiserror::Error, HttpError)]
                #[error("x")]
                #[http(
                    $number,
                    hide,
                    code = "x",
                    header("WWW-Authenticate" = "Basic realm=\"x\""),
                    header("Proxy-Authenticate" = "Basic realm=\"x\""),
                    on(426, header("Upgrade" = "h2c")),
                    header("Allow" = "GET")
                )]
                struct $name;
            )*
            vec![$(text(&$name.to_response())),*]
        }};
    }
    let bodies = numbers! {
        S400 400 S401 401 S402 402 S403 403 S404 404 S405 405 S406 406 S407 407 S408 408 S409 409
        S410 410 S411 411 S412 412 S413 413 S414 414 S415 415 S416 416 S417 417 S421 421 S422 422
        S423 423 S424 424 S425 425 S426 426 S428 428 S429 429 S431 431 S451 451 S500 500 S501 501
        S502 502 S503 503 S504 504 S505 505 S506 506 S507 507 S508 508
    };
    assert_eq!(bodies.len(), PHRASES.len());
    for (body, (number, phrase)) in bodies.into_iter().zip(PHRASES) {
        let expected = format!(r#"{{"title":"{phrase}","status":{number},"code":"x"}}"#);
        assert_eq!(body, expected);
    }
}
