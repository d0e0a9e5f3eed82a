//! Checks axum 0.8 against the list.

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use catchall::Problem;
use conformance::{AppError, Framework, Place};

async fn error(Path(n): Path<usize>) -> Result<&'static str, AppError> {
    conformance::error(n)
}

async fn problem(Path(n): Path<usize>) -> Result<&'static str, Problem> {
    conformance::problem(n)
}

fn serve(place: Place) {
    conformance::runtime().block_on(async {
        let app = Router::new()
            .route("/error/{n}", get(error))
            .route("/problem/{n}", get(problem));
        let app = match &place.boundary {
            Some(boundary) => app.layer(boundary.clone()),
            None => app,
        };
        let listener = tokio::net::TcpListener::from_std(place.listener()).unwrap();
        place
            .until_stopped(axum::serve(listener, app).into_future())
            .await;
    });
}

const FRAMEWORK: Framework = Framework {
    name: "axum 0.8",
    http2: true,
    parameter: None,
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, serve);
}

#[test]
fn a_boundary_breaks_no_rule() {
    conformance::check_inside(FRAMEWORK, serve);
}
