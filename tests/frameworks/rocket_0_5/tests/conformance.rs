//! Checks Rocket 0.5 against the list.

use std::net::SocketAddr;

use catchall::Problem;
use conformance::{AppError, Framework, Place};
use rocket::config::{Config, LogLevel};
use rocket::fairing::AdHoc;
use rocket::shield::Shield;
use rocket::{get, routes};

#[get("/error/<n>")]
fn error(n: usize) -> Result<&'static str, AppError> {
    conformance::error(n)
}

#[get("/problem/<n>")]
fn problem(n: usize) -> Result<&'static str, Problem> {
    conformance::problem(n)
}

fn serve(place: Place) {
    conformance::runtime().block_on(async {
        let config = Config {
            port: 0,
            log_level: LogLevel::Off,
            ..Config::debug_default()
        };
        let (started, address) = rocket::tokio::sync::oneshot::channel();
        let app = rocket::custom(config)
            .mount("/", routes![error, problem])
            // Without the headers that Rocket adds to every response.
            .attach(Shield::new())
            .attach(AdHoc::on_liftoff("address", |rocket| {
                let config = rocket.config();
                let _ = started.send(SocketAddr::new(config.address, config.port));
                Box::pin(async {})
            }));
        let app = match place.boundary.clone() {
            Some(boundary) => app.attach(boundary),
            None => app,
        };
        let app = app.ignite().await.unwrap();
        let shutdown = app.shutdown();
        let serving = rocket::tokio::spawn(app.launch());
        place.started_at(address.await.unwrap());
        place.until_stopped(serving).await;
        shutdown.notify();
    });
}

const FRAMEWORK: Framework = Framework {
    name: "rocket 0.5",
    http2: true,
    parameter: Some("<n>"),
};

#[test]
fn sends_what_to_response_makes() {
    conformance::check(FRAMEWORK, serve);
}

#[test]
fn a_boundary_breaks_no_rule() {
    conformance::check_inside(FRAMEWORK, serve);
}
