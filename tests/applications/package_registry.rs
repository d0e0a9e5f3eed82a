//! A package registry: `{"errors":[{"detail":"..."}]}` for what a client may
//! read, and `Internal Server Error` as plain text for everything else.

use std::borrow::Cow;
use std::io;
use std::time::{Duration, SystemTime};

use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::StatusCode;
use httpdate::fmt_http_date;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

struct Errors;

impl Format for Errors {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let detail = problem.detail().unwrap_or_else(|| problem.title());
        Body::json(&json!({ "errors": [{ "detail": detail }] }))
    }
}

#[derive(Debug, Error)]
enum DatabaseError {
    #[error("no rows")]
    NotFound,
    #[error("{0}")]
    Query(String),
    #[error("server closed the connection: {CANARY}")]
    ClosedConnection,
}

impl DatabaseError {
    fn is_read_only(&self) -> bool {
        matches!(self, Self::Query(text) if text.contains("read-only transaction"))
    }
}

#[derive(Debug, Error)]
enum ForgeError {
    #[error("token refused")]
    Unauthorized,
    #[error("scope is missing")]
    Forbidden,
    #[error("no such team")]
    NotFound,
    #[error("{0}")]
    Other(String),
}

#[derive(Debug, Error)]
#[error("the token is not for this audience")]
struct InvalidToken;

#[derive(Debug, Error)]
#[error("no connection within 5 s: {CANARY}")]
struct PoolError;

#[derive(Clone, Copy, Debug)]
enum Action {
    PublishNew,
    YankUnyank,
}

impl Action {
    fn text(self) -> &'static str {
        match self {
            Self::PublishNew => "You have published too many new packages",
            Self::YankUnyank => "You have yanked too many versions",
        }
    }
}

/// What the request log has in addition to the status.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cause(&'static str);

fn note_cause(error: &RegistryError, _context: Option<&RequestContext>, response: &mut Response) {
    if let RegistryError::TokenRevoked = error {
        response
            .extensions_mut()
            .insert(Cause("insecurely generated token"));
    }
}

fn locked(reason: &str, until: Option<SystemTime>) -> String {
    match until {
        Some(until) => format!(
            "This account is locked until {}. Reason: {reason}",
            fmt_http_date(until)
        ),
        None => format!("This account is indefinitely locked. Reason: {reason}"),
    }
}

#[derive(Debug, Error, HttpError)]
#[http(
    format = Errors,
    on(500, format = Text),
    on(401, www_authenticate = "Token"),
    finish = note_cause,
)]
enum RegistryError {
    #[error("{detail}")]
    #[http(detail = detail, format = Errors)]
    Custom {
        #[http(status)]
        status: StatusCode,
        detail: Cow<'static, str>,
    },
    #[error("{0}")]
    #[http(400)]
    BadRequest(String),
    #[error("{0}")]
    #[http(403)]
    Forbidden(String),
    #[error("{}", locked(.reason, *.until))]
    #[http(403)]
    AccountLocked {
        reason: String,
        until: Option<SystemTime>,
    },
    #[error("Not Found")]
    #[http(404)]
    NotFound,
    #[error("crate `{0}` does not exist")]
    #[http(404)]
    NoSuchCrate(String),
    #[error("crate `{name}` has no version `{version}`")]
    #[http(404)]
    NoSuchVersion { name: String, version: String },
    #[error("{0}")]
    #[http(500, unmask, format = Errors)]
    ServerError(&'static str),
    #[error("Service unavailable")]
    #[http(503, unmask, retry_after = 5)]
    Unavailable,
    #[error("{}. Try again after {}, see https://packages.example.com/limits", action.text(), fmt_http_date(*.until))]
    #[http(429, retry_after = until)]
    TooManyRequests { action: Action, until: SystemTime },
    #[error(
        "The token was made in an insecure way and is revoked, see https://packages.example.com/revoked"
    )]
    #[http(401)]
    TokenRevoked,
    #[error("{description}")]
    Internal { description: String },
    #[error(transparent)]
    #[http(
        case(DatabaseError::NotFound => 404, detail = "Not Found"),
        case(error if error.is_read_only() => 503,
             detail = "The registry is in read-only mode, see https://status.example.com", retry_after = 60),
        case(DatabaseError::ClosedConnection => 503, detail = "Service unavailable", retry_after = 5),
    )]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    #[http(503, detail = "Service unavailable", retry_after = 5, log = error)]
    Pool(#[from] PoolError),
    #[error("the mail server failed")]
    #[http(500, detail = "Failed to send the email", format = Errors)]
    Email(#[source] io::Error),
    #[error(transparent)]
    #[http(
        case(ForgeError::Unauthorized => 401, detail = "Your session has expired or was revoked"),
        case(ForgeError::Forbidden => 403, detail = "Your session lacks a permission"),
        case(ForgeError::NotFound => 404, detail = "Not Found"),
    )]
    Forge(#[from] ForgeError),
    #[error(transparent)]
    #[http(400, expose)]
    TrustedPublishing(#[from] InvalidToken),
    /// The error of an extension of the registry.
    #[error("extension: {0}")]
    #[http(transparent)]
    Extension(Box<dyn HttpError + Send + Sync>),
    #[error("handler: {0}")]
    #[http(transparent)]
    Handler(#[from] Problem),
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

fn errors(detail: &str) -> serde_json::Value {
    json!({ "errors": [{ "detail": detail }] })
}

#[test]
fn what_a_client_may_read() {
    use RegistryError as E;
    let friday = SystemTime::UNIX_EPOCH + Duration::from_secs(1_577_836_800);
    for (error, status, detail) in [
        (
            E::Custom {
                status: StatusCode::GONE,
                detail: "this endpoint was removed".into(),
            },
            410,
            "this endpoint was removed",
        ),
        (
            E::Custom {
                status: StatusCode::BAD_GATEWAY,
                detail: "the index is slow".into(),
            },
            502,
            "the index is slow",
        ),
        (
            E::Custom {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                detail: "public".into(),
            },
            500,
            "public",
        ),
        (E::BadRequest("no name".into()), 400, "no name"),
        (E::Forbidden("not an owner".into()), 403, "not an owner"),
        (
            E::AccountLocked {
                reason: "spam".into(),
                until: Some(friday),
            },
            403,
            "This account is locked until Wed, 01 Jan 2020 00:00:00 GMT. Reason: spam",
        ),
        (
            E::AccountLocked {
                reason: "spam".into(),
                until: None,
            },
            403,
            "This account is indefinitely locked. Reason: spam",
        ),
        (E::NotFound, 404, "Not Found"),
        (
            E::NoSuchCrate("serde".into()),
            404,
            "crate `serde` does not exist",
        ),
        (
            E::NoSuchVersion {
                name: "serde".into(),
                version: "9".into(),
            },
            404,
            "crate `serde` has no version `9`",
        ),
        (
            E::ServerError("the upload failed, try again"),
            500,
            "the upload failed, try again",
        ),
        (E::Unavailable, 503, "Service unavailable"),
        (
            E::TokenRevoked,
            401,
            "The token was made in an insecure way and is revoked, see https://packages.example.com/revoked",
        ),
    ] {
        support::json(&error, status, &errors(detail));
    }
}

#[test]
fn what_other_errors_become() {
    use RegistryError as E;
    for (error, status, detail) in [
        (E::from(DatabaseError::NotFound), 404, "Not Found"),
        (
            E::from(DatabaseError::Query(format!(
                "cannot INSERT in a read-only transaction {CANARY}"
            ))),
            503,
            "The registry is in read-only mode, see https://status.example.com",
        ),
        (
            E::from(DatabaseError::ClosedConnection),
            503,
            "Service unavailable",
        ),
        (E::from(PoolError), 503, "Service unavailable"),
        (
            E::Email(support::internal()),
            500,
            "Failed to send the email",
        ),
        (
            E::from(ForgeError::Unauthorized),
            401,
            "Your session has expired or was revoked",
        ),
        (
            E::from(ForgeError::Forbidden),
            403,
            "Your session lacks a permission",
        ),
        (E::from(ForgeError::NotFound), 404, "Not Found"),
        (
            E::from(InvalidToken),
            400,
            "the token is not for this audience",
        ),
    ] {
        let answer = support::json(&error, status, &errors(detail));
        if status == 503 {
            assert!(answer.header("retry-after").is_some(), "{error:?}");
        }
    }
}

#[test]
fn a_limit_has_the_time_when_it_ends() {
    let until = SystemTime::UNIX_EPOCH + Duration::from_secs(1_577_836_800);
    for (action, text) in [
        (
            Action::PublishNew,
            "You have published too many new packages",
        ),
        (Action::YankUnyank, "You have yanked too many versions"),
    ] {
        let detail = format!(
            "{text}. Try again after Wed, 01 Jan 2020 00:00:00 GMT, see https://packages.example.com/limits"
        );
        support::json(
            &RegistryError::TooManyRequests { action, until },
            429,
            &errors(&detail),
        )
        .has("retry-after", "Wed, 01 Jan 2020 00:00:00 GMT");
    }
}

#[test]
fn the_log_of_requests_has_a_cause() {
    let response = RegistryError::TokenRevoked.to_response();
    let cause = Cause("insecurely generated token");
    assert_eq!(response.extensions().get(), Some(&cause));
    let response = RegistryError::NotFound.to_response();
    assert_eq!(response.extensions().get::<Cause>(), None);
}

#[derive(Debug, Error, HttpError)]
enum MirrorError {
    #[error("there is no mirror in {0}")]
    #[http(404)]
    NoMirror(&'static str),
    #[error("mirror at {CANARY}")]
    #[http(502, unmask)]
    Unreachable,
}

#[test]
fn an_extension_has_the_same_shape() {
    let extension = |error: MirrorError| RegistryError::Extension(Box::new(error));
    support::json(
        &extension(MirrorError::NoMirror("Europe")),
        404,
        &errors("there is no mirror in Europe"),
    );
    let unreachable = extension(MirrorError::Unreachable);
    support::json(&unreachable, 502, &errors("Bad Gateway"));
    let event = support::logged(&unreachable);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
}

#[test]
fn a_problem_has_the_same_shape() {
    let conflict = Problem::new(409_u16).with_detail("the version was published already");
    support::json(
        &RegistryError::from(conflict),
        409,
        &errors("the version was published already"),
    );
    let read_only = Problem::new(503_u16)
        .with_detail("publishing is disabled")
        .with_cause(CANARY);
    let read_only = RegistryError::from(read_only);
    support::json(&read_only, 503, &errors("publishing is disabled"));
    let event = support::logged(&read_only);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
    let masked = Problem::new(503_u16).with_cause(CANARY);
    support::json(
        &RegistryError::from(masked),
        503,
        &errors("Service Unavailable"),
    );
}

#[test]
fn everything_else_is_a_bare_500() {
    let other = anyhow::Error::new(support::internal()).context("index not updated");
    for error in [
        RegistryError::Internal {
            description: CANARY.into(),
        },
        RegistryError::from(DatabaseError::Query(CANARY.into())),
        RegistryError::from(ForgeError::Other(CANARY.into())),
        RegistryError::from(other),
    ] {
        support::text(&error, 500, "Internal Server Error");
        let event = support::logged(&error);
        assert_eq!(event.level, Level::ERROR);
        assert!(event.fields.contains(CANARY), "{}", event.fields);
    }
    assert_eq!(
        support::logged(&RegistryError::from(PoolError)).level,
        Level::ERROR
    );
}
