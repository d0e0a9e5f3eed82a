//! With a subscriber.

use tracing_subscriber::fmt;

use crate::case::{Case, conversion};
use crate::errors::Sample;

/// A conversion whose event is formatted, and written to nowhere.
pub fn logged<const SIZE: usize, E: Sample, R>(
    convert: impl Fn(E) -> R,
) -> Case<E, impl FnMut(E) -> R> {
    install();
    conversion::<SIZE, E, R>(convert)
}

pub(crate) fn install() {
    let to_nowhere = fmt().with_max_level(tracing::Level::DEBUG);
    // A process that measures several installs it once.
    let _: Result<(), _> = to_nowhere.with_writer(std::io::sink).try_init();
}
