//! salvo 1, whose traits are in `salvo_core`, and which passes the request to
//! an error.

/// For a type with this key.
#[cfg(feature = "salvo-1")]
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_1 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::salvo_1::Writer for $ty
        where
            $ty: ::core::marker::Send,
            $($bounds)*
        {
            fn write<'__request, '__depot, '__response, '__write>(
                self,
                __request: &'__request mut $crate::framework::salvo_1::Request,
                __depot: &'__depot mut $crate::framework::salvo_1::Depot,
                __response: &'__response mut $crate::framework::salvo_1::Response,
            ) -> $crate::framework::salvo_1::Writing<'__write>
            where
                '__request: '__write,
                '__depot: '__write,
                '__response: '__write,
                Self: '__write,
            {
                $crate::framework::salvo_1::write(&self, __request, __response)
            }
        }
    };
}

#[cfg(not(feature = "salvo-1"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_1 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "salvo-1")]
pub use on::*;

#[cfg(feature = "salvo-1")]
mod on {
    pub use salvo_core::{Depot, Request, Response, Writer};

    use std::future::{Future, ready};
    use std::pin::Pin;

    use http::header::{CONTENT_LENGTH, SET_COOKIE, VARY};
    use http::{Method, StatusCode};
    use salvo_core::async_trait;
    use salvo_core::http::ResBody;

    use crate::convert;
    #[cfg(feature = "boundary")]
    use crate::convert::scope;
    use crate::facts::{BODY_HEADERS, VERSION_HEADERS};
    use crate::http_error::HttpError;
    use crate::problem::Problem;
    use crate::request::RequestContext;

    pub type Writing<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

    #[async_trait]
    impl Writer for Problem {
        async fn write(self, request: &mut Request, _depot: &mut Depot, response: &mut Response) {
            let made = respond(request, |context| convert::respond(&self, context));
            send(made, request, response);
        }
    }

    #[must_use]
    pub fn write<'a>(
        error: &dyn HttpError,
        request: &Request,
        response: &mut Response,
    ) -> Writing<'a> {
        let made = respond(request, |context| match context {
            Some(context) => error.to_response_in(context),
            None => error.to_response(),
        });
        send(made, request, response);
        Box::pin(ready(()))
    }

    /// Makes a response, with the request if no boundary knows it.
    fn respond(
        request: &Request,
        make: impl FnOnce(Option<&RequestContext>) -> crate::response::Response,
    ) -> crate::response::Response {
        #[cfg(feature = "boundary")]
        if scope::current().is_some() {
            return make(None);
        }
        make(Some(&context(request)))
    }

    pub(super) fn context(request: &Request) -> RequestContext {
        let context = RequestContext::of(request.method(), request.uri(), request.headers());
        match request.matched_path() {
            "" => context,
            // salvo omits the leading slash.
            route => context.with_route(format!("/{route}")),
        }
    }

    /// Replaces what is in the response already, except headers to which others
    /// add. What the handler set for a body is removed with that body.
    pub(super) fn send(
        made: crate::response::Response,
        request: &Request,
        response: &mut Response,
    ) {
        let (parts, body) = made.into_parts();
        response.status_code(parts.status);
        for name in BODY_HEADERS {
            response.headers.remove(name);
        }
        if parts.status != StatusCode::NOT_MODIFIED {
            for name in VERSION_HEADERS {
                response.headers.remove(name);
            }
        }
        for name in parts.headers.keys() {
            if name != VARY && name != SET_COOKIE {
                response.headers.remove(name);
            }
        }
        for (name, value) in &parts.headers {
            response.headers.append(name.clone(), value.clone());
        }
        set_body(request.method(), response, body);
    }

    pub(super) fn set_body(method: &Method, response: &mut Response, body: bytes::Bytes) {
        // Without a body, salvo does not know the length.
        if *method == Method::HEAD && !body.is_empty() {
            response.headers.insert(CONTENT_LENGTH, body.len().into());
        }
        // Even if it is empty: salvo replaces an empty body by its own page.
        response.replace_body(ResBody::Once(body));
    }
}

/// The errors of salvo's own extractors as fields of an error:
/// `#[http(transparent)] Parse(#[from] ParseError)`. Their text is the detail of a 4xx.
#[cfg(feature = "salvo-1")]
mod extract {
    use http::StatusCode;
    use salvo_core::http::{ParseError, StatusError};

    use crate::integrate::delegated::{causes, delegates};
    use crate::integrate::rejection::{self, Rejection};
    use crate::problem::Problem;

    causes! {
        ParseError, error => parsed(error);
    }

    delegates! {
        StatusError, error => problem(error);
    }

    impl From<StatusError> for Problem {
        fn from(error: StatusError) -> Self {
            let problem = problem(&error);
            match error.cause {
                Some(cause) => problem.with_cause(cause),
                None => problem,
            }
        }
    }

    /// Uses salvo's status.
    fn parsed(error: &ParseError) -> Problem {
        let status = match error {
            ParseError::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            _ => StatusCode::BAD_REQUEST,
        };
        rejection::problem(kind(error), status, error.to_string())
    }

    /// If an extractor could not read something, it is about the request; other causes
    /// are about the service.
    fn problem(error: &StatusError) -> Problem {
        let cause = error.cause.as_ref();
        if let Some(parsed) = cause.and_then(|cause| cause.downcast_ref::<ParseError>()) {
            return rejection::problem(kind(parsed), error.code, parsed.to_string());
        }
        let text = error.detail.as_ref().unwrap_or(&error.brief);
        rejection::problem(Rejection::Other, error.code, text.clone())
    }

    fn kind(error: &ParseError) -> Rejection {
        match error {
            ParseError::SerdeJson(error) if error.is_data() => Rejection::JsonData,
            ParseError::SerdeJson(_) => Rejection::Json,
            ParseError::InvalidContentType => Rejection::MediaType,
            ParseError::EmptyBody | ParseError::Io(_) | ParseError::Hyper(_) => Rejection::Body,
            _ => Rejection::Other,
        }
    }
}

#[cfg(all(feature = "salvo-1", feature = "boundary"))]
mod inside {
    use std::sync::Arc;

    use bytes::Bytes;
    use http::Method;
    use http_body::Body;
    use http_body_util::BodyExt;
    use salvo_core::http::ResBody;
    use salvo_core::{Depot, FlowCtrl, Handler, Request, Response, async_trait};

    use super::on;
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, Judgement};
    use crate::boundary::inside::Inside;
    use crate::boundary::watched::{Watch, Watched};
    use crate::convert::scope::{Scope, within};
    use crate::problem::Problem;

    #[async_trait]
    impl Handler for ErrorBoundary {
        async fn handle(
            &self,
            request: &mut Request,
            depot: &mut Depot,
            response: &mut Response,
            flow: &mut FlowCtrl,
        ) {
            let mut scope = self.scope(on::context(request));
            self.show_developer(&mut scope, request.uri(), request.headers());
            let scope = Arc::new(scope);
            let method = request.method().clone();
            let rest = flow.call_next(request, depot, response);
            let called = Inside::new(Arc::clone(&scope), || rest).await;
            within(&scope, || match called {
                Ok(_) => settle(&scope, &method, response),
                Err(panicked) => {
                    flow.skip_rest();
                    replace(&foreign::failed(panicked), &method, response);
                }
            });
            if let Some(status) = response.status_code {
                scope.extend(status, &mut response.extensions);
            }
        }
    }

    /// Decides what is sent in place of a response.
    fn settle(scope: &Arc<Scope>, method: &Method, response: &mut Response) {
        let Some(status) = response.status_code else {
            return;
        };
        if response.body.is_error()
            && let ResBody::Error(error) = response.take_body()
        {
            let mut problem = foreign::of_boundary(error.into());
            // The header that its status requires, such as `Allow`, is in the response.
            problem.0.is_completed_elsewhere = true;
            return replace(&problem, method, response);
        }
        let text = match &response.body {
            ResBody::None => Some(Bytes::new()),
            ResBody::Once(text) => Some(text.clone()),
            // The text of a rejection is available immediately.
            _ => None,
        };
        let length = text.as_ref().map(|text| text.len() as u64);
        match foreign::judge(scope, status, &response.headers, length) {
            Judgement::Sent(status) => {
                response.status_code(status);
                watch(scope, response);
            }
            Judgement::Logged => {
                foreign::log(scope, status, &mut response.headers, length);
                watch(scope, response);
            }
            verdict @ (Judgement::Replaced | Judgement::Read) => {
                let text = text.filter(|_| verdict == Judgement::Read);
                let text = text.as_deref().map(String::from_utf8_lossy);
                let mut status = status;
                let body =
                    foreign::replace(&mut status, &mut response.headers, text.as_deref(), None);
                response.status_code(status);
                on::set_body(method, response, body);
            }
        }
    }

    /// Watches a body that is not known to be complete.
    fn watch(scope: &Arc<Scope>, response: &mut Response) {
        let body = match response.take_body() {
            body if body.size_hint().exact().is_some() => body,
            body => {
                let body = Watched::new(body, Watch(Arc::clone(scope)));
                ResBody::Boxed(Box::pin(body.map_err(Into::into)))
            }
        };
        response.body = body;
    }

    fn replace(problem: &Problem, method: &Method, response: &mut Response) {
        let mut status = problem.status();
        let body = foreign::replace_by(problem, &mut status, &mut response.headers);
        response.status_code(status);
        on::set_body(method, response, body);
    }
}

/// The documentation of problem types.
#[cfg(all(feature = "salvo-1", feature = "docs"))]
mod docs {
    use salvo_core::{Depot, FlowCtrl, Handler, Request, Response, async_trait};

    use super::on;
    use crate::problem_docs::ProblemDocs;

    #[async_trait]
    impl Handler for ProblemDocs {
        async fn handle(
            &self,
            request: &mut Request,
            _depot: &mut Depot,
            response: &mut Response,
            flow: &mut FlowCtrl,
        ) {
            let rest = request.params().tail();
            let path = rest.unwrap_or_else(|| request.uri().path());
            let made = self.respond(request.method(), path, request.headers());
            on::send(made, request, response);
            flow.skip_rest();
        }
    }
}
