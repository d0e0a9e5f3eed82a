//! The member that `without_code` omits.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(format = ProblemJson::without_code())]
enum AppError {
    #[error("oops")]
    #[http(404, member("code" = 1))]
    Oops,
}

fn main() {}
