//! The source chain of an error, and the search for a type in it.

use std::error::Error;
use std::ops::Deref;

use crate::caught::caught;
use crate::describe::subject::Subject;

/// The maximum length of a chain: one that is a cycle must not hang the service.
pub(crate) const LONGEST: usize = 128;

/// Returns the source of an error, or `None` if it panics.
pub(crate) fn source(error: &dyn Error) -> Option<&(dyn Error + 'static)> {
    caught(|| error.source()).flatten()
}

/// Returns an error and its sources, from the outside in.
pub(crate) fn sources<'e>(
    start: Option<&'e (dyn Error + 'static)>,
) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(start, |error: &&'e (dyn Error + 'static)| source(*error)).take(LONGEST)
}

/// Calls the function with an error if it is of a type. Returns whether it is.
type Find<E> = fn(&E, &mut dyn FnMut(&dyn Subject)) -> bool;

/// A type to search for in a chain.
#[derive(Clone, Copy)]
pub struct Downcast {
    pub(crate) error: Find<dyn Error + 'static>,
    #[cfg(feature = "anyhow")]
    pub(crate) anyhow: Find<anyhow::Error>,
    #[cfg(feature = "eyre")]
    pub(crate) eyre: Find<eyre::Report>,
}

/// An error that may have values attached with `.context(..)`: these are not
/// errors of its source chain, and can only be found through its type.
#[derive(Clone, Copy)]
pub enum Contexts<'a> {
    /// No values.
    None,
    /// Values that anyhow attaches.
    #[cfg(feature = "anyhow")]
    Anyhow(&'a anyhow::Error),
    /// Values that eyre attaches.
    #[cfg(feature = "eyre")]
    Eyre(&'a eyre::Report),
    /// Uses the lifetime if neither feature is enabled.
    #[doc(hidden)]
    Never(&'a std::convert::Infallible),
}

impl Contexts<'_> {
    fn find(self, types: &[Downcast], visit: &mut dyn FnMut(&dyn Subject)) -> bool {
        types.iter().any(|downcast| match self {
            Self::None | Self::Never(_) => {
                let _ = (downcast, &visit);
                false
            }
            #[cfg(feature = "anyhow")]
            Self::Anyhow(error) => (downcast.anyhow)(error, visit),
            #[cfg(feature = "eyre")]
            Self::Eyre(error) => (downcast.eyre)(error, visit),
        })
    }
}

/// Visits the first error of one of these types: first the attached values, then
/// the errors of the source chain. Returns whether there is one.
pub(crate) fn find(
    contexts: Contexts<'_>,
    start: Option<&(dyn Error + 'static)>,
    types: &[Downcast],
    visit: &mut dyn FnMut(&dyn Subject),
) -> bool {
    contexts.find(types, visit)
        || sources(start).any(|error| types.iter().any(|downcast| (downcast.error)(error, visit)))
}

/// Finds the attached values of a field by its type: an inherent method if it
/// has them, and the method of [`NoContexts`] otherwise.
#[derive(Debug)]
pub struct Attached<'a, T: ?Sized>(pub &'a T);

#[cfg(feature = "anyhow")]
impl<'a> Attached<'a, anyhow::Error> {
    /// Returns the values that anyhow attaches.
    #[must_use]
    pub fn contexts(&self) -> Contexts<'a> {
        Contexts::Anyhow(self.0)
    }
}

#[cfg(feature = "eyre")]
impl<'a> Attached<'a, eyre::Report> {
    /// Returns the values that eyre attaches.
    #[must_use]
    pub fn contexts(&self) -> Contexts<'a> {
        Contexts::Eyre(self.0)
    }
}

/// Any other type.
pub trait NoContexts {
    /// Returns no values.
    fn contexts(&self) -> Contexts<'static> {
        Contexts::None
    }
}

impl<T: ?Sized> NoContexts for Attached<'_, T> {}

/// A type that a source chain can begin with.
pub trait SourceChain {
    /// Returns the first error of the chain.
    fn first(&self) -> Option<&(dyn Error + 'static)>;
}

impl<E: Error + 'static> SourceChain for E {
    fn first(&self) -> Option<&(dyn Error + 'static)> {
        Some(self)
    }
}

macro_rules! unsized_errors {
    ($($ty:ty),*) => {$(
        impl SourceChain for $ty {
            fn first(&self) -> Option<&(dyn Error + 'static)> {
                Some(self)
            }
        }
    )*};
}

unsized_errors!(dyn Error, dyn Error + Send, dyn Error + Send + Sync);

/// Finds the start of a field's source chain for `chain(...)`: in the field itself,
/// or in what it derefs to, such as for a `Box<dyn Error>` or an `anyhow::Error`.
/// Of the four traits, the one that needs the most references is tried first.
#[derive(Debug)]
pub struct Start<'a, T: ?Sized>(pub &'a T);

/// The field is an error.
pub trait StartHere<'a> {
    /// Returns the first error.
    fn start(&self) -> Option<&'a (dyn Error + 'static)>;
}

impl<'a, T: SourceChain + ?Sized> StartHere<'a> for &&&Start<'a, T> {
    fn start(&self) -> Option<&'a (dyn Error + 'static)> {
        self.0.first()
    }
}

/// The field derefs to an error.
pub trait StartInside<'a> {
    /// Returns the first error.
    fn start(&self) -> Option<&'a (dyn Error + 'static)>;
}

impl<'a, T: Deref<Target: SourceChain> + ?Sized> StartInside<'a> for &&Start<'a, T> {
    fn start(&self) -> Option<&'a (dyn Error + 'static)> {
        self.0.deref().first()
    }
}

/// The field derefs to something that derefs to an error.
pub trait StartDeep<'a> {
    /// Returns the first error.
    fn start(&self) -> Option<&'a (dyn Error + 'static)>;
}

impl<'a, T> StartDeep<'a> for &Start<'a, T>
where
    T: Deref<Target: Deref<Target: SourceChain>> + ?Sized,
{
    fn start(&self) -> Option<&'a (dyn Error + 'static)> {
        self.0.deref().deref().first()
    }
}

/// The field does not hold an error, which [`ChainStart`] reports.
pub trait StartNowhere<'a> {
    /// The field.
    type Field: ?Sized;

    /// Returns the field itself.
    fn start(&self) -> &'a Self::Field;
}

impl<'a, T: ?Sized> StartNowhere<'a> for Start<'a, T> {
    type Field = T;

    fn start(&self) -> &'a T {
        self.0
    }
}

/// The result of [`Start`].
#[diagnostic::on_unimplemented(
    message = "this field does not hold an error that `chain` can search",
    label = "expected an error, a boxed `dyn Error`, an `anyhow::Error` or an `eyre::Report`",
    note = "mark the field that holds one with `#[source]`, or write a status instead of `chain`"
)]
pub trait ChainStart<'a> {
    /// Returns the first error.
    fn found(self) -> Option<&'a (dyn Error + 'static)>;
}

impl<'a> ChainStart<'a> for Option<&'a (dyn Error + 'static)> {
    fn found(self) -> Option<&'a (dyn Error + 'static)> {
        self
    }
}
