//! Characters that a name in Fluent cannot contain, and a first one that is not a letter.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, argument("user.id" = 1), argument("a b" = 1), argument("1st" = 1), argument("" = 1))]
    Oops,
}

fn main() {}
