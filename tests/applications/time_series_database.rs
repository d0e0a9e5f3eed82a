//! A time series database: numeric codes, in the body and in a header, each
//! with its own log level.

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

/// `{"code":4001,"error":"..."}`
struct Numbered;

impl Format for Numbered {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let code = problem.code();
        let error = match problem.detail() {
            Some(detail) => detail.into_owned(),
            None => format!("Internal error: {code}"),
        };
        Body::json(&json!({ "code": code.parse().unwrap_or(1000), "error": error }))
    }
}

#[derive(Debug, Error, HttpError)]
#[error("{}", self.text())]
#[http(
    format = Numbered,
    on(401, www_authenticate = "Basic realm=\"database\""),
    on(429 | 503, retry_after = 5),
    header("X-Err-Code" = self.code()),
    header("X-Err-Msg" = (self.status().as_u16() < 500).then(|| self.text())),
)]
enum QueryError {
    #[http(500, code = "1000", grpc = UNKNOWN)]
    Unclassified(String),
    #[http(400, code = "1001", grpc = UNIMPLEMENTED)]
    NotSupported(String),
    #[http(500, code = "1002", grpc = INTERNAL)]
    Surprise(String),
    #[http(500, code = "1003", grpc = INTERNAL)]
    Inside(String),
    #[http(400, code = "1004", grpc = INVALID_ARGUMENT)]
    BadArguments(String),
    #[http(504, code = "1005", grpc = CANCELLED)]
    Stopped(String),
    #[http(500, code = "1006", grpc = INTERNAL)]
    WrongState(String),
    #[http(503, code = "1007", grpc = UNKNOWN)]
    Dependency(String),
    #[http(504, code = "1008", grpc = DEADLINE_EXCEEDED)]
    TooLate(String),
    #[http(503, code = "1009", grpc = RESOURCE_EXHAUSTED, log = debug)]
    Paused(String),
    #[http(400, code = "2000", grpc = INVALID_ARGUMENT)]
    BadSyntax(String),
    #[http(400, code = "3000", grpc = INTERNAL)]
    NoPlan(String),
    #[http(500, code = "3001", grpc = INTERNAL)]
    Execution(String),
    #[http(400, code = "4000", grpc = ALREADY_EXISTS)]
    TableIsThere(String),
    #[http(400, code = "4001", grpc = NOT_FOUND)]
    NoTable(String),
    #[http(400, code = "4002", grpc = NOT_FOUND)]
    NoColumn(String),
    #[http(400, code = "4003", grpc = ALREADY_EXISTS)]
    ColumnIsThere(String),
    #[http(400, code = "4004", grpc = NOT_FOUND)]
    NoDatabase(String),
    #[http(400, code = "4005", grpc = NOT_FOUND)]
    NoRegion(String),
    #[http(400, code = "4006", grpc = ALREADY_EXISTS)]
    RegionIsThere(String),
    #[http(401, code = "4007", grpc = PERMISSION_DENIED)]
    RegionFrozen(String),
    #[http(503, code = "4008", grpc = UNAVAILABLE, log = debug)]
    RegionLoading(String),
    #[http(503, code = "4009", grpc = RESOURCE_EXHAUSTED, log = debug)]
    RegionBusy(String),
    #[http(503, code = "4010", grpc = UNAVAILABLE, log = debug)]
    TableAway(String),
    #[http(400, code = "4011", grpc = ALREADY_EXISTS)]
    DatabaseIsThere(String),
    #[http(503, code = "5000", grpc = UNAVAILABLE)]
    StorageAway(String),
    #[http(400, code = "5001", grpc = INVALID_ARGUMENT)]
    Outdated(String),
    #[http(500, code = "6000", grpc = RESOURCE_EXHAUSTED)]
    OutOfMemory(String),
    #[http(429, code = "6001", grpc = RESOURCE_EXHAUSTED)]
    TooFast(String),
    #[http(401, code = "7000", grpc = NOT_FOUND)]
    NoUser(String),
    #[http(401, code = "7001", grpc = UNAUTHENTICATED)]
    PasswordKind(String),
    #[http(401, code = "7002", grpc = UNAUTHENTICATED)]
    WrongPassword(String),
    #[http(401, code = "7003", grpc = UNAUTHENTICATED)]
    NoAuthorization(String),
    #[http(401, code = "7004", grpc = UNAUTHENTICATED)]
    BadAuthorization(String),
    #[http(403, code = "7005", grpc = PERMISSION_DENIED)]
    Denied(String),
    #[http(403, code = "7006", grpc = PERMISSION_DENIED)]
    NotPermitted(String),
    #[http(400, code = "8000", grpc = ALREADY_EXISTS)]
    FlowIsThere(String),
    #[http(400, code = "8001", grpc = NOT_FOUND)]
    NoFlow(String),
    #[http(400, code = "9000", grpc = ALREADY_EXISTS)]
    TriggerIsThere(String),
    #[http(400, code = "9001", grpc = NOT_FOUND)]
    NoTrigger(String),
}

impl QueryError {
    fn text(&self) -> &str {
        match self {
            Self::Unclassified(text)
            | Self::NotSupported(text)
            | Self::Surprise(text)
            | Self::Inside(text)
            | Self::BadArguments(text)
            | Self::Stopped(text)
            | Self::WrongState(text)
            | Self::Dependency(text)
            | Self::TooLate(text)
            | Self::Paused(text)
            | Self::BadSyntax(text)
            | Self::NoPlan(text)
            | Self::Execution(text)
            | Self::TableIsThere(text)
            | Self::NoTable(text)
            | Self::NoColumn(text)
            | Self::ColumnIsThere(text)
            | Self::NoDatabase(text)
            | Self::NoRegion(text)
            | Self::RegionIsThere(text)
            | Self::RegionFrozen(text)
            | Self::RegionLoading(text)
            | Self::RegionBusy(text)
            | Self::TableAway(text)
            | Self::DatabaseIsThere(text)
            | Self::StorageAway(text)
            | Self::Outdated(text)
            | Self::OutOfMemory(text)
            | Self::TooFast(text)
            | Self::NoUser(text)
            | Self::PasswordKind(text)
            | Self::WrongPassword(text)
            | Self::NoAuthorization(text)
            | Self::BadAuthorization(text)
            | Self::Denied(text)
            | Self::NotPermitted(text)
            | Self::FlowIsThere(text)
            | Self::NoFlow(text)
            | Self::TriggerIsThere(text)
            | Self::NoTrigger(text) => text,
        }
    }
}

type New = fn(String) -> QueryError;

fn all() -> Vec<(New, u16, u32, Level)> {
    use QueryError as E;
    vec![
        (E::Unclassified, 500, 1000, Level::ERROR),
        (E::NotSupported, 400, 1001, Level::DEBUG),
        (E::Surprise, 500, 1002, Level::ERROR),
        (E::Inside, 500, 1003, Level::ERROR),
        (E::BadArguments, 400, 1004, Level::DEBUG),
        (E::Stopped, 504, 1005, Level::ERROR),
        (E::WrongState, 500, 1006, Level::ERROR),
        (E::Dependency, 503, 1007, Level::ERROR),
        (E::TooLate, 504, 1008, Level::ERROR),
        (E::Paused, 503, 1009, Level::DEBUG),
        (E::BadSyntax, 400, 2000, Level::DEBUG),
        (E::NoPlan, 400, 3000, Level::DEBUG),
        (E::Execution, 500, 3001, Level::ERROR),
        (E::TableIsThere, 400, 4000, Level::DEBUG),
        (E::NoTable, 400, 4001, Level::DEBUG),
        (E::NoColumn, 400, 4002, Level::DEBUG),
        (E::ColumnIsThere, 400, 4003, Level::DEBUG),
        (E::NoDatabase, 400, 4004, Level::DEBUG),
        (E::NoRegion, 400, 4005, Level::DEBUG),
        (E::RegionIsThere, 400, 4006, Level::DEBUG),
        (E::RegionFrozen, 401, 4007, Level::DEBUG),
        (E::RegionLoading, 503, 4008, Level::DEBUG),
        (E::RegionBusy, 503, 4009, Level::DEBUG),
        (E::TableAway, 503, 4010, Level::DEBUG),
        (E::DatabaseIsThere, 400, 4011, Level::DEBUG),
        (E::StorageAway, 503, 5000, Level::ERROR),
        (E::Outdated, 400, 5001, Level::DEBUG),
        (E::OutOfMemory, 500, 6000, Level::ERROR),
        (E::TooFast, 429, 6001, Level::DEBUG),
        (E::NoUser, 401, 7000, Level::DEBUG),
        (E::PasswordKind, 401, 7001, Level::DEBUG),
        (E::WrongPassword, 401, 7002, Level::DEBUG),
        (E::NoAuthorization, 401, 7003, Level::DEBUG),
        (E::BadAuthorization, 401, 7004, Level::DEBUG),
        (E::Denied, 403, 7005, Level::DEBUG),
        (E::NotPermitted, 403, 7006, Level::DEBUG),
        (E::FlowIsThere, 400, 8000, Level::DEBUG),
        (E::NoFlow, 400, 8001, Level::DEBUG),
        (E::TriggerIsThere, 400, 9000, Level::DEBUG),
        (E::NoTrigger, 400, 9001, Level::DEBUG),
    ]
}

#[test]
fn each_failure_has_its_number() {
    for (new, status, code, level) in all() {
        let is_masked = status >= 500;
        let error = new(if is_masked { CANARY } else { "no column `cpu`" }.to_owned());
        let text = if is_masked {
            format!("Internal error: {code}")
        } else {
            "no column `cpu`".to_owned()
        };
        let answer = support::json(&error, status, &json!({ "code": code, "error": text }))
            .has("x-err-code", &code.to_string());
        let message = (!is_masked).then_some("no column `cpu`");
        assert_eq!(answer.header("x-err-msg"), message);
        let wait = matches!(status, 429 | 503).then_some("5");
        assert_eq!(answer.header("retry-after"), wait, "{error:?}");
        let challenge = (status == 401).then_some("Basic realm=\"database\"");
        assert_eq!(answer.header("www-authenticate"), challenge);
        let event = support::logged(&error);
        assert_eq!(event.level, level, "{error:?}");
        assert_eq!(event.fields.contains(CANARY), is_masked, "{}", event.fields);
    }
}

#[test]
fn a_text_that_is_no_header_value_stays_in_the_body() {
    let error = QueryError::BadSyntax("near `FROM`\nline 2".into());
    support::json(
        &error,
        400,
        &json!({ "code": 2000, "error": "near `FROM`\nline 2" }),
    )
    .has("x-err-code", "2000")
    .lacks("x-err-msg");
    let event = support::logged(&error);
    assert_eq!(event.level, Level::WARN);
    assert!(event.fields.contains("problem.note"), "{}", event.fields);
}
