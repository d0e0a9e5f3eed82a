//! What is known of the request while its error becomes a response.

use std::borrow::Cow;

use http::{HeaderValue, Method};

/// The request that an error answers.
///
/// A [`Format`](crate::Format) and a `finish` function are handed an `Option` of
/// it. It is `None` wherever an error is converted without its request: most
/// frameworks show no request to a response, Rocket and salvo do.
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
#[derive(Clone, Debug)]
pub struct RequestContext {
    method: Method,
    path: Box<str>,
    route: Option<Cow<'static, str>>,
    accept: Vec<HeaderValue>,
}

impl RequestContext {
    /// A request of this method for this path. A query is cut off: it may hold
    /// what no log should.
    #[must_use]
    pub fn new(method: Method, path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        Self {
            method,
            path: path.into(),
            route: None,
            accept: Vec::new(),
        }
    }

    /// With the route that matched, such as `/users/{id}`.
    #[must_use]
    pub fn with_route(mut self, route: impl Into<Cow<'static, str>>) -> Self {
        self.route = Some(route.into());
        self
    }

    /// With a line of the header `Accept`, RFC 9110 §12.5.1; again where the
    /// request has several.
    #[must_use]
    pub fn with_accept(mut self, line: HeaderValue) -> Self {
        self.accept.push(line);
        self
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path, without a query.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The route that matched, as the framework writes it, if it is known.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        self.route.as_deref()
    }

    /// The lines of the header `Accept`; none where the client has no preference.
    #[must_use]
    pub fn accept(&self) -> &[HeaderValue] {
        &self.accept
    }
}
