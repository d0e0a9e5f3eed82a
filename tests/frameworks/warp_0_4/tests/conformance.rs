//! warp 0.4 against the list.

use conformance::{Framework, Place};
use warp::Filter;

fn serve(place: Place) {
    conformance::runtime().block_on(async {
        let error = warp::path!("error" / usize).map(conformance::error);
        let problem = warp::path!("problem" / usize).map(conformance::problem);
        let listener = tokio::net::TcpListener::from_std(place.listener()).unwrap();
        let server = warp::serve(error.or(problem)).incoming(listener);
        place.until_stopped(server.run()).await;
    });
}

#[test]
fn sends_what_to_response_makes() {
    let framework = Framework {
        name: "warp 0.4",
        http2: true,
        parameter: None,
    };
    conformance::check(framework, serve);
}
