//! axum 0.8, over a socket.

use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread::JoinHandle;

use axum::Router;
use axum::extract::Path;
use axum::response::IntoResponse;
use axum::routing::get;
use catchall::{HttpError, OrProblem, Problem};
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user {id}")]
    #[http(404, header("X-Id" = "{id}"), member("id" = id))]
    UserNotFound { id: u64 },
    #[error("who are you?")]
    #[http(401, www_authenticate = "Bearer")]
    Unauthorized,
    #[error("secret")]
    Unmapped,
    #[error("not modified")]
    #[http(304)]
    NotModified,
    #[error("moved")]
    #[http(308, location = "/user/1")]
    Moved,
    #[error("as text")]
    #[http(400, format = Text)]
    Text,
}

#[derive(Debug, Error, HttpError)]
#[http(web)]
enum WebError {
    #[error("for every framework")]
    #[http(409)]
    Web,
}

#[derive(Debug, Error, HttpError)]
#[http(axum)]
enum Generic<E: std::error::Error + 'static> {
    #[error("holds {0:?}")]
    #[http(422, expose)]
    Holds(E),
}

/// Does not name a framework.
#[derive(Debug, Error, HttpError)]
#[error("no framework")]
#[http(410)]
struct Plain;

fn make(kind: u64) -> AppError {
    match kind {
        0 => AppError::Unauthorized,
        1 => AppError::Unmapped,
        2 => AppError::NotModified,
        3 => AppError::Moved,
        4 => AppError::Text,
        id => AppError::UserNotFound { id },
    }
}

async fn typed(Path(kind): Path<u64>) -> Result<&'static str, AppError> {
    Err(make(kind))
}

async fn problem(Path(kind): Path<u64>) -> Result<&'static str, Problem> {
    Err(make(kind))?
}

async fn any() -> catchall::Result<&'static str> {
    let number: u8 = "x".parse().or_problem(400)?;
    Ok(if number == 0 { "zero" } else { "more" })
}

async fn plain() -> catchall::Result<()> {
    Err(Plain)?
}

async fn web() -> Result<(), WebError> {
    Err(WebError::Web)
}

async fn generic() -> Result<(), Generic<std::fmt::Error>> {
    Err(Generic::Holds(std::fmt::Error))
}

async fn response() -> axum::response::Response {
    make(7).into_response()
}

fn router() -> Router {
    Router::new()
        .route("/typed/{kind}", get(typed))
        .route("/problem/{kind}", get(problem))
        .route("/any", get(any))
        .route("/plain", get(plain))
        .route("/web", get(web))
        .route("/generic", get(generic))
        .route("/response", get(response))
        .route("/ok", get(|| async { "fine" }))
}

/// A server that stops when it is dropped.
struct Server {
    address: SocketAddr,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start() -> Self {
        let (send, receive) = mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_io()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                send.send(listener.local_addr().unwrap()).unwrap();
                let serving = axum::serve(listener, router()).into_future();
                tokio::select! {
                    served = serving => served.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        Self {
            address: receive.recv().unwrap(),
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    fn get(&self, path: &str) -> http::Response<Vec<u8>> {
        self.request("GET", path)
    }

    fn request(&self, method: &str, path: &str) -> http::Response<Vec<u8>> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .into();
        let uri = format!("http://{}{path}", self.address);
        let request = http::Request::builder().method(method).uri(uri);
        let response = agent.run(request.body(()).unwrap()).unwrap();
        let (parts, mut body) = response.into_parts();
        http::Response::from_parts(parts, body.read_to_vec().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.thread.take().unwrap().join().unwrap();
    }
}

/// Compares the responses, without what the server adds.
#[track_caller]
fn assert_same(served: &http::Response<Vec<u8>>, made: &catchall::Response) {
    assert_eq!(served.status(), made.status());
    assert_eq!(served.body(), made.body());
    let mut headers = served.headers().clone();
    headers.remove("date");
    headers.remove("transfer-encoding");
    let length = headers.remove("content-length");
    if made.status() != 304 {
        assert_eq!(length.unwrap(), made.body().len().to_string());
    }
    assert_eq!(&headers, made.headers());
}

#[test]
fn what_is_served_is_what_to_response_makes() {
    let server = Server::start();
    for kind in 0..8 {
        let made = make(kind).to_response();
        assert_same(&server.get(&format!("/typed/{kind}")), &made);
        assert_same(&server.get(&format!("/problem/{kind}")), &made);
    }
    assert_same(&server.get("/response"), &make(7).to_response());
    assert_same(&server.get("/plain"), &Plain.to_response());
    assert_same(&server.get("/web"), &WebError::Web.to_response());
    let generic = Generic::Holds(std::fmt::Error);
    assert_same(&server.get("/generic"), &generic.to_response());
    assert_same(&server.get("/any"), &Problem::bad_request().to_response());
    assert_eq!(server.get("/ok").body(), b"fine");
}

#[test]
fn head_has_the_headers_and_no_body() {
    let server = Server::start();
    for path in ["/typed/7", "/typed/1", "/typed/4", "/problem/0"] {
        let (get, head) = (server.get(path), server.request("HEAD", path));
        assert!(head.body().is_empty());
        assert_eq!(head.status(), get.status());
        let without_date = |response: &http::Response<Vec<u8>>| {
            let mut headers = response.headers().clone();
            headers.remove("date");
            headers
        };
        assert_eq!(without_date(&head), without_date(&get), "{path}");
        assert_eq!(
            head.headers()["content-length"],
            get.body().len().to_string()
        );
    }
}

#[test]
fn the_body_is_for_programs() {
    let server = Server::start();
    let response = server.get("/typed/42");
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json"
    );
    assert_eq!(response.headers()["x-id"], "42");
    let body: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
    let expected = serde_json::json!({
        "title": "Not Found",
        "status": 404,
        "code": "user_not_found",
        "detail": "no user 42",
        "id": 42,
    });
    assert_eq!(body, expected);
}
