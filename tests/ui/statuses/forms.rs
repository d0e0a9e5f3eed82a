//! Wrong ways to write a set of statuses.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = *_0, statuses = 404)]
    Assigned(u16),
    #[error("oops")]
    #[http(status = *_0, statuses)]
    Alone(u16),
    #[error("oops")]
    #[http(status = *_0, statuses())]
    Empty(u16),
    #[error("oops")]
    #[http(status = *_0, statuses(4xx))]
    Class(u16),
    #[error("oops")]
    #[http(status = *_0, statuses(404, NOT_FOUND))]
    Twice(u16),
    #[error("oops")]
    #[http(status = *_0, statuses(200))]
    Success(u16),
    #[error("oops")]
    #[http(status = *_0, statuses(404 | 410))]
    Alternatives(u16),
    #[error("oops")]
    #[http(status = *_0, statuses("404"))]
    Quoted(u16),
}

fn main() {}
