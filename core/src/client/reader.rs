//! Reads the fields of an error from the problem that was sent for it. For generated code.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
#[cfg(feature = "httpdate")]
use std::time::SystemTime;

use http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use serde_core::de::DeserializeOwned;

use crate::problem::Problem;
use crate::table::Table;
use crate::value::code::reason;

/// The parts of a problem, read once.
pub struct ProblemReader<'p> {
    problem: &'p Problem,
    /// `None` if it has no type URI of its own.
    uri: Option<String>,
    /// `None` if it came without a code, whatever its status implies.
    code: Option<String>,
    /// As JSON.
    members: Vec<(String, String)>,
    /// Whether it was a gRPC status, whose metadata contains only text.
    is_grpc: bool,
}

impl<'p> ProblemReader<'p> {
    /// Reads the parts that several fields may need.
    #[must_use]
    pub fn new(problem: &'p Problem) -> Self {
        let uri = problem.type_uri().into_owned();
        let parts = &problem.0;
        let is_without_code = parts.read.is_some() && parts.code.is_none();
        Self {
            problem,
            uri: Some(uri).filter(|uri| uri != "about:blank"),
            code: (!is_without_code).then(|| problem.code().into_owned()),
            members: problem.members_as_json(),
            is_grpc: parts.read.is_some() && parts.grpc.is_some(),
        }
    }

    /// Returns itself if the problem is of this type: by its type URI, or by its code if
    /// either side has no type URI.
    #[must_use]
    pub fn of(&self, table: &'static Table, row: usize) -> Option<&Self> {
        let row = table.row(row)?;
        let (code, uri) = (row.code(), row.uri());
        let is_it = match &self.uri {
            Some(own) if !uri.is_empty() => own == uri,
            _ => self
                .code
                .as_deref()
                .is_some_and(|own| own == code || (self.is_grpc && reason(own) == reason(code))),
        };
        is_it.then_some(self)
    }

    /// Returns the member with this name.
    #[must_use]
    pub fn member(&self, name: &str) -> ReadMember {
        let member = self.members.iter().find(|(known, _)| known == name);
        let json = member.map(|(_, json)| json.clone());
        let text = json
            .as_deref()
            .filter(|_| self.is_grpc)
            .and_then(|json| serde_json::from_str(json).ok());
        ReadMember { json, text }
    }

    /// Returns all members, as one object.
    #[must_use]
    pub fn members(&self) -> ReadMember {
        let pairs = self.members.iter().map(|(name, value)| {
            // Text can always be serialised.
            let name = serde_json::to_string(name).unwrap_or_default();
            format!("{name}:{value}")
        });
        let pairs: Vec<String> = pairs.collect();
        ReadMember {
            json: Some(format!("{{{}}}", pairs.join(","))),
            text: None,
        }
    }

    /// Returns the header with this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<HeaderValue> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        self.problem.received_or_own(&name)
    }

    /// Returns the detail.
    #[must_use]
    pub fn detail(&self) -> Option<Cow<'_, str>> {
        self.problem.detail()
    }

    /// Returns the instance.
    #[must_use]
    pub fn instance(&self) -> Option<Cow<'_, str>> {
        self.problem.instance()
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.problem.status()
    }
}

/// A member that may be missing.
pub struct ReadMember {
    json: Option<String>,
    /// If every value was sent as text, that text: it may contain JSON.
    text: Option<String>,
}

/// A type that a member can be read as.
#[diagnostic::on_unimplemented(
    message = "a client cannot read `{Self}` back from a member",
    label = "must implement `serde::Deserialize` and own its data",
    note = "derive `serde::Deserialize` for it, write `String` instead of `&'static str`, \
            or write `client = off` on the variant, so that a client gets a `Problem`"
)]
pub trait FromMember: Sized {
    /// Reads the value of a member that may be missing; only an `Option` has a value in
    /// that case. A value of the wrong type counts as missing, RFC 9457 §3.1.
    fn from_member(member: &ReadMember) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromMember for T {
    fn from_member(member: &ReadMember) -> Option<Self> {
        let read = |json: &str| serde_json::from_str(json).ok();
        let given = member.json.as_deref().and_then(read);
        let given = given.or_else(|| member.text.as_deref().and_then(read));
        // As in serde, a missing member has a value if `null` is one.
        given.or_else(|| read("null"))
    }
}

/// A type that a header can be read as.
#[diagnostic::on_unimplemented(
    message = "a client cannot read `{Self}` back from a header",
    label = "expected a `String`, a number, a `bool`, a `HeaderValue`, a `Uri` or an `Option` of these",
    note = "write `client = off` on the variant, so that a client gets a `Problem`"
)]
pub trait FromHeader: Sized {
    /// Reads the value of a header that may be missing.
    fn from_header(value: Option<&HeaderValue>) -> Option<Self>;
}

impl FromHeader for HeaderValue {
    fn from_header(value: Option<&HeaderValue>) -> Option<Self> {
        value.cloned()
    }
}

impl FromHeader for Vec<Method> {
    fn from_header(value: Option<&HeaderValue>) -> Option<Self> {
        let names = value?.to_str().ok()?.split(',').map(str::trim);
        let names = names.filter(|name| !name.is_empty());
        names
            .map(|name| Method::from_bytes(name.as_bytes()).ok())
            .collect()
    }
}

impl<T: FromHeader> FromHeader for Option<T> {
    fn from_header(value: Option<&HeaderValue>) -> Option<Self> {
        Some(T::from_header(value))
    }
}

macro_rules! parsed {
    ($($ty:ty)*) => {$(
        impl FromHeader for $ty {
            fn from_header(value: Option<&HeaderValue>) -> Option<Self> {
                // A `HeaderValue` may contain more than the ASCII that `to_str` accepts.
                std::str::from_utf8(value?.as_bytes()).ok()?.parse().ok()
            }
        }
    )*};
}

parsed!(String bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize Uri Method);

/// A type that `Retry-After` can be read as.
#[diagnostic::on_unimplemented(
    message = "a client cannot read `{Self}` back from `Retry-After`",
    label = "expected a `Duration`, whole seconds (`u64`, `u32`) or an `Option` of these",
    note = "a `SystemTime` needs catchall's feature `httpdate`"
)]
pub trait FromRetryAfter: Sized {
    /// Reads the value of the header: seconds or a date.
    fn from_retry_after(value: &str) -> Option<Self>;

    /// Reads the value of a header that may be missing.
    #[must_use]
    fn from_header(value: Option<&HeaderValue>) -> Option<Self> {
        Self::from_retry_after(value?.to_str().ok()?)
    }
}

impl FromRetryAfter for Duration {
    fn from_retry_after(value: &str) -> Option<Self> {
        if let Ok(seconds) = value.trim().parse() {
            return Some(Self::from_secs(seconds));
        }
        #[cfg(feature = "httpdate")]
        if let Ok(date) = httpdate::parse_http_date(value.trim()) {
            let wait = date.duration_since(SystemTime::now());
            return Some(wait.unwrap_or_default());
        }
        None
    }
}

#[cfg(feature = "httpdate")]
impl FromRetryAfter for SystemTime {
    fn from_retry_after(value: &str) -> Option<Self> {
        if let Ok(seconds) = value.trim().parse() {
            return Self::now().checked_add(Duration::from_secs(seconds));
        }
        httpdate::parse_http_date(value.trim()).ok()
    }
}

macro_rules! seconds {
    ($($ty:ty)*) => {$(
        impl FromRetryAfter for $ty {
            fn from_retry_after(value: &str) -> Option<Self> {
                let wait = Duration::from_retry_after(value)?;
                Self::try_from(wait.as_secs()).ok()
            }
        }
    )*};
}

seconds!(u8 u16 u32 u64 usize i32 i64);

impl<T: FromRetryAfter> FromRetryAfter for Option<T> {
    fn from_retry_after(value: &str) -> Option<Self> {
        Some(T::from_retry_after(value))
    }

    fn from_header(value: Option<&HeaderValue>) -> Option<Self> {
        Some(T::from_header(value))
    }
}

/// A type that text can be read as.
#[diagnostic::on_unimplemented(
    message = "a client cannot read `{Self}` back from text",
    label = "expected a `String`, a `Cow<str>`, a number or an `Option` of these",
    note = "write `#[http(member)]` on the field, or `client = off` on the variant, so that a \
            client gets a `Problem`"
)]
pub trait FromText: Sized {
    /// Reads text that may be missing.
    fn from_text(text: Option<Cow<'_, str>>) -> Option<Self>;
}

macro_rules! texts {
    ($($ty:ty)*) => {$(
        impl FromText for $ty {
            fn from_text(text: Option<Cow<'_, str>>) -> Option<Self> {
                text.map(|text| text.into_owned().into())
            }
        }
    )*};
}

texts!(String Cow<'static, str> Box<str> Arc<str> Rc<str>);

macro_rules! displayed {
    ($($ty:ty)*) => {$(
        impl FromText for $ty {
            fn from_text(text: Option<Cow<'_, str>>) -> Option<Self> {
                text?.parse().ok()
            }
        }
    )*};
}

displayed!(bool char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

impl<T: FromText> FromText for Option<T> {
    fn from_text(text: Option<Cow<'_, str>>) -> Option<Self> {
        Some(T::from_text(text))
    }
}

/// A type that a status can be read as.
#[diagnostic::on_unimplemented(
    message = "a client cannot read `{Self}` back from the status",
    label = "expected a `StatusCode` or a `u16`",
    note = "write `client = off` on the variant, so that a client gets a `Problem`"
)]
pub trait FromStatus: Sized {
    /// Reads the value of a status.
    fn from_status(status: StatusCode) -> Self;
}

impl FromStatus for StatusCode {
    fn from_status(status: StatusCode) -> Self {
        status
    }
}

impl FromStatus for u16 {
    fn from_status(status: StatusCode) -> Self {
        status.as_u16()
    }
}

impl FromStatus for Option<StatusCode> {
    fn from_status(status: StatusCode) -> Self {
        Some(status)
    }
}

impl FromStatus for Option<u16> {
    fn from_status(status: StatusCode) -> Self {
        Some(status.as_u16())
    }
}
