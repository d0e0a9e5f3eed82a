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
                $crate::framework::poem_3::response($crate::HttpError::to_response(self))
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

#[cfg(all(feature = "poem-3", feature = "boundary"))]
pub use inside::*;

/// The boundary.
#[cfg(all(feature = "poem-3", feature = "boundary"))]
mod inside {
    use std::fmt;
    use std::sync::Arc;

    use bytes::Bytes;
    use http::{HeaderMap, StatusCode};
    use poem::PathPattern;
    use poem::{Body, Endpoint, Error, IntoResponse, Middleware, Request, Response, Result};

    use super::on;
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, LONGEST_TEXT, Verdict};
    use crate::boundary::inside::Inside;
    use crate::caught::caught;
    use crate::convert::scope::{Scope, within};
    use crate::problem::Problem;
    use crate::request::RequestContext;

    impl<E: Endpoint> Middleware<E> for ErrorBoundary {
        type Output = PoemBoundary<E>;

        fn transform(&self, inner: E) -> PoemBoundary<E> {
            PoemBoundary {
                inner,
                boundary: self.clone(),
            }
        }
    }

    /// An endpoint of poem inside an [`ErrorBoundary`].
    pub struct PoemBoundary<E> {
        inner: E,
        boundary: ErrorBoundary,
    }

    impl<E> fmt::Debug for PoemBoundary<E> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("PoemBoundary").finish_non_exhaustive()
        }
    }

    impl<E: Endpoint> Endpoint for PoemBoundary<E> {
        type Output = Response;

        async fn call(&self, request: Request) -> Result<Response> {
            let scope = Arc::new(self.boundary.scope(context(&request)));
            let call = || async {
                let response = self.inner.call(request).await?;
                Ok::<_, Error>(response.into_response())
            };
            let (scope, response) = match Inside::new(Arc::clone(&scope), call).await {
                Ok(Ok(response)) => {
                    let scope = with_route(scope, response.data());
                    (scope, response)
                }
                Ok(Err(error)) => {
                    let scope = with_route(scope, error.data());
                    let made = within(&scope, || caught(|| error.into_response()));
                    let made = made.unwrap_or_else(|| within(&scope, plain));
                    (scope, made)
                }
                Err(panicked) => {
                    let problem = Problem::internal_server_error().with_cause(panicked);
                    let made = within(&scope, || on::response(problem.to_response()));
                    (scope, made)
                }
            };
            Ok(sent(&scope, response).await)
        }
    }

    fn context(request: &Request) -> RequestContext {
        let context =
            RequestContext::of(request.method(), request.original_uri(), request.headers());
        match request.data::<PathPattern>() {
            Some(PathPattern(route)) => context.with_route(route.to_string()),
            None => context,
        }
    }

    /// With the route that matched, which poem leaves in a response or an error.
    fn with_route(scope: Arc<Scope>, pattern: Option<&PathPattern>) -> Arc<Scope> {
        match pattern {
            Some(PathPattern(route)) => Arc::new(scope.with_route(route.to_string())),
            None => scope,
        }
    }

    /// The response to an error whose own response panics.
    fn plain() -> Response {
        on::response(Problem::internal_server_error().to_response())
    }

    /// What is sent in place of a response.
    async fn sent(scope: &Arc<Scope>, mut response: Response) -> Response {
        let status = response.status();
        // poem does not say how long a body is.
        let length = match scope.answered() {
            Some(answered) => answered.length,
            None => Some(length_of(&mut response)),
        };
        match foreign::judge(scope, status, response.headers(), length) {
            Verdict::Sent(status) => response.set_status(status),
            Verdict::Logged => within(scope, || {
                foreign::log(scope, status, response.headers_mut(), None);
            }),
            Verdict::Replaced => replace(scope, &mut response, None),
            Verdict::Read => {
                let longest = usize::try_from(LONGEST_TEXT).unwrap_or_default();
                let text = response.take_body().into_bytes_limit(longest).await;
                replace(scope, &mut response, text.ok());
            }
        }
        response
    }

    /// The length of a body as far as it matters here.
    fn length_of(response: &mut Response) -> u64 {
        let body = response.take_body();
        let is_empty = body.is_empty();
        response.set_body(body);
        u64::from(!is_empty)
    }

    fn replace(scope: &Arc<Scope>, response: &mut Response, text: Option<Bytes>) {
        let mut status: StatusCode = response.status();
        let headers: &mut HeaderMap = response.headers_mut();
        let text = text.as_ref().map(|text| String::from_utf8_lossy(text));
        let body = within(scope, || {
            foreign::replace(&mut status, headers, text.as_deref())
        });
        response.set_status(status);
        response.set_body(Body::from(body));
    }
}
