//! Errors of other crates that are not named like errors.

use catchall::{HttpError, Problem};
use eyre::Report;
use tonic::Status;
use validator::ValidationErrors;

type Cause = anyhow::Error;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no row: {0:?}")]
    #[http(404)]
    Eyre(Report),

    #[error("no row: {0}")]
    #[http(404)]
    Anyhow(Cause),

    #[error("no answer: {0}")]
    #[http(404)]
    Grpc(Status),

    #[error("no answer: {0}")]
    #[http(404)]
    Inner(Problem),

    // Its text contains the values that were sent, including a password.
    #[error("invalid: {0}")]
    #[http(422)]
    Invalid(ValidationErrors),
}

fn main() {}
