//! A search engine: `{"message":"..."}`, errors that only select one of nine
//! classes, a wrapper that is generic over them, and the rejections of a
//! framework.

use std::io;

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

/// The classes that every service has.
#[derive(Debug, Error, HttpError)]
#[http(
    format = Json::message("message"),
    on(401, www_authenticate = "Bearer"),
    on(429 | 503, retry_after = 5),
)]
enum ServiceError {
    #[error("{0}")]
    #[http(400, grpc = ALREADY_EXISTS)]
    AlreadyExists(String),
    #[error("{0}")]
    #[http(400, grpc = INVALID_ARGUMENT)]
    BadRequest(String),
    #[error("{0}")]
    #[http(403, grpc = PERMISSION_DENIED)]
    Forbidden(String),
    #[error("{0}")]
    #[http(500, grpc = INTERNAL)]
    Internal(String),
    #[error("{0}")]
    #[http(404, grpc = NOT_FOUND)]
    NotFound(String),
    #[error("{0}")]
    #[http(408, grpc = DEADLINE_EXCEEDED)]
    Timeout(String),
    #[error("too many requests")]
    #[http(429, grpc = RESOURCE_EXHAUSTED)]
    TooManyRequests,
    #[error("{0}")]
    #[http(401, grpc = UNAUTHENTICATED)]
    Unauthenticated(String),
    #[error("{0}")]
    #[http(503, grpc = UNAVAILABLE)]
    Unavailable(String),
}

/// A class of errors, with its HTTP status.
#[derive(Clone, Copy)]
enum Class {
    BadRequest,
    Internal,
    NotFound,
    Timeout,
    TooManyRequests,
    Unavailable,
}

impl Class {
    fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Internal => 500,
            Self::NotFound => 404,
            Self::Timeout => 408,
            Self::TooManyRequests => 429,
            Self::Unavailable => 503,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "BadRequest",
            Self::Internal => "Internal",
            Self::NotFound => "NotFound",
            Self::Timeout => "Timeout",
            Self::TooManyRequests => "TooManyRequests",
            Self::Unavailable => "Unavailable",
        }
    }
}

#[derive(Debug, Error, HttpError)]
#[http(
    format = Json::message("message"),
    status = self.class().status(),
    code = self.class().code(),
    on(429 | 503, retry_after = 5),
)]
enum SearchError {
    #[error("could not find indexes matching the IDs {ids:?}")]
    NoSuchIndexes { ids: Vec<String> },
    #[error("internal error: {0}")]
    Internal(String),
    #[error("invalid aggregation: {0}")]
    Aggregation(String),
    #[error("invalid argument: {0}")]
    Argument(String),
    #[error("{0}")]
    Query(String),
    #[error("storage not found: {0}")]
    #[http(hide)]
    Storage(#[from] io::Error),
    #[error("timeout: {0}")]
    Timeout(String),
    #[error("too many requests")]
    TooManyRequests,
    #[error("no searcher: {0}")]
    #[http(detail = "the cluster is not ready")]
    Unavailable(String),
}

impl SearchError {
    fn class(&self) -> Class {
        match self {
            Self::NoSuchIndexes { .. } => Class::NotFound,
            Self::Internal(_) | Self::Storage(_) => Class::Internal,
            Self::Aggregation(_) | Self::Argument(_) | Self::Query(_) => Class::BadRequest,
            Self::Timeout(_) => Class::Timeout,
            Self::TooManyRequests => Class::TooManyRequests,
            Self::Unavailable(_) => Class::Unavailable,
        }
    }
}

/// The response of an actor, or why there is none.
#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("message"))]
enum AskError<E: HttpError + 'static> {
    #[error(transparent)]
    #[http(transparent)]
    Reply(#[from] E),
    #[error("the message was not delivered")]
    #[http(503, unmask, retry_after = 5)]
    NotDelivered,
    #[error("the actor stopped at {CANARY}")]
    #[http(500)]
    Stopped,
}

#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("message"))]
enum Rejection {
    #[error("content type is not supported")]
    #[http(415)]
    MediaType,
    #[error("invalid query string: {0}")]
    #[http(400)]
    QueryString(String),
    #[error("invalid JSON: {0}")]
    #[http(400)]
    Json(String),
    #[error("body is not readable: {0}")]
    #[http(400)]
    Body(String),
    #[error("content encoding {0} is not supported")]
    #[http(415)]
    Encoding(String),
    #[error("the body is corrupt")]
    #[http(400)]
    Corrupt,
    #[error("content length is missing")]
    #[http(411)]
    NoLength,
    #[error("header {0} is missing")]
    #[http(400)]
    NoHeader(&'static str),
    #[error("header {0} is invalid")]
    #[http(400)]
    BadHeader(&'static str),
    #[error("the body is larger than {limit} bytes")]
    #[http(413)]
    TooLarge { limit: u64 },
    #[error("too many requests")]
    #[http(429, retry_after = 5)]
    TooManyRequests,
    #[error("{0}")]
    #[http(400)]
    Argument(String),
    #[error("the method is not allowed")]
    #[http(405, allow = allowed)]
    Method { allowed: Vec<http::Method> },
    #[error("Route not found")]
    #[http(404)]
    Route,
    #[error("unhandled rejection: {0}")]
    Other(String),
}

fn message(text: &str) -> serde_json::Value {
    json!({ "message": text })
}

#[test]
fn the_nine_classes() {
    use ServiceError as E;
    for (error, status, text) in [
        (E::AlreadyExists("index exists".into()), 400, "index exists"),
        (E::BadRequest("no field".into()), 400, "no field"),
        (E::Forbidden("read only".into()), 403, "read only"),
        (E::Internal(CANARY.into()), 500, "Internal Server Error"),
        (E::NotFound("no split".into()), 404, "no split"),
        (E::Timeout("after 30 s".into()), 408, "after 30 s"),
        (E::TooManyRequests, 429, "too many requests"),
        (E::Unauthenticated("no token".into()), 401, "no token"),
        (E::Unavailable(CANARY.into()), 503, "Service Unavailable"),
    ] {
        let answer = support::json(&error, status, &message(text));
        let wait = matches!(status, 429 | 503).then_some("5");
        assert_eq!(answer.header("retry-after"), wait);
    }
}

fn search_errors() -> Vec<(SearchError, u16, &'static str)> {
    use SearchError as E;
    vec![
        (
            E::NoSuchIndexes {
                ids: vec!["logs".into(), "hdfs".into()],
            },
            404,
            r#"could not find indexes matching the IDs ["logs", "hdfs"]"#,
        ),
        (E::Internal(CANARY.into()), 500, "Internal Server Error"),
        (
            E::Aggregation("no field".into()),
            400,
            "invalid aggregation: no field",
        ),
        (
            E::Argument("max_hits".into()),
            400,
            "invalid argument: max_hits",
        ),
        (E::Query("unbalanced".into()), 400, "unbalanced"),
        (
            E::Storage(support::internal()),
            500,
            "Internal Server Error",
        ),
        (E::Timeout("leaf".into()), 408, "timeout: leaf"),
        (E::TooManyRequests, 429, "too many requests"),
        (
            E::Unavailable(CANARY.into()),
            503,
            "the cluster is not ready",
        ),
    ]
}

#[test]
fn errors_of_a_search() {
    for (error, status, text) in search_errors() {
        assert_eq!(error.code(), error.class().code());
        support::json(&error, status, &message(text));
        if status == 500 {
            let event = support::logged(&error);
            assert_eq!(event.level, Level::ERROR);
            assert!(event.fields.contains(CANARY), "{}", event.fields);
        }
    }
}

#[test]
fn a_generic_wrapper_answers_like_its_reply() {
    for (error, status, text) in search_errors() {
        let answer = support::json(&AskError::Reply(error), status, &message(text));
        let wait = matches!(status, 429 | 503).then_some("5");
        assert_eq!(answer.header("retry-after"), wait);
    }
    let not_delivered = AskError::<SearchError>::NotDelivered;
    support::json(
        &not_delivered,
        503,
        &message("the message was not delivered"),
    );
    let stopped = AskError::<SearchError>::Stopped;
    support::json(&stopped, 500, &message("Internal Server Error"));
}

#[test]
fn what_the_framework_refuses() {
    use Rejection as E;
    for (error, status, text) in [
        (E::MediaType, 415, "content type is not supported"),
        (
            E::QueryString("q twice".into()),
            400,
            "invalid query string: q twice",
        ),
        (E::Json("line 1".into()), 400, "invalid JSON: line 1"),
        (
            E::Body("line 2".into()),
            400,
            "body is not readable: line 2",
        ),
        (
            E::Encoding("br".into()),
            415,
            "content encoding br is not supported",
        ),
        (E::Corrupt, 400, "the body is corrupt"),
        (E::NoLength, 411, "content length is missing"),
        (E::NoHeader("host"), 400, "header host is missing"),
        (E::BadHeader("host"), 400, "header host is invalid"),
        (
            E::TooLarge { limit: 10 },
            413,
            "the body is larger than 10 bytes",
        ),
        (E::TooManyRequests, 429, "too many requests"),
        (E::Argument("no index".into()), 400, "no index"),
        (E::Route, 404, "Route not found"),
        (E::Other(CANARY.into()), 500, "Internal Server Error"),
    ] {
        support::json(&error, status, &message(text));
    }
    let allowed = vec![http::Method::GET, http::Method::POST];
    support::json(
        &E::Method { allowed },
        405,
        &message("the method is not allowed"),
    )
    .has("allow", "GET, POST");
}
