//! One benchmark: an error, and what is done to it.

use std::hint::black_box;

use serde_json::json;

use crate::errors::Sample;

/// What is measured is `run(error)`: the error is made before, and what comes of it
/// is dropped after.
pub struct Case<E, F> {
    /// Makes the error.
    pub sample: fn() -> E,
    /// What is done to it.
    pub run: F,
}

/// An error becomes a response.
pub fn conversion<const SIZE: usize, E: Sample, R>(
    convert: impl Fn(E) -> R,
) -> Case<E, impl FnMut(E) -> R> {
    Case {
        sample: E::sample::<SIZE>,
        run: convert,
    }
}

/// The function and its argument, after some calls: the first ones pay for what a
/// thread keeps.
pub fn ready<E, R, F: FnMut(E) -> R>(mut case: Case<E, F>) -> (F, E) {
    for _ in 0..20 {
        drop(black_box((case.run)((case.sample)())));
    }
    (case.run, (case.sample)())
}

/// What was counted, as a line of JSON.
pub fn line(key: [&str; 3], label: &str, allocations: u64, bytes: u64) -> String {
    json!({ "key": key, "label": label, "allocations": allocations, "bytes": bytes }).to_string()
}
