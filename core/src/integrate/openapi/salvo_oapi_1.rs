//! salvo-oapi 1.

/// For a type with this key.
#[cfg(feature = "salvo-oapi-1")]
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_oapi_1 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::openapi::salvo_oapi_1::EndpointOutRegister for $ty
        where
            $($bounds)*
        {
            fn register(
                components: &mut $crate::openapi::salvo_oapi_1::Components,
                operation: &mut $crate::openapi::salvo_oapi_1::Operation,
            ) {
                $crate::openapi::salvo_oapi_1::register(
                    components,
                    operation,
                    &<$ty as $crate::HttpError>::catalog(),
                );
            }
        }
    };
}

#[cfg(not(feature = "salvo-oapi-1"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_oapi_1 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "salvo-oapi-1")]
pub use on::*;

#[cfg(feature = "salvo-oapi-1")]
mod on {
    pub use salvo_oapi_1::{Components, EndpointOutRegister, Operation};

    use salvo_oapi_1::{RefOr, Response, Schema};

    use crate::catalog::Catalog;
    use crate::catalog::openapi;
    use crate::problem::Problem;

    /// A handler that returns a `Problem` may return any problem.
    impl EndpointOutRegister for Problem {
        fn register(components: &mut Components, operation: &mut Operation) {
            register(components, operation, &Catalog::new([]).open());
        }
    }

    /// Adds the responses, and the schema that they refer to.
    pub fn register(components: &mut Components, operation: &mut Operation, catalog: &Catalog) {
        let schema: Option<RefOr<Schema>> = openapi::read(openapi::problem_schema());
        components
            .schemas
            .extend(schema.map(|schema| (openapi::PROBLEM.to_owned(), schema)));
        for (status, response) in catalog.to_openapi_responses() {
            let response: Option<RefOr<Response>> = openapi::read(response);
            operation
                .responses
                .extend(response.map(|response| (status, response)));
        }
    }
}
