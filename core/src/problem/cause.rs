//! The error that caused a problem, and the conversions from it.

#[cfg(any(feature = "anyhow", feature = "eyre"))]
use std::any::type_name_of_val;
use std::any::{Any, type_name};
use std::backtrace::Backtrace;
use std::error::Error;

use super::Problem;
use crate::HttpError;
use crate::describe::chain::{Downcast, downcast, find};

/// Kept for the log, and for who asks.
#[derive(Default)]
pub(super) enum Cause {
    #[default]
    None,
    /// Speaks for itself.
    Http(Box<dyn HttpError + Send + Sync>),
    /// With the name of its type, which the box forgets.
    Foreign(Box<dyn Error + Send + Sync>, &'static str),
    #[cfg(feature = "anyhow")]
    Anyhow(anyhow::Error),
    #[cfg(feature = "eyre")]
    Eyre(eyre::Report),
}

impl Cause {
    /// An error of which only the text is known. One that has a type of its
    /// own for any error keeps it: a box would hide what is in it.
    pub(super) fn of<E: Into<Box<dyn Error + Send + Sync>> + 'static>(error: E) -> Self {
        let mut slot = Some(error);
        let any: &mut dyn Any = &mut slot;
        #[cfg(feature = "anyhow")]
        if let Some(error) = any
            .downcast_mut::<Option<anyhow::Error>>()
            .and_then(Option::take)
        {
            return Self::Anyhow(error);
        }
        #[cfg(feature = "eyre")]
        if let Some(error) = any
            .downcast_mut::<Option<eyre::Report>>()
            .and_then(Option::take)
        {
            return Self::Eyre(error);
        }
        let _ = any;
        slot.map_or(Self::None, |error| {
            Self::Foreign(error.into(), type_name::<E>())
        })
    }

    pub(super) fn error(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::None => None,
            Self::Http(error) => Some(&**error),
            Self::Foreign(error, _) => Some(&**error),
            #[cfg(feature = "anyhow")]
            Self::Anyhow(error) => Some(&**error),
            #[cfg(feature = "eyre")]
            Self::Eyre(error) => Some(&**error),
        }
    }

    /// The error that speaks for it: itself, or the first of these types.
    pub(super) fn speaker(&self, types: &[Downcast]) -> Option<&dyn HttpError> {
        match self {
            Self::Http(error) => Some(&**error),
            _ => find(self.error(), types),
        }
    }

    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::None => "catchall::Problem",
            Self::Http(error) => error.type_name(),
            Self::Foreign(_, type_name) => type_name,
            #[cfg(feature = "anyhow")]
            Self::Anyhow(error) => type_name_of_val(error),
            #[cfg(feature = "eyre")]
            Self::Eyre(error) => type_name_of_val(error),
        }
    }

    pub(super) fn backtrace(&self) -> Option<&Backtrace> {
        match self {
            #[cfg(feature = "anyhow")]
            Self::Anyhow(error) => Some(error.backtrace()),
            _ => None,
        }
    }
}

/// `?` in a function that returns [`catchall::Result`](crate::Result).
impl<E: HttpError + Send + Sync + 'static> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::caused_by(Cause::Http(Box::new(error)))
    }
}

/// A masked, logged 500.
#[cfg(feature = "anyhow")]
impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::caused_by(Cause::Anyhow(error))
    }
}

/// A masked, logged 500.
#[cfg(feature = "eyre")]
impl From<eyre::Report> for Problem {
    fn from(error: eyre::Report) -> Self {
        Self::caused_by(Cause::Eyre(error))
    }
}

impl Problem {
    /// The problem that the first error of these types in a source chain is,
    /// or a masked, logged 500 if there is none.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{HttpError, Problem};
    /// # use std::fmt;
    /// # use http::StatusCode;
    /// # #[derive(Debug)]
    /// # struct NoUser;
    /// # impl fmt::Display for NoUser {
    /// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("no user") }
    /// # }
    /// # impl std::error::Error for NoUser {}
    /// # impl HttpError for NoUser {
    /// #     fn status(&self) -> StatusCode { StatusCode::NOT_FOUND }
    /// # }
    ///
    /// let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(NoUser);
    /// assert_eq!(Problem::from_chain::<(NoUser,)>(boxed).status(), 404);
    /// assert_eq!(Problem::from_chain::<(NoUser,)>("disk full").status(), 500);
    /// ```
    #[must_use]
    pub fn from_chain<T: ErrorTypes>(
        error: impl Into<Box<dyn Error + Send + Sync>> + 'static,
    ) -> Self {
        let mut problem = Self::caused_by(Cause::of(error));
        problem.0.speakers = T::DOWNCASTS;
        problem
    }
}

/// A tuple of error types to search a source chain for, first the one to
/// prefer. Implemented for tuples of one to eight.
pub trait ErrorTypes {
    /// For the library.
    #[doc(hidden)]
    const DOWNCASTS: &'static [Downcast];
}

macro_rules! error_types {
    ($($ty:ident)*) => {
        impl<$($ty: HttpError + 'static),*> ErrorTypes for ($($ty,)*) {
            const DOWNCASTS: &'static [Downcast] = &[$(downcast::<$ty>),*];
        }
    };
}

error_types!(A);
error_types!(A B);
error_types!(A B C);
error_types!(A B C D);
error_types!(A B C D E);
error_types!(A B C D E F);
error_types!(A B C D E F G);
error_types!(A B C D E F G H);
