//! `lambda_http` 1.

/// For a type that asks for it.
#[cfg(feature = "lambda-http-1")]
#[doc(hidden)]
#[macro_export]
macro_rules! __lambda_http_1 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::lambda_http_1::IntoResponse for $ty
        where
            $($bounds)*
        {
            fn into_response(self) -> $crate::framework::lambda_http_1::ResponseFuture {
                $crate::framework::lambda_http_1::response(&$crate::HttpError::to_response(&self))
            }
        }
    };
}

#[cfg(not(feature = "lambda-http-1"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __lambda_http_1 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "lambda-http-1")]
pub use on::*;

#[cfg(feature = "lambda-http-1")]
mod on {
    pub use lambda_http::IntoResponse;

    use std::future::{Future, ready};
    use std::pin::Pin;

    use http::header::SET_COOKIE;
    use http::{HeaderMap, HeaderValue};
    use lambda_http::{Body, Response};

    use crate::Problem;

    pub type ResponseFuture = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;

    impl IntoResponse for Problem {
        fn into_response(self) -> ResponseFuture {
            response(&self.to_response())
        }
    }

    #[must_use]
    pub fn response(made: &crate::Response) -> ResponseFuture {
        let bytes = made.body();
        let body = match std::str::from_utf8(bytes) {
            Ok("") => Body::Empty,
            Ok(text) => Body::Text(text.to_owned()),
            Err(_) => Body::Binary(bytes.to_vec()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = made.status();
        *response.headers_mut() = joined(made.headers());
        Box::pin(ready(response))
    }

    /// What a gateway reads from one JSON object: a name has one value there, and
    /// the value is text.
    fn joined(headers: &HeaderMap) -> HeaderMap {
        let mut joined = HeaderMap::new();
        for name in headers.keys() {
            let values = headers.get_all(name).iter();
            let texts: Vec<&[u8]> = values
                .map(HeaderValue::as_bytes)
                .filter(|value| std::str::from_utf8(value).is_ok())
                .collect();
            // RFC 9110 §5.3: a list is the same in one line. Cookies are no list,
            // and the gateway is sent them apart.
            let lines = if name == SET_COOKIE {
                texts.iter().map(|text| text.to_vec()).collect()
            } else if texts.is_empty() {
                Vec::new()
            } else {
                vec![texts.join(&b", "[..])]
            };
            for line in lines {
                if let Ok(value) = HeaderValue::from_bytes(&line) {
                    // No larger than the map that it is made from.
                    let _: Result<bool, _> = joined.try_append(name, value);
                }
            }
        }
        joined
    }
}
