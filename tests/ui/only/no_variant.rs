#[derive(Debug, thiserror::Error, catchall::HttpError)]
enum AppError {
    #[error("no user")]
    #[http(404)]
    NoUser,
}

catchall::only! {
    type ReadError = AppError { };
}

fn main() {}
