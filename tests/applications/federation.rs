//! A server that communicates with others: the status is a function of a kind
//! and a hint, the answers of other servers are passed on with care, and one
//! error contains its whole response.

use std::io;

use catchall::HttpError;
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use crate::support::{self, CANARY, Only};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Forbidden,
    NotFound,
    UnknownToken,
    LimitExceeded,
    TooLarge,
    RoomInUse,
    ConnectionTimeout,
    ConnectionFailed,
    BadJson,
    GuestAccessForbidden,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Self::Forbidden => "M_FORBIDDEN",
            Self::NotFound => "M_NOT_FOUND",
            Self::UnknownToken => "M_UNKNOWN_TOKEN",
            Self::LimitExceeded => "M_LIMIT_EXCEEDED",
            Self::TooLarge => "M_TOO_LARGE",
            Self::RoomInUse => "M_ROOM_IN_USE",
            Self::ConnectionTimeout => "M_CONNECTION_TIMEOUT",
            Self::ConnectionFailed => "M_CONNECTION_FAILED",
            Self::BadJson => "M_BAD_JSON",
            Self::GuestAccessForbidden => "M_GUEST_ACCESS_FORBIDDEN",
        }
    }

    fn status(self, hint: StatusCode) -> StatusCode {
        if hint != StatusCode::BAD_REQUEST {
            return hint;
        }
        match self {
            Self::ConnectionTimeout => StatusCode::GATEWAY_TIMEOUT,
            Self::ConnectionFailed => StatusCode::BAD_GATEWAY,
            Self::LimitExceeded => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RoomInUse => StatusCode::CONFLICT,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::GuestAccessForbidden => StatusCode::FORBIDDEN,
            Self::UnknownToken => StatusCode::UNAUTHORIZED,
            Self::BadJson => StatusCode::BAD_REQUEST,
        }
    }

    fn is_passed_on(self) -> bool {
        !matches!(
            self,
            Self::ConnectionTimeout | Self::ConnectionFailed | Self::BadJson
        )
    }
}

/// A code of this protocol has several statuses, so it is a value here: a
/// literal would name one problem type.
const UNKNOWN: &str = "M_UNKNOWN";

/// The response of another server.
#[derive(Debug, Error)]
#[error("{} {}: {text}", status, kind.code())]
struct Remote {
    kind: Kind,
    status: StatusCode,
    text: String,
}

/// The error of an HTTP client.
#[derive(Debug, Error)]
#[error("could not fetch {url}")]
struct FetchError {
    url: String,
    status: Option<StatusCode>,
}

#[derive(Debug, Clone, Serialize)]
struct Interaction {
    flows: Vec<serde_json::Value>,
    session: String,
    completed: Vec<String>,
}

#[derive(Debug, Error, HttpError)]
#[http(
    format = Json::message("error").code("errcode"),
    on(401, www_authenticate = "Bearer"),
    unmapped = 500,
)]
enum ServerError {
    #[error("{1}")]
    #[http(status = _0.status(*_2), code = _0.code())]
    Request(Kind, String, StatusCode),
    #[error("{0} answered: {1}")]
    #[http(
        502,
        code = UNKNOWN,
        detail = "Request to {0} failed.",
        case(_, Remote { kind, status, text } if kind.is_passed_on() && *status == StatusCode::UNAUTHORIZED
            => 400, code = kind.code(), detail = text),
        case(_, Remote { kind, status, text } if kind.is_passed_on()
            => status = status, code = kind.code(), detail = text),
    )]
    Federation(String, #[source] Remote),
    #[error("file: {0}")]
    #[http(
        hide,
        code = UNKNOWN,
        status = match _0.kind() {
            io::ErrorKind::NotFound => 404,
            io::ErrorKind::PermissionDenied => 403,
            io::ErrorKind::TimedOut => 504,
            io::ErrorKind::FileTooLarge => 413,
            io::ErrorKind::StorageFull => 507,
            io::ErrorKind::ResourceBusy => 503,
            _ => 500_u16,
        },
    )]
    Io(#[from] io::Error),
    #[error("fetch: {0}")]
    #[http(status = _0.status, code = UNKNOWN, detail = "the upstream request failed")]
    Fetch(#[from] FetchError),
    #[error("more stages are needed")]
    #[http(401, format = Only("body"))]
    Interactive(#[http(member = "body")] Interaction),
    #[error("{0}")]
    Other(String),
}

fn body(code: &str, error: &str) -> serde_json::Value {
    json!({ "errcode": code, "error": error })
}

#[test]
fn a_kind_and_a_hint_decide() {
    use StatusCode as S;
    let request = |kind, hint| ServerError::Request(kind, "why".into(), hint);
    for (kind, hint, status) in [
        (Kind::Forbidden, S::BAD_REQUEST, 403),
        (Kind::GuestAccessForbidden, S::BAD_REQUEST, 403),
        (Kind::NotFound, S::BAD_REQUEST, 404),
        (Kind::UnknownToken, S::BAD_REQUEST, 401),
        (Kind::LimitExceeded, S::BAD_REQUEST, 429),
        (Kind::TooLarge, S::BAD_REQUEST, 413),
        (Kind::RoomInUse, S::BAD_REQUEST, 409),
        (Kind::BadJson, S::BAD_REQUEST, 400),
        (Kind::NotFound, S::GONE, 410),
    ] {
        support::json(&request(kind, hint), status, &body(kind.code(), "why"));
    }
    for (kind, status, text) in [
        (Kind::ConnectionTimeout, 504, "Gateway Timeout"),
        (Kind::ConnectionFailed, 502, "Bad Gateway"),
    ] {
        let error = ServerError::Request(kind, CANARY.into(), S::BAD_REQUEST);
        support::json(&error, status, &body(kind.code(), text));
    }
}

#[test]
fn little_is_passed_on() {
    let remote = |kind, status, text: &str| {
        ServerError::Federation(
            "matrix.example".into(),
            Remote {
                kind,
                status,
                text: text.into(),
            },
        )
    };
    for (kind, status) in [
        (Kind::Forbidden, StatusCode::FORBIDDEN),
        (Kind::GuestAccessForbidden, StatusCode::FORBIDDEN),
        (Kind::NotFound, StatusCode::NOT_FOUND),
        (Kind::LimitExceeded, StatusCode::TOO_MANY_REQUESTS),
        (Kind::TooLarge, StatusCode::PAYLOAD_TOO_LARGE),
        (Kind::RoomInUse, StatusCode::CONFLICT),
        (Kind::UnknownToken, StatusCode::FORBIDDEN),
    ] {
        support::json(
            &remote(kind, status, "not here"),
            status.as_u16(),
            &body(kind.code(), "not here"),
        );
    }
    support::json(
        &remote(Kind::UnknownToken, StatusCode::UNAUTHORIZED, "who?"),
        400,
        &body("M_UNKNOWN_TOKEN", "who?"),
    )
    .lacks("www-authenticate");
    for kind in [
        Kind::BadJson,
        Kind::ConnectionFailed,
        Kind::ConnectionTimeout,
    ] {
        support::json(
            &remote(kind, StatusCode::BAD_REQUEST, CANARY),
            502,
            &body("M_UNKNOWN", "Request to matrix.example failed."),
        );
    }
}

#[test]
fn a_file_has_a_table() {
    for (kind, status, text) in [
        (io::ErrorKind::NotFound, 404, "Not Found"),
        (io::ErrorKind::PermissionDenied, 403, "Forbidden"),
        (io::ErrorKind::TimedOut, 504, "Gateway Timeout"),
        (io::ErrorKind::FileTooLarge, 413, "Content Too Large"),
        (io::ErrorKind::StorageFull, 507, "Insufficient Storage"),
        (io::ErrorKind::ResourceBusy, 503, "Service Unavailable"),
        (io::ErrorKind::BrokenPipe, 500, "Internal Server Error"),
    ] {
        let error = ServerError::from(io::Error::new(kind, CANARY));
        support::json(&error, status, &body("M_UNKNOWN", text));
    }
}

#[test]
fn an_upstream_status_is_kept_if_there_is_one() {
    let fetch = |status| {
        ServerError::from(FetchError {
            url: CANARY.into(),
            status,
        })
    };
    support::json(
        &fetch(Some(StatusCode::NOT_FOUND)),
        404,
        &body("M_UNKNOWN", "the upstream request failed"),
    );
    support::json(
        &fetch(None),
        500,
        &body("M_UNKNOWN", "the upstream request failed"),
    );
    support::json(
        &ServerError::Other(CANARY.into()),
        500,
        &body("internal_error", "Internal Server Error"),
    );
}

#[test]
fn one_error_brings_its_body() {
    let flows = Interaction {
        flows: vec![json!({ "stages": ["m.login.password"] })],
        session: "xyz".into(),
        completed: Vec::new(),
    };
    support::json(
        &ServerError::Interactive(flows),
        401,
        &json!({
            "flows": [{ "stages": ["m.login.password"] }],
            "session": "xyz",
            "completed": [],
        }),
    )
    .has("www-authenticate", "Bearer");
}
