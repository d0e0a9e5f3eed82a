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

/// `#[http(tonic)]` and `#[http(web)]`. The error is the source of the status
/// where it can be shared and has no lifetime of its own.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "tonic-0.14")]
macro_rules! __tonic {
    ([] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl ::core::convert::From<$ty> for $crate::__private::tonic_0_14::Status
        where
            $($bounds)*
        {
            fn from(error: $ty) -> Self {
                #[allow(unused_imports)]
                use $crate::__private::tonic_0_14::NotKept as _;
                $crate::__private::tonic_0_14::Owned(error).into_status()
            }
        }
    };
    ([$lifetime:lifetime $($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$lifetime $($generics)*> ::core::convert::From<$ty>
            for $crate::__private::tonic_0_14::Status
        where
            $($bounds)*
        {
            fn from(error: $ty) -> Self {
                $crate::__private::tonic_0_14::status(&error)
            }
        }
    };
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> ::core::convert::From<$ty>
            for $crate::__private::tonic_0_14::Status
        where
            $ty: ::core::marker::Send + ::core::marker::Sync + 'static,
            $($bounds)*
        {
            fn from(error: $ty) -> Self {
                $crate::__private::tonic_0_14::Owned(error).into_status()
            }
        }
    };
}

/// Without any version of tonic, `#[http(tonic)]` cannot be had.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "tonic-0.14"))]
macro_rules! __tonic {
    ($($item:tt)*) => {
        ::core::compile_error!(
            "`#[http(tonic)]` needs a version of tonic: enable catchall's feature `tonic-0.14`"
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
