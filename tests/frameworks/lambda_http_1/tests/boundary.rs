//! Checks `lambda_http` 1 against the list of what a boundary promises. The
//! substitute for the gateway passes the JSON of an event to the function, and sends
//! the response in its JSON.

use std::convert::Infallible;

use boundary_tests::{AppError, Framework, GUARDED, PAGE, Rejection, TEXT, reported};
use bytes::Bytes;
use catchall::ErrorBoundary;
use catchall::lambda_http_1::service_fn;
use http::{Method, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use lambda_http::{Adapter, Body, Context, IntoResponse, LambdaEvent, Request, Service};
use serde_json::{Value, json};
use tower::ServiceExt;

fn with_status(status: StatusCode, media_type: &str, text: &str) -> Response<Body> {
    let response = Response::builder().status(status);
    let response = response.header("content-type", media_type);
    response.body(text.into()).unwrap()
}

async fn answer(request: Request) -> Result<Response<Body>, AppError> {
    let path = request.uri().path();
    let parameter = path.rsplit('/').next().unwrap_or_default();
    let segments: Vec<_> = path.split('/').collect();
    let text = match (request.method(), &segments[1..]) {
        (&Method::GET | &Method::HEAD, ["users", id]) => {
            boundary_tests::user(id.parse().unwrap()).await?
        }
        (_, ["users", _]) => {
            let response = Response::builder().status(405).header("allow", "GET, HEAD");
            return Ok(response.body(Body::Empty).unwrap());
        }
        (_, ["users"]) => match serde_json::from_slice::<Value>(request.body()) {
            Ok(user) => user["name"].as_str().unwrap_or_default().to_owned(),
            Err(error) => {
                let text = error.to_string();
                return Ok(with_status(StatusCode::BAD_REQUEST, "text/plain", &text));
            }
        },
        (_, ["problem"]) => match boundary_tests::problem() {
            Ok(text) => text.to_owned(),
            Err(problem) => return Ok(problem.into_response().await),
        },
        (_, ["panics", _]) => boundary_tests::panics(parameter == "true").await,
        (_, ["context"]) => boundary_tests::context(),
        (_, ["guarded"]) => {
            let mut response = Response::builder().status(401);
            for (name, value) in GUARDED {
                response = response.header(name, value);
            }
            return Ok(response.body(Body::Empty).unwrap());
        }
        (_, ["text"]) => return Ok(with_status(StatusCode::BAD_GATEWAY, "text/plain", TEXT)),
        (_, ["deliberate"]) => {
            return Ok(with_status(StatusCode::BAD_GATEWAY, "text/html", PAGE));
        }
        _ => return Ok(Response::builder().status(404).body(Body::Empty).unwrap()),
    };
    Ok(Response::new(text.into()))
}

/// Returns the event of an HTTP API, format 2.0.
async fn event(request: http::Request<Incoming>) -> Value {
    let (head, body) = request.into_parts();
    let path = head.uri.path();
    let segments: Vec<_> = path.split('/').collect();
    let route = match segments[1..] {
        ["users", _] => "GET /users/{id}",
        ["panics", _] => "GET /panics/{after}",
        _ => "$default",
    };
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().into()));
    let headers: serde_json::Map<String, Value> = headers.collect();
    let body = body.collect().await.unwrap().to_bytes();
    json!({
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": head.uri.query().unwrap_or_default(),
        "headers": headers,
        "requestContext": {
            "http": { "method": head.method.as_str(), "path": path, "protocol": "HTTP/1.1" },
            "routeKey": route,
            "stage": "$default",
        },
        "body": String::from_utf8(body.to_vec()).unwrap(),
        "isBase64Encoded": false,
    })
}

/// Returns what the gateway sends.
fn sent(function: &Value) -> Response<Full<Bytes>> {
    let status = function["statusCode"].as_u64().unwrap();
    let mut response = Response::builder().status(u16::try_from(status).unwrap());
    for (name, value) in function["headers"].as_object().unwrap() {
        response = response.header(name, value.as_str().unwrap());
    }
    for cookie in function["cookies"].as_array().unwrap() {
        response = response.header("set-cookie", cookie.as_str().unwrap());
    }
    let body = function["body"].as_str().unwrap_or_default();
    response.body(Full::from(body.to_owned())).unwrap()
}

async fn invoke(
    boundary: ErrorBoundary,
    request: http::Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let payload = serde_json::from_value(event(request).await).unwrap();
    let event = LambdaEvent::new(payload, Context::default());
    let service = boundary.layer(service_fn(answer)).map_response(reported);
    let mut function = Adapter::from(service);
    let answer = function.call(event).await.unwrap();
    Ok(sent(&serde_json::to_value(answer).unwrap()))
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "lambda_http 1",
        route: Some("/users/{id}"),
        allow: "GET, HEAD",
        rejections: &[Rejection {
            media_type: "application/json",
            body: "{",
            status: 400,
            code: "bad_request",
            text: "EOF while parsing",
        }],
    };
    boundary_tests::check(framework, |boundary| {
        let gateway = tower::service_fn(move |request| invoke(boundary.clone(), request));
        boundary_tests::serve_service(gateway)
    });
}
