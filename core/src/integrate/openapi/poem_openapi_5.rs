//! poem-openapi 5.

/// For a type with this key.
#[cfg(feature = "poem-openapi-5")]
#[doc(hidden)]
#[macro_export]
macro_rules! __poem_openapi_5 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::openapi::poem_openapi_5::ApiResponse for $ty
        where
            $($bounds)*
        {
            fn meta() -> $crate::openapi::poem_openapi_5::MetaResponses {
                $crate::openapi::poem_openapi_5::meta(&<$ty as $crate::HttpError>::catalog())
            }

            fn register(registry: &mut $crate::openapi::poem_openapi_5::Registry) {
                $crate::openapi::poem_openapi_5::register(registry);
            }
        }
    };
}

#[cfg(not(feature = "poem-openapi-5"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __poem_openapi_5 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "poem-openapi-5")]
pub use on::*;

#[cfg(feature = "poem-openapi-5")]
mod on {
    pub use poem_openapi_5::ApiResponse;
    pub use poem_openapi_5::registry::{MetaResponses, Registry};

    use std::collections::BTreeSet;
    use std::sync::{Mutex, PoisonError};

    use poem_openapi_5::registry::{
        MetaHeader, MetaMediaType, MetaResponse, MetaSchema, MetaSchemaRef,
    };
    use serde_json::{Map, Value};

    use crate::catalog::Catalog;
    use crate::catalog::openapi;
    use crate::problem::Problem;

    /// A handler that returns a `Problem` may return any problem.
    impl ApiResponse for Problem {
        fn meta() -> MetaResponses {
            meta(&Catalog::new([]).open())
        }

        fn register(registry: &mut Registry) {
            register(registry);
        }
    }

    /// Registers the schema that all responses refer to.
    pub fn register(registry: &mut Registry) {
        registry.create_schema::<Problem, _>(openapi::PROBLEM.to_owned(), |_| MetaSchema {
            rust_typename: Some(std::any::type_name::<Problem>()),
            ..schema(&openapi::problem_schema())
        });
    }

    // poem-openapi has its own types, which cannot be read from a document. They do not
    // support examples.
    #[must_use]
    pub fn meta(catalog: &Catalog) -> MetaResponses {
        let responses = catalog.to_openapi_responses().into_iter();
        let responses = responses.map(|(status, response)| MetaResponse {
            description: kept(&response["description"]),
            // `default` is not a number.
            status: status.parse().ok(),
            status_range: None,
            content: members(&response["content"])
                .map(|(media_type, body)| MetaMediaType {
                    content_type: keep(media_type),
                    schema: if body["schema"].is_object() {
                        MetaSchemaRef::Reference(openapi::PROBLEM.to_owned())
                    } else {
                        MetaSchemaRef::Inline(Box::new(MetaSchema::ANY))
                    },
                })
                .collect(),
            headers: members(&response["headers"])
                .map(|(name, header)| MetaHeader {
                    name: name.clone(),
                    description: None,
                    required: header["required"] == true,
                    deprecated: false,
                    schema: MetaSchemaRef::Inline(Box::new(schema(&header["schema"]))),
                })
                .collect(),
        });
        MetaResponses {
            responses: responses.collect(),
        }
    }

    fn schema(schema: &Value) -> MetaSchema {
        let required = schema["required"].as_array();
        let format = &schema["format"];
        let description = &schema["description"];
        let properties = members(&schema["properties"]).map(|(name, property)| {
            let property = MetaSchemaRef::Inline(Box::new(self::schema(property)));
            (keep(name), property)
        });
        MetaSchema {
            ty: kept(&schema["type"]),
            format: format.is_string().then(|| kept(format)),
            description: description.is_string().then(|| kept(description)),
            default: schema.get("default").cloned(),
            required: required.into_iter().flatten().map(kept).collect(),
            properties: properties.collect(),
            minimum: schema["minimum"].as_f64(),
            maximum: schema["maximum"].as_f64(),
            ..MetaSchema::ANY
        }
    }

    fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
        value.as_object().into_iter().flat_map(Map::iter)
    }

    fn kept(text: &Value) -> &'static str {
        keep(text.as_str().unwrap_or_default())
    }

    /// Returns text that lives as long as the program, as poem-openapi requires. Equal
    /// texts are kept once.
    fn keep(text: &str) -> &'static str {
        static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(text) {
            return known;
        }
        let text: &'static str = Box::leak(text.into());
        kept.insert(text);
        text
    }
}
