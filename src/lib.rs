//! x
pub use catchall_core::__private;
pub use catchall_core::*;
pub use catchall_derive::HttpError;
