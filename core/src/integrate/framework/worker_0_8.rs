//! `worker` 0.8, for Cloudflare Workers.

/// For a type with this key.
#[cfg(feature = "worker-0.8")]
#[doc(hidden)]
#[macro_export]
macro_rules! __worker_0_8 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> ::core::convert::From<$ty> for $crate::framework::worker_0_8::Response
        where
            $($bounds)*
        {
            fn from(__error: $ty) -> Self {
                $crate::framework::worker_0_8::response(&$crate::__private::respond(&__error, ::core::option::Option::None))
            }
        }

        #[automatically_derived]
        impl<$($generics)*> $crate::framework::worker_0_8::IntoResponse for $ty
        where
            $($bounds)*
        {
            fn into_raw(
                self,
            ) -> ::core::result::Result<
                $crate::framework::worker_0_8::RawResponse,
                impl ::core::convert::Into<$crate::framework::worker_0_8::BoxError>,
            > {
                $crate::framework::worker_0_8::IntoResponse::into_raw(
                    $crate::framework::worker_0_8::response(&$crate::__private::respond(&self, ::core::option::Option::None)),
                )
            }
        }
    };
}

#[cfg(not(feature = "worker-0.8"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __worker_0_8 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "worker-0.8")]
pub use on::*;

#[cfg(feature = "worker-0.8")]
mod on {
    pub use worker::web_sys::Response as RawResponse;
    pub use worker::{IntoResponse, Response};

    use std::error::Error;

    use worker::{Headers, ResponseBuilder};

    use crate::integrate::framework::text_headers;
    use crate::problem::Problem;

    pub type BoxError = Box<dyn Error>;

    impl From<Problem> for Response {
        fn from(problem: Problem) -> Self {
            response(&problem.to_response())
        }
    }

    impl IntoResponse for Problem {
        fn into_raw(self) -> Result<RawResponse, impl Into<BoxError>> {
            Response::from(self).into_raw()
        }
    }

    #[must_use]
    pub fn response(made: &crate::response::Response) -> Response {
        let headers = Headers::new();
        for (name, value) in text_headers(made.headers()) {
            // What is a header in `http` is one in JavaScript.
            let _: worker::Result<()> = headers.append(name.as_str(), value);
        }
        let builder = ResponseBuilder::new()
            .with_status(made.status().as_u16())
            .with_headers(headers);
        // A 304 throws if it has a body, even an empty one.
        if made.body().is_empty() {
            builder.empty()
        } else {
            builder.fixed(made.body().to_vec())
        }
    }
}
