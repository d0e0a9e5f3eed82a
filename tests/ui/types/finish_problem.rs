//! The problem after the request instead of after the error.

use catchall::{HttpError, Problem, RequestContext, Response};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(finish = last_word)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn last_word(
    _error: &AppError,
    _context: Option<&RequestContext>,
    _problem: &Problem,
    _response: &mut Response,
) {
}

fn main() {}
