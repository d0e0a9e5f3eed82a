//! One name on the variant and on a field.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404, member("id" = 5))]
    Oops {
        #[http(member)]
        id: u64,
    },
}

fn main() {}
