//! The templates of `derive_more`.

use catchall::HttpError;

use derive_more::{Display, Error};

#[derive(Debug, Display, Error, HttpError)]
enum AppError {
    #[display("no such file")]
    #[http(404)]
    Fixed(std::io::Error),
    #[display("no user {_0}")]
    #[http(404)]
    NoSource(#[error(not(source))] u64),
}

fn main() {}
