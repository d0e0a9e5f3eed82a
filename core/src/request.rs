//! What is known about the request while its error becomes a response.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

#[cfg(feature = "boundary")]
use http::HeaderName;
use http::uri::PathAndQuery;
use http::{HeaderMap, HeaderValue, Method, Uri};

#[cfg(feature = "fluent")]
use crate::translations::Translations;

/// The request that an error answers.
///
/// Inside an [`ErrorBoundary`](crate::ErrorBoundary), every error has it: it is
/// passed to a [`Format`](crate::Format) and a `finish` function, the log has its
/// parts, and its `Accept` chooses the format. Outside of a boundary it is `None`,
/// unless the framework shows the request to a response, as Rocket and salvo do.
///
/// Code that connects catchall to a framework that it does not know creates one
/// and passes it to [`to_response_in`](crate::HttpError::to_response_in):
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
    /// The identifier of a request that came without one, created when it is needed.
    made_id: OnceLock<HeaderValue>,
    trace_parent: Option<HeaderValue>,
    accept: Option<HeaderValue>,
    accept_language: Option<HeaderValue>,
    #[cfg(feature = "fluent")]
    translations: Option<Translations>,
    lacks_media_type: bool,
    /// Whether a 5xx has a developer page.
    #[cfg(feature = "boundary")]
    pub(crate) is_for_developer: bool,
}

/// Where the path is stored.
#[derive(Clone)]
enum RequestTarget {
    Path(Box<str>),
    /// Saves a copy of the path: the path of a URI is shared.
    Uri(PathAndQuery),
}

/// Where the route is stored.
#[derive(Clone)]
enum RequestRoute {
    Text(Cow<'static, str>),
    /// Saves a copy of the text: axum shares it.
    #[cfg(feature = "axum-0.8-extract")]
    Axum08(axum_0_8::extract::MatchedPath),
}

/// A service or proxy that passed the request on has given it this identifier.
#[cfg(feature = "boundary")]
pub(crate) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The maximum length of a request id that is accepted.
const LONGEST_ID: usize = 128;

impl RequestContext {
    /// Creates the context of a request with this method and path. The query is
    /// removed: it may contain data that must not be logged.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self {
            method,
            target: RequestTarget::Path(path.into()),
            ..Self::empty()
        }
    }

    /// Creates the context of a request from its parts: its method, path, request
    /// id, trace, and what its client accepts.
    #[must_use]
    pub fn of(method: &Method, uri: &Uri, headers: &HeaderMap) -> Self {
        let mut context = Self::empty();
        context.fill(method, uri, headers);
        context
    }

    /// Fills in an empty context from a request.
    #[inline]
    pub(crate) fn fill(&mut self, method: &Method, uri: &Uri, headers: &HeaderMap) {
        self.method = method.clone();
        // The URI of a `CONNECT` has no path.
        if let Some(path) = uri.path_and_query() {
            self.target = RequestTarget::Uri(path.clone());
        }
        self.take(headers);
    }

    /// Creates the context for a framework with its own header types: `headers` finds
    /// the values of a header by its name.
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
        let list = |name| {
            let mut list = None;
            read(name).for_each(|line| add_line(&mut list, line));
            list
        };
        Self {
            request_id: first("x-request-id"),
            trace_parent: first("traceparent"),
            accept: list("accept"),
            accept_language: list("accept-language"),
            lacks_media_type: headers("content-type").next().is_none(),
            ..Self::new(method, path)
        }
    }

    /// Keeps the headers that an error may need. Every request pays for this: one
    /// pass over its headers costs half as much as five lookups.
    #[inline]
    pub(crate) fn take(&mut self, headers: &HeaderMap) {
        self.lacks_media_type = true;
        for (name, value) in headers {
            match name.as_str() {
                "accept" => add_line(&mut self.accept, value.clone()),
                "accept-language" => add_line(&mut self.accept_language, value.clone()),
                "content-type" => self.lacks_media_type = false,
                "traceparent" => self.trace_parent = Some(value.clone()),
                "x-request-id" => self.request_id = Some(value.clone()),
                _ => {}
            }
        }
    }

    /// Creates an empty context.
    #[inline]
    pub(crate) fn empty() -> Self {
        Self {
            method: Method::GET,
            target: RequestTarget::Path(Box::default()),
            route: None,
            request_id: None,
            made_id: OnceLock::new(),
            trace_parent: None,
            accept: None,
            accept_language: None,
            #[cfg(feature = "fluent")]
            translations: None,
            lacks_media_type: false,
            #[cfg(feature = "boundary")]
            is_for_developer: false,
        }
    }

    /// Sets the route that matched, such as `/users/{id}`.
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

    /// Sets the identifier of the request, as in `X-Request-Id`.
    #[must_use]
    pub fn with_request_id(mut self, id: HeaderValue) -> Self {
        self.request_id = Some(id);
        self
    }

    /// Sets the trace that the request is part of: the header `traceparent` of W3C
    /// Trace Context.
    #[must_use]
    pub fn with_trace_parent(mut self, trace_parent: HeaderValue) -> Self {
        self.trace_parent = Some(trace_parent);
        self
    }

    /// Adds a line of the header `Accept`, RFC 9110 §12.5.1. Call it again if
    /// the request has several.
    #[must_use]
    pub fn with_accept(mut self, line: HeaderValue) -> Self {
        add_line(&mut self.accept, line);
        self
    }

    /// Sets the header `Accept-Language`, RFC 9110 §12.5.4.
    #[must_use]
    pub fn with_accept_language(mut self, languages: HeaderValue) -> Self {
        self.accept_language = Some(languages);
        self
    }

    /// Sets translations: titles and details are in a language that the client accepts.
    /// Inside an [`ErrorBoundary`](crate::ErrorBoundary), the translations of the boundary
    /// are used if the context has none.
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

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path, without a query.
    #[must_use]
    pub fn path(&self) -> &str {
        match &self.target {
            RequestTarget::Path(path) => path,
            RequestTarget::Uri(uri) => uri.path(),
        }
    }

    /// Returns the route that matched, as the framework writes it, if it is known.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        match self.route.as_ref()? {
            RequestRoute::Text(route) => Some(route),
            #[cfg(feature = "axum-0.8-extract")]
            RequestRoute::Axum08(route) => Some(route.as_str()),
        }
    }

    /// Returns the identifier of the request: at most 128 visible ASCII characters. Any
    /// other identifier is ignored. Inside a boundary, an error of a request without an
    /// identifier gets a new one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        // Only visible ASCII: faster than `to_str`, which would check that again.
        std::str::from_utf8(self.request_id_value()?.as_bytes()).ok()
    }

    /// Returns the identifier of the request as the value of a header.
    pub(crate) fn request_id_value(&self) -> Option<&HeaderValue> {
        self.received_id().or(self.made_id.get())
    }

    fn received_id(&self) -> Option<&HeaderValue> {
        let is_sound = |id: &&HeaderValue| {
            let id = id.as_bytes();
            (1..=LONGEST_ID).contains(&id.len()) && id.iter().all(u8::is_ascii_graphic)
        };
        self.request_id.as_ref().filter(is_sound)
    }

    /// Creates an identifier if the request came without one.
    #[cfg(feature = "boundary")]
    pub(crate) fn make_request_id(&self) {
        use uuid::fmt::Hyphenated;

        if self.received_id().is_none() && self.made_id.get().is_none() {
            let mut text = [0; Hyphenated::LENGTH];
            uuid::Uuid::new_v4().as_hyphenated().encode_lower(&mut text);
            // It is cloned into headers, and a clone of bytes with an owner does not allocate.
            let id = HeaderValue::from_maybe_shared(bytes::Bytes::from_owner(text));
            // Another thread may have created one in the meantime.
            let _ = id.map(|id| self.made_id.set(id));
        }
    }

    /// Returns the identifier of the trace, 32 hexadecimal digits, if the request has a
    /// valid `traceparent`.
    #[must_use]
    pub fn trace_id(&self) -> Option<&str> {
        let text = self.trace_parent.as_ref()?.as_bytes();
        // The positions of its parts, in this version and in every later one.
        let (parts, more) = text.split_first_chunk::<55>()?;
        let (version, trace, parent) = (&parts[..2], &parts[3..35], &parts[36..52]);
        let count =
            |digits: u8, byte: &u8| digits + u8::from(matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let is_zero = |id: &[u8]| id.iter().all(|byte| *byte == b'0');
        // All other bytes are digits. Counting them costs a third of stopping at the first
        // byte that is not one.
        let is_valid = [parts[2], parts[35], parts[52]] == [b'-'; 3]
            && parts.iter().fold(0, count) == 52
            && version != b"ff"
            // A later version may have more parts.
            && (more.is_empty() || (version != b"00" && more.starts_with(b"-")))
            && !is_zero(trace)
            && !is_zero(parent);
        std::str::from_utf8(trace).ok().filter(|_| is_valid)
    }

    /// Returns whether it is known to have no `Content-Type`.
    #[cfg(feature = "boundary")]
    pub(crate) fn lacks_media_type(&self) -> bool {
        self.lacks_media_type
    }

    /// Returns the lines of the header `Accept`, if the client has a preference:
    /// several lines are one list.
    pub fn accept(&self) -> impl Iterator<Item = &HeaderValue> + Clone {
        self.accept.iter()
    }

    /// Returns the header `Accept-Language`.
    #[must_use]
    pub fn accept_language(&self) -> Option<&HeaderValue> {
        self.accept_language.as_ref()
    }
}

/// Writes the parts that the log has: neither the query nor any header except the request id.
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

/// Appends a line to a list: several lines are one, RFC 9110 §5.3. Few requests have several.
#[inline]
fn add_line(list: &mut Option<HeaderValue>, line: HeaderValue) {
    match list {
        None => *list = Some(line),
        Some(before) => join(before, &line),
    }
}

#[cold]
fn join(before: &mut HeaderValue, line: &HeaderValue) {
    let lines = [before.as_bytes(), b", ", line.as_bytes()];
    if let Ok(joined) = HeaderValue::from_bytes(&lines.concat()) {
        *before = joined;
    }
}
