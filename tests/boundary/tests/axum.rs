//! Real requests to an axum server inside the boundary: what the client reads, and what
//! is logged.

use std::io::Error as IoError;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::rejection::{JsonRejection, PathRejection};
use axum::extract::{Json, Path, Query};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use boundary_tests::recorder::{self, Recorder};
use catchall::{Body, ErrorBoundary, Format, HttpError, Problem, RequestContext};

use serde::Deserialize;
use serde_json::Value;
use tower_http::cors::CorsLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user {0}")]
    #[http(404)]
    NoUser(u64),
    #[error("database error")]
    Database(#[from] IoError),
    #[error(transparent)]
    #[http(transparent)]
    Json(#[from] JsonRejection),
    #[error(transparent)]
    #[http(transparent)]
    Path(#[from] PathRejection),
    #[error("busy")]
    #[http(503, retry_after = 7, member("request_id" = "its own"))]
    Busy,
}

#[derive(Deserialize)]
struct User {
    name: String,
}

async fn user(Path(id): Path<u64>) -> Result<String, AppError> {
    tokio::task::yield_now().await;
    match id {
        0 => Err(IoError::other("secret disk").into()),
        1 => Err(AppError::Busy),
        id => Err(AppError::NoUser(id)),
    }
}

/// The rejections are errors of the application.
async fn typed(
    id: Result<Path<u64>, PathRejection>,
    body: Result<Json<Vec<User>>, JsonRejection>,
) -> Result<String, AppError> {
    let Path(id) = id?;
    let Json(users) = body?;
    Ok(format!("{id} {}", users.len()))
}

/// As a `Problem`.
async fn untyped(body: Result<Json<User>, JsonRejection>) -> catchall::Result<String> {
    let Json(user) = body?;
    Ok(user.name)
}

async fn created() -> Response {
    (
        StatusCode::CREATED,
        AppError::from(IoError::other("secret")),
    )
        .into_response()
}

async fn panics(Path(after): Path<bool>) -> String {
    if after {
        tokio::task::yield_now().await;
    }
    panic!("secret panic {after}")
}

async fn deliberate() -> Response {
    (StatusCode::BAD_GATEWAY, Html("<p>our own page</p>")).into_response()
}

/// A body that fails after this many pieces.
async fn stream(Path(pieces): Path<usize>) -> Response {
    let stream = futures_util::stream::unfold(0, move |piece| async move {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let sent = if piece < pieces {
            Ok("piece ")
        } else {
            Err(IoError::other("secret stream"))
        };
        Some((sent, piece + 1))
    });
    axum::body::Body::from_stream(stream).into_response()
}

/// An error that is not sent: another failure follows.
async fn dropped() -> StatusCode {
    drop(AppError::Busy.to_response());
    StatusCode::BAD_GATEWAY
}

/// An error in a body of the handler's own.
async fn wrapped() -> Response {
    let made = AppError::Busy.to_response();
    let text = String::from_utf8_lossy(made.body());
    (made.status(), Html(format!("<pre>{text}</pre>"))).into_response()
}

/// A success that looks like the error that was dropped.
async fn alike() -> Response {
    let dropped = AppError::Busy.to_response();
    let media_type = dropped.headers()["content-type"].clone();
    let text = "x".repeat(dropped.body().len());
    ([("content-type", media_type)], text).into_response()
}

async fn guarded() -> Response {
    (
        StatusCode::UNAUTHORIZED,
        [("www-authenticate", "Bearer"), ("set-cookie", "a=b")],
    )
        .into_response()
}

async fn spawned() -> String {
    let inside = tokio::spawn(catchall::in_current_request(async {
        catchall::log(&AppError::Busy);
        RequestContext::current().is_some()
    }));
    let outside = tokio::spawn(async { RequestContext::current().is_some() });
    format!("{} {}", inside.await.unwrap(), outside.await.unwrap())
}

fn app(boundary: ErrorBoundary) -> Router {
    Router::new()
        .route("/users/{id}", get(user))
        .route(
            "/users",
            post(|Json(user): Json<User>| async move { user.name }),
        )
        .route(
            "/forms",
            post(|Form(user): Form<User>| async move { user.name }),
        )
        .route(
            "/search",
            get(|Query(user): Query<User>| async move { user.name }),
        )
        .route(
            "/problem",
            get(|| async { Err::<(), _>(Problem::conflict()) }),
        )
        .route("/typed/{id}", post(typed))
        .route("/untyped", post(untyped))
        .route("/created", get(created))
        .route("/panics/{after}", get(panics))
        .route("/deliberate", get(deliberate))
        .route("/dropped", get(dropped))
        .route("/wrapped", get(wrapped))
        .route("/alike", get(alike))
        .route("/stream/{pieces}", get(stream))
        .route("/guarded", get(guarded))
        .route("/spawned", get(spawned))
        .route(
            "/slow",
            get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }),
        )
        .route(
            "/text",
            get(|| async { (StatusCode::BAD_GATEWAY, "secret upstream") }),
        )
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            Duration::from_millis(200),
        ))
        .layer(RequestBodyLimitLayer::new(64))
        .layer(CorsLayer::permissive())
        .layer(boundary)
}

/// Starts a server that runs until the program ends.
fn serve(boundary: ErrorBoundary) -> SocketAddr {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app(boundary)).await.unwrap();
        });
    });
    place
}

struct Answer {
    status: u16,
    headers: http::HeaderMap,
    text: String,
}

impl Answer {
    fn json(&self) -> Value {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text
        );
        let json: Value = serde_json::from_str(&self.text).unwrap();
        assert_eq!(json["status"], self.status);
        json
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request with these headers and this body.
fn ask(
    place: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = http::Request::builder()
        .method(method)
        .uri(format!("http://{place}{path}"));
    for (name, value) in headers {
        request = request.header(
            name.parse::<HeaderName>().unwrap(),
            HeaderValue::from_str(value).unwrap(),
        );
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .build()
        .into();
    let mut response = agent.run(request.body(body.to_owned()).unwrap()).unwrap();
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.body_mut().read_to_string().unwrap(),
    }
}

/// Asks a new server, whose failures are recorded.
fn asked(
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> (Answer, Vec<recorder::Event>) {
    let recorder = Recorder::of_process();
    let place = serve(ErrorBoundary::new());
    let id = format!("test-{}", place.port());
    let mut all = vec![("x-request-id", &*id)];
    all.extend(headers);
    let answer = ask(place, method, path, &all, body);
    assert_eq!(
        answer.header("x-request-id"),
        if answer.status < 400 { "" } else { &id }
    );
    let events = recorder.take(&id);
    (answer, events)
}

#[track_caller]
fn one(events: Vec<recorder::Event>) -> recorder::Event {
    assert_eq!(events.len(), 1, "{events:#?}");
    events.into_iter().next().unwrap()
}

#[test]
fn an_error_has_its_request_in_the_log() {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let (answer, events) = asked(
        "GET",
        "/users/0?token=secret",
        &[("traceparent", trace)],
        "",
    );
    assert_eq!(answer.status, 500);
    let json = answer.json();
    assert_eq!(json["code"], "internal_error");
    assert_eq!(json["request_id"], answer.header("x-request-id"));
    assert!(!answer.text.contains("secret"), "{}", answer.text);
    let event = one(events);
    assert_eq!(event.level, tracing::Level::ERROR);
    for (name, value) in [
        ("http.request.method", "GET"),
        ("url.path", "/users/0"),
        ("http.route", "/users/{id}"),
        ("http.response.status_code", "500"),
        ("error.type", "internal_error"),
        ("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("error.source_chain", "secret disk"),
    ] {
        assert_eq!(event.field(name), value, "{name}");
    }
    assert_eq!(event.field("error.fingerprint").len(), 16);
}

#[test]
fn a_4xx_has_no_request_id_in_its_body_and_a_member_of_an_error_stays() {
    let (answer, events) = asked("GET", "/users/7", &[], "");
    let json = answer.json();
    assert_eq!(json["detail"], "no user 7");
    assert_eq!(json.get("request_id"), None);
    assert_eq!(one(events).level, tracing::Level::DEBUG);
    let (answer, _) = asked("GET", "/users/1", &[], "");
    assert_eq!(answer.json()["request_id"], "its own");
    assert_eq!(answer.header("retry-after"), "7");
}

#[test]
fn a_request_without_an_id_has_a_new_one() {
    let place = serve(ErrorBoundary::new());
    let ids: Vec<String> = (0..2)
        .map(|_| {
            let answer = ask(place, "GET", "/users/0", &[], "");
            let id = answer.header("x-request-id").to_owned();
            assert_eq!(answer.json()["request_id"], *id);
            id
        })
        .collect();
    assert_eq!(ids[0].len(), 36);
    assert_ne!(ids[0], ids[1]);
    // An identifier that is not valid is not repeated.
    let long = "x".repeat(200);
    let answer = ask(place, "GET", "/users/0", &[("x-request-id", &long)], "");
    assert_eq!(answer.header("x-request-id").len(), 36);
}

#[test]
fn a_problem_of_a_handler_has_its_request() {
    let (answer, events) = asked("GET", "/problem", &[], "");
    assert_eq!(answer.json()["code"], "conflict");
    assert_eq!(one(events).field("http.route"), "/problem");
}

#[test]
fn the_format_is_the_one_that_is_accepted() {
    for (accept, media_type) in [
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("image/png", "application/problem+json"),
        ("\u{7f}\u{7f}", "application/problem+json"),
    ] {
        for path in ["/users/7", "/nowhere", "/panics/true"] {
            let Ok(value) = HeaderValue::from_bytes(accept.as_bytes()) else {
                continue;
            };
            let (answer, _) = asked("GET", path, &[("accept", value.to_str().unwrap())], "");
            assert_eq!(answer.header("content-type"), media_type, "{path}");
            assert_eq!(
                answer
                    .headers
                    .get_all("vary")
                    .iter()
                    .filter(|it| *it == "accept")
                    .count(),
                1
            );
            assert!(!answer.text.is_empty());
        }
    }
}

#[test]
fn the_router_answers_in_the_same_format() {
    let (answer, events) = asked("GET", "/nowhere", &[], "");
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["code"], "not_found");
    let event = one(events);
    assert_eq!(event.field("url.path"), "/nowhere");
    assert_eq!(event.field("problem.note"), "");
    let (answer, events) = asked("DELETE", "/users/7", &[], "");
    assert_eq!(answer.status, 405);
    assert_eq!(answer.json()["code"], "method_not_allowed");
    assert_eq!(answer.header("allow"), "GET,HEAD");
    assert_eq!(one(events).field("problem.note"), "");
}

#[test]
fn rejections_answer_in_the_same_format_with_their_text() {
    let json = ("content-type", "application/json");
    let form = ("content-type", "application/x-www-form-urlencoded");
    for (method, path, headers, body, status, code, text) in [
        (
            "POST",
            "/users",
            vec![json],
            "{",
            400,
            "invalid_json",
            "Failed to parse the request body as JSON",
        ),
        (
            "POST",
            "/users",
            vec![json],
            "{}",
            422,
            "invalid_body",
            "missing field `name`",
        ),
        (
            "POST",
            "/users",
            vec![],
            "{}",
            415,
            "missing_content_type",
            "Content-Type: application/json",
        ),
        (
            "POST",
            "/forms",
            vec![],
            "name=a",
            415,
            "missing_content_type",
            "Content-Type",
        ),
        (
            "POST",
            "/forms",
            vec![form],
            "a=b",
            422,
            "invalid_form",
            "missing field `name`",
        ),
        (
            "GET",
            "/search",
            vec![],
            "",
            400,
            "invalid_query",
            "missing field `name`",
        ),
        (
            "GET",
            "/users/x",
            vec![],
            "",
            400,
            "invalid_path",
            "Cannot parse",
        ),
        (
            "POST",
            "/users",
            vec![json],
            "{\"name\":\"0123456789012345678901234567890123456789012345678901234567890\"}",
            413,
            "content_too_large",
            "length limit exceeded",
        ),
    ] {
        let (answer, events) = asked(method, path, &headers, body);
        assert_eq!(answer.status, status, "{path} {}", answer.text);
        let json = answer.json();
        assert_eq!(json["code"], code, "{path}");
        let detail = json["detail"].as_str().unwrap();
        assert!(detail.contains(text), "{path}: {detail}");
        assert_eq!(one(events).level, tracing::Level::DEBUG, "{path}");
    }
}

#[test]
fn a_rejection_is_a_variant_of_an_error() {
    let json = ("content-type", "application/json");
    let (answer, events) = asked("POST", "/typed/7", &[json], r#"[{"name":"a"},{"name":1}]"#);
    let problem = answer.json();
    assert_eq!(
        (answer.status, &problem["code"]),
        (422, &"invalid_body".into())
    );
    assert!(
        problem["detail"].as_str().unwrap().contains("JSON body"),
        "{problem}"
    );
    assert_eq!(problem["errors"][0]["pointer"], "#/1/name");
    assert!(
        problem["errors"][0]["detail"]
            .as_str()
            .unwrap()
            .contains("expected a string")
    );
    assert!(
        one(events)
            .field("exception.type")
            .ends_with("AppError::Json")
    );

    for (path, cut) in [("/typed/7", "[{"), ("/untyped", "{")] {
        let (answer, _) = asked("POST", path, &[json], cut);
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(answer.json()["code"], "invalid_json", "{path}");
        assert_eq!(answer.json().get("errors"), None, "{path}");
        let other = ("content-type", "text/csv");
        let (answer, _) = asked("POST", path, &[other], "a");
        assert_eq!(answer.status, 415, "{path}");
        assert_eq!(answer.json()["code"], "unsupported_media_type", "{path}");
        let long = format!("[{}1]", "1,".repeat(40));
        let (answer, _) = asked("POST", path, &[json], &long);
        assert_eq!(answer.status, 413, "{path}");
        assert_eq!(answer.json()["code"], "content_too_large", "{path}");
    }
    let (answer, _) = asked("POST", "/typed/x", &[json], "[]");
    assert_eq!(answer.json()["code"], "invalid_path");
}

#[test]
fn what_a_5xx_says_stays_inside() {
    let (answer, events) = asked("GET", "/text", &[], "");
    assert_eq!(answer.status, 502);
    assert!(!answer.text.contains("secret"), "{}", answer.text);
    let event = one(events);
    assert_eq!(event.level, tracing::Level::ERROR);
    assert!(event.text().contains("secret upstream"));
}

#[test]
fn a_timeout_is_a_problem() {
    let (answer, events) = asked("GET", "/slow", &[], "");
    assert_eq!(answer.status, 408);
    assert_eq!(answer.json()["code"], "request_timeout");
    assert_eq!(one(events).field("http.route"), "/slow");
}

#[test]
fn a_panic_is_a_masked_500_and_logged_once() {
    for after in [false, true] {
        let (answer, events) = asked("GET", &format!("/panics/{after}"), &[], "");
        assert_eq!(answer.status, 500);
        assert_eq!(answer.json()["code"], "internal_error");
        assert!(!answer.text.contains("secret"), "{}", answer.text);
        let event = one(events);
        let message = event.field("exception.message");
        assert!(
            message.contains(&format!("secret panic {after}")),
            "{message}"
        );
        assert!(message.contains("tests/axum.rs:"), "{message}");
        assert_eq!(event.field("http.route"), "/panics/{after}");
    }
}

#[test]
fn headers_that_were_there_stay() {
    let origin = ("origin", "http://example.com");
    for path in ["/users/0", "/nowhere", "/guarded", "/text"] {
        let (answer, _) = asked("GET", path, &[origin], "");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    }
    let (answer, events) = asked("GET", "/guarded", &[], "");
    assert_eq!(answer.json()["code"], "unauthorized");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.header("set-cookie"), "a=b");
    assert_eq!(one(events).field("problem.note"), "");
}

#[test]
fn a_deliberate_response_stays_and_is_logged() {
    let (answer, events) = asked("GET", "/deliberate", &[], "");
    assert_eq!(answer.status, 502);
    assert_eq!(answer.text, "<p>our own page</p>");
    let event = one(events);
    assert_eq!(event.field("http.response.status_code"), "502");
    assert_eq!(event.field("http.route"), "/deliberate");
}

#[test]
fn an_error_that_is_not_sent_hides_no_other_failure() {
    let (answer, events) = asked("GET", "/dropped", &[], "");
    assert_eq!(
        (answer.status, &answer.json()["code"]),
        (502, &"bad_gateway".into())
    );
    let statuses: Vec<&str> = events
        .iter()
        .map(|event| event.field("http.response.status_code"))
        .collect();
    assert_eq!(statuses, ["503", "502"]);
}

#[test]
fn a_success_that_looks_like_a_dropped_error_keeps_its_status() {
    let (answer, _) = asked("GET", "/alike", &[("accept", "text/plain")], "");
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[test]
fn an_error_in_a_body_of_a_handlers_own_is_logged_once() {
    let (answer, events) = asked("GET", "/wrapped", &[], "");
    assert_eq!(answer.status, 503);
    assert!(answer.text.starts_with("<pre>"), "{}", answer.text);
    assert_eq!(one(events).field("error.type"), "busy");
}

#[test]
fn an_error_keeps_its_status_in_a_tuple() {
    let (answer, events) = asked("GET", "/created", &[], "");
    assert_eq!(answer.status, 500);
    answer.json();
    assert_eq!(one(events).field("http.response.status_code"), "500");
}

#[test]
fn a_body_that_breaks_off_is_logged() {
    let recorder = Recorder::of_process();
    let place = serve(ErrorBoundary::new());
    let id = "breaks-off";
    let agent = ureq::agent();
    let request = agent.get(format!("http://{place}/stream/3"));
    let mut response = request.header("x-request-id", id).call().unwrap();
    assert_eq!(response.status(), 200);
    // The client sees that it is incomplete.
    assert!(response.body_mut().read_to_string().is_err());
    let event = one(recorder.take(id));
    assert_eq!(event.level, tracing::Level::ERROR);
    assert_eq!(event.field("http.route"), "/stream/{pieces}");
    assert!(event.text().contains("broke off"));
    assert!(event.text().contains("secret stream"));
}

#[test]
fn a_success_is_left_alone() {
    let (answer, events) = asked(
        "POST",
        "/users",
        &[("content-type", "application/json")],
        "{\"name\":\"Ada\"}",
    );
    assert_eq!((answer.status, &*answer.text), (200, "Ada"));
    assert_eq!(events.len(), 0);
}

#[test]
fn a_task_has_the_request_where_it_is_taken_along() {
    let (answer, events) = asked("GET", "/spawned", &[], "");
    assert_eq!(answer.text, "true false");
    let event = one(events);
    assert_eq!(event.field("http.route"), "/spawned");
    assert_eq!(event.field("message"), "operation failed");
}

#[test]
fn the_hook_is_called_once_for_each_failure() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let boundary = {
        let seen = Arc::clone(&seen);
        ErrorBoundary::new().on_error(move |report| {
            let is_typed = report
                .error()
                .is_some_and(<dyn std::error::Error>::is::<AppError>);
            let path = report.request().unwrap().path().to_owned();
            let sources: Vec<String> = report.sources().map(str::to_owned).collect();
            let status = report.status().unwrap().as_u16();
            let fingerprint = report.fingerprint().to_owned();
            let code = report.code().to_owned();
            seen.lock()
                .unwrap()
                .push((path, status, code, is_typed, sources, fingerprint));
            panic!("a hook that panics changes nothing");
        })
    };
    let place = serve(boundary);
    for path in [
        "/users/0",
        "/users/7",
        "/users/8",
        "/nowhere",
        "/panics/true",
    ] {
        ask(place, "GET", path, &[], "");
    }
    let seen = seen.lock().unwrap();
    let brief: Vec<_> = seen
        .iter()
        .map(|(path, status, code, is_typed, ..)| (&**path, *status, &**code, *is_typed))
        .collect();
    assert_eq!(
        brief,
        [
            ("/users/0", 500, "internal_error", true),
            ("/users/7", 404, "no_user", true),
            ("/users/8", 404, "no_user", true),
            ("/nowhere", 404, "not_found", false),
            ("/panics/true", 500, "internal_error", false),
        ]
    );
    assert_eq!(seen[0].4, ["secret disk"]);
    // Of the same kind, whatever the occurrence.
    assert_eq!(seen[1].5, seen[2].5);
    assert_ne!(seen[0].5, seen[1].5);
}

/// Many requests at once on few threads: each response and each event has its own request.
#[test]
fn no_request_has_the_context_of_another() {
    let recorder = Recorder::of_process();
    let place = serve(ErrorBoundary::new());
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            std::thread::spawn(move || {
                for number in 0..50 {
                    let id = format!("own-{thread}-{number}");
                    let user = thread * 1000 + number + 10;
                    let path = format!("/users/{user}");
                    let answer = ask(place, "GET", &path, &[("x-request-id", &id)], "");
                    assert_eq!(answer.header("x-request-id"), id);
                    assert_eq!(answer.json()["detail"], format!("no user {user}"));
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    for thread in 0..8 {
        for number in 0..50 {
            let events = recorder.take(&format!("own-{thread}-{number}"));
            let path = format!("/users/{}", thread * 1000 + number + 10);
            assert_eq!(one(events).field("url.path"), path);
        }
    }
}

struct Plain(&'static str);

impl Format for Plain {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::new("text/x-plain", format!("{} {}", self.0, problem.code()))
    }
}

/// If there are two boundaries, the inner one answers: in its own format, or in that of the
/// outer one. An error keeps the format that it names.
#[test]
fn a_boundary_without_a_format_has_that_of_the_one_around_it() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(axum, format = Plain("named"))]
    #[error("gone")]
    #[http(410)]
    struct Named;

    async fn missing() -> StatusCode {
        StatusCode::NOT_FOUND
    }

    let inner = Router::new()
        .route("/inherited", get(missing))
        .route("/named", get(|| async { Named }))
        .layer(ErrorBoundary::new());
    let own = Router::new()
        .route("/own", get(missing))
        .layer(ErrorBoundary::new().with_format(&Plain("own")));
    let outer = ErrorBoundary::new().with_format(&Plain("outer"));
    let app = inner.merge(own).layer(outer);
    let place = boundary_tests::serve(|listener| {
        boundary_tests::runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await.unwrap();
        });
    });
    for (path, status, text) in [
        ("/inherited", 404, "outer not_found"),
        ("/own", 404, "own not_found"),
        ("/named", 410, "named named"),
    ] {
        let answer = boundary_tests::answer(place, "GET", path, "", "");
        assert_eq!(answer, (status, text.to_owned()), "{path}");
    }
}
