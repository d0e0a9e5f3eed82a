//! Hostile load: many requests over persistent connections, with everything that may
//! go wrong. It is a separate program, because it measures its memory.
//!
//! `CATCHALL_REQUESTS=100000 cargo test -p boundary-tests --test hostile` sends more.

use std::fmt;
use std::io::Error as IoError;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Json, Path};
use axum::http::StatusCode;
use axum::routing::{get, post};
use boundary_tests::connection::Connection;
use boundary_tests::recorder::Recorder;
use catchall::{ErrorBoundary, HttpError, Problem, RequestContext};
use serde_json::Value;
use tower_http::timeout::TimeoutLayer;
use tracing::Level;

const REQUESTS: u64 = 5_000;
const CONNECTIONS: u64 = 8;
/// Contained in every text that no client may read.
const CANARY: &str = "CANARY";
/// The name of the server's threads, whose panics are not printed.
const SERVER: &str = "server";
/// The growth that the process is allowed, in KiB: pages that the allocator keeps,
/// but nothing that each request adds to.
const GROWTH: u64 = 8 * 1024;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user {0}")]
    #[http(404)]
    NoUser(u64),
    #[error("CANARY in the database")]
    Database(#[source] IoError),
    #[error("{0}")]
    #[http(400)]
    LongDetail(String),
    #[error("CANARY {0}")]
    Long(String),
}

/// Its `Display` panics.
#[derive(Debug, HttpError)]
#[http(axum)]
enum Unreadable {
    #[http(409)]
    Conflict,
    Unmapped,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("CANARY in a `Display`")
    }
}

impl std::error::Error for Unreadable {}

async fn error(Path(kind): Path<String>) -> Result<String, AppError> {
    let long = || "long ".repeat(64 * 1024 / 5);
    match &*kind {
        "database" => Err(AppError::Database(IoError::other("CANARY disk"))),
        "long-detail" => Err(AppError::LongDetail(long())),
        "long" => Err(AppError::Long(long())),
        "late" => {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Err(AppError::NoUser(0))
        }
        number => Err(AppError::NoUser(number.len() as u64)),
    }
}

async fn unreadable(Path(is_mapped): Path<bool>) -> Unreadable {
    if is_mapped {
        Unreadable::Conflict
    } else {
        Unreadable::Unmapped
    }
}

async fn panics(Path(after): Path<bool>) -> String {
    if after {
        tokio::task::yield_now().await;
    }
    panic!("CANARY panic")
}

/// Panics with the payload of another panic, for which no panic hook is called.
async fn resumes() -> String {
    let task = tokio::spawn(async { panic!("CANARY in a task") });
    let error: tokio::task::JoinError = task.await.unwrap_err();
    std::panic::resume_unwind(error.into_panic())
}

fn app(failures: Arc<AtomicU64>) -> Router {
    let boundary = ErrorBoundary::new().on_error(move |_| {
        let count = failures.fetch_add(1, Ordering::Relaxed);
        assert!(!count.is_multiple_of(3), "CANARY in the hook");
    });
    Router::new()
        .route("/ok", get(|| async { "ok" }))
        .route("/errors/{kind}", get(error))
        .route("/unreadable/{is_mapped}", get(unreadable))
        .route("/panics/{after}", get(panics))
        .route("/resumes", get(resumes))
        .route(
            "/json",
            post(|Json(json): Json<Vec<u64>>| async move { json.len().to_string() }),
        )
        .route(
            "/text",
            get(|| async { (StatusCode::BAD_GATEWAY, "CANARY upstream") }),
        )
        .route(
            "/problem",
            get(|| async { Err::<(), _>(Problem::conflict().with_detail("again")) }),
        )
        .route(
            "/never",
            // Only on this route: on a busy machine, another one may take as long.
            get(|| async { tokio::time::sleep(Duration::from_secs(60)).await }).layer(
                TimeoutLayer::with_status_code(
                    StatusCode::SERVICE_UNAVAILABLE,
                    Duration::from_millis(50),
                ),
            ),
        )
        .layer(boundary)
}

/// Runs on the threads of the server, outside of its requests.
async fn watch(mixed: Arc<AtomicU64>) {
    loop {
        if RequestContext::current().is_some() {
            mixed.fetch_add(1, Ordering::Relaxed);
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

fn serve(failures: Arc<AtomicU64>, mixed: &Arc<AtomicU64>) -> SocketAddr {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = listener.local_addr().unwrap();
    let mixed = Arc::clone(mixed);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name(SERVER)
            .enable_all()
            .build()
            .unwrap();
        for _ in 0..8 {
            runtime.spawn(watch(Arc::clone(&mixed)));
        }
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app(failures)).await.unwrap();
        });
    });
    place
}

/// One kind of request: its method, path and body, and the expected response.
struct Case(&'static str, &'static str, &'static str, u16, &'static str);

const CASES: [Case; 20] = [
    Case("GET", "/ok", "", 200, ""),
    Case("POST", "/json", "[1,2]", 200, ""),
    Case("GET", "/errors/some?token=CANARY", "", 404, "no_user"),
    Case("HEAD", "/errors/some", "", 404, "no_user"),
    Case("GET", "/errors/database", "", 500, "internal_error"),
    Case("GET", "/errors/long-detail", "", 400, "long_detail"),
    Case("GET", "/errors/long", "", 500, "internal_error"),
    Case("GET", "/errors/late", "", 404, "no_user"),
    // An error that cannot be written is a plain 500.
    Case("GET", "/unreadable/true", "", 500, "internal_error"),
    Case("GET", "/unreadable/false", "", 500, "internal_error"),
    Case("GET", "/panics/false", "", 500, "internal_error"),
    Case("GET", "/panics/true", "", 500, "internal_error"),
    Case("GET", "/resumes", "", 500, "internal_error"),
    Case("POST", "/json", "[1,", 400, "invalid_json"),
    Case("POST", "/json", "{}", 422, "invalid_body"),
    Case("GET", "/text", "", 502, "bad_gateway"),
    Case("GET", "/problem", "", 409, "conflict"),
    Case("GET", "/nowhere", "", 404, "not_found"),
    Case("DELETE", "/ok", "", 405, "method_not_allowed"),
    Case("GET", "/never", "", 503, "service_unavailable"),
];

/// Values of `Accept`, with the media type that they select.
const ACCEPTS: [(&[u8], &str); 6] = [
    (b"\xff\xfe/\xff;q=\xff", "application/problem+json"),
    (b"text/html", "text/html; charset=utf-8"),
    (b"text/plain;q=0.5, \xf0\x9f/*", "text/plain; charset=utf-8"),
    (b"*/*;q=1e9, ,,;;", "application/problem+json"),
    (b"application/json", "application/problem+json"),
    (b"", "application/problem+json"),
];

const LANGUAGES: [&[u8]; 3] = [b"\xc3\x28", b"de-\xff, *;q=-1", b"en"];

const TRACE_PARENTS: [&[u8]; 4] = [
    b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    b"00-\xff\xff-\xff-\xff",
    b"----",
    b"00-00000000000000000000000000000000-00f067aa0ba902b7-01",
];

/// Returns the next number of a sequence that is the same in each run.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn pick<T>(of: &[T], number: u64) -> &T {
    &of[usize::try_from(number).unwrap() % of.len()]
}

/// What one client saw.
#[derive(Default)]
struct Seen {
    /// The number of events of the requests that had a response.
    events: u64,
    /// The identifiers of the requests that it did not wait for.
    aborted: Vec<String>,
}

fn client(place: SocketAddr, number: u64, requests: u64) -> Seen {
    let recorder = Recorder::of_process();
    let mut random = 0x9e37_79b9_7f4a_7c15 + number;
    let mut connection = Connection::to(place);
    let mut seen = Seen::default();
    for at in 0..requests {
        let mut case = pick(&CASES, next(&mut random));
        // It takes a while.
        if case.1 == "/never" && !at.is_multiple_of(8) {
            case = &CASES[2];
        }
        let Case(method, path, body, status, code) = case;
        let (accept, media_type) = pick(&ACCEPTS, next(&mut random));
        let own_id = format!("r-{number}-{at}");
        let has_own_id = !at.is_multiple_of(5);
        let id: &[u8] = match at % 15 {
            0 => b"\xff\xfe",
            5 => &[b'x'; 200],
            10 => b"a b",
            _ => own_id.as_bytes(),
        };
        let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {place}\r\n").into_bytes();
        for (name, value) in [
            ("accept", *accept),
            ("accept-language", *pick(&LANGUAGES, next(&mut random))),
            ("traceparent", *pick(&TRACE_PARENTS, next(&mut random))),
            ("x-request-id", id),
            ("user-agent", b"\xe2\x28\xa1 CANARY"),
            ("cookie", b"a=\xff\xfe; CANARY"),
            ("authorization", b"Bearer \xa0\xa1CANARY"),
            ("forwarded", b"for=\xc0\x80"),
            ("origin", b"http://\xfe\xff"),
            ("content-language", b"\xed\xa0\x80"),
            ("x-other", b"\x80CANARY"),
        ] {
            head.extend_from_slice(name.as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value);
            head.extend_from_slice(b"\r\n");
        }
        if *method == "POST" {
            let length = body.len();
            head.extend_from_slice(
                format!("content-type: application/json\r\ncontent-length: {length}\r\n")
                    .as_bytes(),
            );
        }
        head.extend_from_slice(b"\r\n");

        if has_own_id && next(&mut random).is_multiple_of(40) {
            // Disconnects: after the request, or within its body.
            connection.send(&head);
            connection.send(&body.as_bytes()[..body.len() / 2]);
            connection.leave();
            connection = Connection::to(place);
            seen.aborted.push(own_id);
            continue;
        }
        if !body.is_empty() && next(&mut random).is_multiple_of(4) {
            connection.send(&head);
            for byte in body.as_bytes() {
                std::thread::sleep(Duration::from_millis(1));
                connection.send(&[*byte]);
            }
        } else {
            head.extend_from_slice(body.as_bytes());
            connection.send(&head);
        }

        let answer = connection.read(*method != "HEAD");
        assert_eq!(answer.status, *status, "{method} {path} {}", answer.head);
        let text = String::from_utf8(answer.body.clone()).unwrap();
        for public in [&answer.head, &text] {
            assert!(!public.contains(CANARY), "{method} {path} {public}");
        }
        if *status < 400 {
            assert_eq!(answer.header("x-request-id"), "");
            continue;
        }
        assert_eq!(
            answer.header("content-type"),
            *media_type,
            "{method} {path}"
        );
        if *path == "/errors/long-detail" {
            assert!(text.len() > 64 * 1000, "{}", text.len());
        }
        let id = answer.header("x-request-id");
        if has_own_id {
            assert_eq!(id, own_id);
        } else {
            assert_eq!(id.len(), 36, "{id}");
        }
        if *method != "HEAD" && *media_type == "application/problem+json" {
            let json: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(json["status"], *status);
            assert_eq!(json["code"], *code, "{method} {path}");
        }
        let events = recorder.take(id);
        assert_eq!(events.len(), 1, "{method} {path} {events:?}");
        assert_logged(&events[0], case);
        seen.events += 1;
    }
    seen
}

/// Checks that the event belongs to the request.
fn assert_logged(event: &boundary_tests::recorder::Event, case: &Case) {
    let Case(_, path, _, status, code) = case;
    assert_eq!(event.field("error.type"), *code, "{path}");
    let logged_status = event.field("http.response.status_code");
    assert_eq!(logged_status, status.to_string(), "{path}");
    assert_eq!(event.field("url.path"), path.split('?').next().unwrap());
    let is_server_error = *status >= 500;
    let level = if is_server_error {
        Level::ERROR
    } else {
        Level::DEBUG
    };
    assert_eq!(event.level, level, "{event:?}");
    // A 5xx has a text that explains it. No header and no query is in the log.
    let is_explained = !matches!(*path, "/never" | "/unreadable/true" | "/unreadable/false");
    let has_text = event.text().contains(CANARY);
    assert_eq!(has_text, is_server_error && is_explained, "{event:?}");
    if *path == "/resumes" {
        // Its location is unknown, and it was at none of the other locations.
        let message = event.field("exception.message");
        assert_eq!(message, "panicked: CANARY in a task");
    }
}

/// Returns the memory of this process in KiB, if the system provides it.
fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Sends this many requests at once. Returns how many events they had, and which
/// requests were aborted.
fn load(place: SocketAddr, requests: u64) -> Vec<Seen> {
    let clients: Vec<_> = (0..CONNECTIONS)
        .map(|number| std::thread::spawn(move || client(place, number, requests / CONNECTIONS)))
        .collect();
    let seen = clients.into_iter().map(|client| client.join().unwrap());
    seen.collect()
}

#[test]
fn hostile_load_breaks_nothing() {
    let requests = std::env::var("CATCHALL_REQUESTS").map_or(REQUESTS, |it| it.parse().unwrap());
    let printing = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(SERVER) {
            printing(info);
        }
    }));
    let recorder = Recorder::of_process();
    let failures = Arc::new(AtomicU64::new(0));
    let mixed = Arc::new(AtomicU64::new(0));
    let place = serve(Arc::clone(&failures), &mixed);

    let mut seen = load(place, 1_000);
    let before = resident();
    seen.extend(load(place, requests));
    // Aborted requests may still run.
    std::thread::sleep(Duration::from_millis(200));
    let after = resident();

    let mut events = 0;
    for client in &seen {
        events += client.events;
    }
    // The clients of both loads use the same identifiers.
    let mut aborted: Vec<_> = seen.iter().flat_map(|client| &client.aborted).collect();
    assert!(!aborted.is_empty());
    aborted.sort_unstable();
    for same in aborted.chunk_by(|one, other| one == other) {
        let of_aborted = recorder.take(same[0]).len();
        assert!(of_aborted <= same.len(), "{same:?}");
        events += u64::try_from(of_aborted).unwrap();
    }
    assert_eq!(mixed.load(Ordering::Relaxed), 0, "a request is left behind");
    let rest = recorder.take_rest();
    assert!(rest.is_empty(), "no request has these: {rest:#?}");
    // The hook saw what was logged, and nothing else.
    assert_eq!(failures.load(Ordering::Relaxed), events);
    if let (Some(before), Some(after)) = (before, after) {
        assert!(
            after < before + GROWTH,
            "{before} KiB before, {after} KiB after {requests} requests"
        );
        eprintln!("{before} KiB before, {after} KiB after {requests} requests");
    }
}
