//! poem 3 against the list of what a boundary promises.

use boundary_tests::{AppError, Framework, GUARDED, PAGE, Rejection, TEXT};
use catchall::{ErrorBoundary, Problem};
use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::web::{Html, Json, Path};
use poem::{EndpointExt, IntoResponse, Response, Route, Server, get, handler, post};
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
fn text() -> impl IntoResponse {
    TEXT.with_status(StatusCode::BAD_GATEWAY)
}

#[handler]
fn deliberate() -> impl IntoResponse {
    Html(PAGE).with_status(StatusCode::BAD_GATEWAY)
}

fn serve(listener: std::net::TcpListener, boundary: ErrorBoundary) {
    boundary_tests::runtime().block_on(async {
        let app = Route::new()
            .at("/users/:id", get(user))
            .at("/users", post(new_user))
            .at("/problem", get(problem))
            .at("/panics/:after", get(panics))
            .at("/context", get(context))
            .at("/guarded", get(guarded))
            .at("/text", get(text))
            .at("/deliberate", get(deliberate))
            .with(boundary);
        let acceptor = TcpAcceptor::from_std(listener).unwrap();
        Server::new_with_acceptor(acceptor).run(app).await.unwrap();
    });
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "poem 3",
        route: Some("/users/:id"),
        // poem sends none.
        allow: "",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve(|listener| serve(listener, boundary))
    });
}

const REJECTIONS: [Rejection; 3] = [
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
];
