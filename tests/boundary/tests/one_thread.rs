//! A server with one thread, on which a request comes after another one: nothing of the
//! first is in the second, whatever the thread keeps.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{any, get};
use boundary_tests::connection::{Connection, Received};
use boundary_tests::recorder::Recorder;
use catchall::{ErrorBoundary, HttpError, Problem, RequestContext};
use tokio::runtime;
use tokio::sync::Notify;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
#[error("secret database")]
struct Database;

/// All that a handler can know of its request.
async fn seen() -> String {
    let context = RequestContext::current().unwrap();
    let accept: Vec<_> = context.accept().collect();
    let language = context.accept_language();
    format!("{context:?} {accept:?} {language:?}")
}

/// A task that goes on after its response, until it is told to end.
async fn goes_on(State(end): State<Arc<Notify>>) {
    tokio::spawn(catchall::in_current_request(async move {
        end.notified().await;
        catchall::log(&Database);
    }));
}

async fn ends(State(end): State<Arc<Notify>>) {
    end.notify_one();
    tokio::task::yield_now().await;
}

fn serve(boundary: ErrorBoundary) -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = listener.local_addr().unwrap();
    let app = Router::new()
        .route("/seen", get(seen))
        .route("/missing", get(|| async { Problem::not_found() }))
        .route("/fails/{id}", any(|| async { Database }))
        .route("/stops", any(|| async { StatusCode::BAD_GATEWAY }))
        .route("/panics", any(|| async { panic!("secret panic") as () }))
        .route("/goes-on", any(goes_on))
        .route("/ends", get(ends))
        .layer(boundary)
        .with_state(Arc::new(Notify::new()));
    std::thread::spawn(move || {
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await.unwrap();
        });
    });
    place
}

/// Sends a request, and reads the whole response.
fn ask(place: SocketAddr, line: &str, headers: &str) -> Received {
    let mut connection = Connection::to(place);
    connection.send(
        format!("{line} HTTP/1.1\r\nhost: it\r\n{headers}connection: close\r\n\r\n").as_bytes(),
    );
    connection.read(!line.starts_with("HEAD"))
}

fn text(received: &Received) -> String {
    String::from_utf8_lossy(&received.body).into_owned()
}

/// Everything that a request can have.
fn all(id: &str) -> String {
    format!(
        "x-request-id: {id}\r\n\
         traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n\
         accept: text/html\r\n\
         accept-language: de\r\n\
         content-type: text/plain\r\n"
    )
}

#[test]
fn a_request_has_nothing_of_the_one_before() {
    let recorder = Recorder::of_process();
    let boundary = || ErrorBoundary::new().with_report_extension();
    let fresh = text(&ask(serve(boundary()), "GET /seen", ""));
    assert!(fresh.contains("\"/seen\""), "{fresh}");
    for (at, before) in [
        "POST /fails/7",
        "DELETE /panics",
        "HEAD /fails/7",
        "PATCH /stops",
        "PUT /goes-on",
        "GET /none",
    ]
    .into_iter()
    .enumerate()
    {
        let place = serve(boundary());
        let id = format!("before-{at}");
        let first = ask(place, before, &all(&id));
        assert_eq!(first.status == 200, before == "PUT /goes-on", "{before}");
        let own = text(&ask(place, "GET /seen", &all("own")));
        assert!(
            own.contains("\"own\"") && own.contains("text/html"),
            "{own}"
        );
        assert_eq!(text(&ask(place, "GET /seen", "")), fresh, "after {before}");

        let failed = ask(place, "GET /fails/8", "");
        let (json, new) = (text(&failed), failed.header("x-request-id"));
        assert_eq!(
            failed.header("content-type"),
            "application/problem+json",
            "{json}"
        );
        assert!(new.len() == 36 && json.contains(new), "{json}");
        let events = recorder.take(new);
        let [event] = &events[..] else {
            panic!("{events:?}");
        };
        let fields = ["http.request.method", "url.path", "trace_id"].map(|name| event.field(name));
        assert_eq!(fields, ["GET", "/fails/8", ""]);
        let again = ask(place, "GET /fails/8", "");
        assert_ne!(again.header("x-request-id"), new);
        let missing = ask(place, "GET /missing", "");
        assert_ne!(missing.header("x-request-id"), new);
    }
}

#[test]
fn a_task_keeps_its_request_while_the_thread_goes_on() {
    let recorder = Recorder::of_process();
    let place = serve(ErrorBoundary::new());
    assert_eq!(ask(place, "PUT /goes-on", &all("kept")).status, 200);
    for _ in 0..3 {
        let seen = text(&ask(place, "GET /seen", &all("another")));
        assert!(seen.contains("\"another\""), "{seen}");
    }
    assert_eq!(recorder.take("kept").len(), 0);
    assert_eq!(ask(place, "GET /ends", "").status, 200);
    let events = recorder.take("kept");
    let [event] = &events[..] else {
        panic!("{events:?}");
    };
    let fields = ["http.request.method", "url.path"].map(|name| event.field(name));
    assert_eq!(fields, ["PUT", "/goes-on"]);
}
