//! The source chain of an error.

use std::error::Error;

use crate::HttpError;
use crate::convert::caught::caught;

/// A chain that comes back to itself must not hang the service.
const LONGEST: usize = 128;

/// The source of an error; none where it panics.
pub(crate) fn source(error: &dyn Error) -> Option<&(dyn Error + 'static)> {
    caught(|| error.source()).flatten()
}

/// An error and its sources, from the outside in.
pub(crate) fn sources<'e>(
    start: Option<&'e (dyn Error + 'static)>,
) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(start, |error: &&'e (dyn Error + 'static)| source(*error)).take(LONGEST)
}

/// Looks whether an error is of one type that can speak for itself.
pub type Downcast = for<'e> fn(&'e (dyn Error + 'static)) -> Option<&'e dyn HttpError>;

/// Looks whether an error is an `E`.
#[doc(hidden)]
#[must_use]
pub fn downcast<'e, E: HttpError + 'static>(
    error: &'e (dyn Error + 'static),
) -> Option<&'e dyn HttpError> {
    error
        .downcast_ref::<E>()
        .map(|error| error as &dyn HttpError)
}

/// The first error of a chain that is of one of these types.
pub(crate) fn find<'e>(
    start: Option<&'e (dyn Error + 'static)>,
    types: &[Downcast],
) -> Option<&'e dyn HttpError> {
    sources(start).find_map(|error| types.iter().find_map(|downcast| downcast(error)))
}

/// The start of a field's source chain, for `chain(...)`. It is called with
/// method syntax, so that a `Box<dyn Error>`, an `anyhow::Error` and whatever
/// else derefs to an error will do.
pub trait SourceChain {
    /// The first error of the chain.
    fn __catchall_start(&self) -> Option<&(dyn Error + 'static)>;
}

impl<E: Error + 'static> SourceChain for E {
    fn __catchall_start(&self) -> Option<&(dyn Error + 'static)> {
        Some(self)
    }
}

macro_rules! unsized_errors {
    ($($ty:ty),*) => {$(
        impl SourceChain for $ty {
            fn __catchall_start(&self) -> Option<&(dyn Error + 'static)> {
                Some(self)
            }
        }
    )*};
}

unsized_errors!(
    dyn Error,
    dyn Error + Send,
    dyn Error + Send + Sync,
    dyn HttpError,
    dyn HttpError + Send,
    dyn HttpError + Send + Sync
);
