//! One list of what a boundary promises, and which of it each framework makes
//! impossible.
//!
//! A framework serves these, in its own syntax:
//!
//! | | |
//! | --- | --- |
//! | `GET /users/{id}` | [`user`] |
//! | `POST /users` | the `name` of a JSON body |
//! | `POST /typed` | the same, but a rejection is a field of the handler's error |
//! | `GET /problem` | [`problem`] |
//! | `GET /panics/{after}` | [`panics`] |
//! | `GET /context` | [`context`] |
//! | `GET /guarded` | a 401 without a body, with the headers of [`GUARDED`] |
//! | `GET /text` | a 502 with [`TEXT`] as its text |
//! | `GET /deliberate` | a 502 with [`PAGE`] as HTML |
//! | `GET /stream` | a 200 with [`broken_stream`] as its body |
//!
//! A middleware outside of the boundary copies the code of the report in the
//! extensions of a response into its header [`REPORT`], and one test calls
//! [`check`].

pub mod connection;
pub mod differences;
pub mod docs;
mod expectations;
pub mod extractors;
pub mod recorder;

use std::convert::Infallible;
use std::error::Error;
use std::fmt::Write as _;
use std::future;
use std::io::{Error as IoError, Read};
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use catchall::{
    Body, ErrorBoundary, Format, HttpError, OwnedErrorReport, Problem, RequestContext, Translations,
};
use futures_util::stream::{self, Stream, StreamExt};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use oracles::{Exchange, Suite};
use serde_json::Value;
use tower::{Service, ServiceExt};

use self::differences::DIFFERENCES;
use self::expectations::EXPECTATIONS;
use self::recorder::{Event, Recorder};

/// The headers of a guard.
pub const GUARDED: [(&str, &str); 2] = [("www-authenticate", "Bearer"), ("set-cookie", "a=b")];
/// The text of another service.
pub const TEXT: &str = "secret upstream";
/// A page that an application made.
pub const PAGE: &str = "<p>our own page</p>";

/// The header for the code of a report.
pub const REPORT: &str = "x-report";

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
    /// A 304.
    #[error("as before")]
    #[http(304, header("ETag" = "\"v1\""))]
    AsBefore,
}

/// The handler of `/users/{id}`.
///
/// # Errors
///
/// Always returns an error.
pub async fn user(id: u64) -> Result<String, AppError> {
    tokio::task::yield_now().await;
    match id {
        0 => Err(IoError::other("secret disk").into()),
        1 => Err(AppError::Busy),
        2 => Err(AppError::AsBefore),
        id => Err(AppError::NoUser(id)),
    }
}

/// The handler of `/problem`.
///
/// # Errors
///
/// Always returns an error.
pub fn problem() -> Result<&'static str, Problem> {
    Err(Problem::conflict())
}

/// The handler of `/panics/{after}`.
///
/// # Panics
///
/// Always panics, before or after it has waited.
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

/// What `/stream` sends before it fails.
pub const BEGUN: &str = "begun";

/// The body of `/stream`: it fails after [`BEGUN`].
pub fn broken_stream() -> impl Stream<Item = Result<Bytes, IoError>> + Send + Sync + 'static {
    let begun = stream::once(future::ready(Ok(Bytes::from_static(BEGUN.as_bytes()))));
    begun.chain(stream::once(async {
        // The first piece is sent before the second one fails.
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err(IoError::other("secret stream"))
    }))
}

/// What a middleware outside of the boundary does with a response.
#[must_use]
pub fn reported<B>(mut response: Response<B>) -> Response<B> {
    let code = code_of(response.extensions().get());
    if let Some(code) = code {
        response.headers_mut().insert(REPORT, code);
    }
    response
}

/// Returns the code of a report, as the value of a header.
///
/// # Panics
///
/// Panics if the code is not a valid header value.
#[must_use]
pub fn code_of(report: Option<&OwnedErrorReport>) -> Option<HeaderValue> {
    report.map(|report| HeaderValue::from_str(report.code()).expect("a code is a value"))
}

/// The format of the responses that the boundary itself makes.
struct OwnShape;

impl Format for OwnShape {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::json(&serde_json::json!({
            "error": { "code": problem.code(), "message": problem.detail() },
        }))
    }
}

/// The facts about a framework.
#[derive(Clone, Copy, Debug)]
pub struct Framework {
    /// Its name and version.
    pub name: &'static str,
    /// How it writes the route of `/users/{id}`, if the boundary knows it.
    pub route: Option<&'static str>,
    /// The `Allow` of its 405, empty if it has none.
    pub allow: &'static str,
    /// What its extractors reject.
    pub rejections: &'static [Rejection],
}

/// A body that `POST /users` rejects.
#[derive(Clone, Copy, Debug)]
pub struct Rejection {
    /// The type of the body, empty if it has none.
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

/// A failure, as it was passed to `on_error`.
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
    /// A server whose boundary has its own format.
    formatted: SocketAddr,
    /// A server with the developer page.
    for_developers: SocketAddr,
    recorder: Recorder,
    reports: Arc<Mutex<Vec<Report>>>,
    /// All requests, with their responses.
    seen: Mutex<Vec<Exchange>>,
}

/// A response, and what was logged for its request.
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

/// Checks a framework against the list. `serve` starts a server, which runs until the
/// program ends.
///
/// # Panics
///
/// Panics if anything is not as expected; the message lists every difference.
pub fn check(framework: Framework, serve: impl Fn(ErrorBoundary) -> SocketAddr) {
    let recorder = Recorder::of_process();
    let reports = Arc::new(Mutex::new(Vec::new()));
    let boundary = {
        let reports = Arc::clone(&reports);
        let boundary = ErrorBoundary::new()
            .with_translations(translations())
            .with_report_extension();
        boundary.on_error(move |report| {
            let request = report.request().expect("a failure inside has a request");
            reports.lock().expect("no test panics here").push(Report {
                request_id: request.request_id().unwrap_or_default().to_owned(),
                path: request.path().to_owned(),
                status: report.status().map_or(0, |status| status.as_u16()),
                code: report.code().to_owned(),
                is_typed: report.error().is_some_and(<dyn Error>::is::<AppError>),
            });
            // If a hook panics, nothing changes. This one panics without a message.
            resume_unwind(Box::new(()));
        })
    };
    let server = Server {
        framework,
        formatted: serve(boundary.clone().with_format(&OwnShape)),
        for_developers: serve(
            boundary
                .clone()
                .with_developer_page(SocketAddr::from(([127, 0, 0, 1], 0))),
        ),
        place: serve(boundary),
        recorder,
        reports,
        seen: Mutex::default(),
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
    let seen = server.seen.into_inner().expect("no test panics here");
    failures.push_str(&oracles::check(Suite::Boundary(framework.name), &seen));
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

/// Returns whether an expectation holds. If it does not, the panic hook prints why.
fn holds(expectation: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(expectation)).is_ok()
}

fn new_id() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);

    format!("test-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

impl Server {
    /// Sends a request.
    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.send_to(self.place, method, path, headers, body)
    }

    fn send_to(
        &self,
        place: SocketAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let exchange = send(place, method, path, headers, body);
        let answer = Answer::of(&exchange);
        // A body that ends early is intended by the handler.
        if place == self.place && path != "/stream" {
            let mut seen = self.seen.lock().expect("no test panics here");
            seen.push(exchange);
        }
        answer
    }

    /// Sends a request with its own id, and takes what is logged for it.
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Asked {
        self.ask_at(self.place, method, path, headers, body)
    }

    fn ask_at(
        &self,
        place: SocketAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Asked {
        let id = new_id();
        let mut all = vec![("x-request-id", &*id)];
        all.extend(headers);
        let answer = self.send_to(place, method, path, &all, body);
        if answer.status >= 400 {
            assert_eq!(answer.header("x-request-id"), id, "{method} {path}");
        }
        let events = self.recorder.take(&id);
        Asked { id, answer, events }
    }

    /// Returns the bytes of a request without its body, and its id.
    fn head(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> (String, String) {
        let id = new_id();
        let place = self.place;
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nhost: {place}\r\nx-request-id: {id}\r\n");
        for (name, value) in headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head.push_str("\r\n");
        (head, id)
    }

    fn get(&self, path: &str) -> Asked {
        self.ask("GET", path, &[], "")
    }

    fn reject(&self, path: &str, rejection: &Rejection) -> Asked {
        self.reject_at(self.place, path, rejection)
    }

    fn reject_at(&self, place: SocketAddr, path: &str, rejection: &Rejection) -> Asked {
        let media_type = ("content-type", rejection.media_type);
        let headers: &[_] = match rejection.media_type {
            "" => &[],
            _ => &[media_type],
        };
        self.ask_at(place, "POST", path, headers, rejection.body)
    }

    /// Returns the reports that the hook received for a request.
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
    /// Returns the one event.
    #[track_caller]
    fn one(&self) -> Event {
        assert_eq!(self.events.len(), 1, "{:#?}", self.events);
        self.events[0].clone()
    }
}

impl Answer {
    fn of(exchange: &Exchange) -> Self {
        let response = &exchange.response;
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: String::from_utf8(response.body().to_vec()).expect("it is a text"),
        }
    }

    #[track_caller]
    fn json(&self) -> Value {
        let media_type = self.header("content-type");
        assert_eq!(media_type, "application/problem+json", "{}", self.text);
        let json: Value = serde_json::from_str(&self.text).expect("a problem is JSON");
        assert_eq!(json["status"], self.status);
        json
    }

    /// Returns the names in `Vary`, from all lines.
    fn varies(&self) -> impl Iterator<Item = &str> {
        let lines = self.headers.get_all("vary").iter();
        let texts = lines.map(|line| line.to_str().expect("a header is ASCII here"));
        texts.flat_map(|line| line.split(',')).map(str::trim)
    }

    /// Returns a header, empty if it is not present.
    fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("a header is ASCII here"))
    }
}

/// Returns the status and the text of a response.
///
/// # Panics
///
/// Panics if there is none.
#[must_use]
pub fn answer(
    place: SocketAddr,
    method: &str,
    path: &str,
    media_type: &str,
    body: &str,
) -> (u16, String) {
    let headers: &[_] = match media_type {
        "" => &[],
        media_type => &[("content-type", media_type)],
    };
    let answer = Answer::of(&send(place, method, path, headers, body));
    (answer.status, answer.text)
}

fn send(
    place: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Exchange {
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
    let sent = Bytes::from(body.to_owned());
    let request = request.body(sent).expect("it is a request");
    let answered = agent.run(request.clone().map(|_| body.to_owned()));
    let (head, mut body) = answered.expect("the server answers").into_parts();
    let mut bytes = Vec::new();
    // If it ends early, what was read of it counts.
    let is_whole = body.as_reader().read_to_end(&mut bytes).is_ok();
    Exchange {
        case: path.to_owned(),
        request,
        response: Response::from_parts(head, bytes.into()),
        is_whole,
    }
}

/// Runs a server in its own thread, on a free port.
///
/// # Panics
///
/// Panics if there is no free port.
pub fn serve(run: impl FnOnce(TcpListener) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    listener.set_nonblocking(true).expect("it can wait");
    let place = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || run(listener));
    place
}

/// Returns a runtime for a server.
///
/// # Panics
///
/// Panics if it cannot be created.
#[must_use]
pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("there is a runtime")
}

/// Serves a tower service with hyper.
///
/// # Panics
///
/// Panics if there is no free port.
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
                let service = service.clone().map_response(reported);
                let service = TowerToHyperService::new(service);
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
