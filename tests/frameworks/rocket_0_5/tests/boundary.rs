//! Checks Rocket 0.5 against the list of what a boundary promises.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, mpsc};

use boundary_tests::recorder::{Event, Recorder};
use boundary_tests::{
    AppError, Framework, GUARDED, PAGE, REPORT, Rejection, TEXT, broken_stream, code_of,
};
use catchall::rocket_0_5::failure;
use catchall::{ErrorBoundary, HttpError, OwnedErrorReport, Problem};
use rocket::config::{Config, LogLevel};
use rocket::data::{Limits, ToByteUnit};
use rocket::fairing::{AdHoc, Fairing, Info, Kind};
use rocket::fs::NamedFile;
use rocket::http::{Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::Response;
use rocket::response::content::RawHtml;
use rocket::response::stream::ReaderStream;
use rocket::serde::Deserialize;
use rocket::serde::json::{self, Json};
use rocket::tokio::io::AsyncRead;
use rocket::{Catcher, Responder, catch, catchers, get, post, routes};
use tokio_util::io::StreamReader;

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

/// A handler's error that has a rejection as a field. The error of a guard borrows
/// from the request, but its problem does not.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(rocket)]
enum Typed {
    #[error(transparent)]
    #[http(transparent)]
    Rejected(#[from] Problem),
}

#[post("/typed", data = "<user>")]
fn typed(user: Result<Json<User>, json::Error<'_>>) -> Result<String, Typed> {
    Ok(user.map_err(Problem::from)?.into_inner().name)
}

type Reader = Pin<Box<dyn AsyncRead + Send>>;

#[get("/stream")]
fn stream() -> ReaderStream![Reader] {
    let reader: Reader = Box::pin(StreamReader::new(broken_stream()));
    ReaderStream::one(reader)
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");

#[get("/file")]
async fn file() -> Option<NamedFile> {
    NamedFile::open(FILE).await.ok()
}

/// Reads the report, as a fairing after the boundary.
struct Reported;

#[rocket::async_trait]
impl Fairing for Reported {
    fn info(&self) -> Info {
        Info {
            name: "reported",
            kind: Kind::Response,
        }
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let report = request.local_cache(|| None::<OwnedErrorReport>);
        if let Some(code) = code_of(report.as_ref()) {
            response.set_raw_header(REPORT, code.to_str().unwrap().to_owned());
        }
    }
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
    owner.map(|Owner| "").ok_or(Status::Gone)
}

/// An error that is sent with another status.
#[get("/created")]
fn created() -> (Status, AppError) {
    (Status::Created, AppError::Busy)
}

#[get("/brewed")]
fn brewed() -> Status {
    Status::ImATeapot
}

/// The text of this program for a status.
#[catch(418)]
fn teapot() -> &'static str {
    "short and stout"
}

/// The text of another program for every status.
#[catch(default)]
fn anything(status: Status, _request: &Request<'_>) -> String {
    format!("a {}", status.code)
}

/// Starts a server and returns its address.
fn serve(boundary: ErrorBoundary) -> SocketAddr {
    serve_with(boundary, catchers![teapot])
}

fn serve_with(boundary: ErrorBoundary, catchers: Vec<Catcher>) -> SocketAddr {
    let (started, address) = mpsc::channel();
    std::thread::spawn(move || {
        boundary_tests::runtime().block_on(async {
            let config = Config {
                port: 0,
                limits: Limits::default().limit("json", 64.bytes()),
                log_level: LogLevel::Off,
                ..Config::debug_default()
            };
            let routes = routes![
                user, new_user, typed, stream, file, problem, panics, context, guarded, text,
                deliberate, owned, optional, created, brewed,
            ];
            let app = rocket::custom(config)
                .mount("/", routes)
                .register("/", catchers)
                .attach(boundary)
                .attach(Reported)
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
        name: "Rocket 0.5",
        route: Some("/users/<id>"),
        allow: "",
        rejections: &REJECTIONS,
    };
    boundary_tests::check(framework, serve);
}

const REJECTIONS: [Rejection; 3] = [
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
    Rejection {
        media_type: "application/json",
        body: r#"{"name":"0123456789012345678901234567890123456789012345678901234567890"}"#,
        status: 413,
        code: "content_too_large",
        text: "limit exceeded",
    },
];

/// The size of a file is known, although it is sent in pieces.
#[test]
fn a_file_keeps_its_length() {
    let place = serve(ErrorBoundary::new());
    let response = ureq::get(format!("http://{place}/file")).call().unwrap();
    let length = std::fs::metadata(FILE).unwrap().len().to_string();
    assert_eq!(response.headers()["content-length"], *length);
}

/// Sends a request to a new server.
fn asked(path: &str, id: &str) -> (u16, String, Vec<Event>) {
    asked_at(serve(ErrorBoundary::new()), path, id)
}

fn asked_at(place: SocketAddr, path: &str, id: &str) -> (u16, String, Vec<Event>) {
    let recorder = Recorder::of_process();
    let request = ureq::get(format!("http://{place}{path}")).header("x-request-id", id);
    let request = request.config().http_status_as_error(false).build();
    let mut response = request.call().unwrap();
    assert_eq!(response.headers()["x-request-id"], id);
    let owner = response.headers().get("x-owner");
    assert_eq!(owner.is_some(), path == "/owned");
    let text = response.body_mut().read_to_string().unwrap();
    let events = recorder.take(id);
    assert_eq!(events.len(), 1, "{events:#?}");
    (response.status().as_u16(), text, events)
}

#[test]
fn a_guard_that_fails_answers_with_its_error() {
    let (status, text, events) = asked("/owned", "guard-1");
    assert_eq!(status, 403);
    assert_eq!(
        text,
        r#"{"title":"Forbidden","status":403,"code":"not_yours","detail":"not yours","owner":"ada"}"#
    );
    assert_eq!(events[0].field("http.route"), "/owned");
}

#[test]
fn a_guard_that_may_fail_is_not_logged() {
    let (status, text, events) = asked("/optional", "guard-2");
    assert_eq!(status, 410);
    assert!(text.contains(r#""code":"gone""#), "{text}");
    assert_eq!(events[0].field("error.type"), "gone");
}

#[test]
fn an_error_keeps_its_status() {
    let (status, text, _) = asked("/created", "created");
    assert_eq!(status, 503);
    assert!(text.contains(r#""status":503"#), "{text}");
}

#[test]
fn the_text_of_a_catcher_is_the_detail() {
    let (status, text, events) = asked("/brewed", "brewed");
    assert_eq!(status, 418);
    assert!(text.contains(r#""detail":"short and stout""#), "{text}");
    assert_eq!(events[0].field("http.route"), "/brewed");
}

/// With two default catchers, it would not start.
#[test]
fn a_default_catcher_that_is_there_stays() {
    let place = serve_with(ErrorBoundary::new(), catchers![anything]);
    let (status, text, events) = asked_at(place, "/nowhere", "default");
    assert_eq!(status, 404);
    assert!(text.contains(r#""detail":"a 404""#), "{text}");
    assert_eq!(events[0].field("url.path"), "/nowhere");
}
