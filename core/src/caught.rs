//! Calls to users' code that may panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the function. Returns `None` if it panics.
#[inline]
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(value) => Some(value),
        Err(payload) => {
            discard(payload);
            None
        }
    }
}

/// Drops the payload of a panic, which may itself panic.
#[cold]
fn discard(payload: Box<dyn std::any::Any + Send>) {
    if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        // Its `Drop` may panic again.
        std::mem::forget(second);
    }
}
