//! `/`: everything that can go wrong, for people. Each link sends the request, and shows the
//! response and the event as they were received. It shows what only the log may contain, so
//! it is for a demonstration on a loopback address.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use catchall::OrProblem;
use minijinja::{Environment, context};
use serde::Serialize;
use tokio::task::spawn_blocking;

use crate::Shop;
use crate::failures::{self, Failure};
use crate::journal::{Entry, Journal};

/// Only the style is loaded, and the empty icon, which saves a request.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The start page of a shop.
#[derive(Clone, Debug)]
struct Start {
    base: String,
    client: ureq::Agent,
    journal: Journal,
    templates: Arc<Environment<'static>>,
}

/// The result of a request.
#[derive(Debug, Serialize)]
struct Outcome {
    name: &'static str,
    status: u16,
    curl: String,
    page: Option<&'static str>,
    status_line: String,
    headers: Vec<(String, String)>,
    body: String,
    events: Vec<Entry>,
}

/// Returns the page of the shop that listens on this address.
pub(crate) fn routes(
    address: SocketAddr,
    journal: Journal,
) -> Result<Router<Shop>, minijinja::Error> {
    let mut templates = Environment::new();
    templates.add_template("start.html", include_str!("start/start.html"))?;
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let start = Start {
        base: format!("http://{address}"),
        client: config.build().into(),
        journal,
        templates: Arc::new(templates),
    };
    Ok(Router::new()
        .route("/", get(overview))
        .route("/try/{name}", get(attempt))
        .route("/start.css", get(style))
        .with_state(start))
}

async fn overview(State(start): State<Start>) -> catchall::Result<impl IntoResponse> {
    start.render(None)
}

async fn attempt(
    State(start): State<Start>,
    Path(name): Path<String>,
) -> catchall::Result<impl IntoResponse> {
    let failure = failures::find(&name).or_problem(404)?;
    let sender = start.clone();
    let sent = spawn_blocking(move || sender.send(failure)).await;
    let outcome = sent.or_problem(500)?.or_problem(502)?;
    start.render(Some(&outcome))
}

async fn style() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css")],
        include_str!("start/start.css"),
    )
}

impl Start {
    /// Sends the request over the network, as any other client does.
    fn send(&self, failure: &'static Failure) -> Result<Outcome, ureq::Error> {
        let request = failure.request(&self.base)?;
        let mut response = if request.body().is_empty() {
            self.client.run(request.map(drop))
        } else {
            self.client.run(request)
        }?;
        let id = response.headers().get("x-request-id");
        let id = id.and_then(|id| id.to_str().ok()).unwrap_or_default();
        let events = self.journal.of_request(id);
        Ok(Outcome {
            name: failure.name,
            status: response.status().as_u16(),
            curl: failure.curl(&self.base),
            page: failure.page(),
            status_line: format!("{:?} {}", response.version(), response.status()),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| {
                    let value = String::from_utf8_lossy(value.as_bytes());
                    (name.to_string(), value.into_owned())
                })
                .collect(),
            body: response.body_mut().read_to_string()?,
            events,
        })
    }

    fn render(&self, outcome: Option<&Outcome>) -> catchall::Result<impl IntoResponse + use<>> {
        let template = self.templates.get_template("start.html").or_problem(500)?;
        let page = template.render(context! { groups => failures::GROUPS, outcome });
        // The page shows one moment, so it must not be stored.
        let headers = [
            (CONTENT_SECURITY_POLICY, POLICY),
            (CACHE_CONTROL, "no-store"),
        ];
        Ok((headers, Html(page.or_problem(500)?)))
    }
}
