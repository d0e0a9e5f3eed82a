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

/// Measures what it is given, which it calls once.
pub type Measure<'a> = dyn FnMut(&mut dyn FnMut()) + 'a;

impl<E, F> Case<E, F> {
    /// Measures the run alone: neither the error before nor the drop after.
    pub fn within<R>(self, measure: &mut Measure<'_>)
    where
        F: FnMut(E) -> R,
    {
        let (mut run, error) = ready(self);
        let (mut error, mut result) = (Some(error), None);
        measure(&mut || result = error.take().map(&mut run));
    }
}

/// A benchmark without its type.
#[derive(Clone, Copy)]
pub struct Row {
    /// The names of group, function and case.
    pub key: [&'static str; 3],
    /// What the function is called in tables.
    pub label: &'static str,
    /// See [`Case::within`].
    pub within: fn(&mut Measure<'_>),
}

/// Prints what `measure` counts of each, allocations and bytes, as lines of JSON.
pub fn count(rows: &[Row], measure: impl Fn(&mut dyn FnMut()) -> (u64, u64)) {
    for Row { key, label, within } in rows {
        let (mut allocations, mut bytes) = (0, 0);
        within(&mut |run| (allocations, bytes) = measure(run));
        let figure =
            json!({ "key": key, "label": label, "allocations": allocations, "bytes": bytes });
        println!("{figure}");
    }
}
