//! An outer error that masks what it does not map: a client reads what the keys
//! of an inner 5xx name, but not its `Display`.

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
    #[http(500, detail = "the disk is full", member("disk" = 3), header("X-Disk" = "3"))]
    Storage(String),
    #[error("lost: {0}")]
    Lost(String),
    #[error("generic: {0}")]
    #[http(503, detail = "ingestion is paused", retry_after = 5)]
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
    #[error("ingest failed, and does not say why")]
    #[http(transparent, hide)]
    Quiet(#[source] IngestError),
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

#[track_caller]
fn is_logged(error: &ServiceError) {
    let event = support::logged(error);
    assert_eq!(event.level, Level::ERROR);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
}

#[test]
fn an_inner_error_cannot_unmask_an_outer_one() {
    for (inner, code) in [
        (IngestError::Database(CANARY.into()), "database"),
        (IngestError::Lost(CANARY.into()), "internal_error"),
    ] {
        let error = ServiceError::from(inner);
        support::json(&error, 500, &body(code, "Internal Server Error"));
        is_logged(&error);
    }
    support::json(
        &ServiceError::from(IngestError::Invalid("no name".into())),
        400,
        &body("invalid", "the document is not valid: no name"),
    );
}

#[test]
fn what_the_keys_of_an_inner_5xx_name_is_sent() {
    let error = ServiceError::from(IngestError::Storage(CANARY.into()));
    let message = json!({ "error": "storage", "message": "the disk is full", "disk": 3 });
    support::json(&error, 500, &message).has("x-disk", "3");
    is_logged(&error);
    let error = ServiceError::from(IngestError::Generic(support::internal()));
    let message = body("generic", "ingestion is paused");
    support::json(&error, 503, &message).has("retry-after", "5");
    is_logged(&error);
}

#[test]
fn the_outer_error_can_leave_out_the_detail() {
    let error = ServiceError::Quiet(IngestError::Generic(support::internal()));
    let message = body("generic", "Service Unavailable");
    support::json(&error, 503, &message).has("retry-after", "5");
    is_logged(&error);
}

#[test]
fn the_outer_error_can_say_more() {
    support::json(
        &ServiceError::Said(IngestError::Database(CANARY.into())),
        500,
        &body("database", "the document was not stored"),
    );
    support::json(
        &ServiceError::Open(IngestError::Database("no connection".into())),
        500,
        &body("database", "database: no connection"),
    );
}

#[test]
fn what_is_unmapped_is_masked() {
    for error in [
        ServiceError::Query(CANARY.into()),
        ServiceError::Graph(CANARY.into()),
    ] {
        support::json(
            &error,
            500,
            &body("internal_error", "Internal Server Error"),
        );
        is_logged(&error);
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
