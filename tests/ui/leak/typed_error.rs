//! No attribute makes it a source, but its type is an error, and the template
//! shows it.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no number: {0}")]
    #[http(400)]
    Number(std::num::ParseIntError),

    #[error("no such file: {err:?}")]
    #[http(404)]
    File { path: String, err: Option<Box<std::io::Error>> },

    #[error("no plugin: {}", _0)]
    #[http(404)]
    Plugin(Box<dyn std::error::Error + Send + Sync>),

    #[error("no such page: {cause:?}")]
    #[http(404)]
    Page { cause: &'static (dyn std::error::Error + Sync) },
}

fn main() {}
