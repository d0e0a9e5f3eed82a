//! A case that turns a 5xx into a 4xx, with a field that is an error by its trait.

use catchall::HttpError;

#[derive(Debug, thiserror::Error)]
#[error("secret")]
enum Kind {
    Missing,
    Broken,
}

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops: {0}")]
    #[http(500, case(Kind::Broken => 502), case(Kind::Missing => 404))]
    Named(#[source] Kind),
    #[error("oops: {0}")]
    #[http(500, case(Kind::Broken => 502), case(Kind::Missing => 404))]
    ByTrait(Kind),
}

fn main() {}
