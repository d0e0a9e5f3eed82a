//! Delegation to errors of other crates.

/// Errors of another crate as fields of an error: `#[http(transparent)]` delegates to the
/// problem of such an error. `in` gives the catalog; without it, the error may be any
/// problem.
#[allow(unused_macros, reason = "each feature uses only some of it")]
macro_rules! delegates {
    ($($ty:ty, $error:ident => $problem:expr $(, in $catalog:expr)?;)*) => {$(
        impl $crate::describe::delegate::Delegate for $ty {
            fn __visit(&self, visit: &mut dyn FnMut(&dyn $crate::describe::subject::Subject)) {
                let $error = self;
                visit(&$problem);
            }

            $(fn __catalog(collector: &mut $crate::catalog::collect::Collector) {
                collector.by_hand($catalog);
            })?
        }

        $crate::describe::delegate::pointers!($ty);
    )*};
}
#[allow(unused_imports, reason = "each feature uses only some of it")]
pub(crate) use delegates;

/// Like `delegates!`, for errors that a problem can hold as its cause: `?` turns one
/// into a problem.
#[allow(unused_macros, reason = "each feature uses only some of it")]
macro_rules! causes {
    ($($ty:ty, $error:ident => $problem:expr $(, in $catalog:expr)?;)*) => {$(
        $crate::integrate::delegated::delegates! { $ty, $error => $problem $(, in $catalog)?; }

        impl From<$ty> for $crate::problem::Problem {
            fn from(error: $ty) -> Self {
                let problem = {
                    let $error = &error;
                    $problem
                };
                problem.with_cause(error)
            }
        }
    )*};
}
#[allow(unused_imports, reason = "each feature uses only some of it")]
pub(crate) use causes;
