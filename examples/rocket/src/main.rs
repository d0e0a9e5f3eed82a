//! The shortest service with Rocket 0.5.

use std::net::SocketAddr;

use catchall::{ErrorBoundary, HttpError};
use rocket::config::{Config, LogLevel};
use rocket::fairing::AdHoc;
use rocket::{get, launch, routes};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(rocket)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

#[get("/users/<id>")]
fn user(id: u64) -> Result<String, AppError> {
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Ok(std::fs::read_to_string("/no/such/user")?),
        id => Err(AppError::UserNotFound { id }),
    }
}

#[launch]
fn rocket() -> _ {
    let address = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let address = address.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 3000)));
    let config = Config {
        address: address.ip(),
        port: address.port(),
        log_level: LogLevel::Off,
        ..Config::default()
    };
    rocket::custom(config)
        .mount("/", routes![user])
        .attach(ErrorBoundary::new())
        .attach(AdHoc::on_liftoff("address", |rocket| {
            let Config { address, port, .. } = rocket.config();
            println!("listening on {address}:{port}");
            Box::pin(async {})
        }))
}
