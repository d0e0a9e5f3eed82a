//! `web` on a type that is not `Send`.

use catchall::HttpError;

use std::rc::Rc;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(web)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops(Rc<str>),
}

fn main() {}
