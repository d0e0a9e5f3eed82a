//! poem 3.

/// For a type with this key.
#[cfg(feature = "poem-3")]
#[doc(hidden)]
#[macro_export]
macro_rules! __poem_3 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::poem_3::ResponseError for $ty
        where
            $ty: ::core::marker::Send + ::core::marker::Sync + 'static,
            $($bounds)*
        {
            fn status(&self) -> $crate::__private::StatusCode {
                $crate::HttpError::status(self)
            }

            fn as_response(&self) -> $crate::framework::poem_3::Response {
                $crate::framework::poem_3::response($crate::__private::respond(self, ::core::option::Option::None))
            }
        }
    };
}

#[cfg(not(feature = "poem-3"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __poem_3 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "poem-3")]
pub use on::*;

#[cfg(feature = "poem-3")]
mod on {
    pub use poem::Response;
    pub use poem::error::ResponseError;

    use http::StatusCode;

    use crate::problem::Problem;

    impl ResponseError for Problem {
        fn status(&self) -> StatusCode {
            Problem::status(self)
        }

        fn as_response(&self) -> Response {
            response(self.to_response())
        }
    }

    #[must_use]
    pub fn response(made: crate::response::Response) -> Response {
        let (parts, body) = made.into_parts();
        let mut response = Response::builder().status(parts.status).body(body);
        *response.headers_mut() = parts.headers;
        response
    }
}
