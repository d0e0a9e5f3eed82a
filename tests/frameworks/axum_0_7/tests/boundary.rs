//! axum 0.7 against the list.

use axum::extract::{Json, MatchedPath, Path};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, serve};
use boundary_tests::{AppError, Framework, GUARDED, PAGE, Rejection, TEXT};
use catchall::ErrorBoundary;
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

fn app(boundary: ErrorBoundary) -> Router {
    Router::new()
        .route("/users/:id", get(user))
        .route(
            "/users",
            post(|Json(user): Json<User>| async move { user.name }),
        )
        .route("/problem", get(|| async { boundary_tests::problem() }))
        .route("/panics/:after", get(panics))
        .route("/context", get(|| async { boundary_tests::context() }))
        .route("/guarded", get(guarded))
        .route("/text", get(|| async { (StatusCode::BAD_GATEWAY, TEXT) }))
        .route(
            "/deliberate",
            get(|| async { (StatusCode::BAD_GATEWAY, Html(PAGE)) }),
        )
        .layer(boundary)
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "axum 0.7",
        route: Some("/users/:id"),
        allow: "GET,HEAD",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        // `MatchedPath` is in axum 0.7 itself, and the boundary knows `axum-core`.
        let boundary = boundary.route_from(|extensions| {
            let matched = extensions.get::<MatchedPath>()?;
            Some(matched.as_str().to_owned())
        });
        boundary_tests::serve(|listener| {
            boundary_tests::runtime().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(listener, app(boundary)).await.unwrap();
            });
        })
    });
}

const REJECTIONS: [Rejection; 3] = [
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
];
