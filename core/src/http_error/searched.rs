//! The types that `chain` searches for in the sources of an error.

use std::marker::PhantomData;

use super::HttpError;
use crate::describe::chain::Downcast;
use crate::describe::subject::Subject;

/// Calls the function with the error, if there is one.
fn visit<E: HttpError>(error: Option<&E>, visit: &mut dyn FnMut(&dyn Subject)) -> bool {
    if let Some(error) = error {
        let error: &dyn HttpError = error;
        visit(&error);
    }
    error.is_some()
}

/// Returns a function that looks for an `E` in a chain.
pub(crate) const fn downcast<E: HttpError + Send + Sync + 'static>() -> Downcast {
    Downcast {
        error: |error, then| visit(error.downcast_ref::<E>(), then),
        #[cfg(feature = "anyhow")]
        anyhow: |error, then| visit(error.downcast_ref::<E>(), then),
        #[cfg(feature = "eyre")]
        eyre: |error, then| visit(error.downcast_ref::<E>(), then),
    }
}

/// A type of `chain`, for generated code. An inherent method is for a type that can
/// be attached with `.context(..)`; [`SearchedLocal`] is for a type that stays on its
/// thread.
#[derive(Debug)]
pub struct Searched<E>(PhantomData<E>);

impl<E> Searched<E> {
    /// The type.
    pub const TYPE: Self = Self(PhantomData);
}

impl<E: HttpError + Send + Sync + 'static> Searched<E> {
    /// Returns a function that looks for it.
    #[must_use]
    pub fn downcast(&self) -> Downcast {
        downcast::<E>()
    }
}

/// A type that cannot be sent between threads.
pub trait SearchedLocal {
    /// Returns a function that looks for it.
    fn downcast(&self) -> Downcast;
}

impl<E: HttpError + 'static> SearchedLocal for Searched<E> {
    fn downcast(&self) -> Downcast {
        Downcast {
            error: |error, then| visit(error.downcast_ref::<E>(), then),
            #[cfg(feature = "anyhow")]
            anyhow: |_, _| false,
            #[cfg(feature = "eyre")]
            eyre: |_, _| false,
        }
    }
}

/// Any other type. The compiler reports elsewhere that nothing can be delegated to it.
pub trait SearchedOther {
    /// Returns a function that finds nothing.
    fn downcast(&self) -> Downcast {
        Downcast {
            error: |_, _| false,
            #[cfg(feature = "anyhow")]
            anyhow: |_, _| false,
            #[cfg(feature = "eyre")]
            eyre: |_, _| false,
        }
    }
}

impl<E> SearchedOther for &Searched<E> {}
