//! What hostile texts do to the log: nothing. It is a separate program, because it has
//! a logger and no subscriber.

use std::fmt;
use std::io::{Result as IoResult, Write};
use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

use catchall::http::{HeaderMap, HeaderValue, Method, Request, Uri};
use catchall::{ErrorBoundary, HttpError, Problem, RequestContext};
use http_body_util::Full;
use tower::{ServiceBuilder, ServiceExt, service_fn};
use tracing_subscriber::fmt::MakeWriter;

/// A line break, sequences that clear a terminal and set its title, and a change of direction.
const HOSTILE: &str = "a\r\nERROR forged\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}2J\u{202e}\u{2028}b";

/// Writes megabytes, as long as anything accepts them, and never ends by itself.
#[derive(Debug)]
struct Endless;

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        loop {
            f.write_str("CANARY ")?;
        }
    }
}

impl std::error::Error for Endless {}

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("{0}")]
    Text(String, #[source] Source),
    #[error("endless")]
    Endless(#[source] Endless),
    #[error("{0}")]
    #[http(context("all" = _0))]
    Context(String),
    #[error("many")]
    Chain(#[source] Source),
}

/// A source that has sources.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Source(String, #[source] Option<Box<Source>>);

fn text(text: &str) -> AppError {
    AppError::Text(text.to_owned(), Source(text.to_owned(), None))
}

struct Lines(Mutex<Vec<String>>);

static LINES: Lines = Lines(Mutex::new(Vec::new()));

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.target().starts_with("hyper") {
            return;
        }
        self.0.lock().unwrap().push(record.args().to_string());
    }

    fn flush(&self) {}
}

/// Returns the lines of only one test.
fn lines() -> (MutexGuard<'static, ()>, impl Fn() -> Vec<String>) {
    static ONE: Mutex<()> = Mutex::new(());
    static INSTALLED: Once = Once::new();
    let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    INSTALLED.call_once(|| {
        log::set_logger(&LINES).unwrap();
        log::set_max_level(log::LevelFilter::Debug);
    });
    (one, || std::mem::take(&mut LINES.0.lock().unwrap()))
}

fn hostile_context() -> RequestContext {
    RequestContext::new(Method::GET, &format!("/{HOSTILE}?token=SECRET"))
        .with_route(format!("/{HOSTILE}"))
        .with_request_id(HeaderValue::from_bytes(b"a\x80\tb").unwrap())
}

fn assert_harmless(line: &str) {
    assert!(!line.contains(|char: char| char.is_control()), "{line:?}");
    assert!(!line.contains(['\u{202e}', '\u{2028}']), "{line:?}");
    assert!(!line.contains("SECRET"), "{line:?}");
}

#[test]
fn a_line_stays_one_line() {
    let (_one, lines) = lines();
    let _ = text(HOSTILE).to_response_in(&hostile_context());
    let lines = lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_harmless(&lines[0]);
    for field in ["url.path", "http.route", "exception.message"] {
        let at = lines[0].find(&format!(" {field}=\"")).expect(field);
        assert!(lines[0][at..].contains(r"\r\nERROR forged\u{1b}[2J"));
    }
    assert!(!lines[0].contains("request_id="), "{}", lines[0]);
}

#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> IoResult<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Pipe {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The fields contain the unchanged texts, as strings, which a subscriber escapes.
#[test]
fn a_subscriber_writes_one_line() {
    let pipe = Pipe::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(pipe.clone())
        .with_ansi(false)
        .finish();
    tracing::subscriber::with_default(subscriber, || {
        let _ = text(HOSTILE).to_response_in(&hostile_context());
    });
    let written = String::from_utf8(pipe.0.lock().unwrap().clone()).unwrap();
    let line = written.strip_suffix('\n').unwrap();
    assert!(line.contains("http.route="), "{line}");
    assert_harmless(line);
}

#[test]
fn an_event_has_a_bounded_size() {
    let (_one, lines) = lines();
    let long = "CANARY\u{fc} ".repeat(1 << 20);
    let mut chain = None;
    for _ in 0..100 {
        chain = Some(Box::new(Source(format!("{} {long}", 1), chain)));
    }
    let context = RequestContext::new(Method::GET, &format!("/{}", "p".repeat(1 << 20)))
        .with_route("r".repeat(1 << 20));
    for error in [
        text(&long),
        AppError::Endless(Endless),
        AppError::Context(long.clone()),
        AppError::Chain(*chain.unwrap()),
    ] {
        let _ = error.to_response_in(&context);
    }
    let lines = lines();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert!(line.len() < 64 * 1024, "{}", line.len());
        assert!(line.contains("... (cut)"), "{line}");
        assert!(line.contains("CANARY"), "{line}");
    }
}

/// `Full` can be created from bytes, as the boundary requires.
type Body = Full<bytes::Bytes>;

async fn ask(request: Request<Body>) {
    let inner = service_fn(|_: Request<Body>| async {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        let response = Problem::internal_server_error().to_response();
        Ok::<_, std::io::Error>(response.map(Body::from))
    });
    let service = ServiceBuilder::new()
        .layer(ErrorBoundary::new())
        .service(inner);
    let response = service.oneshot(request).await.unwrap();
    assert_eq!(response.status(), 500);
}

#[tokio::test(flavor = "current_thread")]
#[expect(
    clippy::await_holding_lock,
    reason = "the other tests wait on other threads"
)]
async fn the_request_has_its_duration_and_neither_headers_nor_query() {
    let (_one, lines) = lines();
    let mut request = Request::new(Body::default());
    *request.uri_mut() = Uri::from_static("/path?token=SECRET");
    let mut headers = HeaderMap::new();
    for name in [
        "authorization",
        "cookie",
        "x-api-key",
        "accept",
        "user-agent",
    ] {
        headers.insert(name, HeaderValue::from_static("SECRET"));
    }
    *request.headers_mut() = headers;
    ask(request).await;
    let lines = lines();
    assert_eq!(lines.len(), 1);
    assert_harmless(&lines[0]);
    let fields = lines[0].split(' ');
    let mut durations = fields.filter_map(|it| it.strip_prefix("http.server.request.duration="));
    let duration: f64 = durations.next().expect(&lines[0]).parse().unwrap();
    assert!((0.02..20.0).contains(&duration), "{duration}");
}
