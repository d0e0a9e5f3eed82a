//! The built-in formats.

use bytes::Bytes;
use http::HeaderValue;
use serde_core::Serialize;

/// The shapes that can be written without building a `Problem` first.
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
    /// The format that the client prefers: problem+json, problem+xml, text or a page.
    Negotiated,
    /// A shape that the library does not write itself.
    Other,
}

/// A body and its media type.
#[derive(Clone, Debug)]
pub struct Body {
    pub(crate) media_type: Option<HeaderValue>,
    pub(crate) bytes: Bytes,
    pub(crate) failed: bool,
    /// Whether it is a built-in page, which has a content security policy.
    pub(crate) is_page: bool,
    /// Whether its format was chosen by the `Accept` of the request.
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

    /// Creates a body with this media type. If the media type is not a valid
    /// field value, the response is a plain, logged 500.
    #[must_use]
    pub fn new(media_type: &str, bytes: impl Into<Bytes>) -> Self {
        let value = HeaderValue::from_str(media_type).ok();
        Self {
            failed: value.is_none(),
            ..Self::of(value, bytes.into())
        }
    }

    /// Serialises a value as `application/json`. If that fails, the response is
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

    /// Creates an empty body without a media type.
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

/// The default format, written as its name alone.
#[expect(
    non_upper_case_globals,
    reason = "to its users, the name is that of a unit struct"
)]
pub const ProblemJson: ProblemJson = ProblemJson { has_code: true };

impl ProblemJson {
    /// Leaves out the member `code`, for an API whose bodies have none.
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

/// The `application/problem+xml` of RFC 9457, Appendix B.
///
/// An array has an element `<i>` for each value. The XML of RFC 9457 has no types:
/// numbers, booleans and strings are text, and an empty array, an empty object, an
/// empty string and a nested `null` are empty elements. A character that an XML name
/// cannot contain is written as `_x0020_`, from its code point. A character that XML
/// text cannot contain, such as NUL, becomes U+FFFD.
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
/// [`Text`], [`Html`], or problem+xml if the feature `xml` is enabled. It is
/// problem+json if the request is not known, has no preference, or accepts none of
/// them.
///
/// A client that names any JSON type, such as `application/vnd.api+json`, prefers
/// problem+json. If two weights are equal, a type that is named takes precedence over
/// one that a wildcard matches. The response has `Vary: Accept`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Negotiated;

/// `text/plain`: the detail, or the title if there is no detail.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text;

/// `text/html`: a small page for people. It shows the status, the title, the detail,
/// what to do next, and the problem's member `request_id` to quote.
///
/// The page loads nothing and runs no script, and its `Content-Security-Policy`
/// allows neither. Programs find the problem in a
/// `<script type="application/problem+json">`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Html;

/// No body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Empty;

/// `{"error":{"code":"...","message":"..."}}`, with the members next to them.
///
/// Its functions build a shape with other names, for an API that already has
/// its own:
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
    /// Creates a shape with the detail (or the title) under this key.
    #[must_use]
    pub const fn message(key: &'static str) -> JsonShape {
        JsonShape::EMPTY.message(key)
    }

    /// Creates a shape with the code under this key, and without text unless
    /// [`message`](JsonShape::message) names a key for it.
    #[must_use]
    pub const fn code(key: &'static str) -> JsonShape {
        JsonShape::EMPTY.code(key)
    }
}

/// A JSON shape: the given keys, with the members next to them. Created by [`Json::message`]
/// and [`Json::code`]. If there is no detail, a member with the name of the message is the
/// message.
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

    /// Adds the detail (or the title) under this key.
    #[must_use]
    pub const fn message(self, key: &'static str) -> Self {
        Self {
            message: Some(key),
            ..self
        }
    }

    /// Adds the code under this key.
    #[must_use]
    pub const fn code(self, key: &'static str) -> Self {
        Self {
            code: Some(key),
            ..self
        }
    }

    /// Adds the status under this key, as a number.
    #[must_use]
    pub const fn status(self, key: &'static str) -> Self {
        Self {
            status: Some(key),
            ..self
        }
    }

    /// Puts everything into an object under this key.
    #[must_use]
    pub const fn within(self, key: &'static str) -> Self {
        Self {
            within: Some(key),
            ..self
        }
    }
}
