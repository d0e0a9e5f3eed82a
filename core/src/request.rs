//! What is known of the request while its error becomes a response.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

#[cfg(feature = "fluent")]
use crate::translations::Translations;

/// The request that an error answers.
///
/// Inside an [`ErrorBoundary`](crate::ErrorBoundary) every error has it:
/// a [`Format`](crate::Format) and a `finish` function are handed it, the log has its
/// parts, and its `Accept` chooses the format. Elsewhere it is `None`, unless the
/// framework shows the request to a response, as Rocket and salvo do.
///
/// Code between catchall and a framework that it does not know makes one, and
/// hands it to [`to_response_in`](crate::HttpError::to_response_in):
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Problem, RequestContext};
/// use http::{HeaderValue, Method};
///
/// let context = RequestContext::new(Method::GET, "/users/7?page=2")
///     .with_route("/users/{id}")
///     .with_accept(HeaderValue::from_static("text/html, */*;q=0.1"));
/// assert_eq!(context.path(), "/users/7");
///
/// let response = Problem::not_found().to_response_in(&context);
/// assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
/// assert_eq!(response.headers()["vary"], "accept");
/// ```
#[derive(Clone)]
pub struct RequestContext {
    method: Method,
    target: RequestTarget,
    route: Option<RequestRoute>,
    request_id: Option<HeaderValue>,
    /// The identifier of a request that came without one, made where it is needed.
    made_id: OnceLock<String>,
    trace_parent: Option<HeaderValue>,
    accept: Option<HeaderValue>,
    /// Further lines of `Accept`, which hardly any request has.
    more_accept: Vec<HeaderValue>,
    accept_language: Option<HeaderValue>,
    #[cfg(feature = "fluent")]
    translations: Option<Translations>,
    lacks_media_type: bool,
    /// Whether a 5xx has a page for developers.
    #[cfg(feature = "boundary")]
    pub(crate) is_for_developer: bool,
}

/// Where the path is.
#[derive(Clone)]
enum RequestTarget {
    Path(Box<str>),
    /// Saves the copy of the path: a URI is shared.
    Uri(Uri),
}

/// Where the route is.
#[derive(Clone)]
enum RequestRoute {
    Text(Cow<'static, str>),
    /// Saves the copy of the text: axum shares it.
    #[cfg(feature = "axum-0.8-extract")]
    Axum08(axum_0_8::extract::MatchedPath),
}

/// A service that handed the request on, or a proxy, has given it this identifier.
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Trace Context, a recommendation of the W3C.
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// The longest request id that is taken over.
const LONGEST_ID: usize = 128;

impl RequestContext {
    /// A request of this method for this path. A query is cut off: it may hold
    /// what no log should.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self::with_target(method, RequestTarget::Path(path.into()))
    }

    /// What a request has: its method, path, request id, trace, and what its client
    /// accepts.
    #[must_use]
    pub fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let mut context = Self::without_headers(method, uri);
        context.take(headers);
        context
    }

    /// The same for a framework with headers of its own: `headers` finds the values of
    /// a header by its name.
    #[cfg(any(feature = "actix-web-4", feature = "rocket-0.5"))]
    pub(crate) fn of_texts<'h, Values>(
        method: Method,
        path: &str,
        headers: impl Fn(&'static str) -> Values,
    ) -> Self
    where
        Values: Iterator<Item = &'h [u8]>,
    {
        let read = |name| headers(name).filter_map(|value| HeaderValue::from_bytes(value).ok());
        let first = |name| read(name).next();
        let mut accepted = read("accept");
        let mut context = Self {
            request_id: first("x-request-id"),
            trace_parent: first("traceparent"),
            accept: accepted.next(),
            more_accept: accepted.collect(),
            lacks_media_type: headers("content-type").next().is_none(),
            ..Self::new(method, path)
        };
        for line in read("accept-language") {
            context.add_accept_language(&line);
        }
        context
    }

    #[inline]
    pub(crate) fn without_headers(method: &Method, uri: &Uri) -> Self {
        Self::with_target(method.clone(), RequestTarget::Uri(uri.clone()))
    }

    /// Keeps the headers that an error may need. Every request pays for this: to go
    /// through its headers once costs half of what five searches cost.
    pub(crate) fn take(&mut self, headers: &HeaderMap) {
        let mut lacks_media_type = true;
        for (name, value) in headers {
            if *name == ACCEPT {
                if self.accept.is_none() {
                    self.accept = Some(value.clone());
                } else {
                    self.more_accept.push(value.clone());
                }
            } else if *name == ACCEPT_LANGUAGE {
                self.add_accept_language(value);
            } else if *name == CONTENT_TYPE {
                lacks_media_type = false;
            } else if *name == X_REQUEST_ID {
                self.request_id = Some(value.clone());
            } else if *name == TRACEPARENT {
                self.trace_parent = Some(value.clone());
            }
        }
        self.lacks_media_type = lacks_media_type;
    }

    /// Several lines are one list, RFC 9110 §5.3; few requests have them.
    fn add_accept_language(&mut self, line: &HeaderValue) {
        let joined = self.accept_language.as_ref().and_then(|before| {
            let lines = [before.as_bytes(), b", ", line.as_bytes()];
            HeaderValue::from_bytes(&lines.concat()).ok()
        });
        self.accept_language = Some(joined.unwrap_or_else(|| line.clone()));
    }

    #[inline]
    fn with_target(method: Method, target: RequestTarget) -> Self {
        Self {
            method,
            target,
            route: None,
            request_id: None,
            made_id: OnceLock::new(),
            trace_parent: None,
            accept: None,
            more_accept: Vec::new(),
            accept_language: None,
            #[cfg(feature = "fluent")]
            translations: None,
            lacks_media_type: false,
            #[cfg(feature = "boundary")]
            is_for_developer: false,
        }
    }

    /// With the route that matched, such as `/users/{id}`.
    #[must_use]
    pub fn with_route(mut self, route: impl Into<Cow<'static, str>>) -> Self {
        self.route = Some(RequestRoute::Text(route.into()));
        self
    }

    #[cfg(feature = "boundary")]
    pub(crate) fn set_route(&mut self, route: String) {
        self.route = Some(RequestRoute::Text(route.into()));
    }

    #[cfg(all(feature = "boundary", feature = "axum-0.8-extract"))]
    pub(crate) fn set_axum_0_8_route(&mut self, route: axum_0_8::extract::MatchedPath) {
        self.route = Some(RequestRoute::Axum08(route));
    }

    /// With an identifier of the request, as in `X-Request-Id`.
    #[must_use]
    pub fn with_request_id(mut self, id: HeaderValue) -> Self {
        self.request_id = Some(id);
        self
    }

    /// With the trace that the request is a part of: the header `traceparent` of the
    /// W3C's Trace Context.
    #[must_use]
    pub fn with_trace_parent(mut self, trace_parent: HeaderValue) -> Self {
        self.trace_parent = Some(trace_parent);
        self
    }

    /// With a line of the header `Accept`, RFC 9110 §12.5.1; again where the
    /// request has several.
    #[must_use]
    pub fn with_accept(mut self, line: HeaderValue) -> Self {
        if self.accept.is_none() {
            self.accept = Some(line);
        } else {
            self.more_accept.push(line);
        }
        self
    }

    /// With the header `Accept-Language`, RFC 9110 §12.5.4.
    #[must_use]
    pub fn with_accept_language(mut self, languages: HeaderValue) -> Self {
        self.accept_language = Some(languages);
        self
    }

    /// With translations: titles and details are those of a language that the client
    /// accepts. Inside an [`ErrorBoundary`](crate::ErrorBoundary), those of the boundary hold
    /// where the context has none.
    #[cfg(feature = "fluent")]
    #[must_use]
    pub fn with_translations(mut self, translations: Translations) -> Self {
        self.set_translations(translations);
        self
    }

    #[cfg(feature = "fluent")]
    pub(crate) fn set_translations(&mut self, translations: Translations) {
        self.translations = Some(translations);
    }

    #[cfg(feature = "fluent")]
    pub(crate) fn translations(&self) -> Option<&Translations> {
        self.translations.as_ref()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, without a query.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.target {
            RequestTarget::Path(path) => path,
            RequestTarget::Uri(uri) => uri.path(),
        }
    }

    /// The route that matched, as the framework writes it, if it is known.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        match self.route.as_ref()? {
            RequestRoute::Text(route) => Some(route),
            #[cfg(feature = "axum-0.8-extract")]
            RequestRoute::Axum08(route) => Some(route.as_str()),
        }
    }

    /// The identifier of the request: visible ASCII, of 128 characters at most. Another
    /// one is ignored. Inside a boundary, an error of a request without one has a new one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.received_id()
            .or(self.made_id.get().map(String::as_str))
    }

    fn received_id(&self) -> Option<&str> {
        let id = self.request_id.as_ref()?.to_str().ok()?;
        let is_sound = !id.is_empty() && id.len() <= LONGEST_ID;
        Some(id).filter(|id| is_sound && id.bytes().all(|byte| byte.is_ascii_graphic()))
    }

    /// Makes an identifier where the request came without one.
    #[cfg(feature = "boundary")]
    pub(crate) fn make_request_id(&self) {
        if self.received_id().is_none() {
            self.made_id
                .get_or_init(|| uuid::Uuid::new_v4().to_string());
        }
    }

    /// The identifier of the trace, 32 hexadecimal digits, where the request has a valid
    /// `traceparent`.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        let text = self.trace_parent.as_ref()?.to_str().ok()?;
        let is_hex = |part: &str, length: usize| {
            let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            part.len() == length && part.bytes().all(is_digit)
        };
        let mut parts = text.split('-');
        let (version, trace, parent, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let is_valid = is_hex(version, 2)
            && version != "ff"
            && is_hex(trace, 32)
            && is_hex(parent, 16)
            && is_hex(flags, 2)
            // A later version may have more parts.
            && (version != "00" || parts.next().is_none())
            && [trace, parent].iter().all(|id| id.bytes().any(|byte| byte != b'0'));
        is_valid.then_some(trace)
    }

    /// Whether it has no `Content-Type`, as far as is known.
    #[cfg(feature = "boundary")]
    pub(crate) fn lacks_media_type(&self) -> bool {
        self.lacks_media_type
    }

    /// The lines of the header `Accept`; none where the client has no preference.
    pub fn accept(&self) -> impl Iterator<Item = &HeaderValue> + Clone {
        self.accept.iter().chain(&self.more_accept)
    }

    /// The header `Accept-Language`.
    #[must_use]
    pub fn accept_language(&self) -> Option<&HeaderValue> {
        self.accept_language.as_ref()
    }
}

/// What the log has of it: neither the query nor a header but the request id.
impl fmt::Debug for RequestContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext")
            .field("method", &self.method)
            .field("path", &self.path())
            .field("route", &self.route())
            .field("request_id", &self.request_id())
            .field("trace_id", &self.trace_id())
            .finish_non_exhaustive()
    }
}
