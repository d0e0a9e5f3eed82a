//! `,` and names without quotes in lists.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("a", 1))]
    Oops,
    #[error("oops")]
    #[http(404, member(a = 1))]
    Other,
    #[error("oops")]
    #[http(404, header("X-A", "b"))]
    Third,
    #[error("oops")]
    #[http(404, member("a": 1))]
    Colon,
    #[error("oops")]
    #[http(404, "detail" = "gone")]
    Quoted,
    #[error("oops")]
    #[http(404, member("a"))]
    Fourth,
    #[error("oops")]
    #[http(404, member("a" = 1, 2))]
    Fifth,
}

fn main() {}
