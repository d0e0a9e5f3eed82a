//! What could be read is expanded: impls for `via`, and uses of imports.

use std::time::Duration;

use catchall::HttpError;

macro_rules! ours {
    ([] [$ty:ty] []) => {
        impl Ours for $ty {}
    };
}
pub(crate) use ours;

trait Ours {}

fn ours_are_there<T: Ours>() {}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(via = crate::ours)]
enum AppError {
    #[error("oops")]
    #[http(404, nonsense, retry_after = Duration::from_secs(3))]
    Oops,
}

#[deny(unused_imports)]
mod refused {
    use std::time::Duration;

    #[derive(Debug, thiserror::Error, catchall::HttpError)]
    enum AppError {
        #[error("oops")]
        #[http(503, retry_aftr = Duration::from_secs(3))]
        Oops,
    }
}

fn main() {
    ours_are_there::<AppError>();
}
