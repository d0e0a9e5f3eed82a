//! Both forms.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(unmapped = 503, unmapped(500, log = warn))]
enum AppError {
    #[error("oops")]
    Oops,
}

fn main() {}
