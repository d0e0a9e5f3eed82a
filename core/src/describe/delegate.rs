//! The errors that another error may delegate to.

use crate::{Catalog, Description, HttpError};

/// What a variant may delegate to with `transparent`: any [`HttpError`], also
/// boxed, a [`Problem`](crate::Problem), and behind features an
/// `anyhow::Error`, an `eyre::Report` or a `tonic::Status`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which HTTP response it is, so nothing can be delegated to it",
    label = "`transparent` needs `catchall::HttpError` here",
    note = "derive `catchall::HttpError` for `{Self}`, or replace `transparent` with a status; \
            for an `anyhow::Error` or `eyre::Report` enable catchall's feature of that name"
)]
pub trait Delegate {
    /// Speaks to the description.
    fn describe_to(&self, description: &mut Description<'_>);

    /// The problem types that it may be.
    #[must_use]
    #[doc(hidden)]
    fn __catalog() -> &'static Catalog
    where
        Self: Sized,
    {
        &Catalog::EMPTY
    }
}

impl<E: HttpError> Delegate for E {
    fn describe_to(&self, description: &mut Description<'_>) {
        description.visit(self);
    }

    fn __catalog() -> &'static Catalog {
        <E as HttpError>::catalog()
    }
}

macro_rules! delegate_dyn {
    ($($ty:ty),*) => {$(
        impl Delegate for $ty {
            fn describe_to(&self, description: &mut Description<'_>) {
                description.visit(&&**self);
            }
        }
    )*};
}

delegate_dyn!(
    Box<dyn HttpError + '_>,
    Box<dyn HttpError + Send + '_>,
    Box<dyn HttpError + Send + Sync + '_>
);

/// `None` leaves the error unmapped.
impl<T: Delegate> Delegate for Option<T> {
    fn describe_to(&self, description: &mut Description<'_>) {
        match self {
            Some(inner) => inner.describe_to(description),
            None => description.unmapped(),
        }
    }

    fn __catalog() -> &'static Catalog {
        T::__catalog()
    }
}
