//! axum 0.8, through `axum-core` 0.5.

use axum_core::body::Body;
use axum_core::response::{IntoResponse, Response};

use crate::Problem;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.to_response().map(Body::from)
    }
}

/// For generated code.
#[doc(hidden)]
pub fn into_response(response: crate::Response) -> Response {
    response.map(Body::from)
}
