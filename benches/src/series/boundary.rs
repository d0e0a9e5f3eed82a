//! A request through a router of axum, with and without `ErrorBoundary`, with a
//! subscriber. The response is dropped, which is when the boundary is done.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use catchall::ErrorBoundary;
use http::Request;
use tower_layer::Identity;
use tower_service::Service;

use super::logged::install;
use crate::case::Case;
use crate::errors::Sample;

/// The case in which the handler succeeds.
pub const SUCCESS: usize = 9;

/// A handler, with a layer around its router.
pub fn through<const SIZE: usize, E: Sample, R: IntoResponse>(
    convert: impl Fn(E) -> R + Send + Sync + 'static,
    layer: fn(Router) -> Router,
) -> Case<Request<Body>, Calls> {
    call(
        layer,
        Arc::new(move || match SIZE {
            SUCCESS => "hello, world".into_response(),
            _ => convert(E::sample::<SIZE>()).into_response(),
        }),
    )
}

/// A call of the router.
pub type Calls = Box<dyn FnMut(Request<Body>)>;

/// The same code for all handlers.
fn call(
    layer: fn(Router) -> Router,
    handler: Arc<dyn Fn() -> Response + Send + Sync>,
) -> Case<Request<Body>, Calls> {
    install();
    let mut router = layer(Router::new().route("/", get(async move || handler())));
    Case {
        sample: || Request::new(Body::empty()),
        run: Box::new(move |request| {
            let mut context = Context::from_waker(Waker::noop());
            let future = pin!(Service::<Request<Body>>::call(&mut router, request));
            let Poll::Ready(Ok(response)) = future.poll(&mut context) else {
                panic!("the response is not there at once")
            };
            drop(response);
        }),
    }
}

/// The router alone.
#[must_use]
pub fn none(router: Router) -> Router {
    router
}

/// A layer that does nothing: axum allocates for it.
pub fn identity(router: Router) -> Router {
    router.layer(Identity::new())
}

/// The boundary.
pub fn boundary(router: Router) -> Router {
    router.layer(ErrorBoundary::new())
}
