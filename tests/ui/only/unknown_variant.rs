#[derive(Debug, thiserror::Error, catchall::HttpError)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    NoUser { id: u64 },
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] InnerError),
}

#[derive(Debug, thiserror::Error, catchall::HttpError)]
enum InnerError {
    #[error("busy")]
    #[http(503)]
    Busy,
}

catchall::only! {
    type ReadError = AppError { NoUsr, Inner }, InnerError { Busy, Slow };
}

fn main() {}
