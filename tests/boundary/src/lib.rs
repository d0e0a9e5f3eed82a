//! One list of what a boundary promises, and what of it each framework makes
//! impossible.
//!
//! A framework serves these, in its own words:
//!
//! | | |
//! | --- | --- |
//! | `GET /users/{id}` | [`user`] |
//! | `POST /users` | the `name` of a JSON body |
//! | `GET /problem` | [`problem`] |
//! | `GET /panics/{after}` | [`panics`] |
//! | `GET /context` | [`context`] |
//! | `GET /guarded` | a 401 without a body, with the headers of [`GUARDED`] |
//! | `GET /text` | a 502 with [`TEXT`] as its text |
//! | `GET /deliberate` | a 502 with [`PAGE`] as HTML |
//!
//! and has one test that calls [`check`].

mod differences;
pub mod docs;
mod expectations;
pub mod recorder;

use std::convert::Infallible;
use std::error::Error;
use std::fmt::Write as _;
use std::io::Error as IoError;
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use catchall::{ErrorBoundary, HttpError, Problem, RequestContext, Translations};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde_json::Value;
use tower_service::Service;

use self::differences::DIFFERENCES;
use self::expectations::EXPECTATIONS;
use self::recorder::{Event, Recorder};

/// The headers of a guard.
pub const GUARDED: [(&str, &str); 2] = [("www-authenticate", "Bearer"), ("set-cookie", "a=b")];
/// What another service says.
pub const TEXT: &str = "secret upstream";
/// A page that an application made.
pub const PAGE: &str = "<p>our own page</p>";

/// The errors of the handlers.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(web)]
pub enum AppError {
    /// A 404.
    #[error("no user {0}")]
    #[http(404)]
    NoUser(#[http(argument = "id")] u64),
    /// A masked 500.
    #[error("database error")]
    Database(#[from] IoError),
    /// A 503 with a header and a member.
    #[error("busy")]
    #[http(503, retry_after = 7, member("request_id" = "its own"))]
    Busy,
    /// A 403 with a header and a member, for guards.
    #[error("not yours")]
    #[http(403, header("x-owner" = "ada"), member("owner" = "ada"))]
    NotYours,
}

/// The handler of `/users/{id}`.
///
/// # Errors
///
/// Always.
pub async fn user(id: u64) -> Result<String, AppError> {
    tokio::task::yield_now().await;
    match id {
        0 => Err(IoError::other("secret disk").into()),
        1 => Err(AppError::Busy),
        id => Err(AppError::NoUser(id)),
    }
}

/// The handler of `/problem`.
///
/// # Errors
///
/// Always.
pub fn problem() -> Result<&'static str, Problem> {
    Err(Problem::conflict())
}

/// The handler of `/panics/{after}`.
///
/// # Panics
///
/// Always, before or after it has waited.
pub async fn panics(after: bool) -> String {
    if after {
        tokio::task::yield_now().await;
    }
    panic!("secret panic {after}")
}

/// The handler of `/context`.
#[must_use]
pub fn context() -> String {
    RequestContext::current().map_or_else(|| "none".to_owned(), |it| it.path().to_owned())
}

/// What is to be known of a framework.
#[derive(Clone, Copy, Debug)]
pub struct Framework {
    /// Its name and version.
    pub name: &'static str,
    /// How it writes the route of `/users/{id}`, if the boundary knows it.
    pub route: Option<&'static str>,
    /// The `Allow` of its 405, empty without one.
    pub allow: &'static str,
    /// What its extractors reject.
    pub rejections: &'static [Rejection],
}

/// A body that `POST /users` rejects.
#[derive(Clone, Copy, Debug)]
pub struct Rejection {
    /// The type of the body, empty without one.
    pub media_type: &'static str,
    /// The body.
    pub body: &'static str,
    /// The status of the framework.
    pub status: u16,
    /// Our code.
    pub code: &'static str,
    /// A part of the framework's text.
    pub text: &'static str,
}

/// The name of a promise.
type Expectation = &'static str;

/// A failure, as `on_error` was given it.
#[derive(Clone, Debug)]
struct Report {
    request_id: String,
    path: String,
    status: u16,
    code: String,
    is_typed: bool,
}

/// A server with its boundary.
struct Server {
    framework: Framework,
    place: SocketAddr,
    recorder: Recorder,
    reports: Arc<Mutex<Vec<Report>>>,
}

/// A response, and what was logged of its request.
struct Asked {
    id: String,
    answer: Answer,
    events: Vec<Event>,
}

/// A response.
struct Answer {
    status: u16,
    headers: HeaderMap,
    text: String,
}

/// Holds a framework to the list. `serve` starts a server, which runs until the program
/// ends.
///
/// # Panics
///
/// Where anything is not as it should be; the message lists all of it.
pub fn check(framework: Framework, serve: impl FnOnce(ErrorBoundary) -> SocketAddr) {
    let recorder = Recorder::of_process();
    let reports = Arc::new(Mutex::new(Vec::new()));
    let boundary = {
        let reports = Arc::clone(&reports);
        let boundary = ErrorBoundary::new().with_translations(translations());
        boundary.on_error(move |report| {
            let request = report.request().expect("a failure inside has a request");
            reports.lock().expect("no test panics here").push(Report {
                request_id: request.request_id().unwrap_or_default().to_owned(),
                path: request.path().to_owned(),
                status: report.status().map_or(0, |status| status.as_u16()),
                code: report.code().to_owned(),
                is_typed: report.error().is_some_and(<dyn Error>::is::<AppError>),
            });
            // A hook that panics changes nothing. This one does so without a message.
            resume_unwind(Box::new(()));
        })
    };
    let server = Server {
        framework,
        place: serve(boundary),
        recorder,
        reports,
    };
    let mut failures = String::new();
    for (name, expectation) in EXPECTATIONS {
        let holds = holds(|| expectation(&server));
        let difference = DIFFERENCES
            .iter()
            .find(|row| row.expectation == *name && row.frameworks.contains(&framework.name));
        match (holds, difference) {
            (true, None) => {}
            (false, None) => {
                let _ = writeln!(failures, "- {name}");
            }
            (true, Some(row)) => {
                let _ = writeln!(failures, "- {name}: no difference any more: {}", row.why);
            }
            (false, Some(row)) => {
                if !self::holds(|| (row.instead)(&server)) {
                    let _ = writeln!(failures, "- instead of: {name}");
                }
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} differs:\n{failures}",
        framework.name
    );
}

fn translations() -> Translations {
    let german = "
no_user =
    .detail = Kein Benutzer { $id }
conflict =
    .title = Widerspruch
not_found =
    .title = Nicht gefunden
internal_error =
    .title = Interner Fehler
    .detail = nie gesendet
    .advice = Nicht Ihre Schuld.
error-page =
    .retry = Später noch einmal.
    .request-id = Nummer der Anfrage:
";
    Translations::new("en", [("de", german)]).expect("they are valid")
}

/// Why it does not is printed by the hook of panics.
fn holds(expectation: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(expectation)).is_ok()
}

impl Server {
    /// Sends a request.
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        send(self.place, method, path, headers, body)
    }

    /// Sends a request with an id of its own, and takes what is logged of it.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Asked {
        static COUNT: AtomicUsize = AtomicUsize::new(0);

        let id = format!("test-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut all = vec![("x-request-id", &*id)];
        all.extend(headers);
        let answer = self.send(method, path, &all, body);
        if answer.status >= 400 {
            assert_eq!(answer.header("x-request-id"), id, "{method} {path}");
        }
        let events = self.recorder.take(&id);
        Asked { id, answer, events }
    }

    fn get(&self, path: &str) -> Asked {
        self.ask("GET", path, &[], "")
    }

    fn reject(&self, rejection: &Rejection) -> Asked {
        let media_type = ("content-type", rejection.media_type);
        let headers: &[_] = match rejection.media_type {
            "" => &[],
            _ => &[media_type],
        };
        self.ask("POST", "/users", headers, rejection.body)
    }

    /// What the hook was called with for a request.
    fn reports(&self, id: &str) -> Vec<Report> {
        let reports = self.reports.lock().expect("no test panics here");
        reports
            .iter()
            .filter(|report| report.request_id == id)
            .cloned()
            .collect()
    }
}

impl Asked {
    /// The one event.
    #[track_caller]
    fn one(&self) -> Event {
        assert_eq!(self.events.len(), 1, "{:#?}", self.events);
        self.events[0].clone()
    }
}

impl Answer {
    #[track_caller]
    fn json(&self) -> Value {
        let media_type = self.header("content-type");
        assert_eq!(media_type, "application/problem+json", "{}", self.text);
        let json: Value = serde_json::from_str(&self.text).expect("a problem is JSON");
        assert_eq!(json["status"], self.status);
        json
    }

    /// What it varies by, in whatever lines.
    fn varies(&self) -> impl Iterator<Item = &str> {
        let lines = self.headers.get_all("vary").iter();
        let texts = lines.map(|line| line.to_str().expect("a header is ASCII here"));
        texts.flat_map(|line| line.split(',')).map(str::trim)
    }

    /// A header, empty if it is not there.
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("a header is ASCII here"))
    }
}

fn send(
    place: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("http://{place}{path}"));
    for (name, value) in headers {
        let name: HeaderName = name.parse().expect("it is a name");
        let value = HeaderValue::from_str(value).expect("it is a value");
        request = request.header(name, value);
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .build()
        .into();
    let request = request.body(body.to_owned()).expect("it is a request");
    let mut response = agent.run(request).expect("the server answers");
    Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        text: response.body_mut().read_to_string().expect("it is a text"),
    }
}

/// Runs a server in a thread of its own, with a port that is free.
///
/// # Panics
///
/// Where there is none.
pub fn serve(run: impl FnOnce(TcpListener) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.set_nonblocking(true).expect("it can wait");
    let place = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || run(listener));
    place
}

/// A runtime for a server.
///
/// # Panics
///
/// Where there is none.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("there is a runtime")
}

/// Serves a service of tower with hyper.
///
/// # Panics
///
/// Where there is no free port.
pub fn serve_service<S, B>(service: S) -> SocketAddr
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    serve(move |listener| {
        runtime().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("it can wait");
            while let Ok((connection, _)) = listener.accept().await {
                let service = TowerToHyperService::new(service.clone());
                tokio::spawn(async move {
                    let builder = hyper::server::conn::http1::Builder::new();
                    // A client that disconnects gets no response.
                    let _ = builder
                        .serve_connection(TokioIo::new(connection), service)
                        .await;
                });
            }
        });
    })
}
