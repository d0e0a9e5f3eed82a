//! Suffixes of literals, which would be dropped.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 503u16, on(401u16, log = warn))]
enum AppError {
    #[error("oops")]
    #[http(404u8)]
    Oops,
    #[error("oops")]
    #[http(status = 404i32)]
    Other,
    #[error("oops")]
    #[http(429, retry_after = 30ms)]
    Third,
    #[error("oops")]
    #[http(404, detail = "gone"s)]
    Fourth,
    #[error("oops")]
    #[http(404, member("a"s = 1))]
    Fifth,
    #[error("oops")]
    #[http(404, title = "Gone"u8)]
    Sixth,
}

fn main() {}
