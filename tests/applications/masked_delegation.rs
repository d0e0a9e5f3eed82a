//! An outer error that masks what it does not know: no inner error can show
//! more of a 5xx than the outer one allows.

use std::io;

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

#[derive(Debug, Error, HttpError)]
enum IngestError {
    #[error("the document is not valid: {0}")]
    #[http(400)]
    Invalid(String),
    #[error("database: {0}")]
    #[http(500, unmask)]
    Database(String),
    #[error("storage: {0}")]
    #[http(500, detail = "storage: {0}", member("cause" = _0), header("X-Cause" = _0))]
    Storage(String),
    #[error("lost: {0}")]
    Lost(String),
    #[error("generic: {0}")]
    #[http(503, detail = "{0}", retry_after = 5)]
    Generic(#[source] io::Error),
}

#[derive(Debug, Error)]
enum CompressionError {
    #[error("no such encoding")]
    UnknownType,
    #[error("larger than {0} bytes")]
    TooLarge(u64),
    #[error("corrupt: {0}")]
    Io(io::Error),
}

#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("message").code("error"))]
enum ServiceError {
    #[error("ingest failed")]
    #[http(transparent)]
    Ingest(#[from] IngestError),
    #[error("ingest failed, and says so")]
    #[http(transparent, detail = "the document was not stored")]
    Said(#[source] IngestError),
    #[error("ingest failed in public")]
    #[http(transparent, unmask)]
    Open(#[source] IngestError),
    #[error("compression")]
    #[http(
        400,
        code = "compression",
        detail = "the body is not readable",
        case(CompressionError::UnknownType => 415, code = "unknown_encoding",
            detail = "the encoding is not supported"),
        case(CompressionError::TooLarge(limit) => 413, code = "too_large",
            detail = "the body is larger than {limit} bytes"),
    )]
    Compression(#[from] CompressionError),
    #[error("query at {0}")]
    Query(String),
    #[error("graph at {0}")]
    Graph(String),
}

fn body(code: &str, message: &str) -> serde_json::Value {
    json!({ "error": code, "message": message })
}

#[test]
fn an_inner_error_cannot_unmask_an_outer_one() {
    for (inner, status, code, message) in [
        (
            IngestError::Database(CANARY.into()),
            500,
            "database",
            "Internal Server Error",
        ),
        (
            IngestError::Storage(CANARY.into()),
            500,
            "storage",
            "Internal Server Error",
        ),
        (
            IngestError::Lost(CANARY.into()),
            500,
            "internal_error",
            "Internal Server Error",
        ),
        (
            IngestError::Generic(support::internal()),
            503,
            "generic",
            "Service Unavailable",
        ),
    ] {
        let error = ServiceError::from(inner);
        let answer = support::json(&error, status, &body(code, message)).lacks("x-cause");
        let wait = (status == 503).then_some("5");
        assert_eq!(answer.header("retry-after"), wait);
        let event = support::logged(&error);
        assert_eq!(event.level, Level::ERROR);
        assert!(event.fields.contains(CANARY), "{}", event.fields);
    }
    support::json(
        &ServiceError::from(IngestError::Invalid("no name".into())),
        400,
        &body("invalid", "the document is not valid: no name"),
    );
}

#[test]
fn the_outer_error_can() {
    support::json(
        &ServiceError::Said(IngestError::Database(CANARY.into())),
        500,
        &body("database", "the document was not stored"),
    );
    support::json(
        &ServiceError::Open(IngestError::Storage("disk 3".into())),
        500,
        &json!({ "error": "storage", "message": "storage: disk 3", "cause": "disk 3" }),
    )
    .has("x-cause", "disk 3");
}

#[test]
fn what_nobody_mapped() {
    for error in [
        ServiceError::Query(CANARY.into()),
        ServiceError::Graph(CANARY.into()),
    ] {
        support::json(
            &error,
            500,
            &body("internal_error", "Internal Server Error"),
        );
        let event = support::logged(&error);
        assert_eq!(event.level, Level::ERROR);
        assert!(event.fields.contains(CANARY), "{}", event.fields);
    }
}

#[test]
fn patterns_inside() {
    support::json(
        &ServiceError::from(CompressionError::UnknownType),
        415,
        &body("unknown_encoding", "the encoding is not supported"),
    );
    support::json(
        &ServiceError::from(CompressionError::TooLarge(10)),
        413,
        &body("too_large", "the body is larger than 10 bytes"),
    );
    support::json(
        &ServiceError::from(CompressionError::Io(support::internal())),
        400,
        &body("compression", "the body is not readable"),
    );
}
