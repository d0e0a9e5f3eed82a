//! Arguments of a format string.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = "{}", id)]
    Oops { id: u8 },
    #[error("oops")]
    #[http(404, detail = "{} {}", id, self.name())]
    Other { id: u8 },
    #[error("oops")]
    #[http(404, detail = "{x}", x = id)]
    Third { id: u8 },
    #[error("oops")]
    #[http(404, member("a" = "{}", id))]
    Fourth { id: u8 },
}

fn main() {}
