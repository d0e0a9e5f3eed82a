//! Checks `lambda_http` 1 against the list. A function has no server: the
//! substitute for the gateway passes the JSON of an event to it, and sends the
//! response in its JSON.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use conformance::{AppError, Framework};
use http::Response;
use http_body_util::Full;
use hyper::body::Incoming;
use lambda_http::{Adapter, Context, LambdaEvent, Request, Service};
use serde_json::{Value, json};

fn number(request: &Request) -> usize {
    let last = request.uri().path().rsplit('/').next();
    last.and_then(|last| last.parse().ok()).unwrap()
}

async fn error(request: Request) -> Result<&'static str, AppError> {
    conformance::error(number(&request))
}

async fn problem(request: Request) -> catchall::Result<&'static str> {
    conformance::problem(number(&request))
}

/// Returns the event of an HTTP API, format 2.0.
fn event(request: &http::Request<Incoming>) -> Value {
    let path = request.uri().path();
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": { "host": "example.com" },
        "requestContext": {
            "http": { "method": request.method().as_str(), "path": path, "protocol": "HTTP/1.1" },
            "stage": "$default",
        },
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
    let body = match function["isBase64Encoded"].as_bool() {
        Some(true) => BASE64_STANDARD.decode(body).unwrap(),
        _ => body.into(),
    };
    response.body(Full::from(body)).unwrap()
}

async fn invoke(request: http::Request<Incoming>) -> Result<Response<Full<Bytes>>, std::io::Error> {
    let payload = serde_json::from_value(event(&request))?;
    let event = LambdaEvent::new(payload, Context::default());
    let function = if request.uri().path().starts_with("/error/") {
        let mut service = Adapter::from(catchall::lambda_http_1::service_fn(error));
        serde_json::to_value(service.call(event).await.unwrap())?
    } else {
        let mut service = Adapter::from(catchall::lambda_http_1::service_fn(problem));
        serde_json::to_value(service.call(event).await.unwrap())?
    };
    Ok(sent(&function))
}

const FRAMEWORK: Framework = Framework {
    name: "lambda_http 1",
    http2: false,
    parameter: None,
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, |place| {
        conformance::serve_with_hyper(place, invoke);
    });
}
