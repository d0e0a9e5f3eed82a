//! `flatten` where it is not allowed.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member(flatten))]
    Oops { more: Vec<u8> },
    #[error("oops")]
    #[http(404)]
    Other {
        #[http(member = flatten)]
        more: Vec<u8>,
    },
    #[error("oops")]
    #[http(404)]
    Third {
        #[http(member = "flatten")]
        more: Vec<u8>,
    },
}

fn main() {}
