//! Checks salvo 1 against the list of what a boundary promises.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use boundary_tests::{
    AppError, Framework, GUARDED, PAGE, REPORT, Rejection, TEXT, broken_stream, code_of,
};
use catchall::{ErrorBoundary, HttpError, Problem};
use salvo::conn::tcp::TcpAcceptor;
use salvo::http::request::SecureMaxSize;
use salvo::http::{HeaderName, HeaderValue, ParseError};
use salvo::prelude::{
    Depot, FlowCtrl, Request, Response, Router, Server, Service, StatusCode, Text, handler,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct User {
    name: String,
}

#[handler]
async fn user(request: &mut Request) -> Result<String, AppError> {
    boundary_tests::user(request.param("id").unwrap()).await
}

#[handler]
async fn new_user(request: &mut Request) -> Result<String, ParseError> {
    let read: User = request.parse_json().await?;
    Ok(read.name)
}

/// A handler's error that has a rejection as a field.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(salvo)]
enum Typed {
    #[error(transparent)]
    #[http(transparent)]
    Parse(#[from] ParseError),
}

#[handler]
async fn typed(request: &mut Request) -> Result<String, Typed> {
    let read: User = request.parse_json().await?;
    Ok(read.name)
}

#[handler]
fn stream(response: &mut Response) {
    response.stream(broken_stream());
}

/// Reads the report, as a middleware outside of the boundary.
#[handler]
async fn reported(
    request: &mut Request,
    depot: &mut Depot,
    response: &mut Response,
    flow: &mut FlowCtrl,
) {
    flow.call_next(request, depot, response).await;
    if let Some(code) = code_of(response.extensions.get()) {
        response.headers_mut().insert(REPORT, code);
    }
}

#[handler]
fn problem() -> Result<&'static str, Problem> {
    boundary_tests::problem()
}

#[handler]
async fn panics(request: &mut Request) -> String {
    boundary_tests::panics(request.param("after").unwrap()).await
}

#[handler]
fn context() -> String {
    boundary_tests::context()
}

#[handler]
fn guarded(response: &mut Response) {
    response.status_code(StatusCode::UNAUTHORIZED);
    for (name, value) in GUARDED {
        let name = HeaderName::from_static(name);
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
}

#[handler]
fn text(response: &mut Response) {
    response.status_code(StatusCode::BAD_GATEWAY);
    response.render(Text::Plain(TEXT));
}

#[handler]
fn deliberate(response: &mut Response) {
    response.status_code(StatusCode::BAD_GATEWAY);
    response.render(Text::Html(PAGE));
}

fn serve(listener: std::net::TcpListener, boundary: ErrorBoundary) {
    boundary_tests::runtime().block_on(async {
        let router = Router::new()
            .push(Router::with_path("users/{id}").get(user).head(user))
            .push(
                Router::with_path("users")
                    .hoop(SecureMaxSize(64))
                    .post(new_user),
            )
            .push(
                Router::with_path("typed")
                    .hoop(SecureMaxSize(64))
                    .post(typed),
            )
            .push(Router::with_path("stream").get(stream))
            .push(Router::with_path("problem").get(problem))
            .push(Router::with_path("panics/{after}").get(panics))
            .push(Router::with_path("context").get(context))
            .push(Router::with_path("guarded").get(guarded))
            .push(Router::with_path("text").get(text))
            .push(Router::with_path("deliberate").get(deliberate));
        let service = Service::new(router).hoop(reported).hoop(boundary);
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        let acceptor = TcpAcceptor::try_from(listener).unwrap();
        Server::new(acceptor).serve(service).await;
    });
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "salvo 1",
        route: Some("/users/{id}"),
        allow: "GET, HEAD",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve(|listener| serve(listener, boundary))
    });
}

/// salvo has one status for most of them.
const REJECTIONS: [Rejection; 4] = [
    Rejection {
        media_type: "application/json",
        body: "{",
        status: 400,
        code: "invalid_json",
        text: "EOF while parsing",
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
        status: 400,
        code: "missing_content_type",
        text: "valid Content-Type header",
    },
    Rejection {
        media_type: "application/json",
        body: r#"{"name":"0123456789012345678901234567890123456789012345678901234567890"}"#,
        status: 413,
        code: "content_too_large",
        text: "payload too large",
    },
];

/// A hoop of the service and one of a router: the error is one event, and the hook of the
/// outer one is called.
#[test]
fn two_boundaries_log_once() {
    let recorder = boundary_tests::recorder::Recorder::of_process();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let outer = ErrorBoundary::new().on_error(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
    });
    let place = boundary_tests::serve(|listener| {
        boundary_tests::runtime().block_on(async {
            let inner = Router::new().hoop(ErrorBoundary::new());
            let router = inner
                .push(Router::with_path("users/{id}").get(user))
                .push(Router::with_path("guarded").get(guarded))
                .push(Router::with_path("deliberate").get(deliberate));
            let service = Service::new(router).hoop(outer);
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let acceptor = TcpAcceptor::try_from(listener).unwrap();
            Server::new(acceptor).serve(service).await;
        });
    });
    for (number, path) in ["/users/0", "/guarded", "/deliberate"].iter().enumerate() {
        let id = format!("twice-{number}");
        let request = ureq::get(format!("http://{place}{path}")).header("x-request-id", &id);
        let request = request.config().http_status_as_error(false).build();
        let response = request.call().unwrap();
        assert_eq!(response.headers()["x-request-id"], id);
        let events = recorder.take(&id);
        assert_eq!(events.len(), 1, "{path}: {events:#?}");
        assert_eq!(count.load(Ordering::Relaxed), number + 1, "{path}");
    }
}
