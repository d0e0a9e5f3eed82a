//! A closure instead of the path of a function.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(finish = |_, _, _| ())]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
