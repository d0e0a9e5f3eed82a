//! hyper 1: the type URI of an error leads to its documentation.

use std::convert::Infallible;

use boundary_tests::docs::{check_docs, docs, fails};
use bytes::Bytes;
use catchall::{ErrorBoundary, HttpError};
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use tower::{Service, ServiceExt, service_fn};

fn app()
-> impl Service<Request<Incoming>, Response = Response<Full<Bytes>>, Error = Infallible, Future: Send>
+ Clone
+ Send
+ 'static {
    let docs = docs();
    service_fn(move |request: Request<Incoming>| {
        let docs = docs.clone();
        async move {
            match request.uri().path().strip_prefix("/fails/") {
                Some(n) => {
                    let error = fails(n.parse().unwrap()).unwrap_err();
                    Ok(error.to_response().map(Full::new))
                }
                None => docs.oneshot(request).await,
            }
        }
    })
}

#[test]
fn a_type_uri_leads_to_its_documentation() {
    check_docs(boundary_tests::serve_service(app()));
}

#[test]
fn a_type_uri_leads_to_its_documentation_inside_a_boundary() {
    let service = ErrorBoundary::new().layer(app());
    check_docs(boundary_tests::serve_service(service));
}
