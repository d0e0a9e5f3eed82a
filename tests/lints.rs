//! No lint may fire in generated code. This is a separate file, because some
//! lints only check what the crate root exports.

#![deny(warnings, missing_docs, unused, future_incompatible, nonstandard_style)]
#![deny(
    absolute_paths_not_starting_with_crate,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    keyword_idents,
    let_underscore_drop,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    non_ascii_idents,
    non_local_definitions,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo)]
#![deny(
    clippy::absolute_paths,
    clippy::allow_attributes,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::clone_on_ref_ptr,
    clippy::dbg_macro,
    clippy::default_numeric_fallback,
    clippy::else_if_without_else,
    clippy::empty_structs_with_brackets,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::get_unwrap,
    clippy::if_then_some_else_none,
    clippy::impl_trait_in_params,
    clippy::indexing_slicing,
    clippy::infinite_loop,
    clippy::integer_division,
    clippy::let_underscore_untyped,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::mod_module_files,
    clippy::multiple_inherent_impl,
    clippy::panic,
    clippy::pattern_type_mismatch,
    clippy::print_stdout,
    clippy::pub_use,
    clippy::ref_patterns,
    clippy::renamed_function_params,
    clippy::rest_pat_in_fully_bound_structs,
    clippy::same_name_method,
    clippy::shadow_reuse,
    clippy::shadow_same,
    clippy::shadow_unrelated,
    clippy::single_call_fn,
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    clippy::str_to_string,
    clippy::undocumented_unsafe_blocks,
    clippy::unreachable,
    clippy::unwrap_used,
    clippy::use_debug,
    clippy::wildcard_enum_match_arm
)]
// Each contradicts what a derive must do, or what the tests need.
#![allow(
    unused_crate_dependencies,
    unused_results,
    clippy::allow_attributes,
    clippy::cargo,
    clippy::missing_docs_in_private_items,
    clippy::redundant_pub_crate,
    clippy::single_call_fn,
    clippy::std_instead_of_core,
    clippy::tests_outside_test_module
)]

extern crate alloc;

use catchall::HttpError;

/// Every key, in the places where it is allowed.
mod every_key {
    use alloc::sync::Arc;
    use std::backtrace::Backtrace;
    use std::error::Error as StdError;
    use std::fmt::Debug;
    use std::num::ParseIntError;
    use std::time::Duration;

    use catchall::{HttpError, Problem, RequestContext, Response};
    use thiserror::Error;

    #[derive(Debug, Error, HttpError)]
    #[http(
        axum,
        tonic,
        unmapped = 503,
        code_case = "kebab-case",
        code_prefix = "lint.",
        type_base = "https://errors.example.com/",
        on(401, www_authenticate = "Bearer"),
        on(429 | 503, retry_after = 10),
        on(5xx, log = warn, header("X-Late" = self.late())),
        on(504, format = Empty),
        status = self.number(),
        header("X-All" = "all"),
        member("all" = self.number()),
        format = Json::message("error").code("code"),
        finish = finish,
    )]
    pub(crate) enum Every {
        #[error("by number")]
        #[http(404)]
        Number,
        #[error("by name")]
        #[http(CONFLICT, code = "taken", type = "/taken", title = "Taken")]
        Name,
        #[error("format {id}")]
        #[http(
            status = 410,
            detail = "no user {id:>3} {id:?}",
            instance = "/users/{id}"
        )]
        Format { id: u64, unused: u8 },
        #[error("expressions")]
        #[http(status = *_0, code = format!("x.{_0}"), detail = _1.as_deref())]
        Expressions(u16, Option<String>),
        #[error("hidden")]
        #[http(400, hide)]
        Hidden,
        #[error("exposed {0}")]
        #[http(400, expose)]
        Exposed(#[source] ParseIntError),
        #[error("unmasked {public}")]
        #[http(503, unmask = *public)]
        Unmasked { public: bool },
        #[error("headers")]
        #[http(
            429,
            header("X-Free" = "a"),
            header("X-Free" = wait.as_secs()),
            header("X-Value" = "{wait:?}"),
            retry_after = wait,
            www_authenticate = "Bearer",
            allow = "GET",
            location = "/x",
            link = "</x>; rel=\"help\"",
            member("k" = wait.as_secs()),
            format = Text,
            grpc = RESOURCE_EXHAUSTED,
            grpc(metadata("k" = "v")),
            log = info
        )]
        Headers { wait: Duration },
        #[error("fields")]
        #[http(422)]
        Fields {
            #[http(member)]
            member: Vec<u8>,
            #[http(member = "other")]
            renamed: Option<u8>,
            #[http(member(flatten))]
            flat: serde_json::Value,
            #[http(header = "X-Field")]
            header: String,
            #[http(retry_after)]
            wait: Duration,
        },
        #[error("status of a field")]
        FieldStatus(#[http(status)] u16),
        #[error(transparent)]
        #[http(transparent)]
        Inner(#[from] Inner),
        #[error("beside {beside}")]
        #[http(code = "beside", header("X-Beside" = beside), unmask)]
        OnField {
            #[http(transparent)]
            inner: Arc<Inner>,
            beside: u8,
        },
        #[error("problem")]
        #[http(transparent)]
        Problem(Problem),
        #[error("boxed")]
        #[http(transparent)]
        Boxed(Box<dyn HttpError + Send + Sync>),
        #[error("expression")]
        #[http(transparent = self.inner())]
        Expr,
        #[error("chain")]
        #[http(chain(Inner))]
        Chain(#[source] Box<dyn StdError + Send + Sync>),
        #[error("cases")]
        #[http(500, case(1, _ => 404, code = "one"), case(n, Some(text) if *n > 3 => 409, code = "guard", detail = "{text}"), case(.. => log = debug))]
        Cases(u8, Option<String>),
        #[error("named cases")]
        #[http(500, case({ kind: 1..=3, .. } => 404, code = "range"))]
        NamedCases { kind: u8, other: u8 },
        #[error("backtrace")]
        #[http(500)]
        Traced { trace: Arc<Backtrace> },
        #[error("it is unmapped")]
        Unmapped,
        #[error("nor this {0}")]
        UnmappedTuple(u8),
    }

    impl Every {
        const fn late(&self) -> &'static str {
            if matches!(*self, Self::Unmapped) {
                "unmapped"
            } else {
                "late"
            }
        }

        const fn number(&self) -> Option<u16> {
            if let Self::FieldStatus(number) = *self {
                Some(number)
            } else {
                None
            }
        }

        const fn inner(&self) -> Inner {
            if let Self::UnmappedTuple(number) = *self {
                Inner(number)
            } else {
                Inner(0)
            }
        }
    }

    fn finish(_: &Every, _: Option<&RequestContext>, response: &mut Response) {
        response.headers_mut().remove("x-none");
    }

    #[derive(Debug, Error, HttpError)]
    #[error("inner {0}")]
    #[http(409, web, member("n" = _0), case(7 => 410, code = "seven"))]
    pub(crate) struct Inner(pub(crate) u8);

    #[derive(Debug, Error, HttpError)]
    #[error("a unit struct")]
    #[http(404, client)]
    pub(crate) struct Unit;

    #[derive(Debug, Error, HttpError)]
    #[http(client)]
    pub(crate) enum Client<T: Debug> {
        #[error("{0}")]
        #[http(400)]
        Text(String),
        #[error("a member")]
        #[http(429)]
        Parts {
            #[http(member)]
            value: T,
            #[http(header = "X-N")]
            number: Option<u8>,
            #[http(retry_after)]
            wait: u32,
        },
        #[error(transparent)]
        #[http(transparent)]
        Inner(#[from] Unit),
        #[error("off")]
        #[http(409, client = off)]
        Off(u8),
    }

    #[derive(Debug, Error, HttpError)]
    #[error("named {id}")]
    #[http(404, header("X-Id" = id))]
    pub(crate) struct Named {
        pub(crate) id: u8,
    }

    #[derive(Debug, Error, HttpError)]
    #[http(axum, tonic)]
    pub(crate) enum Generic<'a, T, const N: usize>
    where
        T: Debug + 'static,
    {
        #[error("{0:?}")]
        #[http(404)]
        Value([T; N]),
        #[error("{text}")]
        #[http(409, detail = "no {text}")]
        Text { text: &'a str },
    }

    #[derive(Debug, Error, HttpError)]
    #[http(unmapped = deny)]
    pub(crate) enum Single {
        #[error("the only one")]
        #[http(500)]
        Only,
    }
}

/// Public items need documentation, but their impls do not.
pub mod public {
    use catchall::HttpError;
    use thiserror::Error;

    /// A public error.
    #[derive(Clone, Copy, Debug, Error, HttpError)]
    #[http(web)]
    #[non_exhaustive]
    pub enum Public {
        /// Not found.
        #[error("not found: {id}")]
        #[http(404)]
        NotFound {
            /// Which one.
            id: u8,
        },
        /// Not mapped.
        #[error("unmapped")]
        Unmapped,
    }
}

/// Names that violate the style only where they are declared.
#[allow(non_camel_case_types, non_snake_case, deprecated)]
mod style {
    use catchall::HttpError;
    use thiserror::Error;

    #[derive(Debug, Error, HttpError)]
    #[http(axum, tonic)]
    pub(crate) enum odd_name {
        #[error("{Upper}")]
        #[http(404)]
        odd_variant {
            #[http(member)]
            Upper: u8,
        },
        #[error("{_private}")]
        #[http(404, detail = "{_private}")]
        Underscored { _private: u8 },
        #[error("{}", __double)]
        #[http(404, member("d" = __double))]
        Double { __double: u8 },
    }

    #[derive(Debug)]
    pub(crate) struct odd_field;

    #[derive(Debug, Error, HttpError)]
    #[error("asked about {0:?} {1:?}")]
    #[http(404)]
    pub(crate) struct asked(pub(crate) odd_field, pub(crate) Box<[odd_field]>);

    #[deprecated(note = "use another")]
    #[derive(Debug, Error, HttpError)]
    #[http(axum, tonic)]
    pub(crate) enum Old {
        #[deprecated]
        #[error("old")]
        #[http(404)]
        Variant {
            #[deprecated]
            #[http(member)]
            field: u8,
        },
    }

    pub(crate) const fn old() -> Old {
        Old::Variant { field: 1 }
    }
}

/// The statuses of everything above, so that nothing is unused.
#[test]
fn generated_code_is_quiet() {
    use std::backtrace::Backtrace;

    use every_key::{Client, Every, Generic, Inner, Named, Single, Unit};
    use std::time::Duration;

    let wait = Duration::from_secs(1);
    let text: Generic<'_, u8, 1> = Generic::Text { text: "x" };
    let not_a_number = "x".parse::<u8>().err().into_iter().map(Every::Exposed);
    let mut statuses: Vec<u16> = not_a_number.map(|error| error.status().as_u16()).collect();
    let errors: Vec<Box<dyn HttpError>> = vec![
        Box::new(Every::Number),
        Box::new(Every::Name),
        Box::new(Every::Format { id: 1, unused: 2 }),
        Box::new(Every::Expressions(404, None)),
        Box::new(Every::Hidden),
        Box::new(Every::Unmasked { public: true }),
        Box::new(Every::Headers { wait }),
        Box::new(Every::Fields {
            member: vec![],
            renamed: None,
            flat: serde_json::Value::Null,
            header: String::new(),
            wait,
        }),
        Box::new(Every::FieldStatus(404)),
        Box::new(Every::Inner(Inner(1))),
        Box::new(Every::OnField {
            inner: Inner(7).into(),
            beside: 1,
        }),
        Box::new(Every::Problem(Inner(1).into())),
        Box::new(Every::Boxed(Box::new(Unit))),
        Box::new(Client::<u8>::Off(1)),
        Box::new(Every::Expr),
        Box::new(Every::Chain(Box::new(Inner(7)))),
        Box::new(Every::Cases(1, None)),
        Box::new(Every::NamedCases { kind: 3, other: 1 }),
        Box::new(Every::Traced {
            trace: Backtrace::disabled().into(),
        }),
        Box::new(Every::Unmapped),
        Box::new(Every::UnmappedTuple(1)),
        Box::new(Named { id: 1 }),
        Box::new(Generic::Value([1_u8, 2])),
        Box::new(text),
        Box::new(Single::Only),
        Box::new(public::Public::NotFound { id: 1 }),
        Box::new(public::Public::Unmapped),
        Box::new(style::odd_name::odd_variant { Upper: 1 }),
        Box::new(style::odd_name::Underscored { _private: 1 }),
        Box::new(style::odd_name::Double { __double: 1 }),
        Box::new(style::asked(style::odd_field, Box::new([]))),
        Box::new(style::old()),
    ];
    statuses.extend(
        errors
            .iter()
            .map(|error| error.to_response().status().as_u16()),
    );
    let expected = [
        400, 404, 409, 410, 404, 400, 503, 429, 422, 404, 409, 410, 409, 404, 409, 409, 410, 404,
        404, 500, 503, 503, 404, 404, 409, 500, 404, 500, 404, 404, 404, 404, 404,
    ];
    assert_eq!(statuses, expected);
}
