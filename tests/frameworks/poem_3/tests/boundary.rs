//! Checks poem 3 against the list of what a boundary promises.

use boundary_tests::recorder::{Event, Recorder};
use boundary_tests::{
    AppError, Framework, GUARDED, PAGE, REPORT, Rejection, TEXT, broken_stream, code_of,
};
use catchall::{ErrorBoundary, HttpError, Problem};
use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::middleware::SizeLimit;
use poem::web::{Html, Json, Path};
use poem::{Body, EndpointExt, IntoResponse, Response, Route, Server, get, handler, post};
use serde::Deserialize;

#[derive(Deserialize)]
struct User {
    name: String,
}

#[handler]
async fn user(Path(id): Path<u64>) -> Result<String, AppError> {
    boundary_tests::user(id).await
}

#[handler]
fn new_user(Json(read): Json<User>) -> String {
    read.name
}

/// A handler's error that has a rejection as a field.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(poem)]
enum Typed {
    #[error(transparent)]
    #[http(transparent)]
    Extract(#[from] poem::Error),
}

#[handler]
fn typed(read: poem::Result<Json<User>>) -> Result<String, Typed> {
    Ok(read?.0.name)
}

#[handler]
fn stream() -> Body {
    Body::from_bytes_stream(broken_stream())
}

#[handler]
fn problem() -> Result<&'static str, Problem> {
    boundary_tests::problem()
}

#[handler]
async fn panics(Path(after): Path<bool>) -> String {
    boundary_tests::panics(after).await
}

#[handler]
fn context() -> String {
    boundary_tests::context()
}

#[handler]
fn guarded() -> Response {
    let mut response = Response::builder().status(StatusCode::UNAUTHORIZED);
    for (name, value) in GUARDED {
        response = response.header(name, value);
    }
    response.finish()
}

#[handler]
fn bad_gateway() -> impl IntoResponse {
    TEXT.with_status(StatusCode::BAD_GATEWAY)
}

#[handler]
fn deliberate() -> impl IntoResponse {
    Html(PAGE).with_status(StatusCode::BAD_GATEWAY)
}

/// Reads the report, as a middleware outside of the boundary.
async fn reported(mut response: Response) -> poem::Result<Response> {
    if let Some(code) = code_of(response.extensions().get()) {
        response.headers_mut().insert(REPORT, code);
    }
    Ok(response)
}

fn serve(listener: std::net::TcpListener, boundary: ErrorBoundary) {
    boundary_tests::runtime().block_on(async {
        let app = Route::new()
            .at("/users/:id", get(user))
            .at("/users", post(new_user).with(SizeLimit::new(64)))
            .at("/typed", post(typed).with(SizeLimit::new(64)))
            .at("/stream", get(stream))
            .at("/problem", get(problem))
            .at("/panics/:after", get(panics))
            .at("/context", get(context))
            .at("/guarded", get(guarded))
            .at("/text", get(bad_gateway))
            .at("/deliberate", get(deliberate))
            .with(boundary)
            .map_to_response()
            .and_then(reported);
        let acceptor = TcpAcceptor::from_std(listener).unwrap();
        Server::new_with_acceptor(acceptor).run(app).await.unwrap();
    });
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "poem 3",
        route: Some("/users/:id"),
        // poem does not send it.
        allow: "",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve(|listener| serve(listener, boundary))
    });
}

const REJECTIONS: [Rejection; 4] = [
    Rejection {
        media_type: "application/json",
        body: "{",
        status: 400,
        code: "invalid_json",
        text: "parse error: EOF",
    },
    Rejection {
        media_type: "application/json",
        body: "{}",
        status: 400,
        code: "invalid_body",
        text: "missing field `name`",
    },
    Rejection {
        media_type: "",
        body: "{}",
        status: 415,
        code: "missing_content_type",
        text: "expect content type `application/json`",
    },
    Rejection {
        media_type: "application/json",
        body: r#"{"name":"0123456789012345678901234567890123456789012345678901234567890"}"#,
        status: 413,
        code: "content_too_large",
        text: "payload too large",
    },
];

#[handler]
fn created() -> impl IntoResponse {
    poem::Error::from(AppError::Busy)
        .into_response()
        .with_status(StatusCode::CREATED)
}

#[handler]
fn long() -> impl IntoResponse {
    "x".repeat(5000).with_status(StatusCode::BAD_REQUEST)
}

#[handler]
fn untyped() -> poem::Result<()> {
    let error = std::io::Error::other("secret disk");
    Err(poem::error::InternalServerError(error))
}

fn asked(path: &str, id: &str) -> (u16, String, Event) {
    let recorder = Recorder::of_process();
    let place = boundary_tests::serve(|listener| {
        boundary_tests::runtime().block_on(async {
            let inner = Route::new()
                .at("/users/:id", get(user))
                .at("/created", get(created))
                .at("/long", get(long))
                .at("/untyped", get(untyped));
            let app = Route::new().nest("/api", inner).with(ErrorBoundary::new());
            let acceptor = TcpAcceptor::from_std(listener).unwrap();
            Server::new_with_acceptor(acceptor).run(app).await.unwrap();
        });
    });
    let request = ureq::get(format!("http://{place}{path}")).header("x-request-id", id);
    let request = request.config().http_status_as_error(false).build();
    let mut response = request.call().unwrap();
    assert_eq!(response.headers()["x-request-id"], id);
    let text = response.body_mut().read_to_string().unwrap();
    let events = recorder.take(id);
    assert_eq!(events.len(), 1, "{events:#?}");
    (response.status().as_u16(), text, events[0].clone())
}

#[test]
fn a_nested_route_is_whole() {
    let (status, _, event) = asked("/api/users/7", "nested");
    assert_eq!(status, 404);
    assert_eq!(event.field("http.route"), "/api/users/:id");
    assert_eq!(event.field("url.path"), "/api/users/7");
}

#[test]
fn an_error_keeps_its_status() {
    let (status, text, _) = asked("/api/created", "created");
    assert_eq!(status, 503);
    assert!(text.contains(r#""status":503"#), "{text}");
}

#[test]
fn a_text_that_is_too_long_is_no_detail() {
    let (status, text, event) = asked("/api/long", "long");
    assert_eq!(status, 400);
    assert_eq!(
        text,
        r#"{"title":"Bad Request","status":400,"code":"bad_request"}"#
    );
    assert_eq!(event.field("http.route"), "/api/long");
}

#[test]
fn the_text_of_an_error_that_is_not_ours_is_for_the_log() {
    let (status, text, event) = asked("/api/untyped", "untyped");
    assert_eq!(status, 500);
    assert!(!text.contains("secret"), "{text}");
    assert!(event.text().contains("secret disk"), "{event:?}");
}
