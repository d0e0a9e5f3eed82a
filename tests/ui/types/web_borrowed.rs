//! `web` on a type that borrows.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(web)]
enum AppError<'a> {
    #[error("oops")]
    #[http(404)]
    Oops(&'a str),
}

fn main() {}
