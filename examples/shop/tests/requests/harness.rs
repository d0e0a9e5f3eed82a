//! A shop on a free port, a client, and what the shop logged.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use catchall::HttpError;
use serde_json::Value;
use shop::{AppError, Journal};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;
use ureq::http::Request;

/// A running shop, which closes when it is dropped.
pub(crate) struct Shop {
    base: String,
    database: PathBuf,
    log: Log,
    close: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// A response.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

/// One event of catchall.
#[derive(Clone, Debug)]
pub(crate) struct Logged {
    pub(crate) level: Level,
    pub(crate) fields: BTreeMap<String, String>,
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Logged>>>);

impl Shop {
    pub(crate) fn open() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "catchall-shop-test-{}-{}.db",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let database = std::env::temp_dir().join(name);
        let _ = std::fs::remove_file(&database);
        let log = Log::default();
        let (close, closing) = oneshot::channel();
        let (send_address, address) = mpsc::channel();
        let thread = thread::spawn({
            let (database, log) = (database.clone(), log.clone());
            move || {
                let journal = Journal::default();
                // Only for this thread, so that the tests do not mix their logs.
                let _guard = tracing_subscriber::registry()
                    .with(log)
                    .with(journal.clone())
                    .set_default();
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                runtime.block_on(async {
                    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                    send_address.send(listener.local_addr().unwrap()).unwrap();
                    let closing = async { drop(closing.await) };
                    shop::serve(listener, &database, journal, closing)
                        .await
                        .unwrap();
                });
            }
        });
        let address = address.recv_timeout(Duration::from_secs(30)).unwrap();
        let shop = Self {
            base: format!("http://{address}"),
            database,
            log,
            close: Some(close),
            thread: Some(thread),
        };
        // The database exists once it responds.
        assert_eq!(shop.get("/products").status, 200);
        shop
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        send(Request::get(self.url(path)).body(String::new()).unwrap())
    }

    pub(crate) fn get_as(&self, token: &str, path: &str) -> Answer {
        let request = Request::get(self.url(path)).header("authorization", bearer(token));
        send(request.body(String::new()).unwrap())
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Answer {
        let request = Request::post(self.url(path)).header("content-type", "application/json");
        send(request.body(body.to_owned()).unwrap())
    }

    pub(crate) fn post_as(&self, token: &str, path: &str, body: &str) -> Answer {
        let request = Request::post(self.url(path))
            .header("content-type", "application/json")
            .header("authorization", bearer(token));
        send(request.body(body.to_owned()).unwrap())
    }

    /// Returns an HTML page, with its texts as a browser shows them.
    pub(crate) fn page(&self, path: &str) -> String {
        let answer = send_plainly(Request::get(self.url(path)).body(Vec::new()).unwrap());
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
        let escaped = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#x27;", "'"),
            ("&#x2f;", "/"),
            ("&amp;", "&"),
        ];
        let plain = |page: String, (name, char): (&str, &str)| page.replace(name, char);
        escaped.into_iter().fold(answer.body, plain)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Opens a second connection to the shop's database.
    pub(crate) fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.database).unwrap()
    }

    /// Returns the one event since the last call.
    pub(crate) fn logged(&self) -> Logged {
        let event = self.logged_of_any();
        assert_eq!(event.get("request_id"), REQUEST_ID);
        event
    }

    /// Returns the one event since the last call, for a request with any id.
    pub(crate) fn logged_of_any(&self) -> Logged {
        let mut events = std::mem::take(&mut *self.log.0.lock().unwrap());
        assert_eq!(events.len(), 1, "{events:#?}");
        events.remove(0)
    }

    /// Returns the one event of a 5xx, none of whose texts is in the response.
    pub(crate) fn logged_secretly(&self, answer: &Answer) -> Logged {
        let logged = self.logged();
        assert_eq!(
            logged.get("http.response.status_code"),
            answer.status.to_string()
        );
        let everything = format!("{:?}{}", answer.headers, answer.body);
        let chain = logged.fields.get("error.source_chain").map(String::as_str);
        for text in chain.into_iter().chain([logged.get("exception.message")]) {
            assert!(!everything.contains(text), "{text} is in {everything}");
        }
        logged
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        let _ = self.close.take().unwrap().send(());
        let closed = self.thread.take().unwrap().join();
        let _ = std::fs::remove_file(&self.database);
        if !thread::panicking() {
            closed.unwrap();
        }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Compares it with a whole problem, and with all headers except those of the
    /// connection. If the given problem has no code, the response must have the code and
    /// the type of an entry of the catalog: only `published.rs` compares these with what
    /// is published.
    #[track_caller]
    pub(crate) fn assert_problem(&self, problem: &Value, more_headers: &[(&str, &str)]) {
        let mut body = self.json();
        if self.status >= 500 {
            // The client can quote it.
            let id = body.as_object_mut().unwrap().remove("request_id");
            assert_eq!(id, Some(REQUEST_ID.into()));
        }
        let mut problem = problem.clone();
        if problem.get("code").is_none() {
            let catalog = AppError::catalog();
            let code = body["code"].as_str().unwrap();
            let entry = catalog.find(code).next();
            let entry = entry.unwrap_or_else(|| panic!("{code} is in no catalog"));
            problem["code"] = entry.code().into();
            if entry.type_uri() != "about:blank" {
                problem["type"] = entry.type_uri().into();
                problem["title"] = entry.title().into();
            }
        }
        assert_eq!(body, problem);
        assert_eq!(Value::from(self.status), problem["status"]);
        let mut headers = BTreeMap::from([
            ("cache-control", "no-store"),
            ("content-type", "application/problem+json"),
            ("vary", "accept"),
            ("x-request-id", REQUEST_ID),
        ]);
        headers.extend(more_headers.iter().copied());
        let length = self.body.len().to_string();
        headers.insert("content-length", &length);
        let found: BTreeMap<&str, &str> = self
            .headers
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .filter(|(name, _)| *name != "date")
            .collect();
        assert_eq!(found, headers);
    }
}

impl Logged {
    #[track_caller]
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields
            .get(field)
            .unwrap_or_else(|| panic!("no {field} in {self:#?}"))
    }
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

const REQUEST_ID: &str = "of-the-test";

/// Sends a request with the id of the test.
pub(crate) fn send(mut request: Request<String>) -> Answer {
    let id = REQUEST_ID.parse().unwrap();
    request.headers_mut().insert("x-request-id", id);
    send_plainly(request.map(String::into_bytes))
}

/// Sends a request unchanged, on its own connection.
pub(crate) fn send_plainly(request: Request<Vec<u8>>) -> Answer {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true)
        .timeout_global(Some(Duration::from_secs(30)))
        .build();
    let agent: ureq::Agent = config.into();
    let mut response = if request.body().is_empty() {
        agent.run(request.map(drop)).unwrap()
    } else {
        agent.run(request).unwrap()
    };
    Answer {
        status: response.status().as_u16(),
        headers: response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
            .collect(),
        body: response.body_mut().read_to_string().unwrap(),
    }
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        struct Fields(BTreeMap<String, String>);

        impl Visit for Fields {
            fn record_str(&mut self, field: &Field, value: &str) {
                self.0.insert(field.to_string(), value.to_owned());
            }

            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                self.0.insert(field.to_string(), format!("{value:?}"));
            }
        }

        if event.metadata().name() == "catchall" {
            let mut fields = Fields(BTreeMap::new());
            event.record(&mut fields);
            self.0.lock().unwrap().push(Logged {
                level: *event.metadata().level(),
                fields: fields.0,
            });
        }
    }
}
