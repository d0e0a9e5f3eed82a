//! warp 0.4.

/// For a type with this key.
#[cfg(feature = "warp-0.4")]
#[doc(hidden)]
#[macro_export]
macro_rules! __warp_0_4 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::warp_0_4::Reply for $ty
        where
            $ty: ::core::marker::Send,
            $($bounds)*
        {
            fn into_response(self) -> $crate::framework::warp_0_4::Response {
                $crate::framework::warp_0_4::response($crate::__private::into_response(self))
            }
        }
    };
}

#[cfg(not(feature = "warp-0.4"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __warp_0_4 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "warp-0.4")]
pub use on::*;

#[cfg(feature = "warp-0.4")]
mod on {
    pub use warp::Reply;
    pub use warp::reply::Response;

    use crate::problem::Problem;

    impl Reply for Problem {
        fn into_response(self) -> Response {
            response(self.to_response())
        }
    }

    #[must_use]
    pub fn response(made: crate::response::Response) -> Response {
        made.into_response()
    }

    /// The body of a response, for which warp exports no name.
    #[cfg(feature = "boundary")]
    pub trait HasBody {
        type Sent;
    }

    #[cfg(feature = "boundary")]
    impl<B> HasBody for http::Response<B> {
        type Sent = B;
    }

    #[cfg(feature = "boundary")]
    impl crate::boundary::service::ErrorBody for <Response as HasBody>::Sent {
        fn of_error(body: bytes::Bytes) -> Self {
            body.into()
        }

        // The only body that warp creates from another one is that of a stream.
        fn __watched(self, watch: crate::boundary::watched::Watch) -> Self {
            use http_body_util::BodyExt;

            let body = crate::boundary::watched::Watched::new(self, watch);
            warp::reply::stream(body.into_data_stream())
                .into_response()
                .into_body()
        }
    }
}
