//! A flattened member that is not `Serialize`.

use catchall::HttpError;

#[derive(Debug)]
struct Id(u64);

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops {
        #[http(member(flatten))]
        id: Id,
    },
}

fn main() {}
