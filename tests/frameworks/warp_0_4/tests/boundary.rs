//! Checks warp 0.4 against the list of what a boundary promises.

use std::convert::Infallible;

use boundary_tests::{AppError, Framework, GUARDED, PAGE, Rejection, TEXT, broken_stream};
use serde::Deserialize;
use warp::http::StatusCode;
use warp::reply::{self, Reply};
use warp::{Filter, Rejection as Rejected};

#[derive(Deserialize)]
struct User {
    name: String,
}

async fn user(id: u64) -> Result<Result<String, AppError>, Infallible> {
    Ok(boundary_tests::user(id).await)
}

async fn panics(after: bool) -> Result<String, Infallible> {
    Ok(boundary_tests::panics(after).await)
}

fn guarded() -> impl Reply {
    let [first, second] = GUARDED;
    let reply = reply::with_status(warp::reply(), StatusCode::UNAUTHORIZED);
    let reply = reply::with_header(reply, first.0, first.1);
    reply::with_header(reply, second.0, second.1)
}

fn app() -> impl Filter<Extract = impl Reply, Error = Rejected> + Clone {
    let user = warp::path!("users" / u64)
        .and(warp::get().or(warp::head()).unify())
        .and_then(user);
    let new_user = warp::path!("users")
        .and(warp::post())
        .and(warp::body::content_length_limit(64))
        .and(warp::body::json())
        .map(|user: User| user.name);
    let stream = warp::path!("stream").map(|| reply::stream(broken_stream()));
    let problem = warp::path!("problem").map(boundary_tests::problem);
    let panics = warp::path!("panics" / bool).and_then(panics);
    let context = warp::path!("context").map(boundary_tests::context);
    let guarded = warp::path!("guarded").map(guarded);
    let text = warp::path!("text").map(|| reply::with_status(TEXT, StatusCode::BAD_GATEWAY));
    let deliberate = warp::path!("deliberate")
        .map(|| reply::with_status(reply::html(PAGE), StatusCode::BAD_GATEWAY));
    user.or(new_user)
        .or(problem)
        .or(panics)
        .or(context)
        .or(guarded)
        .or(text)
        .or(deliberate)
        .or(stream)
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "warp 0.4",
        // warp has filters instead of routes.
        route: None,
        allow: "",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, |boundary| {
        boundary_tests::serve_service(boundary.layer(warp::service(app())))
    });
}

const REJECTIONS: [Rejection; 4] = [
    Rejection {
        media_type: "application/json",
        body: "{",
        status: 400,
        code: "invalid_body",
        text: "Request body deserialize error: EOF",
    },
    Rejection {
        media_type: "application/json",
        body: "{}",
        status: 400,
        code: "invalid_body",
        text: "missing field `name`",
    },
    Rejection {
        media_type: "text/plain",
        body: "{}",
        status: 415,
        code: "unsupported_media_type",
        text: "content-type is not supported",
    },
    Rejection {
        media_type: "application/json",
        body: r#"{"name":"0123456789012345678901234567890123456789012345678901234567890"}"#,
        status: 413,
        code: "content_too_large",
        text: "payload is too large",
    },
];
