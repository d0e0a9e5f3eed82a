//! A server for language models: `{"error":"...","error_type":"..."}`, the same
//! as an event of a stream, and also in the shape of another vendor.

use std::fmt;

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;

use crate::support::{self, CANARY};

#[derive(Debug, Error)]
enum Invalid {
    #[error("`temperature` must be strictly positive")]
    Temperature,
}

#[derive(Debug, Error)]
#[error("undefined value in line {line}")]
struct BadTemplate {
    line: u32,
}

#[derive(Debug, Error)]
#[error("no permits available")]
struct NoPermits;

#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("error").code("error_type"))]
enum InferenceError {
    #[error("Request failed during generation: {0}")]
    #[http(424, code = "generation")]
    Generation(String),
    #[error("Model is overloaded")]
    #[http(429, retry_after = 1)]
    Overloaded(#[from] NoPermits),
    #[error("Input validation error: {0}")]
    #[http(422, code = "validation", expose)]
    Validation(#[from] Invalid),
    #[error("Incomplete generation")]
    #[http(500, detail = "Incomplete generation")]
    IncompleteGeneration,
    #[error("Incomplete generation stream")]
    #[http(500, detail = "Incomplete generation stream")]
    IncompleteGenerationStream,
    #[error("Template error: {0}")]
    #[http(422, expose)]
    TemplateError(#[from] BadTemplate),
    #[error("Missing template variable: {0}")]
    #[http(422)]
    MissingTemplateVariable(String),
    #[error("Tool error: {0}")]
    #[http(422)]
    ToolError(String),
    #[error("a token of the stream was not written: {0}")]
    #[http(500, detail = "Stream serialization error")]
    StreamSerializationError(String),
}

#[derive(Debug, Error, HttpError)]
#[error("unhealthy: {0}")]
#[http(
    503,
    code = "healthcheck",
    detail = "unhealthy",
    retry_after = 10,
    format = Json::message("error").code("error_type"),
)]
struct Unhealthy(String);

/// The same error for the clients of another vendor.
#[derive(Debug, HttpError)]
#[http(transparent, format = Json::message("message").status("http_status_code").within("error"))]
struct Chat(InferenceError);

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Chat {}

fn all() -> Vec<(InferenceError, u16, &'static str, &'static str)> {
    use InferenceError as E;
    vec![
        (
            E::Generation("CUDA".into()),
            424,
            "generation",
            "Request failed during generation: CUDA",
        ),
        (
            E::Overloaded(NoPermits),
            429,
            "overloaded",
            "Model is overloaded",
        ),
        (
            E::Validation(Invalid::Temperature),
            422,
            "validation",
            "Input validation error: `temperature` must be strictly positive",
        ),
        (
            E::IncompleteGeneration,
            500,
            "incomplete_generation",
            "Incomplete generation",
        ),
        (
            E::IncompleteGenerationStream,
            500,
            "incomplete_generation_stream",
            "Incomplete generation stream",
        ),
        (
            E::TemplateError(BadTemplate { line: 3 }),
            422,
            "template_error",
            "Template error: undefined value in line 3",
        ),
        (
            E::MissingTemplateVariable("tools".into()),
            422,
            "missing_template_variable",
            "Missing template variable: tools",
        ),
        (
            E::ToolError("no such tool".into()),
            422,
            "tool_error",
            "Tool error: no such tool",
        ),
        (
            E::StreamSerializationError(CANARY.into()),
            500,
            "stream_serialization_error",
            "Stream serialization error",
        ),
    ]
}

#[test]
fn each_error_has_its_type() {
    for (error, status, code, message) in all() {
        let body = json!({ "error": message, "error_type": code });
        support::json(&error, status, &body);
    }
    support::json(
        &InferenceError::Overloaded(NoPermits),
        429,
        &json!({ "error": "Model is overloaded", "error_type": "overloaded" }),
    )
    .has("retry-after", "1");
}

#[test]
fn the_health_check_has_the_same_shape() {
    support::json(
        &Unhealthy(CANARY.into()),
        503,
        &json!({ "error": "unhealthy", "error_type": "healthcheck" }),
    )
    .has("retry-after", "10");
}

#[test]
fn an_event_of_a_stream_is_the_body() {
    let response = InferenceError::ToolError("no such tool".into()).to_response();
    let body = std::str::from_utf8(response.body()).expect("a text");
    assert_eq!(
        format!("data:{body}\n\n"),
        "data:{\"error_type\":\"tool_error\",\"error\":\"Tool error: no such tool\"}\n\n",
    );
}

#[test]
fn another_vendors_shape_has_the_real_status_and_message() {
    for (error, status, _, message) in all() {
        let body = json!({ "error": { "message": message, "http_status_code": status } });
        support::json(&Chat(error), status, &body);
    }
}
