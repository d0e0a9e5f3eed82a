//! A vector database: an envelope with an empty result, and errors that are
//! nearly all one text.

use std::time::Duration;

use catchall::{Body, Format, HttpError, Problem, RequestContext};
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

struct Envelope;

impl Format for Envelope {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        let error = problem.detail().unwrap_or_else(|| problem.title());
        Body::json(&json!({ "result": null, "status": { "error": error } }))
    }
}

#[derive(Debug, Error, HttpError)]
#[http(format = Envelope)]
enum StorageError {
    #[error("Wrong input: {description}")]
    #[http(400, grpc = INVALID_ARGUMENT)]
    BadInput { description: String },
    #[error("Wrong input: {description}")]
    #[http(409, grpc = ALREADY_EXISTS)]
    AlreadyExists { description: String },
    #[error("Not found: {description}")]
    #[http(404, grpc = NOT_FOUND)]
    NotFound { description: String },
    #[error("Service internal error: {description}")]
    #[http(500, grpc = INTERNAL)]
    Service {
        description: String,
        trace: Option<String>,
    },
    #[error("Bad request: {description}")]
    #[http(400, grpc = INVALID_ARGUMENT)]
    BadRequest { description: String },
    #[error("{description}")]
    #[http(405, allow = "GET", grpc = UNIMPLEMENTED)]
    Standalone { description: String },
    #[error("Storage locked: {description}")]
    #[http(403, grpc = FAILED_PRECONDITION)]
    Locked { description: String },
    #[error("Timeout: {description}")]
    #[http(408, grpc = DEADLINE_EXCEEDED)]
    Timeout { description: String },
    #[error("Checksum mismatch: expected {expected}, got {actual}")]
    #[http(400, grpc = DATA_LOSS)]
    Checksum { expected: String, actual: String },
    #[error("Forbidden: {description}")]
    #[http(403, grpc = PERMISSION_DENIED)]
    Forbidden { description: String },
    #[error("Pre-condition failure: {description}")]
    #[http(500, grpc = FAILED_PRECONDITION)]
    Precondition { description: String },
    #[error("{description}")]
    #[http(400, grpc = INVALID_ARGUMENT)]
    Inference { description: String },
    #[error("Rate limiting exceeded: {description}")]
    #[http(429, grpc = RESOURCE_EXHAUSTED)]
    RateLimit {
        description: String,
        #[http(retry_after)]
        wait: Option<Duration>,
    },
    #[error("Shard temporarily unavailable: {description}")]
    #[http(503, detail = "Shard temporarily unavailable", retry_after = 1, grpc = UNAVAILABLE)]
    ShardUnavailable { description: String },
    #[error("shard {shard} has nothing new")]
    #[http(304, grpc = FAILED_PRECONDITION)]
    NothingNew { shard: u32 },
    #[error("Insufficient storage: {description}")]
    #[http(507, detail = "Insufficient storage", grpc = RESOURCE_EXHAUSTED)]
    InsufficientStorage { description: String },
}

fn envelope(error: &str) -> serde_json::Value {
    json!({ "result": null, "status": { "error": error } })
}

#[test]
fn what_a_client_did_wrong() {
    use StorageError as E;
    let description = || "no vector".to_owned();
    for (error, status, text) in [
        (
            E::BadInput {
                description: description(),
            },
            400,
            "Wrong input: no vector",
        ),
        (
            E::AlreadyExists {
                description: description(),
            },
            409,
            "Wrong input: no vector",
        ),
        (
            E::NotFound {
                description: description(),
            },
            404,
            "Not found: no vector",
        ),
        (
            E::BadRequest {
                description: description(),
            },
            400,
            "Bad request: no vector",
        ),
        (
            E::Standalone {
                description: description(),
            },
            405,
            "no vector",
        ),
        (
            E::Locked {
                description: description(),
            },
            403,
            "Storage locked: no vector",
        ),
        (
            E::Timeout {
                description: description(),
            },
            408,
            "Timeout: no vector",
        ),
        (
            E::Checksum {
                expected: "a1".into(),
                actual: "b2".into(),
            },
            400,
            "Checksum mismatch: expected a1, got b2",
        ),
        (
            E::Forbidden {
                description: description(),
            },
            403,
            "Forbidden: no vector",
        ),
        (
            E::Inference {
                description: description(),
            },
            400,
            "no vector",
        ),
    ] {
        support::json(&error, status, &envelope(text));
    }
}

#[test]
fn what_went_wrong_inside() {
    use StorageError as E;
    let description = || CANARY.to_owned();
    let trace = Some(format!("0: main at {CANARY}"));
    for (error, status, text) in [
        (
            E::Service {
                description: description(),
                trace,
            },
            500,
            "Internal Server Error",
        ),
        (
            E::Precondition {
                description: description(),
            },
            500,
            "Internal Server Error",
        ),
        (
            E::ShardUnavailable {
                description: description(),
            },
            503,
            "Shard temporarily unavailable",
        ),
        (
            E::InsufficientStorage {
                description: description(),
            },
            507,
            "Insufficient storage",
        ),
    ] {
        support::json(&error, status, &envelope(text));
        let event = support::logged(&error);
        assert_eq!(event.level, Level::ERROR);
        assert!(event.fields.contains(CANARY), "{}", event.fields);
    }
}

#[test]
fn nothing_new_has_no_body() {
    support::empty(&StorageError::NothingNew { shard: 7 }, 304);
}

#[test]
fn a_limit_may_know_its_end() {
    let limit = |wait| StorageError::RateLimit {
        description: "10 per second".into(),
        wait,
    };
    let body = envelope("Rate limiting exceeded: 10 per second");
    support::json(&limit(Some(Duration::from_millis(1200))), 429, &body).has("retry-after", "2");
    support::json(&limit(None), 429, &body).lacks("retry-after");
}
