//! The responses of the example. The test replaces Lambda's runtime API, with one
//! invocation.

use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Returns the event of an HTTP API for this path.
fn event(path: &str) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": { "host": "example.com" },
        "requestContext": {
            "http": { "method": "GET", "path": path, "protocol": "HTTP/1.1" },
            "stage": "$default",
        },
        "isBase64Encoded": false,
    })
}

/// Returns the next invocation, if there is one, or accepts the end of one.
async fn api(
    request: Request<Incoming>,
    next: Arc<Mutex<Option<Value>>>,
    results: mpsc::Sender<(String, Value)>,
) -> Result<Response<Full<Bytes>>, hyper::Error> {
    let path = request.uri().path().to_owned();
    if request.method() == Method::GET {
        let event = next.lock().unwrap().take();
        let Some(event) = event else {
            // Until there is another one.
            return std::future::pending().await;
        };
        let response = Response::builder()
            .header("lambda-runtime-aws-request-id", "1")
            .header("lambda-runtime-deadline-ms", "4102444800000")
            .header(
                "lambda-runtime-invoked-function-arn",
                "arn:aws:lambda:eu:1:function:f",
            )
            .body(Full::from(event.to_string()));
        return Ok(response.unwrap());
    }
    let body = request.into_body().collect().await?.to_bytes();
    let value = serde_json::from_slice(&body).unwrap_or_default();
    let _ = results.send((path, value)).await;
    Ok(Response::new(Full::default()))
}

/// Returns the function's response to a request for this path.
async fn invoke(path: &str) -> Value {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let next = Arc::new(Mutex::new(Some(event(path))));
    let (send, mut results) = mpsc::channel(1);
    let serving = async {
        loop {
            let (connection, _) = listener.accept().await.unwrap();
            let (next, send) = (Arc::clone(&next), send.clone());
            tokio::spawn(async move {
                let service = service_fn(|request| api(request, Arc::clone(&next), send.clone()));
                // The function is stopped while it waits.
                let io = TokioIo::new(connection);
                let _ = http1::Builder::new().serve_connection(io, service).await;
            });
        }
    };
    let _function = tokio::process::Command::new(env!("CARGO_BIN_EXE_hello-lambda-http"))
        .env("AWS_LAMBDA_RUNTIME_API", address)
        .env("AWS_LAMBDA_FUNCTION_NAME", "hello")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_LAMBDA_LOG_STREAM_NAME", "-")
        .env("AWS_LAMBDA_LOG_GROUP_NAME", "-")
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let (path, value) = tokio::select! {
        () = serving => unreachable!("it accepts for ever"),
        result = results.recv() => result.unwrap(),
        () = tokio::time::sleep(Duration::from_secs(30)) => panic!("no result in time"),
    };
    assert!(
        path.ends_with("/invocation/1/response"),
        "the function failed: {path} {value}"
    );
    value
}

#[tokio::test]
async fn it_answers() {
    let ada = invoke("/users/1").await;
    assert_eq!(
        (&ada["statusCode"], &ada["body"]),
        (&json!(200), &json!("Ada"))
    );
    let missing = invoke("/users/7").await;
    assert_eq!(missing["statusCode"], 404);
    assert_eq!(
        missing["headers"]["content-type"],
        "application/problem+json"
    );
    assert_eq!(
        missing["body"],
        r#"{"title":"Not Found","status":404,"code":"user_not_found","detail":"no user 7"}"#
    );
    let unreadable = invoke("/users/2").await;
    assert_eq!(unreadable["statusCode"], 500);
    // Inside the boundary, the client receives the id of its request.
    let id = unreadable["headers"]["x-request-id"].as_str().unwrap();
    assert_eq!(
        unreadable["body"],
        format!(
            r#"{{"title":"Internal Server Error","status":500,"code":"internal_error","request_id":"{id}"}}"#
        )
    );
}
