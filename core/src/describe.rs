//! How an error says what it is: a visitor over the parts of a problem.

pub(crate) mod chain;
mod decided;
pub(crate) mod delegate;
mod generated;
mod hear;
mod write;

pub(crate) use decided::Decided;
pub(crate) use write::Place;

use std::borrow::Cow;
use std::fmt::{self, Display, Write as _};

use http::{HeaderMap, HeaderName, header};
use serde_core::Serialize;

use crate::body::names::Names;
use crate::body::sink::Sink;
use crate::convert::headers::Outgoing;
use crate::convert::note::Note;
use crate::convert::selection::Selection;
use crate::describe::delegate::Delegate;
pub(crate) use crate::facts::RESERVED_MEMBERS as RESERVED;
use crate::status::ToStatus;
use crate::value::code::is_code;
use crate::value::condition::Condition;
use crate::value::detail::ToDetail;
use crate::value::uri;
use crate::value::{ToHeaderValue, ToLocation, ToMetadata, ToRetryAfter};
use crate::{Format, Level};

/// Receives the parts of a problem, one call for each.
///
/// An error describes itself in [`HttpError::describe`](crate::HttpError::describe). It is asked more than
/// once per response: first for what decides the status, then for the rest.
/// Of two that speak, the outer error wins over the one it delegates to.
///
/// ```
/// use std::fmt;
/// # extern crate catchall_core as catchall;
/// use catchall::{Description, HttpError};
/// use http::StatusCode;
///
/// #[derive(Debug)]
/// struct TooMany {
///     limit: u32,
/// }
/// # impl fmt::Display for TooMany {
/// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("slow down") }
/// # }
/// # impl std::error::Error for TooMany {}
///
/// impl HttpError for TooMany {
///     fn status(&self) -> StatusCode {
///         StatusCode::TOO_MANY_REQUESTS
///     }
///
///     fn describe(&self, description: &mut Description<'_>) {
///         description.retry_after(&30_u64);
///         description.member("limit", &self.limit);
///     }
/// }
///
/// let response = TooMany { limit: 100 }.to_response();
/// assert_eq!(response.headers()["retry-after"], "30");
/// ```
pub struct Description<'a> {
    pass: Pass<'a>,
    /// How many delegations deep the speaker is.
    depth: u16,
    /// How many cases were named so far: an error that names one has a table.
    cases: u16,
    has: Has,
    /// What became of the last header, for those that append to it.
    header_taken: bool,
    rare: Option<Box<Rare>>,
    declined_detail: Option<u16>,
    note: Option<Note>,
    failure: Option<Note>,
}

/// What was said already.
#[derive(Clone, Copy, Default)]
struct Has {
    detail: bool,
    instance: bool,
    /// Several speakers, which may name the same member.
    layers: bool,
}

/// What only few errors have.
#[derive(Default)]
struct Rare {
    /// The headers that were answered with `None`, and how deep: what a variant
    /// leaves out, its type does not add.
    declined: Vec<(HeaderName, u16)>,
    /// The headers of delegated errors, and how deep these are.
    delegated: Vec<(HeaderName, u16)>,
    /// The members so far, where two errors may name the same.
    names: Names,
}

enum Pass<'a> {
    Select(&'a mut Selection),
    Write {
        decided: Decided<'a>,
        sink: &'a mut dyn Sink,
        headers: &'a mut HeaderMap,
        outgoing: Outgoing,
    },
    Backtrace(&'a mut Option<String>),
}

/// What writing a problem brought to light.
pub(crate) struct Outcome {
    pub(crate) outgoing: Outgoing,
    /// Something could not be sent.
    pub(crate) note: Option<Note>,
    /// Nothing can be sent.
    pub(crate) failure: Option<Note>,
}

impl fmt::Debug for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Description").finish_non_exhaustive()
    }
}

impl<'a> Description<'a> {
    fn new(pass: Pass<'a>) -> Self {
        Self {
            pass,
            depth: 0,
            cases: 0,
            has: Has::default(),
            header_taken: false,
            rare: None,
            declined_detail: None,
            note: None,
            failure: None,
        }
    }

    pub(crate) fn select(selection: &'a mut Selection) -> Self {
        Self::new(Pass::Select(selection))
    }

    pub(crate) fn write(
        decided: Decided<'a>,
        sink: &'a mut dyn Sink,
        headers: &'a mut HeaderMap,
        outgoing: Outgoing,
        has_detail: bool,
    ) -> Self {
        let mut this = Self::new(Pass::Write {
            decided,
            sink,
            headers,
            outgoing,
        });
        this.has.detail = has_detail;
        this.has.layers = decided.is_layered();
        this
    }

    pub(crate) fn backtrace_of(text: &'a mut Option<String>) -> Self {
        Self::new(Pass::Backtrace(text))
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// What is being decided, in the pass that decides.
    fn selection(&mut self) -> Option<&mut Selection> {
        match &mut self.pass {
            Pass::Select(selection) => Some(selection),
            Pass::Write { .. } | Pass::Backtrace(_) => None,
        }
    }

    pub(crate) fn outcome(self) -> Outcome {
        Outcome {
            outgoing: match self.pass {
                Pass::Write { outgoing, .. } => outgoing,
                Pass::Select(_) | Pass::Backtrace(_) => Outgoing::default(),
            },
            note: self.note,
            failure: self.failure,
        }
    }

    // What decides: heard in the first pass only.

    /// Sets the status from a value known at run time. A status that is no
    /// error becomes a logged 500; `None` leaves the error unmapped.
    pub fn status<T: ToStatus + ?Sized>(&mut self, status: &T) {
        if let Pass::Select(selection) = &mut self.pass
            && let Some(status) = status.to_status()
        {
            selection.set_status(status, self.depth);
        }
    }

    /// Sets the code: letters, digits, `.`, `_` and `-`. Another text is replaced
    /// by the code of the status.
    pub fn code<T: AsRef<str> + ?Sized>(&mut self, code: &T) {
        if is_code(code.as_ref()) {
            self.known_code(code.as_ref());
        }
    }

    /// The code of a problem, which may be another service's.
    pub(crate) fn known_code(&mut self, code: &str) {
        if let Some(selection) = self.selection() {
            selection.set_code(Cow::Owned(code.to_owned()));
        }
    }

    /// Sets the type URI, RFC 9457 §3.1.1. Characters that no URI reference has
    /// (RFC 3986) are percent-encoded.
    pub fn type_uri<T: AsRef<str> + ?Sized>(&mut self, uri: &T) {
        self.known_type_uri(&uri::encode(Cow::Borrowed(uri.as_ref())));
    }

    /// The type URI of a problem, which may be another service's.
    pub(crate) fn known_type_uri(&mut self, uri: &str) {
        if let Some(selection) = self.selection() {
            selection.set_uri(Cow::Owned(uri.to_owned()));
        }
    }

    /// Sets the title, RFC 9457 §3.1.3.
    pub fn title<T: AsRef<str> + ?Sized>(&mut self, title: &T) {
        if let Some(selection) = self.selection() {
            selection.set_title(Cow::Owned(title.as_ref().to_owned()));
        }
    }

    /// Sets the shape of the body.
    pub fn format(&mut self, format: &'static dyn Format) {
        if let Pass::Select(selection) = &mut self.pass {
            selection.set_format(format, self.depth);
        }
    }

    /// Sets the level of the log event.
    pub fn log(&mut self, level: Level) {
        if let Pass::Select(selection) = &mut self.pass {
            selection.set_level(level, self.depth);
        }
    }

    /// Sets the gRPC code, 1 to 16, where the one that the status implies is
    /// not wanted: a number, or the `Code` of a gRPC crate.
    pub fn grpc_code<T: Into<i32>>(&mut self, code: T) {
        if let Ok(code @ 1..=16) = u8::try_from(code.into()) {
            self.set_grpc(code);
        }
    }

    /// Makes the text of `Display` the detail of a 5xx too. An error that
    /// another one delegates to cannot.
    pub fn unmask<T: Condition>(&mut self, unmask: T) {
        if self.depth == 0
            && let Some(selection) = self.selection()
        {
            selection.unmask |= unmask.holds();
        }
    }

    // What is said: heard in the second pass only.

    /// Sets the detail, RFC 9457 §3.1.4: public at every status.
    pub fn detail<T: Display + ?Sized>(&mut self, detail: &T) {
        self.set_detail(&detail);
    }

    /// Sets the instance, RFC 9457 §3.1.5: a URI reference that identifies
    /// this occurrence. Characters that no URI reference has (RFC 3986) are
    /// percent-encoded.
    pub fn instance<T: ToDetail + ?Sized>(&mut self, instance: &T) {
        if self.is_masked() || self.has.instance {
            return;
        }
        if let Pass::Write { sink, .. } = &mut self.pass {
            let mut outcome = Ok(());
            instance.with_detail(&mut |text| {
                self.has.instance = true;
                let mut uri = String::new();
                outcome = write!(uri, "{text}")
                    .and_then(|()| sink.instance(&uri::encode(Cow::Owned(uri))));
            });
            self.check(outcome);
        }
    }

    /// Adds an extension member, RFC 9457 §3.2. A value that serialises to
    /// `null`, such as `None`, is left out, and so is one whose name is that of
    /// a member that RFC 9457 defines, or `code`.
    pub fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if RESERVED.contains(&name) {
            self.note = Some(Note::MemberReserved);
        } else {
            self.put_member(name, &value);
        }
    }

    /// Adds a member whose name was checked at compile time.
    #[doc(hidden)]
    pub fn named_member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.put_member(name, &value);
    }

    /// Sets a response header, unless an outer error has set it. A value that
    /// is no valid field value (RFC 9110 §5.5) is left out, and the log says so;
    /// so is a header of the body or of the connection, such as `Content-Type`,
    /// one that is longer than 8 KiB, and what goes beyond 16 KiB for all.
    pub fn header<T: ToHeaderValue + ?Sized>(&mut self, name: &HeaderName, value: &T) {
        self.put_header(name, value.to_header_value(), Place::Free);
    }

    /// Adds another value to the header that was set last.
    pub fn append_header<T: ToHeaderValue + ?Sized>(&mut self, name: &HeaderName, value: &T) {
        self.put_header(name, value.to_header_value(), Place::Append);
    }

    /// `Retry-After`, RFC 9110 §10.2.3: from a `Duration` (rounded up to
    /// seconds), whole seconds or a `SystemTime`.
    pub fn retry_after<T: ToRetryAfter + ?Sized>(&mut self, value: &T) {
        self.put_header(&header::RETRY_AFTER, value.to_retry_after(), Place::Known);
    }

    /// `WWW-Authenticate`, RFC 9110 §11.6.1: a challenge.
    pub fn www_authenticate<T: ToHeaderValue + ?Sized>(&mut self, challenge: &T) {
        self.put_header(
            &header::WWW_AUTHENTICATE,
            challenge.to_header_value(),
            Place::Known,
        );
    }

    /// `Allow`, RFC 9110 §10.2.1: the methods that the resource supports.
    pub fn allow<T: ToHeaderValue + ?Sized>(&mut self, methods: &T) {
        self.put_header(&header::ALLOW, methods.to_header_value(), Place::Known);
    }

    /// `Location`, RFC 9110 §10.2.2. What a URI cannot have is percent-encoded.
    pub fn location<T: ToLocation + ?Sized>(&mut self, location: &T) {
        self.put_header(&header::LOCATION, location.to_location(), Place::Known);
    }

    /// `Link`, RFC 8288.
    pub fn link<T: ToHeaderValue + ?Sized>(&mut self, link: &T) {
        self.put_header(&header::LINK, link.to_header_value(), Place::Known);
    }

    /// `Content-Range`, RFC 9110 §14.4: what a 416 says of the length.
    pub fn content_range<T: ToHeaderValue + ?Sized>(&mut self, range: &T) {
        self.put_header(
            &header::CONTENT_RANGE,
            range.to_header_value(),
            Place::Known,
        );
    }

    /// Adds an entry to the metadata of a gRPC response, unless an outer error
    /// has one of this key: a text, or for a key that ends in `-bin` any bytes.
    /// HTTP has no place for it. What is not valid is left out, and the log says
    /// so; a key that gRPC or HTTP/2 keeps for itself never is.
    pub fn metadata<T: ToMetadata + ?Sized>(&mut self, key: &str, value: &T) {
        if self.is_masked() {
            return;
        }
        if let Pass::Write { sink, .. } = &mut self.pass
            && sink
                .metadata(key, self.depth, &|| value.to_metadata())
                .is_err()
        {
            self.note = Some(Note::MetadataInvalid);
        }
    }

    /// Lets another error speak where this one has not.
    ///
    /// An error that implements [`HttpError`](crate::HttpError) by hand and delegates answers
    /// `status` and `code` with those of the other one.
    pub fn delegate<T: Delegate + ?Sized>(&mut self, inner: &T) {
        if self.depth >= DEEPEST {
            self.note = Some(Note::DelegatesWithoutEnd);
            self.unmapped();
            return;
        }
        self.depth = self.depth.saturating_add(1);
        inner.describe_to(self);
        self.depth = self.depth.saturating_sub(1);
    }
}

/// A delegation that comes back to itself must not take the service down.
const DEEPEST: u16 = 128;
