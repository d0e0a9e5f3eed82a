//! Checks hyper 1 against the list: a response is an `http` 1 response, without any feature.

use std::convert::Infallible;

use bytes::Bytes;
use conformance::Framework;
use http::Request;
use http_body_util::Full;
use hyper::body::Incoming;

async fn answer(request: Request<Incoming>) -> Result<http::Response<Full<Bytes>>, Infallible> {
    let number = |at: &str| request.uri().path().strip_prefix(at)?.parse().ok();
    let result = match (number("/error/"), number("/problem/")) {
        (Some(n), _) => conformance::error(n).map_err(catchall::Response::from),
        (_, Some(n)) => conformance::problem(n).map_err(|problem| problem.to_response()),
        _ => Ok("no such path"),
    };
    let response = result.map_or_else(|failed| failed, |text| http::Response::new(text.into()));
    Ok(response.map(Full::new))
}

const FRAMEWORK: Framework = Framework {
    name: "hyper 1",
    http2: true,
    parameter: None,
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, |place| {
        conformance::serve_with_hyper(place, answer);
    });
}

#[test]
fn a_boundary_breaks_no_rule() {
    conformance::check_inside(FRAMEWORK, |place| {
        let boundary = place.boundary.clone().unwrap_or_default();
        conformance::serve_service(place, boundary.layer(tower::service_fn(answer)));
    });
}
