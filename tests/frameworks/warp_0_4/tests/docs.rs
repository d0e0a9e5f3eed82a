//! warp 0.4: the type URI of an error leads to its documentation.

use boundary_tests::docs::{check_docs, docs, fails};
use catchall::ErrorBoundary;
use warp::http::{HeaderMap, Method};
use warp::path::Tail;
use warp::reply::Reply;
use warp::{Filter, Rejection};

fn app() -> impl Filter<Extract = impl Reply, Error = Rejection> + Clone {
    let docs = docs();
    let problems = warp::path("problems")
        .and(warp::method())
        .and(warp::path::tail())
        .and(warp::header::headers_cloned())
        .map(move |method: Method, rest: Tail, headers: HeaderMap| {
            docs.respond(&method, rest.as_str(), &headers)
        });
    warp::path!("fails" / u64).map(fails).or(problems)
}

#[test]
fn a_type_uri_leads_to_its_documentation() {
    check_docs(boundary_tests::serve_service(warp::service(app())));
}

#[test]
fn a_type_uri_leads_to_its_documentation_inside_a_boundary() {
    let service = ErrorBoundary::new().layer(warp::service(app()));
    check_docs(boundary_tests::serve_service(service));
}
