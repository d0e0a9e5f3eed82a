//! The errors of Rocket's guards as fields of an error, without a boundary.

use std::fmt;
use std::net::SocketAddr;
use std::sync::mpsc;

use boundary_tests::extractors::{Rejected, check_rejected};
use catchall::{HttpError, Problem};
use rocket::config::{Config, LogLevel};
use rocket::fairing::AdHoc;
use rocket::form::{Errors, Form, Result as FormResult};
use rocket::http::ext::IntoOwned;
use rocket::serde::Deserialize;
use rocket::serde::json::{Error as JsonError, Json};
use rocket::{FromForm, post, routes};

#[derive(Deserialize)]
#[serde(crate = "rocket::serde")]
struct User {
    name: String,
}

#[derive(FromForm)]
struct Order {
    count: u8,
    address: Address,
}

#[derive(FromForm)]
struct Address {
    #[field(validate = len(4..))]
    city: String,
}

/// An error that borrows from the request.
#[derive(Debug, HttpError)]
#[http(rocket)]
enum Borrowed<'r> {
    #[http(transparent)]
    Json(JsonError<'r>),
    #[http(transparent)]
    Form(Errors<'r>),
}

impl fmt::Display for Borrowed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rejected")
    }
}

impl std::error::Error for Borrowed<'_> {}

/// An error that does not borrow.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(rocket)]
enum Owned {
    #[error("the form is invalid")]
    #[http(transparent)]
    Form(Errors<'static>),
    #[error(transparent)]
    #[http(transparent)]
    Rejected(#[from] Problem),
}

#[post("/json", data = "<user>")]
fn json(user: Result<Json<User>, JsonError<'_>>) -> Result<String, Borrowed<'_>> {
    Ok(user.map_err(Borrowed::Json)?.into_inner().name)
}

#[post("/json/owned", data = "<user>")]
fn json_owned(user: Result<Json<User>, JsonError<'_>>) -> Result<String, Owned> {
    Ok(user.map_err(Problem::from)?.into_inner().name)
}

#[post("/form", data = "<order>")]
fn form(order: FormResult<'_, Form<Order>>) -> Result<String, Borrowed<'_>> {
    let order = order.map_err(Borrowed::Form)?;
    Ok(format!("{} {}", order.count, order.address.city))
}

#[post("/form/owned", data = "<order>")]
fn form_owned(order: FormResult<'_, Form<Order>>) -> Result<String, Owned> {
    let order = order.map_err(|errors| Owned::Form(errors.into_owned()))?;
    Ok(format!("{} {}", order.count, order.address.city))
}

#[post("/form/problem", data = "<order>")]
fn form_problem(order: FormResult<'_, Form<Order>>) -> catchall::Result<String> {
    let order = order?;
    Ok(format!("{} {}", order.count, order.address.city))
}

fn asked(path: &str, media_type: &str, body: &str) -> (u16, String) {
    let (started, address) = mpsc::channel();
    std::thread::spawn(move || {
        boundary_tests::runtime().block_on(async {
            let config = Config {
                port: 0,
                log_level: LogLevel::Off,
                ..Config::debug_default()
            };
            let app = rocket::custom(config)
                .mount(
                    "/",
                    routes![json, json_owned, form, form_owned, form_problem],
                )
                .attach(AdHoc::on_liftoff("address", move |rocket| {
                    let config = rocket.config();
                    let _ = started.send(SocketAddr::new(config.address, config.port));
                    Box::pin(async {})
                }));
            app.launch().await.unwrap();
        });
    });
    boundary_tests::answer(address.recv().unwrap(), "POST", path, media_type, body)
}

#[test]
fn a_rejection_has_the_code_of_its_kind() {
    for path in ["/json", "/json/owned"] {
        let expected = [
            (Rejected::CUT_JSON.to(path), 400),
            (Rejected::INCOMPLETE_JSON.to(path), 422),
        ];
        let ask = |_: &str, path: &str, media_type: &str, body: &str| asked(path, media_type, body);
        check_rejected(ask, &expected);
    }
}

#[test]
fn the_errors_of_a_form_have_their_fields() {
    let media_type = "application/x-www-form-urlencoded";
    for path in ["/form", "/form/owned", "/form/problem"] {
        let (status, answer) = asked(path, media_type, "count=many&address.city=Ur");
        assert_eq!(status, 422, "{path}: {answer}");
        assert!(answer.contains(r#""code":"invalid_form""#), "{answer}");
        for part in [
            r##""pointer":"#/count","detail":"invalid integer"##,
            r##""pointer":"#/address/city","detail":"expected at least 4"##,
        ] {
            assert!(answer.contains(part), "{path}: {answer}");
        }
        let (status, answer) = asked(path, media_type, "count=1&address.city=Rome");
        assert_eq!((status, &*answer), (200, "1 Rome"));
    }
}
