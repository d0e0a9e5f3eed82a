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
                $crate::framework::worker_0_8::response(&$crate::__private::into_response(__error))
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
                    $crate::framework::worker_0_8::response(&$crate::__private::into_response(self)),
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
            // Every header of `http` is valid in JavaScript.
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

#[cfg(all(feature = "worker-0.8", feature = "boundary"))]
pub use inside::fetch;

/// The boundary.
#[cfg(all(feature = "worker-0.8", feature = "boundary"))]
mod inside {
    use std::future::Future;
    use std::sync::Arc;

    use bytes::Bytes;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
    use worker::{Headers, Request, Response, ResponseBody, Result};

    use super::on;
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, Judgement};
    use crate::boundary::inside::Inside;
    use crate::convert::scope::{Scope, within};
    use crate::integrate::framework::text_headers;
    use crate::request::RequestContext;

    /// Calls the handler of a worker inside an [`ErrorBoundary`]. Workers have no
    /// middleware.
    ///
    /// An `Err` of the handler becomes a masked 500, instead of the text that `worker` would send.
    ///
    /// ```no_run
    /// # extern crate catchall_core as catchall;
    /// use catchall::worker_0_8::fetch as fetch_inside;
    /// use catchall::{ErrorBoundary, Problem};
    /// use worker::{Request, Response};
    ///
    /// fn user(request: &Request) -> catchall::Result<Response> {
    ///     match request.path().as_str() {
    ///         "/users/1" => Response::ok("Ada").map_err(|error| {
    ///             Problem::internal_server_error().with_cause(error.to_string())
    ///         }),
    ///         _ => Err(Problem::not_found()),
    ///     }
    /// }
    ///
    /// // With `#[event(fetch)]`:
    /// async fn fetch(request: Request) -> worker::Result<Response> {
    ///     fetch_inside(&ErrorBoundary::new(), request, async |request| {
    ///         Ok(user(&request).unwrap_or_else(Response::from))
    ///     })
    ///     .await
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if JavaScript refuses the headers of the response.
    pub async fn fetch<H, F>(
        boundary: &ErrorBoundary,
        request: Request,
        handler: H,
    ) -> Result<Response>
    where
        H: FnOnce(Request) -> F,
        F: Future<Output = Result<Response>>,
    {
        let scope = Arc::new(scope(boundary, &request));
        let called = Inside::new(Arc::clone(&scope), || handler(request)).await;
        within(&scope, || {
            let problem = match called {
                Ok(Ok(response)) => return settled(&scope, response),
                Ok(Err(error)) => foreign::failed(error.to_string()),
                Err(panicked) => foreign::failed(panicked),
            };
            Ok(on::response(&problem.to_response()))
        })
    }

    fn scope(boundary: &ErrorBoundary, request: &Request) -> Scope {
        let headers = copied(request.headers());
        let method = Method::from_bytes(request.method().as_ref().as_bytes()).unwrap_or_default();
        // The whole URL, including the host.
        let uri: Option<Uri> = request.inner().url().parse().ok();
        let uri = uri.unwrap_or_default();
        let mut scope = boundary.scope(RequestContext::of(&method, &uri, &headers));
        boundary.show_developer(&mut scope, &uri, &headers);
        scope
    }

    /// Returns what is sent in place of a response.
    fn settled(scope: &Arc<Scope>, mut response: Response) -> Result<Response> {
        let Ok(mut status) = StatusCode::from_u16(response.status_code()) else {
            return Ok(response);
        };
        // Saves a copy of the headers for a success.
        if !foreign::is_error(status) && scope.answered().is_none() {
            return Ok(response);
        }
        let mut headers = copied(response.headers());
        let length = match response.body() {
            ResponseBody::Empty => Some(0),
            ResponseBody::Body(body) => Some(body.len() as u64),
            ResponseBody::Stream(_) => None,
        };
        // `Response::error` sends its text without a media type.
        if scope.answered().is_none()
            && let ResponseBody::Body(body) = response.body()
            && std::str::from_utf8(body).is_ok()
        {
            let media_type = headers.entry(CONTENT_TYPE);
            media_type.or_insert(HeaderValue::from_static("text/plain"));
        }
        let body = match foreign::judge(scope, status, &headers, length) {
            Judgement::Sent(status) => return Ok(response.with_status(status.as_u16())),
            Judgement::Logged => {
                foreign::log(scope, status, &mut headers, length);
                replace(response.headers_mut(), &headers)?;
                return Ok(response);
            }
            Judgement::Replaced => foreign::replace(&mut status, &mut headers, None, None),
            Judgement::Read => {
                let text = text_of(&response);
                foreign::replace(&mut status, &mut headers, Some(&text), None)
            }
        };
        with(response, status, &headers, &body)
    }

    fn text_of(response: &Response) -> String {
        match response.body() {
            ResponseBody::Body(text) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        }
    }

    /// Returns the response with this head and this body.
    fn with(
        response: Response,
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Response> {
        let (head, _) = response.into_parts();
        let mut response = head.with_status(status.as_u16()).fixed(body.to_vec());
        replace(response.headers_mut(), headers)?;
        Ok(response)
    }

    fn copied(headers: &Headers) -> HeaderMap {
        let mut copied = HeaderMap::new();
        for (name, value) in headers {
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes())
                && let Ok(value) = HeaderValue::from_str(&value)
            {
                // A map that is full is not changed.
                let _: std::result::Result<bool, _> = copied.try_append(name, value);
            }
        }
        copied
    }

    fn replace(headers: &mut Headers, by: &HeaderMap) -> Result<()> {
        let replaced = Headers::new();
        for (name, value) in text_headers(by) {
            replaced.append(name.as_str(), value)?;
        }
        *headers = replaced;
        Ok(())
    }
}
