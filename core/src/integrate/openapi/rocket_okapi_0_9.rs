//! `rocket_okapi` 0.9.

/// For a type with this key.
#[cfg(feature = "rocket_okapi-0.9")]
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_okapi_0_9 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::openapi::rocket_okapi_0_9::OpenApiResponderInner for $ty
        where
            $($bounds)*
        {
            fn responses(
                generator: &mut $crate::openapi::rocket_okapi_0_9::OpenApiGenerator,
            ) -> $crate::openapi::rocket_okapi_0_9::Result<
                $crate::openapi::rocket_okapi_0_9::Responses,
            > {
                $crate::openapi::rocket_okapi_0_9::responses(
                    generator,
                    &<$ty as $crate::HttpError>::catalog(),
                )
            }
        }
    };
}

#[cfg(not(feature = "rocket_okapi-0.9"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_okapi_0_9 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "rocket_okapi-0.9")]
pub use on::*;

#[cfg(feature = "rocket_okapi-0.9")]
mod on {
    pub use rocket_okapi_0_9::Result;
    pub use rocket_okapi_0_9::r#gen::OpenApiGenerator;
    pub use rocket_okapi_0_9::okapi::openapi3::Responses;
    pub use rocket_okapi_0_9::response::OpenApiResponderInner;

    use rocket_okapi_0_9::okapi::schemars::JsonSchema;
    use rocket_okapi_0_9::okapi::schemars::r#gen::SchemaGenerator;
    use rocket_okapi_0_9::okapi::schemars::schema::Schema;

    use crate::catalog::Catalog;
    use crate::catalog::openapi;
    use crate::problem::Problem;

    /// A handler that returns a `Problem` may return any problem.
    impl OpenApiResponderInner for Problem {
        fn responses(generator: &mut OpenApiGenerator) -> Result<Responses> {
            responses(generator, &Catalog::new([]).open())
        }
    }

    /// The schema that all responses refer to. They register it.
    impl JsonSchema for Problem {
        fn schema_name() -> String {
            openapi::PROBLEM.to_owned()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            openapi::read(openapi::problem_schema()).unwrap_or(Schema::Bool(true))
        }
    }

    /// # Errors
    ///
    /// Never: the type is required by the trait.
    pub fn responses(generator: &mut OpenApiGenerator, catalog: &Catalog) -> Result<Responses> {
        generator.json_schema::<Problem>();
        Ok(openapi::read(catalog.to_openapi_responses().into()).unwrap_or_default())
    }
}
