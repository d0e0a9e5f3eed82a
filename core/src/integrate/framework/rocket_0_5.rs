//! Rocket 0.5, which passes the request to an error.

/// For a type with this key.
#[cfg(feature = "rocket-0.5")]
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_0_5 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<'__request, $($generics)*> $crate::framework::rocket_0_5::Responder<'__request, 'static> for $ty
        where
            $($bounds)*
        {
            fn respond_to(
                self,
                __request: &'__request $crate::framework::rocket_0_5::Request<'_>,
            ) -> $crate::framework::rocket_0_5::Result<'static> {
                $crate::framework::rocket_0_5::respond(&self, __request)
            }
        }
    };
}

#[cfg(not(feature = "rocket-0.5"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_0_5 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "rocket-0.5")]
pub use on::*;

#[cfg(feature = "rocket-0.5")]
mod on {
    pub use rocket::Request;
    pub use rocket::response::{Responder, Result};

    use std::io::Cursor;

    use http::Method;
    use rocket::Response;
    use rocket::http::{Header, Status};

    use crate::convert;
    use crate::http_error::HttpError;
    use crate::integrate::framework::text_headers;
    use crate::problem::Problem;
    use crate::request::RequestContext;

    impl<'r> Responder<'r, 'static> for Problem {
        fn respond_to(self, request: &'r Request<'_>) -> Result<'static> {
            let made = make(request, |context| convert::respond(&self, context));
            Ok(response(&made))
        }
    }

    /// # Errors
    ///
    /// Never: an `Err` would be replaced by a catcher.
    pub fn respond(error: &dyn HttpError, request: &Request<'_>) -> Result<'static> {
        let made = make(request, |context| match context {
            Some(context) => error.to_response_in(context),
            None => error.to_response(),
        });
        Ok(response(&made))
    }

    /// Makes a response, with the request if no boundary knows it.
    fn make(
        request: &Request<'_>,
        make: impl FnOnce(Option<&RequestContext>) -> crate::response::Response,
    ) -> crate::response::Response {
        #[cfg(feature = "boundary")]
        if let Some(scope) = super::inside::scope(request) {
            return crate::convert::scope::within(scope, || make(None));
        }
        make(Some(&context(request)))
    }

    pub(super) fn context(request: &Request<'_>) -> RequestContext {
        let method = Method::from_bytes(request.method().as_str().as_bytes());
        let path = request.uri().path().as_str();
        let headers = |name| request.headers().get(name).map(str::as_bytes);
        let context = RequestContext::of_texts(method.unwrap_or_default(), path, headers);
        match request.route() {
            Some(route) => context.with_route(route.uri.path().to_owned()),
            None => context,
        }
    }

    pub(super) fn response(made: &crate::response::Response) -> Response<'static> {
        let mut response = Response::new();
        response.set_status(Status::new(made.status().as_u16()));
        for (name, value) in text_headers(made.headers()) {
            response.adjoin_header(Header::new(name.as_str().to_owned(), value.to_owned()));
        }
        let body = made.body().clone();
        response.set_sized_body(body.len(), Cursor::new(body));
        response
    }
}

/// The errors of Rocket's own guards as fields of an error. Their text is the detail of a
/// 4xx.
#[cfg(feature = "rocket-0.5")]
mod extract {
    use std::io::ErrorKind;

    use http::StatusCode;
    use rocket::form::name::Key;
    use rocket::form::{Error as FormError, Errors};
    use rocket::serde::json;

    use crate::integrate::delegated::delegates;
    use crate::integrate::field_error::{FieldError, FieldErrors};
    use crate::integrate::rejection::{self, Rejection};
    use crate::problem::Problem;

    delegates! {
        json::Error<'_>, error => of_json(error);
        Errors<'_>, errors => of_form(errors);
    }

    /// Sets what was wrong as the cause: the error itself borrows from the request.
    impl From<json::Error<'_>> for Problem {
        fn from(error: json::Error<'_>) -> Self {
            let problem = of_json(&error);
            match error {
                json::Error::Io(error) => problem.with_cause(error),
                json::Error::Parse(_, error) => problem.with_cause(error),
            }
        }
    }

    impl From<Errors<'_>> for Problem {
        fn from(errors: Errors<'_>) -> Self {
            of_form(&errors).with_cause(texts(&errors))
        }
    }

    /// Uses Rocket's status.
    fn of_json(error: &json::Error<'_>) -> Problem {
        let (kind, status) = match error {
            json::Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
                (Rejection::Other, StatusCode::PAYLOAD_TOO_LARGE)
            }
            json::Error::Io(_) => (Rejection::Body, StatusCode::BAD_REQUEST),
            json::Error::Parse(_, error) if error.is_data() => {
                (Rejection::JsonData, StatusCode::UNPROCESSABLE_ENTITY)
            }
            json::Error::Parse(..) => (Rejection::Json, StatusCode::BAD_REQUEST),
        };
        rejection::problem(kind, status, error.to_string())
    }

    fn of_form(errors: &Errors<'_>) -> Problem {
        let status = StatusCode::from_u16(errors.status().code);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let kind = match status {
            StatusCode::PAYLOAD_TOO_LARGE => Rejection::Other,
            _ => Rejection::Form,
        };
        let problem = rejection::problem(kind, status, texts(errors));
        let places: FieldErrors = errors.iter().filter_map(place).collect();
        if places.is_empty() || status.is_server_error() {
            return problem;
        }
        problem.with_member("errors", places)
    }

    /// Returns the field that an error is about, if it names one.
    fn place(error: &FormError<'_>) -> Option<FieldError> {
        let keys = error.name.as_ref()?.keys();
        let keys = keys.map(Key::as_str).filter(|key| !key.is_empty());
        Some(FieldError::new(keys, error.to_string()))
    }

    fn texts(errors: &Errors<'_>) -> String {
        let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
        texts.join("; ")
    }
}

#[cfg(all(feature = "rocket-0.5", feature = "boundary"))]
pub use inside::failure;

/// The boundary.
#[cfg(all(feature = "rocket-0.5", feature = "boundary"))]
mod inside {
    use std::io::{self, Cursor};
    use std::pin::Pin;
    use std::sync::{Arc, Mutex, OnceLock, PoisonError};
    use std::task::{Context, Poll};

    use http::header::HOST;
    use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
    use rocket::catcher::{self, Catcher, Handler};
    use rocket::fairing::{self, Fairing, Info, Kind};
    use rocket::http::{Header, HeaderMap as RocketHeaders, Status};
    use rocket::response::{Body, Responder};
    use rocket::tokio::io::{AsyncRead, ReadBuf};
    use rocket::{Build, Request, Response, Rocket, async_trait};

    use super::on;
    use crate::boundary::ErrorBoundary;
    use crate::boundary::foreign::{self, Judgement};
    use crate::boundary::watched::BrokenOff;
    use crate::convert::scope::{Scope, within};
    use crate::http_error::HttpError;
    use crate::integrate::framework::text_headers;
    use crate::problem::Problem;

    /// Adds the default catcher, unless there is one.
    #[async_trait]
    impl Fairing for ErrorBoundary {
        fn info(&self) -> Info {
            Info {
                name: "ErrorBoundary",
                kind: Kind::Ignite | Kind::Response | Kind::Singleton,
            }
        }

        async fn on_ignite(&self, rocket: Rocket<Build>) -> fairing::Result {
            let is_default = |it: &Catcher| it.code.is_none() && it.base.path() == "/";
            let has_default = rocket.catchers().any(is_default);
            let rocket = rocket.manage(self.clone());
            Ok(if has_default {
                rocket
            } else {
                rocket.register("/", [Catcher::new(None, RocketCatcher)])
            })
        }

        async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
            let Ok(mut status) = StatusCode::from_u16(response.status().code) else {
                return;
            };
            // The length of a file is known once it is requested.
            let length = if response.body().is_none() {
                Some(0)
            } else {
                let length = response.body_mut().size().await;
                length.map(|length| length as u64)
            };
            // Saves the scope for a success.
            if !foreign::is_error(status) && known(request).get().is_none() && length.is_some() {
                return;
            }
            let Some(scope) = scope(request) else {
                return;
            };
            let mut headers = copied(response.headers());
            match foreign::judge(scope, status, &headers, length) {
                Judgement::Sent(status) => {
                    response.set_status(Status::new(status.as_u16()));
                    watch(scope, response);
                }
                Judgement::Logged => {
                    within(scope, || foreign::log(scope, status, &mut headers, length));
                    replace(response, &headers);
                    watch(scope, response);
                }
                verdict @ (Judgement::Replaced | Judgement::Read) => {
                    let text = match verdict {
                        Judgement::Read => response.body_mut().to_bytes().await.ok(),
                        _ => None,
                    };
                    let text = text.as_deref().map(String::from_utf8_lossy);
                    let body = within(scope, || {
                        foreign::replace(&mut status, &mut headers, text.as_deref(), None)
                    });
                    response.set_status(Status::new(status.as_u16()));
                    replace(response, &headers);
                    response.set_sized_body(body.len(), Cursor::new(body));
                }
            }
            // A Rocket response has no extensions; the request is kept for as long.
            let status = StatusCode::from_u16(response.status().code);
            request.local_cache(|| scope.extension(status.ok()?));
        }
    }

    /// The scope of a request, once it is created.
    #[derive(Default)]
    struct Known(OnceLock<Arc<Scope>>);

    fn known<'r>(request: &'r Request<'_>) -> &'r OnceLock<Arc<Scope>> {
        &request.local_cache(Known::default).0
    }

    /// Returns the scope of a request, if there is a boundary.
    pub(super) fn scope<'r>(request: &'r Request<'_>) -> Option<&'r Arc<Scope>> {
        let boundary = request.rocket().state::<ErrorBoundary>()?;
        Some(known(request).get_or_init(|| {
            let mut scope = boundary.scope(on::context(request));
            boundary.show_developer_of(&mut scope, || {
                let uri = request.uri().to_string().parse().ok();
                let mut headers = copied(request.headers());
                // HTTP/2 stores it elsewhere.
                if let Some(host) = request.host()
                    && let Ok(host) = HeaderValue::from_str(&host.to_string())
                {
                    headers.entry(HOST).or_insert(host);
                }
                (uri, headers)
            });
            Arc::new(scope)
        }))
    }

    /// The last error of a guard.
    #[derive(Default)]
    struct Failed(Mutex<Option<Arc<dyn HttpError + Send + Sync>>>);

    fn failed<'r>(request: &'r Request<'_>) -> &'r Mutex<Option<Arc<dyn HttpError + Send + Sync>>> {
        &request.local_cache(Failed::default).0
    }

    /// Returns the failure of a guard: the request is answered with the body and the
    /// headers of this error. Rocket itself only passes the status on.
    ///
    /// The error is logged when it becomes the response, and not if the guard was optional.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use std::sync::Arc;
    ///
    /// use catchall::rocket_0_5::failure;
    /// # use catchall::HttpError;
    /// # #[derive(Debug)] struct NoToken;
    /// # impl std::fmt::Display for NoToken {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    /// #         f.write_str("no token")
    /// #     }
    /// # }
    /// # impl std::error::Error for NoToken {}
    /// # impl HttpError for NoToken {
    /// #     fn status(&self) -> http::StatusCode { http::StatusCode::FORBIDDEN }
    /// # }
    /// use rocket::request::{FromRequest, Outcome, Request};
    ///
    /// struct User;
    ///
    /// #[rocket::async_trait]
    /// impl<'r> FromRequest<'r> for User {
    ///     type Error = Arc<NoToken>;
    ///
    ///     async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
    ///         match request.headers().get_one("authorization") {
    ///             Some(_) => Outcome::Success(User),
    ///             None => Outcome::Error(failure(request, NoToken)),
    ///         }
    ///     }
    /// }
    /// ```
    pub fn failure<E>(request: &Request<'_>, error: E) -> (Status, Arc<E>)
    where
        E: HttpError + Send + Sync + 'static,
    {
        let status = Status::new(error.status().as_u16());
        let error = Arc::new(error);
        let kept: Arc<dyn HttpError + Send + Sync> = Arc::<E>::clone(&error);
        *failed(request)
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(kept);
        (status, error)
    }

    #[derive(Clone)]
    struct RocketCatcher;

    #[async_trait]
    impl Handler for RocketCatcher {
        async fn handle<'r>(
            &self,
            status: Status,
            request: &'r Request<'_>,
        ) -> catcher::Result<'r> {
            let mut failed = failed(request)
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            match failed.take() {
                Some(error) if error.status().as_u16() == status.code => {
                    on::respond(&*error, request)
                }
                _ => {
                    let plain = || foreign::of_boundary(Problem::new(status.code));
                    let mut problem = match scope(request) {
                        Some(scope) => within(scope, plain),
                        None => plain(),
                    };
                    // The header that its status requires is not known here.
                    problem.0.is_completed_elsewhere = true;
                    problem.respond_to(request)
                }
            }
        }
    }

    /// Watches a body that is not known to be complete.
    fn watch(scope: &Arc<Scope>, response: &mut Response<'_>) {
        if response.body().is_none() || response.body().preset_size().is_some() {
            return;
        }
        let chunk = response.body().max_chunk_size();
        let body = response.body_mut().take();
        response.set_streamed_body(WatchedRead {
            body,
            scope: Some(Arc::clone(scope)),
        });
        response.set_max_chunk_size(chunk);
    }

    /// A body whose error is logged once, with the request.
    struct WatchedRead<'r> {
        body: Body<'r>,
        scope: Option<Arc<Scope>>,
    }

    impl AsyncRead for WatchedRead<'_> {
        fn poll_read(
            self: Pin<&mut Self>,
            context: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            let this = self.get_mut();
            let body = Pin::new(&mut this.body);
            let Some(scope) = &this.scope else {
                return body.poll_read(context, buffer);
            };
            // What the stream logs itself is also part of the request.
            let polled = within(scope, || body.poll_read(context, buffer));
            if let Poll::Ready(Err(error)) = &polled {
                BrokenOff::new(error).log(scope);
                this.scope = None;
            }
            polled
        }
    }

    fn copied(headers: &RocketHeaders<'_>) -> HeaderMap {
        let mut copied = HeaderMap::new();
        for header in headers.iter() {
            if let Ok(name) = HeaderName::from_bytes(header.name.as_str().as_bytes())
                && let Ok(value) = HeaderValue::from_str(&header.value)
            {
                // A map that is full is not changed.
                let _: Result<bool, _> = copied.try_append(name, value);
            }
        }
        copied
    }

    fn replace(response: &mut Response<'_>, headers: &HeaderMap) {
        let names: Vec<String> = response
            .headers()
            .iter()
            .map(|header| header.name.as_str().to_owned())
            .collect();
        for name in names {
            response.remove_header(&name);
        }
        for (name, value) in text_headers(headers) {
            response.adjoin_header(Header::new(name.as_str().to_owned(), value.to_owned()));
        }
    }
}

/// The documentation of problem types.
#[cfg(all(feature = "rocket-0.5", feature = "docs"))]
mod docs {
    use rocket::http::Method::{self, Delete, Get, Options, Patch, Post, Put};
    use rocket::route::{Handler, Outcome, Route};
    use rocket::{Data, Request, async_trait};

    use super::on;
    use crate::problem_docs::{ProblemDocs, deciding_headers};

    /// The methods that a route may have. Rocket answers `HEAD` with the route of `GET`.
    const METHODS: [Method; 6] = [Get, Put, Post, Delete, Options, Patch];

    impl From<ProblemDocs> for Vec<Route> {
        fn from(docs: ProblemDocs) -> Self {
            let route = |method| Route::new(method, "/<rest..>", docs.clone());
            METHODS.map(route).into()
        }
    }

    #[async_trait]
    impl Handler for ProblemDocs {
        async fn handle<'r>(&self, request: &'r Request<'_>, _data: Data<'r>) -> Outcome<'r> {
            let method = http::Method::from_bytes(request.method().as_str().as_bytes());
            let headers = deciding_headers(|name| request.headers().get(name).map(str::as_bytes));
            let rest: Vec<&str> = request.routed_segments(0..).collect();
            match self.find(&method.unwrap_or_default(), &rest.join("/"), &headers) {
                Ok(made) => Outcome::Success(on::response(&made)),
                Err(problem) => Outcome::from(request, problem),
            }
        }
    }
}
