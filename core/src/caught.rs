//! Users' code that may panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs the function; `None` where it panics.
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

/// Drops what a panic carries, which may panic in turn.
#[cold]
fn discard(payload: Box<dyn std::any::Any + Send>) {
    if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        // Its `Drop` may be the same one again.
        std::mem::forget(second);
    }
}
