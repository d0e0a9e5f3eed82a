//! What an error does is caught where it panics.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs code of an application's; `None` where it panics.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(value) => Some(value),
        Err(payload) => {
            discard(payload);
            None
        }
    }
}

/// Drops what a panic was raised with. It may be any type, and its `Drop` may
/// panic too; what that one was raised with is leaked, as its `Drop` need not be
/// any better.
#[cold]
fn discard(payload: Box<dyn Any + Send>) {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(another);
    }
}
