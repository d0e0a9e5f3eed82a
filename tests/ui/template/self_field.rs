//! Fields through `self`, which an enum does not have.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, detail = self.name)]
    Oops { name: String },
    #[error("oops")]
    #[http(404, member("id" = self.0))]
    Other(u8),
    #[error("oops")]
    #[http(404, detail = format!("{}", self.name))]
    Third { name: String },
}

fn main() {}
