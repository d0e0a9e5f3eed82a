//! A measurement database: the status is found in a foreign error, in a list,
//! or by asking a second enum; an older version of the API has its own classes.

use std::sync::Arc;

use catchall::HttpError;
use http::StatusCode;
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use crate::support::{self, CANARY};

/// The error of a query engine.
#[derive(Debug, Error)]
enum EngineError {
    #[error("plan: {0}")]
    Plan(String),
    #[error("SQL: {0}")]
    Sql(String),
    #[error("not implemented: {0}")]
    NotImplemented(&'static str),
    #[error("{0}: {1}")]
    Context(&'static str, Box<EngineError>),
    #[error("{1}")]
    Diagnostic(u32, Box<EngineError>),
    #[error("{0}")]
    Shared(Arc<EngineError>),
    #[error("{} errors", .0.len())]
    Collection(Vec<EngineError>),
    #[error("disk at {0}")]
    Io(String),
}

fn classify(error: &EngineError) -> StatusCode {
    match error {
        EngineError::Plan(_) | EngineError::Sql(_) => StatusCode::BAD_REQUEST,
        EngineError::NotImplemented(_) => StatusCode::METHOD_NOT_ALLOWED,
        EngineError::Context(_, inner) | EngineError::Diagnostic(_, inner) => classify(inner),
        EngineError::Shared(inner) => classify(inner),
        EngineError::Collection(errors)
            if errors
                .iter()
                .all(|error| classify(error) == StatusCode::BAD_REQUEST) =>
        {
            StatusCode::BAD_REQUEST
        }
        EngineError::Collection(_) | EngineError::Io(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("error"))]
enum CatalogError {
    #[error("there is no table `{0}`")]
    #[http(404)]
    NoTable(String),
    #[error("table `{0}` exists already")]
    #[http(409)]
    TableExists(String),
    #[error("catalog at {0}")]
    Store(String),
}

#[derive(Debug, Error)]
enum BufferError {
    #[error("the name of the database is empty")]
    EmptyName,
    #[error("there is no database `{0}`")]
    NoDatabase(String),
    #[error("column `{column}` is {has}, not {given}")]
    ColumnType {
        column: String,
        has: &'static str,
        given: &'static str,
    },
    #[error(transparent)]
    Catalog(CatalogError),
    #[error("wal at {0}")]
    Wal(String),
}

#[derive(Debug, Serialize)]
struct InvalidLine {
    line: u32,
    error_message: String,
}

const SEMANTIC: [&str; 2] = ["unknown tag", "too many columns"];

fn is_semantic(line: &InvalidLine) -> bool {
    SEMANTIC
        .iter()
        .any(|prefix| line.error_message.starts_with(prefix))
}

#[derive(Debug, Error, HttpError)]
#[http(
    format = Json::message("error"),
    on(401, www_authenticate = "Token"),
    on(401 | 403, format = Empty),
    on(405, allow = "GET, HEAD"),
)]
enum ApiError {
    #[error("query error: {0}")]
    #[http(status = classify(_0), code = "query_error", expose)]
    Query(#[from] EngineError),
    #[error("partial write of line protocol occurred")]
    #[http(
        400,
        case({ lines } if lines.iter().any(is_semantic) => 422, code = "partial_write_semantic"),
    )]
    PartialWrite {
        #[http(member = "data")]
        lines: Vec<InvalidLine>,
    },
    #[error("write buffer: {0}")]
    #[http(
        case(BufferError::EmptyName => 400, expose),
        case(BufferError::NoDatabase(name) => 404, detail = "no database `{name}`"),
        case(BufferError::ColumnType { .. } => 400, expose),
        transparent = match _0 {
            BufferError::Catalog(inner) => inner as &dyn HttpError,
            _ => &Unmapped,
        },
    )]
    Buffer(#[source] BufferError),
    #[error("no token")]
    #[http(401)]
    Unauthenticated,
    #[error("the token may not write")]
    #[http(403)]
    Forbidden,
    #[error("too many queries")]
    #[http(400)]
    RequestLimit,
}

/// An unmapped error, for an expression that must name the error to delegate
/// to.
#[derive(Debug, Error)]
#[error("not mapped")]
struct Unmapped;

impl HttpError for Unmapped {}

impl ApiError {
    fn class(&self) -> &'static str {
        match self.status().as_u16() {
            401 => "unauthorized",
            403 => "forbidden",
            404 => "not_found",
            409 => "conflict",
            400..=499 => "invalid",
            _ => "internal",
        }
    }
}

/// The same error for version 1 of the API.
#[derive(Debug, Error, HttpError)]
#[error(transparent)]
#[http(
    transparent,
    case(ApiError::RequestLimit => 429, code = "too_many_requests", expose, retry_after = 1),
    code = _0.class(),
    format = Json::message("message").code("code"),
)]
struct Version1(ApiError);

#[test]
fn the_status_is_inside() {
    let plan = || EngineError::Plan("no column".into());
    let sql = || EngineError::Sql("near FROM".into());
    let io = || EngineError::Io(CANARY.into());
    let shown = |error: EngineError, status, text: &str| {
        let body = json!({ "error": text });
        support::json(&ApiError::from(error), status, &body);
    };
    shown(plan(), 400, "query error: plan: no column");
    shown(sql(), 400, "query error: SQL: near FROM");
    shown(
        EngineError::NotImplemented("MERGE"),
        405,
        "query error: not implemented: MERGE",
    );
    shown(io(), 500, "Internal Server Error");
    let deep = EngineError::Context(
        "planning",
        Box::new(EngineError::Diagnostic(
            7,
            Box::new(EngineError::Shared(Arc::new(plan()))),
        )),
    );
    shown(deep, 400, "query error: planning: plan: no column");
    let deep = EngineError::Context("reading", Box::new(EngineError::Shared(Arc::new(io()))));
    shown(deep, 500, "Internal Server Error");
    shown(
        EngineError::Collection(vec![plan(), sql()]),
        400,
        "query error: 2 errors",
    );
    shown(
        EngineError::Collection(vec![plan(), io()]),
        500,
        "Internal Server Error",
    );
    let deep = ApiError::from(EngineError::Collection(vec![io()]));
    let event = support::logged(&deep);
    assert!(event.fields.contains("1 errors"), "{}", event.fields);
}

#[test]
fn a_list_decides() {
    let error = |messages: &[&str]| ApiError::PartialWrite {
        lines: (1..)
            .zip(messages)
            .map(|(line, text)| InvalidLine {
                line,
                error_message: (*text).into(),
            })
            .collect(),
    };
    let text = "partial write of line protocol occurred";
    support::json(
        &error(&["no value", "unknown tag `x`"]),
        422,
        &json!({ "error": text, "data": [
            { "line": 1, "error_message": "no value" },
            { "line": 2, "error_message": "unknown tag `x`" },
        ]}),
    );
    support::json(
        &error(&["no value"]),
        400,
        &json!({ "error": text, "data": [{ "line": 1, "error_message": "no value" }]}),
    );
}

#[test]
fn some_patterns_are_mapped_here_and_the_rest_elsewhere() {
    for (inner, status, text) in [
        (
            BufferError::EmptyName,
            400,
            "write buffer: the name of the database is empty",
        ),
        (
            BufferError::NoDatabase("db".into()),
            404,
            "no database `db`",
        ),
        (
            BufferError::ColumnType {
                column: "v".into(),
                has: "f64",
                given: "i64",
            },
            400,
            "write buffer: column `v` is f64, not i64",
        ),
        (
            BufferError::Catalog(CatalogError::NoTable("cpu".into())),
            404,
            "there is no table `cpu`",
        ),
        (
            BufferError::Catalog(CatalogError::TableExists("cpu".into())),
            409,
            "table `cpu` exists already",
        ),
        (
            BufferError::Catalog(CatalogError::Store(CANARY.into())),
            500,
            "Internal Server Error",
        ),
        (
            BufferError::Wal(CANARY.into()),
            500,
            "Internal Server Error",
        ),
    ] {
        support::json(&ApiError::Buffer(inner), status, &json!({ "error": text }));
    }
}

#[test]
fn some_statuses_have_no_body() {
    support::empty(&ApiError::Unauthenticated, 401).has("www-authenticate", "Token");
    support::empty(&ApiError::Forbidden, 403);
}

#[test]
fn version_1_has_its_own_classes() {
    for (error, status, code, message) in [
        (ApiError::Unauthenticated, 401, "unauthorized", "no token"),
        (
            ApiError::Forbidden,
            403,
            "forbidden",
            "the token may not write",
        ),
        (
            ApiError::RequestLimit,
            429,
            "too_many_requests",
            "too many queries",
        ),
        (
            ApiError::from(EngineError::Sql("near FROM".into())),
            400,
            "invalid",
            "query error: SQL: near FROM",
        ),
        (
            ApiError::Buffer(BufferError::Catalog(CatalogError::NoTable("cpu".into()))),
            404,
            "not_found",
            "there is no table `cpu`",
        ),
        (
            ApiError::Buffer(BufferError::Catalog(CatalogError::TableExists(
                "cpu".into(),
            ))),
            409,
            "conflict",
            "table `cpu` exists already",
        ),
        (
            ApiError::Buffer(BufferError::Wal(CANARY.into())),
            500,
            "internal",
            "Internal Server Error",
        ),
    ] {
        let body = json!({ "code": code, "message": message });
        support::json(&Version1(error), status, &body);
    }
    support::json(
        &ApiError::RequestLimit,
        400,
        &json!({ "error": "too many queries" }),
    );
}
