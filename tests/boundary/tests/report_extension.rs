//! The cost of the report in the extensions of a response, counted. This is a
//! separate file, because counting replaces the allocator of the whole program.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use allocation_counter::measure;
use axum::body::Body;
use catchall::{ErrorBoundary, OwnedErrorReport, Problem};
use http::{Request, Response};
use tower::{Service, service_fn};

/// Returns the response of a service that is ready at once.
fn ask(boundary: &ErrorBoundary, fails: bool) -> Response<Body> {
    let mut service = boundary.layer(service_fn(move |_: Request<()>| async move {
        let response = if fails {
            let problem = Problem::internal_server_error().with_cause("secret".to_owned());
            problem.to_response().map(Body::from)
        } else {
            Response::new(Body::empty())
        };
        Ok::<_, Infallible>(response)
    }));
    let called = pin!(service.call(Request::new(())));
    match called.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("not ready"),
    }
}

/// Returns the response, and what was allocated for it.
fn counted(boundary: &ErrorBoundary, fails: bool) -> (Response<Body>, u64) {
    // The first one of a thread pays for what the thread keeps.
    drop(ask(boundary, fails));
    let mut response = None;
    let info = measure(|| response = Some(ask(boundary, fails)));
    (response.unwrap(), info.count_total)
}

#[test]
fn a_success_pays_nothing_for_it_and_an_error_a_copy() {
    catchall::disable_stderr_fallback();
    let without = ErrorBoundary::new().on_error(|_| {});
    let with = without.clone().with_report_extension();

    let (_, count) = counted(&without, false);
    let (response, count_with) = counted(&with, false);
    assert_eq!(count_with, count);
    assert!(response.extensions().get::<OwnedErrorReport>().is_none());

    let (response, count) = counted(&without, true);
    assert!(response.extensions().get::<OwnedErrorReport>().is_none());
    let (response, count_with) = counted(&with, true);
    let report = response.extensions().get::<OwnedErrorReport>().unwrap();
    assert_eq!(report.status(), Some(response.status()));
    assert_eq!(report.code(), "internal_error");
    assert_eq!(report.message(), Some("secret"));
    assert_eq!(report.request().unwrap().path(), "/");
    // The map of the extensions and its entry, the report, and its texts.
    assert_eq!(count_with - count, 8);
}
