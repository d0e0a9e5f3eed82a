//! Checks warp 0.4 against the list.

use conformance::{Framework, Place};
use warp::Filter;

fn serve(place: Place) {
    let error = warp::path!("error" / usize).map(conformance::error);
    let problem = warp::path!("problem" / usize).map(conformance::problem);
    let app = error.or(problem);
    if let Some(boundary) = place.boundary.clone() {
        conformance::serve_service(place, boundary.layer(warp::service(app)));
        return;
    }
    conformance::runtime().block_on(async {
        let listener = tokio::net::TcpListener::from_std(place.listener()).unwrap();
        let server = warp::serve(app).incoming(listener);
        place.until_stopped(server.run()).await;
    });
}

const FRAMEWORK: Framework = Framework {
    name: "warp 0.4",
    http2: true,
    parameter: None,
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, serve);
}

#[test]
fn a_boundary_breaks_no_rule() {
    conformance::check_inside(FRAMEWORK, serve);
}
