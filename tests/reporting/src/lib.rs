//! The examples of the guide's pages that need crates which the facade's tests lack.

use std::io::{Result as IoResult, Write};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use catchall::{ErrorBoundary, Problem};
use http::{Request, Response};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

/// Sends a request to a service inside the boundary, whose one route returns a
/// problem, on this thread.
///
/// # Panics
///
/// Panics if the service is not reached.
#[must_use]
pub fn ask(boundary: &ErrorBoundary, route: &str, problem: fn() -> Problem) -> Response<Body> {
    let handler = move || async move { Err::<(), _>(problem()) };
    let app = Router::new()
        .route(route, get(handler))
        .layer(boundary.clone());
    let mut request = Request::new(Body::empty());
    let path = route.replace("{id}", "7").parse();
    *request.uri_mut() = path.expect("a route that is a path");
    send(app, request)
}

/// Sends a request to a service, on this thread.
///
/// # Panics
///
/// Panics if there is no runtime.
#[must_use]
pub fn send(app: Router, request: Request<Body>) -> Response<Body> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("a runtime");
    let Ok(response) = runtime.block_on(app.oneshot(request));
    response
}

/// The output of a subscriber.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Returns the lines so far.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&bytes);
        text.lines().map(|line| line.trim().to_owned()).collect()
    }

    /// Returns the lines at `ERROR`.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        let mut lines = self.lines();
        lines.retain(|line| line.starts_with("ERROR"));
        lines
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> IoResult<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[cfg(doctest)]
#[doc = include_str!("../../../src/guide/reporting.md")]
mod guide {}

#[cfg(doctest)]
#[doc = include_str!("../../../src/guide/tracing.md")]
mod guide_of_tracing {}
