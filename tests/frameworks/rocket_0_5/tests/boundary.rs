//! Rocket 0.5 against the list of what a boundary promises.

use std::net::SocketAddr;
use std::sync::{Arc, mpsc};

use boundary_tests::{AppError, Framework, GUARDED, PAGE, Rejection, TEXT};
use catchall::rocket_0_5::failure;
use catchall::{ErrorBoundary, Problem};
use rocket::config::{Config, LogLevel};
use rocket::fairing::AdHoc;
use rocket::http::{Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::content::RawHtml;
use rocket::serde::Deserialize;
use rocket::serde::json::Json;
use rocket::{Responder, get, post, routes};

#[derive(Deserialize)]
#[serde(crate = "rocket::serde")]
struct User {
    name: String,
}

#[get("/users/<id>")]
async fn user(id: u64) -> Result<String, AppError> {
    boundary_tests::user(id).await
}

#[post("/users", data = "<user>")]
fn new_user(user: Json<User>) -> String {
    user.into_inner().name
}

#[get("/problem")]
fn problem() -> Result<&'static str, Problem> {
    boundary_tests::problem()
}

#[get("/panics/<after>")]
async fn panics(after: bool) -> String {
    boundary_tests::panics(after).await
}

#[get("/context")]
fn context() -> String {
    boundary_tests::context()
}

#[derive(Responder)]
struct Guarded {
    body: (),
    challenge: Header<'static>,
    cookie: Header<'static>,
}

#[get("/guarded")]
fn guarded() -> (Status, Guarded) {
    let [challenge, cookie] = GUARDED.map(|(name, value)| Header::new(name, value));
    let guarded = Guarded {
        body: (),
        challenge,
        cookie,
    };
    (Status::Unauthorized, guarded)
}

#[get("/text")]
fn text() -> (Status, &'static str) {
    (Status::BadGateway, TEXT)
}

#[get("/deliberate")]
fn deliberate() -> (Status, RawHtml<&'static str>) {
    (Status::BadGateway, RawHtml(PAGE))
}

/// A guard that never lets a request pass.
struct Owner;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Owner {
    type Error = Arc<AppError>;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        Outcome::Error(failure(request, AppError::NotYours))
    }
}

#[get("/owned")]
fn owned(_owner: Owner) {}

#[get("/optional")]
fn optional(owner: Option<Owner>) -> Result<&'static str, Status> {
    match owner {
        None => Err(Status::Gone),
        Some(Owner) => Ok(""),
    }
}

/// Where its server listens.
fn serve(boundary: ErrorBoundary) -> SocketAddr {
    let (started, address) = mpsc::channel();
    std::thread::spawn(move || {
        boundary_tests::runtime().block_on(async {
            let config = Config {
                port: 0,
                log_level: LogLevel::Off,
                ..Config::debug_default()
            };
            let routes = routes![
                user, new_user, problem, panics, context, guarded, text, deliberate, owned,
                optional,
            ];
            let app = rocket::custom(config)
                .mount("/", routes)
                .attach(boundary)
                .attach(AdHoc::on_liftoff("address", move |rocket| {
                    let config = rocket.config();
                    let _ = started.send(SocketAddr::new(config.address, config.port));
                    Box::pin(async {})
                }));
            app.launch().await.unwrap();
        });
    });
    address.recv().unwrap()
}

#[test]
fn keeps_what_a_boundary_promises() {
    let framework = Framework {
        name: "rocket 0.5",
        route: Some("/users/<id>"),
        allow: "",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, serve);
}

const REJECTIONS: [Rejection; 2] = [
    Rejection {
        media_type: "application/json",
        body: "{",
        status: 400,
        code: "bad_request",
        text: "EOF",
    },
    Rejection {
        media_type: "application/json",
        body: "{}",
        status: 422,
        code: "unprocessable_content",
        text: "missing field `name`",
    },
];

#[test]
fn a_guard_that_fails_answers_with_its_error() {
    let recorder = boundary_tests::recorder::Recorder::of_process();
    let place = serve(ErrorBoundary::new());
    let ask = |path: &str, id: &str| {
        let request = ureq::get(format!("http://{place}{path}")).header("x-request-id", id);
        let request = request.config().http_status_as_error(false).build();
        request.call().unwrap()
    };
    let mut response = ask("/owned", "guard-1");
    assert_eq!(response.status(), 403);
    assert_eq!(response.headers()["x-owner"], "ada");
    assert_eq!(response.headers()["x-request-id"], "guard-1");
    let body = response.body_mut().read_to_string().unwrap();
    assert_eq!(
        body,
        r#"{"title":"Forbidden","status":403,"code":"not_yours","detail":"not yours","owner":"ada"}"#
    );
    let events = recorder.take("guard-1");
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!(events[0].field("http.route"), "/owned");

    // A guard that may fail is not logged, and what fails later answers.
    let mut response = ask("/optional", "guard-2");
    assert_eq!(response.status(), 410);
    let body = response.body_mut().read_to_string().unwrap();
    assert!(body.contains(r#""code":"gone""#), "{body}");
    let events = recorder.take("guard-2");
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!(events[0].field("error.type"), "gone");
}
