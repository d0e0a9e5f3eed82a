//! The tools that generate OpenAPI documents: one file for each version, and the list of them.
//!
//! How a document describes an error is in `catalog/openapi.rs`. As for frameworks,
//! generated code names no version.

pub mod aide_0_15;
pub mod poem_openapi_5;
pub mod rocket_okapi_0_9;
pub mod salvo_oapi_1;
pub mod utoipa_5;
pub mod utoipa_6;

/// The list: the versions of each tool, and the features that enable them.
#[doc(hidden)]
#[macro_export]
#[rustfmt::skip]
macro_rules! __tool_versions {
    ($then:ident aide $item:tt) => { $crate::$then! { "aide" [__aide_0_15 "aide-0.15"] $item } };
    ($then:ident poem_openapi $item:tt) => { $crate::$then! { "poem_openapi" [__poem_openapi_5 "poem-openapi-5"] $item } };
    ($then:ident rocket_okapi $item:tt) => { $crate::$then! { "rocket_okapi" [__rocket_okapi_0_9 "rocket_okapi-0.9"] $item } };
    ($then:ident salvo_oapi $item:tt) => { $crate::$then! { "salvo_oapi" [__salvo_oapi_1 "salvo-oapi-1"] $item } };
    ($then:ident utoipa $item:tt) => { $crate::$then! { "utoipa" [__utoipa_5 "utoipa-5", __utoipa_6 "utoipa-6"] $item } };
}

/// Every enabled tool, for an error that `only!` declares.
#[doc(hidden)]
#[macro_export]
macro_rules! __tools {
    ($($item:tt)*) => {
        $crate::__tool_versions! { __impls aide {$($item)*} }
        $crate::__tool_versions! { __impls poem_openapi {$($item)*} }
        $crate::__tool_versions! { __impls rocket_okapi {$($item)*} }
        $crate::__tool_versions! { __impls salvo_oapi {$($item)*} }
        $crate::__tool_versions! { __impls utoipa {$($item)*} }
    };
}

/// `#[http(aide)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __aide {
    ($($item:tt)*) => { $crate::__tool_versions! { __demanded_impls aide {$($item)*} } };
}

/// `#[http(poem_openapi)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __poem_openapi {
    ($($item:tt)*) => { $crate::__tool_versions! { __demanded_impls poem_openapi {$($item)*} } };
}

/// `#[http(rocket_okapi)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_okapi {
    ($($item:tt)*) => { $crate::__tool_versions! { __demanded_impls rocket_okapi {$($item)*} } };
}

/// `#[http(salvo_oapi)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_oapi {
    ($($item:tt)*) => { $crate::__tool_versions! { __demanded_impls salvo_oapi {$($item)*} } };
}

/// `#[http(utoipa)]`
#[doc(hidden)]
#[macro_export]
macro_rules! __utoipa {
    ($($item:tt)*) => { $crate::__tool_versions! { __demanded_impls utoipa {$($item)*} } };
}

/// Declares an error type that is part of another one: the errors of one operation, for an
/// OpenAPI document.
///
/// For each type that is named, only these variants are included; for a type that is not named,
/// all are. The first type is the whole error, and the others are types that it delegates to.
/// The masked 500 that any error may become is always included.
///
/// ```no_run
/// # extern crate catchall_core as catchall;
/// # use std::fmt::{Display, Formatter, Result};
/// # #[derive(Debug)]
/// # enum AppError { NoUser, RateLimited { seconds: u64 } }
/// # impl Display for AppError {
/// #     fn fmt(&self, f: &mut Formatter<'_>) -> Result { f.write_str("") }
/// # }
/// # impl std::error::Error for AppError {}
/// # impl catchall::HttpError for AppError {}
/// catchall::only! {
///     /// The errors of reading a user.
///     pub type ReadError = AppError { NoUser, RateLimited };
/// }
///
/// use catchall::HttpError;
///
/// let catalog = ReadError::catalog();
/// # let _ = (AppError::NoUser, AppError::RateLimited { seconds: 1 });
/// ```
///
/// `| OtherError` adds all of another error. That may be a rejection of axum's, which the
/// boundary answers: `AppError { NoUser } | PathRejection`.
///
/// The declared type has no values. It is a description: it has a
/// [catalog](crate::HttpError::catalog), and implements the traits of all OpenAPI tools whose
/// feature is enabled.
///
/// A variant that does not exist is a compile error. If the preceding variants do not delegate
/// to a type, building the catalog panics if debug assertions are enabled.
#[macro_export]
macro_rules! only {
    ($(#[$attribute:meta])* $visibility:vis type $name:ident = $error:ty $(
        { $($variant:ident),+ $(,)? }
    )? $(, $inner:ty { $($inner_variant:ident),+ $(,)? })* $(| $also:ty)* ;) => {
        $(#[$attribute])*
        #[derive(Debug)]
        $visibility enum $name {}

        impl ::core::fmt::Display for $name {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match *self {}
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::HttpError for $name {
            fn catalog() -> $crate::Catalog {
                $(const { $crate::__has_variants! { $error; $($variant)+ } })?
                $(const { $crate::__has_variants! { $inner; $($inner_variant)+ } })*
                $crate::__private::only::<$error>(::std::vec![
                    $($crate::__private::Selection::of::<$error>(
                        &[$(::core::stringify!($variant)),+]
                    ),)?
                    $($crate::__private::Selection::of::<$inner>(
                        &[$(::core::stringify!($inner_variant)),+]
                    ),)*
                ])
                $(.with($crate::__private::only::<$also>(::std::vec![])))*
            }
        }

        $crate::__tools! { [] [$name] [] }
    };
    ($($other:tt)*) => {
        ::core::compile_error!(
            "write `type ReadError = AppError { UserNotFound, Database };`, \
             with the variants that count"
        );
    };
}

/// Causes a compile error if the enum lacks one of the variants.
#[doc(hidden)]
#[macro_export]
macro_rules! __has_variants {
    ($error:ty; $($variant:ident)+) => {
        type Checked = $error;
        $(let _ = |error: &Checked| ::core::matches!(error, Checked::$variant { .. });)+
    };
}
