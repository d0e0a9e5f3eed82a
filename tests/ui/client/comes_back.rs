//! Each variant that clients read back is in its response, or is marked as staying in
//! the service.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(client)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    NoUser { id: u64 },
    #[error("wrong")]
    #[http(400)]
    Wrong(u8, #[http(member = "b")] u8),
    #[error("io")]
    #[http(409)]
    Io(#[from] std::io::Error),
    #[error("by value")]
    #[http(404, code = self.kind())]
    ByValue,
    #[error(transparent)]
    #[http(transparent, code = "other")]
    Renamed(Inner),
    #[error("searched")]
    #[http(chain(Inner))]
    Searched(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("two")]
    #[http(transparent = inner)]
    Computed { inner: Inner },
    #[error("two")]
    Two(#[http(transparent)] Inner, u8),
    #[error("not read")]
    #[http(client, 404)]
    Word,
    #[error("not read")]
    #[http(404, client = on)]
    On(u8),
    #[error("not mapped, and no mistake")]
    Bug(u8),
    #[error("left out, and no mistake")]
    #[http(404, client = off)]
    Off(u8),
}

impl AppError {
    fn kind(&self) -> &'static str {
        "kind"
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner")]
#[http(404, client)]
struct Inner;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum NoClient {
    #[error("no client")]
    #[http(404, client = off)]
    Off(u8),
}

fn main() {}
