//! Constants and strings after `status =`.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(status = NOT_FOUND)]
    Oops,
    #[error("oops")]
    #[http(status = "404")]
    Other,
    #[error("oops")]
    #[http(status = "Not Found")]
    Third,
    #[error("oops")]
    #[http(status = "nothing")]
    Fourth,
}

fn main() {}
