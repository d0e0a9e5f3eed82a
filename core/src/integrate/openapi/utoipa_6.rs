//! utoipa 6.

/// For a type with this key.
#[cfg(feature = "utoipa-6")]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa_6 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::openapi::utoipa_6::IntoResponses for $ty
        where
            $($bounds)*
        {
            fn responses() -> $crate::openapi::utoipa_6::BTreeMap<
                ::std::string::String,
                $crate::openapi::utoipa_6::RefOr<$crate::openapi::utoipa_6::Response>,
            > {
                $crate::openapi::utoipa_6::responses(&<$ty as $crate::HttpError>::catalog())
            }
        }
    };
}

#[cfg(not(feature = "utoipa-6"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa_6 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "utoipa-6")]
pub use on::*;

#[cfg(feature = "utoipa-6")]
mod on {
    pub use std::collections::BTreeMap;

    pub use utoipa_6::IntoResponses;
    pub use utoipa_6::openapi::{RefOr, Response};

    use std::borrow::Cow;

    use utoipa_6::openapi::Schema;
    use utoipa_6::{PartialSchema, ToSchema};

    use crate::catalog::Catalog;
    use crate::catalog::openapi;
    use crate::problem::Problem;

    /// A handler that returns a `Problem` may return any problem.
    impl IntoResponses for Problem {
        fn responses() -> BTreeMap<String, RefOr<Response>> {
            responses(&Catalog::new([]).open())
        }
    }

    /// The schema that all responses refer to, for the components of a document:
    /// `#[openapi(components(schemas(catchall::Problem)))]`.
    impl ToSchema for Problem {
        fn name() -> Cow<'static, str> {
            Cow::Borrowed(openapi::PROBLEM)
        }
    }

    impl PartialSchema for Problem {
        fn schema() -> RefOr<Schema> {
            RefOr::T(openapi::read(openapi::problem_schema()).unwrap_or_default())
        }
    }

    #[must_use]
    pub fn responses(catalog: &Catalog) -> BTreeMap<String, RefOr<Response>> {
        let responses = catalog.to_openapi_responses().into_iter();
        responses
            .filter_map(|(status, response)| Some((status, openapi::read(response)?)))
            .collect()
    }
}
