//! Broken values in the lists of keys.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(503, retry_after = self.), detail = self.)]
enum AppError {
    #[error("oops")]
    #[http(404, member("a" = self.))]
    Member,
    #[error("oops")]
    #[http(404, member("a" = id id))]
    Two { id: u8 },
    #[error("oops")]
    #[http(404, member("a" = ))]
    Empty,
    #[error("oops")]
    #[http(404, header("X-A" = id +))]
    Header { id: u8 },
    #[error("oops")]
    #[http(404, context("a" = ?self.))]
    Context,
    #[error("oops")]
    #[http(404, grpc(metadata("a" = self.)))]
    Metadata,
}

fn main() {}
