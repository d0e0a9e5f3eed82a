//! `lambda_http` 1.

/// For a type with this key.
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
                $crate::framework::lambda_http_1::response(&$crate::__private::into_response(self))
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

    use std::convert::Infallible;
    use std::future::{Future, ready};
    use std::pin::Pin;

    use http::header::SET_COOKIE;
    use http::{HeaderMap, HeaderValue};
    use lambda_http::{Body, Request, Response, Service};

    use crate::problem::Problem;

    pub type ResponseFuture = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;

    impl IntoResponse for Problem {
        fn into_response(self) -> ResponseFuture {
            response(&self.to_response())
        }
    }

    /// Turns a handler that may fail into the service that `lambda_http::run` takes.
    ///
    /// An `Err` of a Lambda function is a failed invocation: the gateway answers
    /// 502 and drops the response. So the error of the handler is turned into a
    /// response here, and the function itself never fails.
    ///
    /// ```no_run
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Problem, lambda_http_1::service_fn};
    /// use lambda_http::{Error, Request};
    ///
    /// async fn user(request: Request) -> catchall::Result<&'static str> {
    ///     match request.uri().path() {
    ///         "/users/1" => Ok("Ada"),
    ///         _ => Err(Problem::not_found()),
    ///     }
    /// }
    ///
    /// # async fn run() -> Result<(), Error> {
    /// lambda_http::run(service_fn(user)).await
    /// # }
    /// ```
    pub fn service_fn<H, F, T, E>(
        handler: H,
    ) -> impl Service<
        Request,
        Response = Response<Body>,
        Error = Infallible,
        Future = impl Future<Output = Result<Response<Body>, Infallible>> + Send,
    > + Clone
    where
        H: Fn(Request) -> F + Clone,
        F: Future<Output = Result<T, E>> + Send,
        T: IntoResponse + Send,
        E: IntoResponse + Send,
    {
        lambda_http::service_fn(move |request| {
            let answering = handler(request);
            async move {
                let answer = match answering.await {
                    Ok(value) => value.into_response(),
                    Err(error) => error.into_response(),
                };
                Ok(answer.await)
            }
        })
    }

    #[must_use]
    pub fn response(made: &crate::response::Response) -> ResponseFuture {
        let mut response = Response::new(body(made.body()));
        *response.status_mut() = made.status();
        *response.headers_mut() = joined(made.headers());
        Box::pin(ready(response))
    }

    fn body(bytes: &[u8]) -> Body {
        match std::str::from_utf8(bytes) {
            Ok("") => Body::Empty,
            Ok(text) => Body::Text(text.to_owned()),
            Err(_) => Body::Binary(bytes.to_vec()),
        }
    }

    #[cfg(feature = "boundary")]
    impl crate::boundary::service::ErrorBody for Body {
        fn of_error(made: bytes::Bytes) -> Self {
            body(&made)
        }
    }

    /// Returns the headers as a gateway reads them from a JSON object: each name
    /// has one value, which is text.
    fn joined(headers: &HeaderMap) -> HeaderMap {
        let mut joined = HeaderMap::new();
        for name in headers.keys() {
            let values = headers.get_all(name).iter();
            let texts: Vec<&[u8]> = values
                .map(HeaderValue::as_bytes)
                .filter(|value| std::str::from_utf8(value).is_ok())
                .collect();
            // RFC 9110 §5.3: a list has the same meaning on one line. Cookies are
            // not a list, and are sent to the gateway separately.
            let lines = if name == SET_COOKIE {
                texts.iter().map(|text| text.to_vec()).collect()
            } else if texts.is_empty() {
                Vec::new()
            } else {
                vec![texts.join(&b", "[..])]
            };
            for line in lines {
                if let Ok(value) = HeaderValue::from_bytes(&line) {
                    // Not larger than the map that it is made from.
                    let _: Result<bool, _> = joined.try_append(name, value);
                }
            }
        }
        joined
    }
}
