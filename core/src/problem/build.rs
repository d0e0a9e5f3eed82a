//! The builder methods of a problem.

use std::borrow::Cow;
use std::error::Error;

use http::header::{ALLOW, PROXY_AUTHENTICATE, UPGRADE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, Method};
use serde_core::Serialize;

use super::cause::Cause;
use super::members::StoredMember;
use super::{Format, Problem, ProblemParts};
use crate::body::serialize;
use crate::facts::{self, RESERVED_MEMBERS};
use crate::level::Level;
use crate::note::Note;
use crate::problem_type::ProblemType;
use crate::status::ToStatus;
use crate::value::code::is_code;
use crate::value::uri;
use crate::value::{Challenge, InvalidValue, ToHeaderValue, ToRetryAfter};

impl Problem {
    /// Creates a problem with this status: `about:blank`, with the title and
    /// code of the status. A status that is not an error becomes a logged 500.
    #[must_use]
    pub fn new<S: ToStatus>(status: S) -> Self {
        Self::with_parts(ProblemParts {
            status: Some(status.to_status().unwrap_or(500)),
            ..ProblemParts::default()
        })
    }

    /// Creates a problem of this type.
    #[must_use]
    pub fn of(problem_type: ProblemType) -> Self {
        let (status, code, type_uri, title) = problem_type.parts();
        let given = |text: &'static str| Some(Cow::Borrowed(text)).filter(|text| !text.is_empty());
        let mut parts = ProblemParts {
            status: Some(status),
            uri: given(type_uri).map(uri::encode),
            title: given(title),
            ..ProblemParts::default()
        };
        if let Some(code) = given(code) {
            parts.put_code(code);
        }
        Self::with_parts(parts)
    }

    /// Creates a problem with nothing set: a masked, logged 500.
    pub(crate) fn unmapped() -> Self {
        Self::with_parts(ProblemParts::default())
    }

    pub(crate) fn with_parts(parts: ProblemParts) -> Self {
        Self(Box::new(parts))
    }

    /// Creates a 500 with this cause. The text of the cause is logged, not sent.
    pub(crate) fn caused_by(cause: Cause) -> Self {
        Self::with_parts(ProblemParts {
            cause,
            ..ProblemParts::default()
        })
    }

    /// Marks all parts as read from another service, with this status.
    #[cfg(feature = "tonic-0.14")]
    pub(crate) fn mark_as_read(&mut self, status: u16) {
        self.0.members.mark_as_read();
        self.0.read = Some(super::Read {
            status: Some(status),
            title: true,
            detail: true,
            instance: true,
            headers: Box::default(),
        });
    }

    /// Creates a `401 Unauthorized` with the challenge that it must have, RFC
    /// 9110 §15.5.2.
    #[must_use]
    pub fn unauthorized(challenge: Challenge) -> Self {
        Self::new(401_u16).with_header(WWW_AUTHENTICATE, challenge)
    }

    /// Creates a `405 Method Not Allowed` with the methods that it must name,
    /// RFC 9110 §15.5.6.
    #[must_use]
    pub fn method_not_allowed(allowed: &[Method]) -> Self {
        Self::new(405_u16).with_header(ALLOW, allowed)
    }

    /// Creates a `407 Proxy Authentication Required` with the challenge that it
    /// must have, RFC 9110 §15.5.8.
    #[must_use]
    pub fn proxy_authentication_required(challenge: Challenge) -> Self {
        Self::new(407_u16).with_header(PROXY_AUTHENTICATE, challenge)
    }

    /// Creates a `426 Upgrade Required` with the protocols that it must name,
    /// RFC 9110 §15.5.22.
    #[must_use]
    pub fn upgrade_required(protocols: &str) -> Self {
        Self::new(426_u16)
            .with_header(UPGRADE, protocols)
            .with_header(http::header::CONNECTION, "upgrade")
    }

    /// Sets the code: letters, digits, `.`, `_` and `-`. Any other text is
    /// replaced by the code of the status, and the log has a note.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.0.put_code(code.into());
        // A code that was read and is not text.
        self.0.members.remove("code");
        self
    }

    /// Sets the status. The code and the type are kept, except a code that only
    /// names the status.
    ///
    /// What the cause describes belongs to its own status: if the problem becomes a
    /// 5xx but the cause is something else, the detail, members and headers of the
    /// cause are not sent. What was set on the problem itself is sent.
    #[must_use]
    pub fn with_status<S: ToStatus>(mut self, status: S) -> Self {
        self.0.status = status.to_status().or(self.0.status);
        self
    }

    /// Sets the type URI, RFC 9457 §3.1.1. Characters that a URI reference
    /// cannot contain (RFC 3986) are percent-encoded.
    #[must_use]
    pub fn with_type_uri(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.0.uri = Some(uri::encode(uri.into()));
        self
    }

    /// Sets the title, RFC 9457 §3.1.3.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.0.title = Some(title.into());
        if let Some(read) = &mut self.0.read {
            read.title = false;
        }
        self
    }

    /// Sets the public text, RFC 9457 §3.1.4. It is sent with the status of this
    /// problem, even a 5xx. If an outer error turns a 4xx into a 5xx, it is left out.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Some(detail.into());
        if let Some(read) = &mut self.0.read {
            read.detail = false;
        }
        self
    }

    /// Sets the URI reference of the occurrence, RFC 9457 §3.1.5. Characters
    /// that a URI reference cannot contain (RFC 3986) are percent-encoded.
    #[must_use]
    pub fn with_instance(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.0.instance = Some(uri::encode(uri.into()));
        if let Some(read) = &mut self.0.read {
            read.instance = false;
        }
        self
    }

    /// Sets an extension member, RFC 9457 §3.2, and replaces any member with the
    /// same name. A value that serialises to `null`, such as `None`, is left out,
    /// and so is a member with a name that RFC 9457 defines. If a value cannot be
    /// serialised, the response is a plain, logged 500.
    #[must_use]
    pub fn with_member<T: Serialize>(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: T,
    ) -> Self {
        let name = name.into();
        self.0.members.remove(&name);
        match serialize::to_string(&value) {
            _ if RESERVED_MEMBERS.contains(&&*name) => {
                self.0.notes.add(Note::MemberReserved);
            }
            Ok(json) if json == "null" => {}
            Ok(json) => self.0.members.put(StoredMember {
                name,
                json,
                is_read: false,
            }),
            Err(_) => self.0.failure = true,
        }
        self
    }

    /// Sets an argument for the messages of [`Translations`](crate::Translations), and
    /// replaces any argument with the same name. It is public if a message uses it, and is
    /// not in any other part of the response. Members are always arguments. A message that
    /// uses a value that cannot be serialised is replaced by the source text.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Problem, RequestContext, Translations};
    /// use http::{HeaderValue, Method};
    ///
    /// let german = "conflict =\n    .detail = { $name } gibt es schon.";
    /// let context = RequestContext::new(Method::POST, "/users")
    ///     .with_accept_language(HeaderValue::from_static("de"))
    ///     .with_translations(Translations::new("en", [("de", german)])?);
    /// let problem = Problem::conflict()
    ///     .with_detail("ann exists already")
    ///     .with_argument("name", "ann");
    /// assert_eq!(
    ///     problem.to_response_in(&context).body(),
    ///     r#"{"title":"Conflict","status":409,"code":"conflict","detail":"ann gibt es schon."}"#,
    /// );
    /// # Ok::<_, catchall::InvalidTranslations>(())
    /// ```
    #[cfg(feature = "fluent")]
    #[must_use]
    pub fn with_argument<T: Serialize>(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: T,
    ) -> Self {
        let name = name.into();
        self.0.arguments.retain(|(known, _)| *known != name);
        if let Ok(json) = serialize::to_string(&value) {
            self.0.arguments.push((name, json));
        }
        self
    }

    /// Adds a response header, named by a `HeaderName` or by text. Other headers
    /// with the same name are kept. If the name is not a token (RFC 9110 §5.1) or
    /// the value is not a field value (§5.5), the header is left out and the log
    /// has a note. The same is true of the headers that
    /// [`Description::header`](crate::Description::header) leaves out.
    #[must_use]
    pub fn with_header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: ToHeaderValue,
    {
        match name.try_into() {
            Ok(name) => self.0.put_header(name, value.to_header_value()),
            Err(_) => self.0.notes.add(Note::HeaderNameInvalid),
        }
        self
    }

    /// Sets `Retry-After`, RFC 9110 §10.2.3.
    #[must_use]
    pub fn with_retry_after<V: ToRetryAfter>(mut self, value: V) -> Self {
        self.0
            .put_header(http::header::RETRY_AFTER, value.to_retry_after());
        self
    }

    /// Sets the error that caused the problem, for the log. Its text is never
    /// sent. A previous cause is logged too, and if it is an
    /// [`HttpError`](crate::HttpError), it still decides for the problem.
    #[must_use]
    pub fn with_cause(mut self, cause: impl Into<Box<dyn Error + Send + Sync>> + 'static) -> Self {
        let displaced = std::mem::replace(&mut self.0.cause, Cause::of(cause));
        if !displaced.is_none() {
            self.0.displaced.push(displaced);
        }
        self
    }

    /// Sets the gRPC code, 1 to 16, instead of the one that the status implies:
    /// a number, or the `Code` of a gRPC crate.
    #[must_use]
    pub fn with_grpc_code(mut self, code: impl Into<i32>) -> Self {
        match u8::try_from(code.into()) {
            Ok(code @ 1..=16) => self.0.grpc = Some(code),
            _ => self.0.notes.add(Note::NoErrorCode),
        }
        self
    }

    /// Sets the format of the body.
    #[must_use]
    pub fn with_format(mut self, format: &'static dyn Format) -> Self {
        self.0.format = Some(format);
        self
    }

    /// Sets the log level.
    #[must_use]
    pub fn with_log_level(mut self, level: Level) -> Self {
        self.0.level = level;
        self
    }
}

impl From<ProblemType> for Problem {
    fn from(problem_type: ProblemType) -> Self {
        Self::of(problem_type)
    }
}

impl ProblemParts {
    fn put_code(&mut self, code: Cow<'static, str>) {
        if is_code(&code) {
            self.code = Some(code);
        } else {
            self.code = None;
            self.notes.add(Note::CodeInvalid);
        }
    }

    fn put_header(&mut self, name: HeaderName, value: Result<Option<HeaderValue>, InvalidValue>) {
        match value {
            Ok(Some(value)) => {
                if let Some(statuses) = facts::belongs_to(name.as_str()) {
                    let is_of = |status: &u16| statuses.iter().any(|range| range.contains(status));
                    if !self.status.as_ref().is_some_and(is_of) {
                        self.unbound.push(name.clone());
                    }
                }
                if self.headers.try_append(name, value).is_err() {
                    self.notes.add(Note::HeadersTooMany);
                }
            }
            Ok(None) => {}
            Err(_) => self.notes.add(Note::HeaderInvalid),
        }
    }
}

macro_rules! constructors {
    ($($name:ident $status:literal $text:literal)*) => {
        /// One constructor for each status that an application returns.
        impl Problem {
            $(
                #[doc = concat!("Creates a `", stringify!($status), " ", $text, "`, RFC 9110 §15.")]
                #[must_use]
                pub fn $name() -> Self {
                    const STATUS: u16 = $status;
                    Self::new(STATUS)
                }
            )*
        }
    };
}

constructors! {
    bad_request 400 "Bad Request"
    payment_required 402 "Payment Required"
    forbidden 403 "Forbidden"
    not_found 404 "Not Found"
    not_acceptable 406 "Not Acceptable"
    request_timeout 408 "Request Timeout"
    conflict 409 "Conflict"
    gone 410 "Gone"
    precondition_failed 412 "Precondition Failed"
    content_too_large 413 "Content Too Large"
    unsupported_media_type 415 "Unsupported Media Type"
    unprocessable_content 422 "Unprocessable Content"
    locked 423 "Locked"
    precondition_required 428 "Precondition Required"
    too_many_requests 429 "Too Many Requests"
    unavailable_for_legal_reasons 451 "Unavailable For Legal Reasons"
    internal_server_error 500 "Internal Server Error"
    not_implemented 501 "Not Implemented"
    bad_gateway 502 "Bad Gateway"
    service_unavailable 503 "Service Unavailable"
    gateway_timeout 504 "Gateway Timeout"
    insufficient_storage 507 "Insufficient Storage"
}
