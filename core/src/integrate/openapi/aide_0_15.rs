//! aide 0.15.

/// For a type with this key.
#[cfg(feature = "aide-0.15")]
#[doc(hidden)]
#[macro_export]
macro_rules! __aide_0_15 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::openapi::aide_0_15::OperationOutput for $ty
        where
            $($bounds)*
        {
            type Inner = Self;

            fn inferred_responses(
                context: &mut $crate::openapi::aide_0_15::GenContext,
                _: &mut $crate::openapi::aide_0_15::Operation,
            ) -> ::std::vec::Vec<(
                ::core::option::Option<u16>,
                $crate::openapi::aide_0_15::Response,
            )> {
                $crate::openapi::aide_0_15::responses(
                    context,
                    &<$ty as $crate::HttpError>::catalog(),
                )
            }
        }
    };
}

#[cfg(not(feature = "aide-0.15"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __aide_0_15 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "aide-0.15")]
pub use on::*;

#[cfg(feature = "aide-0.15")]
mod on {
    pub use aide_0_15::OperationOutput;
    pub use aide_0_15::generate::GenContext;
    pub use aide_0_15::openapi::{Operation, Response};

    use std::borrow::Cow;

    use schemars_0_9::{JsonSchema, Schema, SchemaGenerator};

    use crate::catalog::Catalog;
    use crate::catalog::openapi;
    use crate::problem::Problem;

    /// A handler that returns a `Problem` may return any problem.
    impl OperationOutput for Problem {
        type Inner = Self;

        fn inferred_responses(
            context: &mut GenContext,
            _: &mut Operation,
        ) -> Vec<(Option<u16>, Response)> {
            responses(context, &Catalog::new([]).open())
        }
    }

    /// The schema that all responses refer to. They register it.
    impl JsonSchema for Problem {
        fn schema_name() -> Cow<'static, str> {
            Cow::Borrowed(openapi::PROBLEM)
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            openapi::read(openapi::problem_schema()).unwrap_or_default()
        }
    }

    #[must_use]
    pub fn responses(context: &mut GenContext, catalog: &Catalog) -> Vec<(Option<u16>, Response)> {
        context.schema.subschema_for::<Problem>();
        let responses = catalog.to_openapi_responses().into_iter();
        // `default` is not a number.
        responses
            .filter_map(|(status, response)| Some((status.parse().ok(), openapi::read(response)?)))
            .collect()
    }
}
