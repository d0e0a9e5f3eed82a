//! The shape of a body.

use bytes::Bytes;
use http::HeaderValue;
use serde_core::Serialize;

/// The shapes that need no `Problem` to be built first.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    ProblemJson(ProblemJson),
    Json(JsonShape),
    #[cfg(feature = "xml")]
    ProblemXml,
    Text,
    Html,
    Empty,
    /// The one of problem+json, problem+xml, a text and a page that the client prefers.
    Negotiated,
    /// One that the library does not write itself.
    Other,
}

/// A body and its media type.
#[derive(Clone, Debug)]
pub struct Body {
    pub(crate) media_type: Option<HeaderValue>,
    pub(crate) bytes: Bytes,
    pub(crate) failed: bool,
    /// Whether it is a page of ours, which has a policy.
    pub(crate) is_page: bool,
    /// Whether the `Accept` of the request chose its format.
    pub(crate) is_negotiated: bool,
}

impl Body {
    pub(crate) fn of(media_type: Option<HeaderValue>, bytes: Bytes) -> Self {
        Self {
            media_type,
            bytes,
            failed: false,
            is_page: false,
            is_negotiated: false,
        }
    }

    /// A body of this media type. A media type that is no valid field value
    /// makes the response a plain, logged 500.
    #[must_use]
    pub fn new(media_type: &str, bytes: impl Into<Bytes>) -> Self {
        let value = HeaderValue::from_str(media_type).ok();
        Self {
            failed: value.is_none(),
            ..Self::of(value, bytes.into())
        }
    }

    /// A value as `application/json`. Should it not serialise, the response is
    /// a plain, logged 500.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        let json = serde_json::to_vec(value);
        let media_type = HeaderValue::from_static("application/json");
        Self {
            failed: json.is_err(),
            ..Self::of(Some(media_type), json.unwrap_or_default().into())
        }
    }

    /// No body and no media type.
    #[must_use]
    pub fn empty() -> Self {
        Self::of(None, Bytes::new())
    }
}

/// RFC 9457's `application/problem+json`, the default.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::Problem;
/// use catchall::format::ProblemJson;
///
/// const WITHOUT_CODE: ProblemJson = ProblemJson::without_code();
///
/// let response = Problem::not_found().with_format(&WITHOUT_CODE).to_response();
/// assert_eq!(response.body(), r#"{"title":"Not Found","status":404}"#);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ProblemJson {
    pub(crate) has_code: bool,
}

/// The default format, by its name alone.
#[expect(
    non_upper_case_globals,
    reason = "the name is a unit struct's to its users"
)]
pub const ProblemJson: ProblemJson = ProblemJson { has_code: true };

impl ProblemJson {
    /// The same without the member `code`, for an API whose bodies have none.
    #[must_use]
    pub const fn without_code() -> Self {
        Self { has_code: false }
    }
}

impl Default for ProblemJson {
    fn default() -> Self {
        Self { has_code: true }
    }
}

/// RFC 9457's `application/problem+xml`, of its Appendix B.
///
/// An array has an element `<i>` for each value. The XML of RFC 9457 has no types: a
/// number, a boolean and a string are texts, and an empty array, an empty object, an
/// empty string and a nested `null` are empty elements. A character that a name of XML
/// cannot have is written as `_x0020_`, after its code point; one that no text of XML
/// can have, such as a NUL, is U+FFFD.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::Problem;
/// use catchall::format::ProblemXml;
///
/// let problem = Problem::not_found().with_detail("there is no user <7>");
/// let response = problem.with_format(&ProblemXml).to_response();
/// assert_eq!(
///     response.body(),
///     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
///      <problem xmlns=\"urn:ietf:rfc:7807\"><title>Not Found</title><status>404</status>\
///      <detail>there is no user &lt;7&gt;</detail><code>not_found</code></problem>",
/// );
/// ```
#[cfg(feature = "xml")]
#[cfg_attr(docsrs, doc(cfg(feature = "xml")))]
#[derive(Clone, Copy, Debug, Default)]
pub struct ProblemXml;

/// The format that the `Accept` of the request prefers, RFC 9110 §12.5.1: problem+json,
/// [`Text`], [`Html`], or problem+xml where the feature `xml` is on. Problem+json where
/// the request is not known, where it has no preference, and where none of them is
/// acceptable.
///
/// A client that names any type of JSON, such as `application/vnd.api+json`, prefers
/// problem+json. Of two equal weights, a type that is named takes precedence over one
/// that a wildcard covers. The response says `Vary: Accept`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Negotiated;

/// `text/plain`: the detail, or the title where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text;

/// `text/html`: a small page for people. It has the status, the title, the detail, what
/// to do next, and the problem's member `request_id` to quote.
///
/// It loads nothing and has no script that runs, and its `Content-Security-Policy`
/// allows none. Programs find the problem in it as
/// `<script type="application/problem+json">`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

/// No body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Empty;

/// `{"error":{"code":"...","message":"..."}}`, with the members beside them.
///
/// Its functions begin a shape of other names, for the API that an application
/// had before:
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::format::{Json, JsonShape};
///
/// // {"error":"..."}
/// const FLAT: JsonShape = Json::message("error");
/// // {"type":"...","message":"..."}
/// const TYPED: JsonShape = Json::message("message").code("type");
/// // {"error":{"status":404,"message":"..."}}
/// const NESTED: JsonShape = Json::message("message").status("status").within("error");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

impl Json {
    /// A shape with the detail (or the title) under this key.
    #[must_use]
    pub const fn message(key: &'static str) -> JsonShape {
        JsonShape::EMPTY.message(key)
    }

    /// A shape with the code under this key, and no text unless
    /// [`message`](JsonShape::message) names a key for one.
    #[must_use]
    pub const fn code(key: &'static str) -> JsonShape {
        JsonShape::EMPTY.code(key)
    }
}

/// A JSON shape: the keys that it was given, and the members beside them. Made by
/// [`Json::message`] and [`Json::code`]. A member of the message's name is the message where
/// there is no detail.
#[derive(Clone, Copy, Debug)]
pub struct JsonShape {
    pub(crate) within: Option<&'static str>,
    pub(crate) message: Option<&'static str>,
    pub(crate) code: Option<&'static str>,
    pub(crate) status: Option<&'static str>,
}

impl JsonShape {
    const EMPTY: Self = Self {
        within: None,
        message: None,
        code: None,
        status: None,
    };

    /// With the detail (or the title) under this key.
    #[must_use]
    pub const fn message(self, key: &'static str) -> Self {
        Self {
            message: Some(key),
            ..self
        }
    }

    /// With the code under this key.
    #[must_use]
    pub const fn code(self, key: &'static str) -> Self {
        Self {
            code: Some(key),
            ..self
        }
    }

    /// With the status under this key, as a number.
    #[must_use]
    pub const fn status(self, key: &'static str) -> Self {
        Self {
            status: Some(key),
            ..self
        }
    }

    /// All of it in an object under this key.
    #[must_use]
    pub const fn within(self, key: &'static str) -> Self {
        Self {
            within: Some(key),
            ..self
        }
    }
}
