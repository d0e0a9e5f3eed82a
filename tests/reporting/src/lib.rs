//! The examples of the guide's page on reporting, which need crates that the tests of the
//! facade lack.

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use catchall::{ErrorBoundary, Problem};
use http::{Request, Response};
use tower::ServiceExt;

/// Asks a service inside the boundary, whose one route answers with a problem, on this
/// thread.
///
/// # Panics
///
/// Where the service is not reached.
#[must_use]
pub fn ask(boundary: &ErrorBoundary, route: &str, problem: fn() -> Problem) -> Response<Body> {
    let handler = move || async move { Err::<(), _>(problem()) };
    let app = Router::new()
        .route(route, get(handler))
        .layer(boundary.clone());
    let mut request = Request::new(Body::empty());
    let path = route.replace("{id}", "7").parse();
    *request.uri_mut() = path.expect("a route that is a path");
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let Ok(response) = runtime.block_on(app.oneshot(request));
    response
}

#[cfg(doctest)]
#[doc = include_str!("../../../src/guide/reporting.md")]
mod guide {}
