//! The shortest Cloudflare Worker. It only runs on `wasm32-unknown-unknown`.

use catchall::worker_0_8::fetch as fetch_inside;
use catchall::{ErrorBoundary, HttpError};
use worker::{Context, Env, Request, Response, event};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(worker)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },

    #[error("the worker's runtime failed")]
    Runtime(#[from] worker::Error),
}

fn user(request: &Request) -> Result<Response, AppError> {
    let path = request.path();
    let id = path.rsplit('/').next().and_then(|id| id.parse().ok());
    match id.unwrap_or_default() {
        1 => Ok(Response::ok("Ada")?),
        id => Err(AppError::UserNotFound { id }),
    }
}

#[event(fetch)]
async fn fetch(request: Request, _env: Env, _context: Context) -> worker::Result<Response> {
    fetch_inside(&ErrorBoundary::new(), request, async |request| {
        Ok(user(&request).unwrap_or_else(Response::from))
    })
    .await
}
