//! The macros that generated code calls, one per framework word. Whether a
//! version of it is on is decided here, by this crate's features, and so is the
//! same for everyone who uses this build of it.

/// `#[http(axum)]` and `#[http(web)]`.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "axum-0.8")]
macro_rules! __axum {
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::__private::axum_core_0_5::response::IntoResponse for $ty
        where
            $($bounds)*
        {
            fn into_response(self) -> $crate::__private::axum_core_0_5::response::Response {
                $crate::__private::axum_0_8::into_response($crate::HttpError::to_response(&self))
            }
        }
    };
}

/// Without any version of axum, `#[http(axum)]` cannot be had.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "axum-0.8"))]
macro_rules! __axum {
    ($($item:tt)*) => {
        ::core::compile_error!(
            "`#[http(axum)]` needs a version of axum: enable catchall's feature `axum-0.8`"
        );
    };
}

/// `#[http(web)]`: every framework that is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "axum-0.8")]
macro_rules! __web {
    ($($item:tt)*) => {
        $crate::__axum! { $($item)* }
    };
}

/// No framework is on.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "axum-0.8"))]
macro_rules! __web {
    ($($item:tt)*) => {};
}
