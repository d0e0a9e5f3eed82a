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

/// The errors of poem's own extractors as fields of an error:
/// `#[http(transparent)] Json(#[from] ParseJsonError)`. Their text is the detail of a 4xx.
#[cfg(feature = "poem-3")]
mod extract {
    use std::error::Error as StdError;

    use poem::Error;
    use poem::error::{
        CorsError, MethodNotAllowedError, NotFoundError, ParseFormError, ParseJsonError,
        ParsePathError, ParseQueryError, ParseTypedHeaderError, ReadBodyError, ResponseError,
        SizedLimitError,
    };

    use crate::describe::delegate::{Delegate, pointers};
    use crate::describe::subject::Subject;
    use crate::integrate::delegated::causes;
    use crate::integrate::rejection::{self, Rejection};
    use crate::problem::Problem;

    causes! {
        ParseJsonError, error => problem(of_json(error), error);
        ParseFormError, error => problem(of_form(error), error);
        ParseQueryError, error => problem(Rejection::Query, error);
        ParsePathError, error => problem(Rejection::Path, error);
        ReadBodyError, error => problem(of_body(error), error);
        ParseTypedHeaderError, error => problem(Rejection::Other, error);
        SizedLimitError, error => problem(Rejection::Other, error);
        CorsError, error => problem(Rejection::Other, error);
        NotFoundError, error => problem(Rejection::Other, error);
        MethodNotAllowedError, error => problem(Rejection::Other, error);
    }

    /// Delegates to the error that it holds. For a type that poem does not own, only the
    /// status is used: its text may be private, for instance if the error has its own
    /// `detail`.
    impl Delegate for Error {
        fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
            match self.downcast_ref::<Problem>() {
                Some(held) => visit(held),
                None => visit(&of_error(self)),
            }
        }
    }

    pointers!(Error);

    impl From<Error> for Problem {
        fn from(error: Error) -> Self {
            match error.downcast::<Self>() {
                Ok(held) => held,
                Err(error) => of_error(&error).with_cause(error),
            }
        }
    }

    fn of_error(error: &Error) -> Problem {
        match kind(error) {
            Some(kind) => rejection::problem(kind, error.status(), error.to_string()),
            None => Problem::new(error.status()),
        }
    }

    fn problem(kind: Rejection, error: &(impl ResponseError + StdError)) -> Problem {
        rejection::problem(kind, error.status(), error.to_string())
    }

    /// Returns the kind of a rejection, or `None` for an error of another type.
    pub(super) fn kind(error: &Error) -> Option<Rejection> {
        if let Some(error) = error.downcast_ref() {
            return Some(of_json(error));
        }
        if let Some(error) = error.downcast_ref() {
            return Some(of_form(error));
        }
        if let Some(error) = error.downcast_ref() {
            return Some(of_body(error));
        }
        if error.is::<ParseQueryError>() {
            return Some(Rejection::Query);
        }
        if error.is::<ParsePathError>() {
            return Some(Rejection::Path);
        }
        let is_poems = error.is::<ParseTypedHeaderError>()
            || error.is::<SizedLimitError>()
            || error.is::<CorsError>()
            || error.is::<NotFoundError>()
            || error.is::<MethodNotAllowedError>();
        is_poems.then_some(Rejection::Other)
    }

    fn of_json(error: &ParseJsonError) -> Rejection {
        match error {
            ParseJsonError::InvalidContentType(_) | ParseJsonError::ContentTypeRequired => {
                Rejection::MediaType
            }
            // The type of the parser depends on a feature of poem.
            ParseJsonError::Parse(_) => {
                match error.source().and_then(<dyn StdError>::downcast_ref) {
                    Some(error) if serde_json::Error::is_data(error) => Rejection::JsonData,
                    _ => Rejection::Json,
                }
            }
        }
    }

    fn of_form(error: &ParseFormError) -> Rejection {
        match error {
            ParseFormError::InvalidContentType(_) | ParseFormError::ContentTypeRequired => {
                Rejection::MediaType
            }
            ParseFormError::UrlDecode(_) => Rejection::Form,
        }
    }

    fn of_body(error: &ReadBodyError) -> Rejection {
        match error {
            ReadBodyError::PayloadTooLarge => Rejection::Other,
            _ => Rejection::Body,
        }
    }
}

#[cfg(all(feature = "poem-3", feature = "boundary"))]
pub use inside::*;

/// The boundary.
#[cfg(all(feature = "poem-3", feature = "boundary"))]
mod inside {
    use std::sync::Arc;
    use std::{fmt, io};

    use bytes::Bytes;
    use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
    use http::{HeaderValue, Method};
    use http_body::Body;
    use http_body_util::combinators::BoxBody;
    use poem::{Endpoint, Error, IntoResponse, Middleware, PathPattern, Request, Response, Result};

    use super::{extract, on};
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, Judgement, LONGEST_TEXT};
    use crate::boundary::inside::Inside;
    use crate::boundary::watched::{Watch, Watched};
    use crate::caught::caught;
    use crate::convert::scope::{Scope, within};
    use crate::integrate::rejection::Rejection;
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

    /// A poem endpoint inside an [`ErrorBoundary`].
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
            let mut scope = self.boundary.scope(context(&request));
            self.boundary
                .show_developer(&mut scope, request.uri(), request.headers());
            let scope = Arc::new(scope);
            let call = || async {
                let response = self.inner.call(request).await?;
                Ok::<_, Error>(response.into_response())
            };
            let mut kind = None;
            let called = Inside::new(Arc::clone(&scope), call).await;
            let (scope, response) = match called {
                Ok(Ok(response)) => (with_route(scope, response.data()), response),
                Ok(Err(error)) => {
                    kind = extract::kind(&error);
                    let scope = with_route(scope, error.data());
                    let mut response = within(&scope, || {
                        let plain =
                            || made(&foreign::of_boundary(Problem::internal_server_error()));
                        caught(|| error.into_response()).unwrap_or_else(plain)
                    });
                    // An error that has only a status is sent as its text, without a media type.
                    if scope.answered().is_none() {
                        let media_type = response.headers_mut().entry(CONTENT_TYPE);
                        media_type.or_insert(HeaderValue::from_static("text/plain"));
                    }
                    (scope, response)
                }
                Err(panicked) => {
                    let response = within(&scope, || made(&foreign::failed(panicked)));
                    (scope, response)
                }
            };
            let mut response = sent(&scope, response, kind).await;
            scope.extend(response.status(), response.extensions_mut());
            Ok(response)
        }
    }

    fn made(problem: &Problem) -> Response {
        on::response(problem.to_response())
    }

    fn context(request: &Request) -> RequestContext {
        let context =
            RequestContext::of(request.method(), request.original_uri(), request.headers());
        match request.data::<PathPattern>() {
            Some(PathPattern(route)) => context.with_route(route.to_string()),
            None => context,
        }
    }

    /// Adds the route that matched, which poem stores in a response or an error.
    fn with_route(scope: Arc<Scope>, pattern: Option<&PathPattern>) -> Arc<Scope> {
        match pattern {
            Some(PathPattern(route)) => Arc::new(scope.with_route(route.to_string())),
            None => scope,
        }
    }

    /// Returns what is sent in place of a response.
    async fn sent(scope: &Arc<Scope>, mut response: Response, kind: Option<Rejection>) -> Response {
        let status = response.status();
        // poem does not provide the length of a body.
        let length = match scope.answered() {
            Some(answered) => answered.length,
            None => Some(length_of(&mut response)),
        };
        match foreign::judge(scope, status, response.headers(), length) {
            Judgement::Sent(status) => {
                response.set_status(status);
                watch(scope, &mut response);
            }
            Judgement::Logged => {
                within(scope, || {
                    foreign::log(scope, status, response.headers_mut(), None);
                });
                watch(scope, &mut response);
            }
            Judgement::Replaced => replace(scope, &mut response, None, None),
            Judgement::Read => {
                let longest = usize::try_from(LONGEST_TEXT).unwrap_or_default();
                let text = response.take_body().into_bytes_limit(longest).await;
                replace(scope, &mut response, text.ok().as_ref(), kind);
            }
        }
        // Over HTTP/2, hyper would send the body of the response to a HEAD.
        if *scope.context.method() == Method::HEAD
            && let Some(answered) = scope.answered()
            && answered.status == response.status()
            && let Some(length @ 1..) = answered.length
        {
            let headers = response.headers_mut();
            headers.entry(CONTENT_LENGTH).or_insert(length.into());
            response.set_body(());
        }
        response
    }

    /// Watches a body that is not known to be complete.
    fn watch(scope: &Arc<Scope>, response: &mut Response) {
        let mut body: BoxBody<Bytes, io::Error> = response.take_body().into();
        if body.size_hint().exact().is_none() {
            body = BoxBody::new(Watched::new(body, Watch(Arc::clone(scope))));
        }
        response.set_body(body);
    }

    /// Returns the length of a body, as far as it matters here.
    fn length_of(response: &mut Response) -> u64 {
        let body = response.take_body();
        let is_empty = body.is_empty();
        response.set_body(body);
        u64::from(!is_empty)
    }

    fn replace(
        scope: &Arc<Scope>,
        response: &mut Response,
        text: Option<&Bytes>,
        kind: Option<Rejection>,
    ) {
        let mut status = response.status();
        let text = text.map(|text| String::from_utf8_lossy(text));
        let body = within(scope, || {
            foreign::replace(&mut status, response.headers_mut(), text.as_deref(), kind)
        });
        response.set_status(status);
        response.set_body(body);
    }
}

/// The documentation of problem types.
#[cfg(all(feature = "poem-3", feature = "docs"))]
mod docs {
    use poem::{Endpoint, Request, Response, Result};

    use super::on;
    use crate::problem_docs::ProblemDocs;

    impl Endpoint for ProblemDocs {
        type Output = Response;

        async fn call(&self, request: Request) -> Result<Response> {
            let path = request.uri().path();
            let made = self.respond(request.method(), path, request.headers());
            Ok(on::response(made))
        }
    }
}
