//! Checks actix-web 4 against the list.

use actix_web::middleware::Condition;
use actix_web::web::{self, Path};
use actix_web::{App, HttpServer, ResponseError};
use catchall::Problem;
use conformance::{AppError, Framework, Place};

async fn error(n: Path<usize>) -> Result<&'static str, AppError> {
    conformance::error(*n)
}

async fn problem(n: Path<usize>) -> Result<&'static str, Problem> {
    conformance::problem(*n)
}

fn serve(place: Place) {
    actix_web::rt::System::new().block_on(async {
        // For any method: a route of `get` does not accept `HEAD`.
        let boundary = place.boundary.clone();
        let app = move || {
            let is_inside = boundary.is_some();
            let boundary = boundary.clone().unwrap_or_default();
            App::new()
                .route("/error/{n}", web::to(error))
                .route("/problem/{n}", web::to(problem))
                .wrap(Condition::new(is_inside, boundary))
        };
        let server = HttpServer::new(app).workers(1).disable_signals();
        let server = server.listen_auto_h2c(place.listener()).unwrap().run();
        let handle = server.handle();
        place.until_stopped(server).await;
        handle.stop(false).await;
    });
}

const FRAMEWORK: Framework = Framework {
    name: "actix-web 4",
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

#[test]
fn the_status_is_the_one_of_the_response() {
    for error in conformance::errors() {
        // This is known only when the text is written.
        if !matches!(error, AppError::Panics) {
            let name = format!("{error:?}");
            assert_eq!(
                error.status_code(),
                error.error_response().status(),
                "{name}"
            );
        }
    }
}
