//! The crate under another path, and another macro.

use catchall::HttpError;

mod renamed {
    pub use catchall::*;
}

macro_rules! other {
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        impl<$($generics)*> Other for $ty where $($bounds)* {}
    };
}
use other;

trait Other {}

fn is_other<T: Other>() {}

#[derive(Debug, thiserror::Error, HttpError)]
#[http(crate = crate::renamed, via = crate::other)]
enum AppError {
    #[error("oops")]
    #[http(404)]
    Oops,
}

fn main() {
    is_other::<AppError>();
}
