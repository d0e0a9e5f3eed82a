//! A Cloudflare Worker inside a boundary, for the tests.

use std::sync::{Mutex, PoisonError};

use catchall::worker_0_8::fetch as fetch_inside;
use catchall::{Body, ErrorBoundary, Format, HttpError, Problem, RequestContext};
use worker::{Context, Env, Headers, Request, Response, RouteContext, Router, event};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(worker)]
enum AppError {
    #[error("no user {0}")]
    #[http(404)]
    NoUser(u64),
    #[error("database error")]
    Database(#[from] std::io::Error),
}

fn user(id: u64) -> Result<String, AppError> {
    match id {
        0 => Err(std::io::Error::other("secret disk").into()),
        id => Err(AppError::NoUser(id)),
    }
}

/// The format of the responses that the boundary itself makes.
struct OwnShape;

impl Format for OwnShape {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        Body::new("text/x-own", problem.code().into_owned())
    }
}

/// The reports that the hook received.
static REPORTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn with_text(status: u16, media_type: &str, text: &str) -> worker::Result<Response> {
    let headers = Headers::new();
    headers.set("content-type", media_type)?;
    let response = Response::ok(text)?;
    Ok(response.with_headers(headers).with_status(status))
}

fn guarded() -> worker::Result<Response> {
    let headers = Headers::new();
    headers.set("www-authenticate", "Bearer")?;
    Ok(Response::empty()?.with_headers(headers).with_status(401))
}

fn failing_user(context: &RouteContext<()>) -> worker::Result<Response> {
    let id = context.param("id").and_then(|id| id.parse().ok());
    match user(id.unwrap_or_default()) {
        Ok(text) => Response::ok(text),
        Err(error) => Ok(error.into()),
    }
}

fn current() -> worker::Result<Response> {
    let current = RequestContext::current();
    Response::ok(current.map_or_else(String::new, |it| it.path().to_owned()))
}

fn reports() -> worker::Result<Response> {
    let reports = REPORTS.lock().unwrap_or_else(PoisonError::into_inner);
    Response::ok(reports.join(" "))
}

#[event(fetch)]
async fn fetch(request: Request, env: Env, _context: Context) -> worker::Result<Response> {
    let mut boundary = ErrorBoundary::new().on_error(|report| {
        let path = report.request().map_or("", |request| request.path());
        let report = format!("{path}:{}", report.code());
        REPORTS
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(report);
    });
    let headers = request.headers();
    if headers.has("x-own-shape")? {
        boundary = boundary.with_format(&OwnShape);
    }
    if headers.has("x-developer")? {
        boundary = boundary.with_developer_page(([127, 0, 0, 1], 0).into());
    }
    fetch_inside(&boundary, request, async |request| {
        Router::new()
            .get("/users/:id", |_, context| failing_user(&context))
            .get("/guarded", |_, _| guarded())
            .get("/text", |_, _| {
                with_text(502, "text/plain", "secret upstream")
            })
            .get("/deliberate", |_, _| {
                with_text(502, "text/html", "<p>our own page</p>")
            })
            .get("/fails", |_, _| {
                Err(worker::Error::RustError("secret runtime".to_owned()))
            })
            .get("/context", |_, _| current())
            .get("/reports", |_, _| reports())
            .run(request, env)
            .await
    })
    .await
}
