//! The visitor for the occurrence: detail, instance, members, headers, metadata and
//! context.

use std::fmt::{self, Display};
use std::ops::RangeInclusive;

use http::{HeaderName, HeaderValue, header};
use serde_core::Serialize;

use crate::body::flatten::{self, Flatten};
use crate::body::member::{Member, Name, RawJson};
use crate::body::sink::Audience;
use crate::note::{Note, Notes};
use crate::value::detail::ToDetail;
use crate::value::metadata::Metadata;
use crate::value::{InvalidValue, ToHeaderValue, ToLocation, ToMetadata, ToRetryAfter};

/// Receives the description of an error, one call for each part.
///
/// An error describes itself in [`HttpError::describe`](crate::HttpError::describe). If it
/// delegates, its parts take precedence over those of the inner error.
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
    recipient: &'a mut dyn Recipient,
}

/// The destination of a description: decides which parts are public, and keeps them.
pub(crate) trait Recipient {
    /// Returns which row of its table the error is.
    fn row(&self) -> usize;
    /// Returns whether the response has one of these statuses.
    fn is(&self, statuses: &[RangeInclusive<u16>]) -> bool;
    /// Sets whether the following parts are named for the final status, as by an
    /// `on`, and not for the error's own.
    fn names_final_status(&mut self, is_so: bool);
    /// Returns whether the error turned out to be unmapped at run time.
    fn is_unmapped(&self) -> bool;
    fn detail(&mut self, text: &dyn Display);
    fn no_detail(&mut self);
    /// Sets that the variant has no detail, so that its type does not add one.
    fn no_type_detail(&mut self);
    /// Sets a detail of the type, for the variants that have none.
    fn type_detail(&mut self, text: &dyn Display);
    fn instance(&mut self, instance: &dyn ToDetail);
    /// Returns whether members are kept.
    fn wants_members(&self) -> bool;
    fn member(&mut self, name: Name<'_>, value: &dyn Member);
    /// Declares that several errors, or several parts of one, may name the same member.
    fn layer(&mut self);
    fn header(
        &mut self,
        name: &HeaderName,
        value: Result<Option<HeaderValue>, InvalidValue>,
        place: Place,
    );
    /// Sets `Retry-After` from a value that is valid by construction.
    fn retry_after(&mut self, value: Result<Option<HeaderValue>, InvalidValue>);
    fn metadata(&mut self, key: &str, value: Metadata<'_>);
    /// Adds a value for the translations of title and detail.
    fn argument(&mut self, name: &str, value: &dyn Member);
    fn context(&mut self, name: &str, value: &dyn Display);
    /// Returns who reads the description.
    fn audience(&self) -> Audience;
    /// Returns whether texts that another service sent with this status may be sent.
    fn shows_read(&self, status: Option<u16>) -> bool;
    fn notes(&mut self, notes: Notes);
    /// Sets that no response can be made.
    fn fail(&mut self, note: Note);
}

/// How a header relates to others with the same name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The first with its name.
    First,
    /// The first with its name, for a status that may have been changed since.
    Bound,
    /// An addition to the previous one.
    Append,
    /// The first with one of our names, left out if it does not belong to the status.
    Known,
}

impl fmt::Debug for Description<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Description").finish_non_exhaustive()
    }
}

impl<'a> Description<'a> {
    pub(crate) fn new(recipient: &'a mut dyn Recipient) -> Self {
        Self { recipient }
    }

    /// Sets the detail, RFC 9457 §3.1.4. It is public at the error's own status,
    /// even a 5xx. If an outer error turns a 4xx into a 5xx, it is left out.
    pub fn detail<T: Display + ?Sized>(&mut self, detail: &T) {
        self.recipient.detail(&detail);
    }

    /// Sets the instance, RFC 9457 §3.1.5: a URI reference that identifies this
    /// occurrence. Characters that a URI reference cannot contain (RFC 3986)
    /// are percent-encoded.
    pub fn instance<T: ToDetail + ?Sized>(&mut self, instance: &T) {
        self.recipient.instance(&instance);
    }

    /// Adds an extension member, RFC 9457 §3.2. A value that serialises to `null`,
    /// such as `None`, is left out. So is a member with a name that the format
    /// itself writes: for problem+json, the members that RFC 9457 defines, and
    /// `code`.
    pub fn member<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.recipient.member(Name::unchecked(name), &value);
    }

    /// Sets a response header, unless an outer error has set it. If the value is
    /// not a valid field value (RFC 9110 §5.5), the header is left out and the log
    /// has a note. The same is true of a header of the body or of the connection,
    /// such as `Content-Type`.
    pub fn header<T: ToHeaderValue + ?Sized>(&mut self, name: &HeaderName, value: &T) {
        self.recipient
            .header(name, value.to_header_value(), Place::First);
    }

    /// Adds another value to the header that was set last.
    pub fn append_header<T: ToHeaderValue + ?Sized>(&mut self, name: &HeaderName, value: &T) {
        self.recipient
            .header(name, value.to_header_value(), Place::Append);
    }

    /// Sets `Retry-After`, RFC 9110 §10.2.3, from a `Duration` (rounded up to
    /// seconds), whole seconds or a `SystemTime`.
    pub fn retry_after<T: ToRetryAfter + ?Sized>(&mut self, value: &T) {
        self.recipient.retry_after(value.to_retry_after());
    }

    /// Sets `WWW-Authenticate`, RFC 9110 §11.6.1: a challenge.
    pub fn www_authenticate<T: ToHeaderValue + ?Sized>(&mut self, challenge: &T) {
        let value = challenge.to_header_value();
        self.recipient
            .header(&header::WWW_AUTHENTICATE, value, Place::Known);
    }

    /// Sets `Allow`, RFC 9110 §10.2.1: the methods that the resource supports.
    pub fn allow<T: ToHeaderValue + ?Sized>(&mut self, methods: &T) {
        let value = methods.to_header_value();
        self.recipient.header(&header::ALLOW, value, Place::Known);
    }

    /// Sets `Location`, RFC 9110 §10.2.2. Characters that a URI cannot contain are percent-encoded.
    pub fn location<T: ToLocation + ?Sized>(&mut self, location: &T) {
        let value = location.to_location();
        self.recipient
            .header(&header::LOCATION, value, Place::Known);
    }

    /// Sets `Link`, RFC 8288.
    pub fn link<T: ToHeaderValue + ?Sized>(&mut self, link: &T) {
        let value = link.to_header_value();
        self.recipient.header(&header::LINK, value, Place::Known);
    }

    /// Sets `Content-Range`, RFC 9110 §14.4: the length, in a 416.
    pub fn content_range<T: ToHeaderValue + ?Sized>(&mut self, range: &T) {
        let value = range.to_header_value();
        self.recipient
            .header(&header::CONTENT_RANGE, value, Place::Known);
    }

    /// Adds an entry to the metadata of a gRPC response, unless an outer error
    /// has one with this key: text, or any bytes for a key that ends in `-bin`.
    /// It has no effect on an HTTP response. An invalid entry is left out, and
    /// the log has a note. A key that is reserved for gRPC or HTTP/2 is never
    /// valid.
    pub fn metadata<T: ToMetadata + ?Sized>(&mut self, key: &str, value: &T) {
        self.recipient.metadata(key, value.to_metadata());
    }

    /// Adds an argument for translations, which need the feature `fluent`. It is public
    /// if a message uses it, and is not in any other part of the response. Members are
    /// always arguments.
    pub fn argument<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        self.recipient.argument(name, &value);
    }

    /// Adds private context: for the log, never for the response.
    pub fn context<T: Display + ?Sized>(&mut self, name: &str, value: &T) {
        self.recipient.context(name, &value);
    }

    // For generated code, and for the crate's own types.

    pub(crate) fn recipient(&mut self) -> &mut dyn Recipient {
        self.recipient
    }

    /// Returns which row of its table the error is.
    #[doc(hidden)]
    #[must_use]
    pub fn row(&self) -> usize {
        self.recipient.row()
    }

    /// Describes what an `on` names, if the response has one of its statuses.
    #[doc(hidden)]
    pub fn on(&mut self, statuses: &[RangeInclusive<u16>], describe: impl FnOnce(&mut Self)) {
        if self.recipient.is(statuses) {
            self.recipient.names_final_status(true);
            describe(self);
            self.recipient.names_final_status(false);
        }
    }

    /// Describes what a type names for unmapped errors, if the error turned out to be one.
    #[doc(hidden)]
    pub fn unmapped(&mut self, describe: impl FnOnce(&mut Self)) {
        if self.recipient.is_unmapped() {
            describe(self);
        }
    }

    /// Adds a member whose name was checked at compile time.
    #[doc(hidden)]
    pub fn named_member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.recipient.member(Name::checked(name), &value);
    }

    /// Declares that two places may name the same member.
    #[doc(hidden)]
    pub fn layer(&mut self) {
        self.recipient.layer();
    }

    /// Sets the detail if there is one.
    #[doc(hidden)]
    pub fn optional_detail<T: ToDetail + ?Sized>(&mut self, detail: &T) {
        let mut is_given = false;
        detail.with_detail(&mut |text| {
            is_given = true;
            self.recipient.detail(text);
        });
        if !is_given {
            self.recipient.no_type_detail();
        }
    }

    /// Sets the detail of the variants that have none.
    #[doc(hidden)]
    pub fn type_detail<T: ToDetail + ?Sized>(&mut self, detail: &T) {
        detail.with_detail(&mut |text| self.recipient.type_detail(text));
    }

    /// Leaves the detail out.
    #[doc(hidden)]
    pub fn no_detail(&mut self) {
        self.recipient.no_detail();
    }

    /// Adds every entry of a value that serialises to a JSON object.
    #[doc(hidden)]
    pub fn flatten<T: Serialize + ?Sized>(&mut self, value: &T) {
        if !self.recipient.wants_members() {
            return;
        }
        self.recipient.layer();
        let recipient = &mut *self.recipient;
        let flattened = flatten::entries(value, &mut |name, json| {
            recipient.member(Name::unchecked(name), &RawJson(json));
        });
        match flattened {
            Ok(()) => {}
            Err(Flatten::NoObject) => recipient.fail(Note::FlattenedNoObject),
            Err(Flatten::Fails) => recipient.fail(Note::MemberFails),
        }
    }
}
