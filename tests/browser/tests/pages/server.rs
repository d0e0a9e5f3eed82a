//! A server whose every response is an error.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, Method, Uri};
use axum::response::Response;
use axum::routing::get;
use catchall::header::Challenge;
use catchall::{ErrorBoundary, Problem, RequestContext, Translations};

pub(crate) const DETAIL: &str = "Of order 4711, \"Tea & biscuits\" is sold out.";
pub(crate) const HOSTILE: &str = "</script></p><script>window.ran = true</script><img src=/image onerror='window.ran = true'><!--";

#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<String>>>);

pub(crate) struct Server {
    place: SocketAddr,
    asked: Asked,
}

impl Server {
    /// Starts it. It ends with the process.
    pub(crate) fn start() -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let place = listener.local_addr().unwrap();
        let asked = Asked::default();
        let app = Router::new()
            .route("/errors/{status}", get(error))
            .route("/hostile", get(hostile))
            .route("/languages/{tag}", get(translated))
            .fallback(other)
            .with_state(asked.clone())
            .layer(ErrorBoundary::new());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(1)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        Self { place, asked }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.place)
    }

    /// Returns the paths that were requested since the last call.
    pub(crate) fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.0.lock().unwrap())
    }
}

impl Asked {
    fn add(&self, uri: &Uri) {
        self.0.lock().unwrap().push(uri.to_string());
    }
}

async fn error(State(asked): State<Asked>, uri: Uri, Path(status): Path<u16>) -> Problem {
    asked.add(&uri);
    let problem = match status {
        401 => Problem::unauthorized(Challenge::bearer()),
        405 => Problem::method_not_allowed(&[Method::POST]),
        429 | 503 => Problem::new(status).with_retry_after(30),
        // An unmapped error has no detail.
        500 => return Problem::internal_server_error(),
        status => Problem::new(status),
    };
    problem.with_detail(DETAIL)
}

async fn hostile(State(asked): State<Asked>, uri: Uri) -> Problem {
    asked.add(&uri);
    Problem::bad_request()
        .with_detail(HOSTILE)
        .with_member(HOSTILE, HOSTILE)
        .with_member("request_id", HOSTILE)
}

/// The texts of the site in German and Arabic. The sentence before the request id is in
/// neither.
const GERMAN: &str = "
service_unavailable =
    .title = Vorübergehend nicht erreichbar
    .advice = Die Seite ist ausgelastet, oder es wird an ihr gearbeitet.
error-page =
    .retry = Versuchen Sie es in { $count } Sekunden noch einmal.
";
const ARABIC: &str = "
service_unavailable =
    .title = الخدمة غير متاحة
    .advice = الموقع مشغول أو قيد الصيانة.
error-page =
    .retry = حاول مرة أخرى بعد { $count } ثانية.
";

async fn translated(Path(tag): Path<String>) -> Response {
    let translations = Translations::new("en", [("de", GERMAN), ("ar", ARABIC)]).unwrap();
    let context = RequestContext::current().unwrap();
    let context = context
        .with_accept_language(HeaderValue::from_str(&tag).unwrap())
        .with_translations(translations);
    let problem = Problem::service_unavailable()
        .with_retry_after(30)
        .with_member("request_id", "0c7d");
    problem.to_response_in(&context).map(Into::into)
}

async fn other(State(asked): State<Asked>, uri: Uri) -> Problem {
    asked.add(&uri);
    Problem::not_found()
}
