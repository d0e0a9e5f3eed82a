//! A response as a problem.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};

use super::reader::{FromHeader, FromRetryAfter};
use crate::body::format::{Json, JsonShape};
use crate::convert::retry;
use crate::problem::Problem;
use crate::status;

/// A response that is not a problem, or does not have an error status: kept as it was
/// received.
#[derive(Clone, Debug)]
pub struct ForeignResponse(Box<ForeignParts>);

/// Boxed, so that a `Result` with it is small.
#[derive(Clone, Debug)]
struct ForeignParts {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl ForeignResponse {
    fn new(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        Self(Box::new(ForeignParts {
            status,
            headers: headers.clone(),
            body: Bytes::copy_from_slice(body),
        }))
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }
}

/// Writes the status and the media type: the body may be of any kind and size.
impl fmt::Display for ForeignResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a response of status {}", self.status())?;
        match media_type(self.headers()) {
            Some(media_type) => write!(f, " and media type {}", media_type.escape_debug()),
            None => f.write_str(" without a media type"),
        }
    }
}

impl Error for ForeignResponse {}

impl Problem {
    /// Reads a problem from a response: `application/problem+json`, RFC 9457, or the shape
    /// of [`format::Json`](crate::format::Json). For any other JSON shape, see
    /// [`JsonShape::read`].
    ///
    /// The status is that of the response, whatever the body contains. Its headers are
    /// available to the program: [`received_headers`](Self::received_headers),
    /// [`retry_after`](Self::retry_after) and [`allow`](Self::allow). As with every problem
    /// that was read, no response of this service repeats the text of another service's 5xx.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use std::time::Duration;
    ///
    /// use catchall::Problem;
    /// use http::{HeaderMap, StatusCode};
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert("content-type", "application/problem+json".parse()?);
    /// headers.insert("retry-after", "120".parse()?);
    ///
    /// let body = br#"{"title":"Too Many Requests"}"#;
    /// let problem = Problem::from_response(StatusCode::TOO_MANY_REQUESTS, &headers, body)?;
    /// assert_eq!(problem.status(), 429);
    /// assert_eq!(problem.retry_after(), Some(Duration::from_secs(120)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the response itself if it is not a problem or its status is not an error status.
    pub fn from_response(
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Self, ForeignResponse> {
        let problem = match media_type(headers) {
            Some(media_type) if media_type.eq_ignore_ascii_case("application/problem+json") => {
                serde_json::from_slice(body).ok()
            }
            Some(media_type) if media_type.eq_ignore_ascii_case("application/json") => {
                read_shape(&SHIPPED, body)
            }
            _ => None,
        };
        received(problem, status, headers, body)
    }

    /// Returns the headers of the response that it was read from. They are for the
    /// program: no response of this service contains them.
    #[must_use]
    pub fn received_headers(&self) -> Option<&HeaderMap> {
        self.0.read.as_ref().map(|read| &*read.headers)
    }

    /// Returns when to try again, from `Retry-After` (RFC 9110 §10.2.3). A date counts from
    /// now and needs the feature `httpdate`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        FromRetryAfter::from_header(self.received_or_own(&RETRY_AFTER).as_ref())
    }

    /// Returns whether the same request may succeed later. This is the value of `retryable`
    /// on the error that the problem was made from, if it is given. Otherwise a problem is
    /// retryable if it has a `Retry-After`, or if its status is 408, 425, 429, 502, 503 or
    /// 504.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::Problem;
    ///
    /// assert!(Problem::service_unavailable().is_retryable());
    /// assert!(Problem::new(409).with_retry_after(5_u64).is_retryable());
    /// assert!(!Problem::not_found().is_retryable());
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let received = self.received_headers();
        received.is_some_and(|all| all.contains_key(RETRY_AFTER)) || retry::is_retryable(self)
    }

    /// Returns the methods that the resource allows, from `Allow` (RFC 9110 §10.2.1).
    #[must_use]
    pub fn allow(&self) -> Option<Vec<Method>> {
        FromHeader::from_header(self.received_or_own(&ALLOW).as_ref())
    }

    pub(super) fn received_or_own(&self, name: &http::HeaderName) -> Option<http::HeaderValue> {
        let received = self.received_headers().and_then(|all| all.get(name));
        received
            .cloned()
            .or_else(|| self.headers().get(name).cloned())
    }
}

/// The shape that [`Json`] writes.
const SHIPPED: JsonShape = Json::message("message").code("code").within("error");

impl JsonShape {
    /// Reads a problem from a response of this shape, like [`Problem::from_response`] does
    /// for `application/problem+json`.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::format::{Json, JsonShape};
    /// use http::{HeaderMap, StatusCode};
    ///
    /// const SHAPE: JsonShape = Json::message("error").code("reason");
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert("content-type", "application/json".parse()?);
    /// let body = br#"{"error":"there is no user 7","reason":"no_such_user","user":7}"#;
    /// let problem = SHAPE.read(StatusCode::NOT_FOUND, &headers, body)?;
    /// assert_eq!(problem.code(), "no_such_user");
    /// assert_eq!(problem.detail().as_deref(), Some("there is no user 7"));
    /// assert_eq!(problem.member("user"), Some(7.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the response itself if it has none of the keys of this shape or its
    /// status is not an error status.
    pub fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Problem, ForeignResponse> {
        let is_json = media_type(headers)
            .is_some_and(|media_type| media_type.eq_ignore_ascii_case("application/json"));
        let problem = is_json.then(|| read_shape(self, body)).flatten();
        received(problem, status, headers, body)
    }
}

/// Returns the media type without its parameters, RFC 9110 §8.3.1.
fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}

fn received(
    problem: Option<Problem>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Problem, ForeignResponse> {
    let problem = problem.filter(|_| status::is_error(status.as_u16()));
    let Some(mut problem) = problem else {
        return Err(ForeignResponse::new(status, headers, body));
    };
    problem.0.status = Some(status.as_u16());
    if let Some(read) = &mut problem.0.read {
        read.status = Some(status.as_u16());
        *read.headers = headers.clone();
    }
    Ok(problem)
}

/// Returns the problem in a body of this shape, if it has its text or its code.
/// Everything else becomes members.
fn read_shape(shape: &JsonShape, body: &[u8]) -> Option<Problem> {
    let mut object: Map<String, Value> = serde_json::from_slice(body).ok()?;
    if let Some(within) = shape.within {
        object = match object.remove(within)? {
            Value::Object(inner) => inner,
            _ => return None,
        };
    }
    let mut text = |key: Option<&str>| match object.get(key?)? {
        Value::String(_) => object.remove(key?),
        _ => None,
    };
    let (message, code) = (text(shape.message), text(shape.code));
    if message.is_none() && code.is_none() {
        return None;
    }
    if let Some(key) = shape.status {
        object.remove(key);
    }
    // As if it had been problem+json, so that one function decides what is kept.
    for name in ["type", "title", "status", "detail", "instance", "code"] {
        object.remove(name);
    }
    object.extend(message.map(|message| ("detail".to_owned(), message)));
    object.extend(code.map(|code| ("code".to_owned(), code)));
    serde_json::from_value(Value::Object(object)).ok()
}
