//! http-api-problem: the problem itself, and its `ApiError`.

use axum_core::response::Response;
use catchall_benches::{Answer, Contender, PlainError, Way, contender};
use http::HeaderValue;
use http::header::RETRY_AFTER;
use http_api_problem::{ApiError, HttpApiProblem};

fn retry_after(error: &PlainError) -> Option<HeaderValue> {
    match error {
        PlainError::Limited { seconds } => Some(HeaderValue::from(*seconds)),
        _ => None,
    }
}

fn with_header(mut response: Response, retry_after: Option<HeaderValue>) -> Response {
    if let Some(value) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

struct Plain;

impl Way for Plain {
    type Error = PlainError;
    type Response = Response;

    fn convert(error: PlainError) -> Response {
        let status = crate::status_of(&error);
        let mut problem = HttpApiProblem::with_title(status);
        if status.is_client_error() {
            problem = problem.detail(error.to_string());
        }
        if let PlainError::Invalid { errors } = &error {
            problem = problem.value("errors", errors);
        }
        with_header(problem.to_axum_response(), retry_after(&error))
    }

    fn answer(response: Response) -> Answer {
        response.into()
    }
}

struct WithApiError;

impl Way for WithApiError {
    type Error = PlainError;
    type Response = Response;

    fn convert(error: PlainError) -> Response {
        let status = crate::status_of(&error);
        let mut builder = ApiError::builder(status);
        if let Some(title) = status.canonical_reason() {
            builder = builder.title(title);
        }
        if status.is_client_error() {
            builder = builder.message(&error);
        }
        if let PlainError::Invalid { errors } = &error {
            builder = builder.field("errors", errors);
        }
        with_header(builder.finish().into_axum_response(), retry_after(&error))
    }

    fn answer(response: Response) -> Answer {
        response.into()
    }
}

pub fn contenders() -> Vec<Contender> {
    vec![
        contender::<Plain>("http-api-problem 0.60"),
        contender::<WithApiError>("http-api-problem 0.60, `ApiError`"),
    ]
}
