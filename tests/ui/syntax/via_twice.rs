//! One macro twice.

use catchall::HttpError;

macro_rules! ours {
    ($($item:tt)*) => {};
}
pub(crate) use ours;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(via = crate::ours, via = crate::ours)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {}
