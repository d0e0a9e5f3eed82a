//! Characters that no name in Fluent has, and a first one that is no letter.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, argument("user.id" = 1), argument("a b" = 1), argument("1st" = 1), argument("" = 1))]
    Oops,
}

fn main() {}
