//! Checks hyper 1 against the list of what a boundary promises: a service with its own
//! router.

use std::convert::Infallible;
use std::io;

use boundary_tests::{Framework, GUARDED, PAGE, Rejection, TEXT, broken_stream};
use bytes::Bytes;
use catchall::{ErrorBoundary, HttpError};
use futures_util::TryStreamExt;
use http::{Method, Request, Response, StatusCode};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use tower::{Service, ServiceBuilder};

type Body = BoxBody<Bytes, io::Error>;

/// The route that the router of this program found.
#[derive(Clone)]
struct Route(&'static str);

fn body(text: impl Into<Bytes>) -> Body {
    BoxBody::new(Full::new(text.into()).map_err(|never| match never {}))
}

fn with_status(status: StatusCode, media_type: &str, text: &'static str) -> Response<Body> {
    let response = Response::builder().status(status);
    let response = response.header("content-type", media_type);
    response.body(body(text)).unwrap()
}

async fn answer(request: Request<Incoming>) -> Result<Response<Body>, io::Error> {
    let path = request.uri().path().to_owned();
    let parameter = path.rsplit('/').next().unwrap_or_default().to_owned();
    let text = match (request.method(), request.extensions().get(), &*path) {
        (&Method::GET | &Method::HEAD, Some(Route("/users/{id}")), _) => {
            match boundary_tests::user(parameter.parse().unwrap()).await {
                Ok(user) => user,
                Err(error) => return Ok(error.to_response().map(body)),
            }
        }
        (_, Some(Route("/users/{id}")), _) => {
            let response = Response::builder().status(405).header("allow", "GET, HEAD");
            return Ok(response.body(body("")).unwrap());
        }
        (_, Some(Route("/panics/{after}")), _) => boundary_tests::panics(parameter == "true").await,
        (_, _, "/users") => {
            let read = request.into_body().collect().await;
            let read = read.map_err(io::Error::other)?.to_bytes();
            if read != br#"{"name":"Ada"}"#.as_slice() {
                let status = StatusCode::BAD_REQUEST;
                return Ok(with_status(status, "text/plain", "no such name"));
            }
            "Ada".to_owned()
        }
        (_, _, "/problem") => match boundary_tests::problem() {
            Ok(text) => text.to_owned(),
            Err(problem) => return Ok(problem.to_response().map(body)),
        },
        (_, _, "/context") => boundary_tests::context(),
        (_, _, "/guarded") => {
            let mut response = Response::builder().status(401);
            for (name, value) in GUARDED {
                response = response.header(name, value);
            }
            return Ok(response.body(body("")).unwrap());
        }
        (_, _, "/text") => {
            return Ok(with_status(StatusCode::BAD_GATEWAY, "text/plain", TEXT));
        }
        (_, _, "/deliberate") => {
            return Ok(with_status(StatusCode::BAD_GATEWAY, "text/html", PAGE));
        }
        (_, _, "/stream") => {
            let stream = broken_stream().map_ok(Frame::data);
            return Ok(Response::new(BoxBody::new(StreamBody::new(stream))));
        }
        (_, _, "/fails") => return Err(io::Error::other("secret service")),
        _ => return Ok(Response::builder().status(404).body(body("")).unwrap()),
    };
    Ok(Response::new(body(text)))
}

fn app(
    boundary: ErrorBoundary,
) -> impl Service<Request<Incoming>, Response = Response<Body>, Error = Infallible, Future: Send>
+ Clone
+ Send
+ 'static {
    let boundary = boundary.route_from(|extensions| Some(extensions.get::<Route>()?.0.to_owned()));
    ServiceBuilder::new()
        .map_request(|mut request: Request<Incoming>| {
            let segments = request.uri().path().split('/').collect::<Vec<_>>();
            let route = match segments[..] {
                [_, "users", _] => Some(Route("/users/{id}")),
                [_, "panics", _] => Some(Route("/panics/{after}")),
                _ => None,
            };
            if let Some(route) = route {
                request.extensions_mut().insert(route);
            }
            request
        })
        .layer(boundary)
        .service_fn(answer)
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "hyper 1",
        route: Some("/users/{id}"),
        allow: "GET, HEAD",
        rejections: &[Rejection {
            media_type: "application/json",
            body: "{",
            status: 400,
            code: "bad_request",
            text: "no such name",
        }],
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve_service(app(boundary))
    });
}

/// Otherwise hyper closes the connection.
#[test]
fn an_error_of_a_service_is_a_masked_500() {
    let place = boundary_tests::serve_service(app(ErrorBoundary::new()));
    let request = ureq::get(format!("http://{place}/fails")).header("x-request-id", "fails");
    let request = request.config().http_status_as_error(false).build();
    let mut response = request.call().unwrap();
    assert_eq!(response.status(), 500);
    assert_eq!(response.headers()["x-request-id"], "fails");
    let text = response.body_mut().read_to_string().unwrap();
    assert!(
        text.contains("internal_error") && !text.contains("secret"),
        "{text}"
    );
}
