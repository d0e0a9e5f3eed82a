//! A server whose every answer is an error.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{Method, Uri};
use axum::routing::get;
use catchall::header::Challenge;
use catchall::{ErrorBoundary, Problem};

pub(crate) const DETAIL: &str = "The order 4711 has 3 items <of \"12\"> that are no longer there.";
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

    /// What was asked for since the last call.
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
        // What is unmapped has no detail.
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

async fn other(State(asked): State<Asked>, uri: Uri) -> Problem {
    asked.add(&uri);
    Problem::not_found()
}
