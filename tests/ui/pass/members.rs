//! Members with the names of RFC 9457, in a different format.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(format = Json, member("type" = "error"), unmapped(503, member("title" = "none")))]
enum OfType {
    #[error("oops")]
    #[http(404, member("status" = "NOT_FOUND"))]
    Oops {
        #[http(member)]
        code: u8,
    },
    #[error("unmapped")]
    Unmapped,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(on(4xx, format = Json))]
enum OfStatus {
    #[error("oops")]
    #[http(404, member("status" = "NOT_FOUND"))]
    Oops,
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Own {
    #[error("oops")]
    #[http(404, format = Json, member("instance" = "i"), case(1 => member("detail" = "d")))]
    Oops(u8),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("oops")]
#[http(404, format = Json, member("status" = "NOT_FOUND"))]
struct Struct;

fn main() {}
