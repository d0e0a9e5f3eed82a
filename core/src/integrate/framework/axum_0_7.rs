//! axum 0.7, whose traits are in `axum-core` 0.4.

/// For a type with this key.
#[cfg(feature = "axum-0.7")]
#[doc(hidden)]
#[macro_export]
macro_rules! __axum_0_7 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::axum_0_7::IntoResponse for $ty
        where
            $($bounds)*
        {
            fn into_response(self) -> $crate::framework::axum_0_7::Response {
                $crate::framework::axum_0_7::response($crate::__private::into_response(self))
            }
        }
    };
}

#[cfg(not(feature = "axum-0.7"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __axum_0_7 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "axum-0.7")]
pub use on::*;

#[cfg(feature = "axum-0.7-extract")]
mod extract {
    crate::integrate::rejection::axum::extractors! { axum_0_7 }
}

#[cfg(feature = "axum-0.7")]
mod on {
    pub use axum_core_0_4::response::{IntoResponse, Response};

    use axum_core_0_4::body::Body;

    use crate::problem::Problem;

    impl IntoResponse for Problem {
        fn into_response(self) -> Response {
            response(self.to_response())
        }
    }

    #[must_use]
    pub fn response(response: crate::response::Response) -> Response {
        response.map(Body::from)
    }

    #[cfg(feature = "boundary")]
    impl crate::boundary::service::ErrorBody for Body {
        fn of_error(body: bytes::Bytes) -> Self {
            body.into()
        }

        fn __watched(self, watch: crate::boundary::watched::Watch) -> Self {
            Self::new(crate::boundary::watched::Watched::new(self, watch))
        }
    }
}
