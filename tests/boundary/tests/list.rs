//! Checks axum 0.8 against the list.

use axum::body::Body;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, Json, Path};
use axum::http::StatusCode;
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use boundary_tests::{
    AppError, Framework, GUARDED, PAGE, Rejection, TEXT, broken_stream, reported,
};
use catchall::{ErrorBoundary, HttpError};
use serde::Deserialize;

#[derive(Deserialize)]
struct User {
    name: String,
}

async fn user(Path(id): Path<u64>) -> Result<String, AppError> {
    boundary_tests::user(id).await
}

async fn panics(Path(after): Path<bool>) -> String {
    boundary_tests::panics(after).await
}

async fn guarded() -> Response {
    (StatusCode::UNAUTHORIZED, GUARDED).into_response()
}

/// A handler's error that has a rejection as a field.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum Typed {
    #[error(transparent)]
    #[http(transparent)]
    Json(#[from] JsonRejection),
}

async fn typed(user: Result<Json<User>, JsonRejection>) -> Result<String, Typed> {
    Ok(user?.0.name)
}

fn app(boundary: ErrorBoundary) -> Router {
    Router::new()
        .route("/users/{id}", get(user))
        .route(
            "/users",
            post(|Json(user): Json<User>| async move { user.name }),
        )
        .route("/typed", post(typed))
        .route("/problem", get(|| async { boundary_tests::problem() }))
        .route("/panics/{after}", get(panics))
        .route("/context", get(|| async { boundary_tests::context() }))
        .route("/guarded", get(guarded))
        .route("/text", get(|| async { (StatusCode::BAD_GATEWAY, TEXT) }))
        .route(
            "/deliberate",
            get(|| async { (StatusCode::BAD_GATEWAY, Html(PAGE)) }),
        )
        .route(
            "/stream",
            get(|| async { Body::from_stream(broken_stream()) }),
        )
        .layer(DefaultBodyLimit::max(64))
        .layer(boundary)
        .layer(map_response(|response: Response| async {
            reported(response)
        }))
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "axum 0.8",
        route: Some("/users/{id}"),
        allow: "GET,HEAD",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve(|listener| {
            boundary_tests::runtime().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(listener, app(boundary)).await.unwrap();
            });
        })
    });
}

const REJECTIONS: [Rejection; 4] = [
    Rejection {
        media_type: "application/json",
        body: "{",
        status: 400,
        code: "invalid_json",
        text: "Failed to parse the request body as JSON",
    },
    Rejection {
        media_type: "application/json",
        body: "{}",
        status: 422,
        code: "invalid_body",
        text: "missing field `name`",
    },
    Rejection {
        media_type: "",
        body: "{}",
        status: 415,
        code: "missing_content_type",
        text: "Content-Type: application/json",
    },
    Rejection {
        media_type: "application/json",
        body: r#"{"name":"0123456789012345678901234567890123456789012345678901234567890"}"#,
        status: 413,
        code: "content_too_large",
        text: "length limit exceeded",
    },
];
