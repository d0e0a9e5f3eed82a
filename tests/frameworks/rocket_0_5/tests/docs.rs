//! Rocket 0.5: the type URI of an error leads to its documentation.

use std::net::SocketAddr;
use std::sync::mpsc;

use boundary_tests::docs::{Documented, check_docs, docs, fails};
use catchall::ErrorBoundary;
use rocket::config::{Config, LogLevel};
use rocket::fairing::AdHoc;
use rocket::{Build, Rocket, get, routes};

#[get("/fails/<n>")]
fn failing(n: u64) -> Result<&'static str, Documented> {
    fails(n)
}

fn place(wrap: fn(Rocket<Build>) -> Rocket<Build>) -> SocketAddr {
    let (started, address) = mpsc::channel();
    std::thread::spawn(move || {
        boundary_tests::runtime().block_on(async {
            let config = Config {
                port: 0,
                log_level: LogLevel::Off,
                ..Config::debug_default()
            };
            let app = rocket::custom(config)
                .mount("/", routes![failing])
                .mount("/problems", docs())
                .attach(AdHoc::on_liftoff("address", move |rocket| {
                    let config = rocket.config();
                    let _ = started.send(SocketAddr::new(config.address, config.port));
                    Box::pin(async {})
                }));
            wrap(app).launch().await.unwrap();
        });
    });
    address.recv().unwrap()
}

#[test]
fn a_type_uri_leads_to_its_documentation() {
    check_docs(place(|app| app));
}

#[test]
fn a_type_uri_leads_to_its_documentation_inside_a_boundary() {
    check_docs(place(|app| app.attach(ErrorBoundary::new())));
}
