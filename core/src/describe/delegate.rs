//! The errors that another error can delegate to.

use std::error::Error;

use crate::catalog::collect::Collector;
use crate::describe::chain::{self, Contexts, Downcast};
use crate::describe::subject::{Delegation, Subject};

impl Delegation<'_> {
    /// Delegates to this error.
    pub fn to<T: Delegate + ?Sized>(self, inner: &T) {
        inner.__visit(self.visit());
    }

    /// Delegates to the first error of these types in a source chain.
    #[doc(hidden)]
    pub fn chain(
        self,
        contexts: Contexts<'_>,
        start: Option<&(dyn Error + 'static)>,
        types: &[Downcast],
    ) {
        chain::find(contexts, start, types, self.visit());
    }
}

/// A type that a variant can delegate to with `transparent`: any
/// [`HttpError`](crate::HttpError), also boxed, a [`Problem`](crate::Problem), an `Option` of
/// these, and, behind features, an `anyhow::Error`, an `eyre::Report`, a `tonic::Status`, or an
/// error of a framework's extractors.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not define its HTTP response, so nothing can be delegated to it",
    label = "`transparent` and `chain` need `catchall::HttpError` here",
    note = "derive `catchall::HttpError` for `{Self}`, or write a status such as `500` instead; \
            for a boxed `dyn Error`, write `chain(AppError)` with the types that it may hold; for \
            an `anyhow::Error` or `eyre::Report`, enable catchall's feature of that name"
)]
pub trait Delegate {
    /// Calls the function with the error, or does not call it if there is none.
    #[doc(hidden)]
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject));

    /// Adds the problem types that it can be.
    #[doc(hidden)]
    fn __catalog(collector: &mut Collector)
    where
        Self: Sized,
    {
        collector.anything();
    }
}

/// Delegates to the target of a pointer: expressions borrow, and large values are
/// boxed. Types that are an [`HttpError`](crate::HttpError) themselves need no row
/// here.
macro_rules! pointers {
    ($($ty:ty),*) => {$(
        $crate::describe::delegate::pointers!(@ $ty, &$ty, Box<$ty>, std::sync::Arc<$ty>);
    )*};
    (@ $ty:ty, $($pointer:ty),*) => {$(
        impl $crate::describe::delegate::Delegate for $pointer {
            fn __visit(&self, visit: &mut dyn FnMut(&dyn $crate::describe::subject::Subject)) {
                (**self).__visit(visit);
            }
        }
    )*};
}
pub(crate) use pointers;

/// `None` leaves the error unmapped.
impl<T: Delegate> Delegate for Option<T> {
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
        if let Some(inner) = self {
            inner.__visit(visit);
        }
    }

    fn __catalog(collector: &mut Collector) {
        T::__catalog(collector);
    }
}

/// Expressions borrow.
impl<T: Delegate> Delegate for &Option<T> {
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
        (**self).__visit(visit);
    }
}
