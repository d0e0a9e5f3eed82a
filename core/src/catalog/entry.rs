//! An entry of a catalog: what is known about a response.

use std::borrow::Cow;
use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};

use crate::problem_type::ProblemType;
use crate::status;
use crate::table::UNMAPPED_CODE;
use crate::value::json_type::MemberSpec;

/// One problem type, with everything that a client can receive with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub(super) variant: &'static str,
    pub(super) is_unmapped: bool,
    /// Empty if it is known only at run time.
    pub(super) code: &'static str,
    /// Empty for `about:blank`.
    pub(super) uri: &'static str,
    /// Empty for the phrase of the status.
    pub(super) title: &'static str,
    pub(super) statuses: Vec<StatusCode>,
    pub(super) is_status_open: bool,
    pub(super) description: Cow<'static, str>,
    pub(super) headers: Vec<HeaderSpec>,
    pub(super) members: Vec<MemberSpec>,
    pub(super) has_more_members: bool,
    pub(super) detail: Presence,
    pub(super) detail_source: DetailSource,
    pub(super) example: Cow<'static, str>,
    pub(super) is_retryable: Option<bool>,
    pub(super) body: BodySpec,
}

/// Whether a part is in every response, in some or in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In every response.
    Always,
    /// In some responses.
    Sometimes,
    /// In no response.
    Never,
}

impl Presence {
    /// Combines the presence of a part with its presence in other cases.
    pub(super) fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Sometimes }
    }
}

/// The source of the text of a detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DetailSource {
    /// The text of `Display`.
    Display,
    /// Always the same.
    Fixed,
    /// The text of a key, with values of the occurrence.
    Varies,
}

/// A header of a problem, in addition to those that every response has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderSpec {
    pub(super) name: HeaderName,
    pub(super) value: Option<HeaderValue>,
    pub(super) is_required: bool,
}

impl HeaderSpec {
    /// Creates a header that is always present.
    #[must_use]
    pub fn new(name: HeaderName) -> Self {
        Self {
            name,
            value: None,
            is_required: true,
        }
    }

    /// Sets the value, if it is always the same.
    #[must_use]
    pub fn with_value(self, value: HeaderValue) -> Self {
        Self {
            value: Some(value),
            ..self
        }
    }

    /// Marks the header as one that may be missing.
    #[must_use]
    pub fn optional(self) -> Self {
        Self {
            is_required: false,
            ..self
        }
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &HeaderName {
        &self.name
    }

    /// Returns the value, if it is always the same.
    #[must_use]
    pub fn value(&self) -> Option<&HeaderValue> {
        self.value.as_ref()
    }

    /// Returns whether the header is always present.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.is_required
    }
}

/// The body of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodySpec {
    /// `application/problem+json`, or what `Accept` prefers.
    Standard,
    /// A built-in format of this media type.
    MediaType(&'static str),
    /// There is none.
    NoBody,
    /// A format of the application.
    OwnFormat,
}

impl Entry {
    /// Creates the entry of a problem type, for an error that is mapped by hand.
    #[must_use]
    pub fn new(problem_type: ProblemType) -> Self {
        let (_, code, uri, title) = problem_type.parts();
        Self {
            code,
            uri,
            title,
            statuses: problem_type.status().into_iter().collect(),
            is_status_open: problem_type.status().is_none(),
            detail: Presence::Sometimes,
            ..Self::blank()
        }
    }

    /// Sets the description of the problem type.
    #[must_use]
    pub fn with_description(self, description: impl Into<Cow<'static, str>>) -> Self {
        Self {
            description: description.into(),
            ..self
        }
    }

    /// Adds another status that it may have.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.add_status(status);
        self
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, header: HeaderSpec) -> Self {
        self.put_header(header);
        self
    }

    /// Adds a member.
    #[must_use]
    pub fn with_member(mut self, member: MemberSpec) -> Self {
        self.put_member(member);
        self
    }

    /// Sets whether the same request may succeed later.
    #[must_use]
    pub fn with_retryable(self, is_retryable: bool) -> Self {
        Self {
            is_retryable: Some(is_retryable),
            ..self
        }
    }

    /// Returns the name of the variant, or of the first one if several variants have
    /// this type. Empty for a struct and for unmapped variants.
    #[must_use]
    pub fn variant(&self) -> &'static str {
        self.variant
    }

    /// Returns the problem type. Its status is `None` if it may have several, or if it
    /// is known only at run time.
    #[must_use]
    pub fn problem_type(&self) -> ProblemType {
        let status = match self.statuses.as_slice() {
            [status] if !self.is_status_open => status.as_u16(),
            _ => 0,
        };
        ProblemType::new(status, self.code)
            .with_type_uri(self.uri)
            .with_title(self.title)
    }

    /// Returns the code, empty if it is known only at run time.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the type URI, or `about:blank` if it has none.
    #[must_use]
    pub fn type_uri(&self) -> &'static str {
        match self.uri {
            "" => "about:blank",
            uri => uri,
        }
    }

    /// Returns the title. Empty if it is the phrase of one of several statuses.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.problem_type().title()
    }

    /// Returns every status that it may have, in ascending order.
    #[must_use]
    pub fn statuses(&self) -> &[StatusCode] {
        &self.statuses
    }

    /// Returns whether it may have other statuses, which an expression decides.
    /// `statuses(...)` lists those.
    #[must_use]
    pub fn is_status_open(&self) -> bool {
        self.is_status_open
    }

    /// Returns the doc comment of the variant, empty if it has none.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Returns the headers that its keys name.
    #[must_use]
    pub fn headers(&self) -> &[HeaderSpec] {
        &self.headers
    }

    /// Returns the extension members, RFC 9457 §3.2, without `code`.
    #[must_use]
    pub fn members(&self) -> &[MemberSpec] {
        &self.members
    }

    /// Returns whether it may have members with other names.
    #[must_use]
    pub fn has_more_members(&self) -> bool {
        self.has_more_members
    }

    /// Returns whether it has a detail.
    #[must_use]
    pub fn detail(&self) -> Presence {
        self.detail
    }

    /// Returns whether there is a detail that is the text of `Display` or has no arguments.
    #[cfg(feature = "fluent")]
    pub(crate) fn has_plain_detail(&self) -> bool {
        self.detail_source != DetailSource::Varies && self.detail == Presence::Always
    }

    /// Returns a detail that it may have, empty if none is known.
    #[must_use]
    pub fn example_detail(&self) -> &str {
        &self.example
    }

    /// Returns the kind of its body.
    #[must_use]
    pub fn body(&self) -> BodySpec {
        self.body
    }

    /// Returns whether it is the entry of unmapped variants.
    #[must_use]
    pub fn is_unmapped(&self) -> bool {
        self.is_unmapped
    }

    /// Returns whether the same request may succeed later. This is the value of
    /// `retryable` if it is given. Otherwise a problem is retryable if it has a
    /// `Retry-After`, or if its status is 408, 425, 429, 502, 503 or 504 (RFC 9110 §15,
    /// RFC 8470 §5.2, RFC 6585 §4).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let mut headers = self.headers.iter();
        self.is_retryable.unwrap_or_else(|| {
            headers.any(|header| header.name == http::header::RETRY_AFTER)
                || (!self.statuses.is_empty()
                    && self
                        .statuses
                        .iter()
                        .all(|it| status::is_temporary(it.as_u16())))
        })
    }

    /// Returns the time of `Retry-After`, if it is always the same.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let mut headers = self.headers.iter();
        let header = headers.find(|header| header.name == http::header::RETRY_AFTER)?;
        let seconds = header.value.as_ref()?.to_str().ok()?.parse().ok()?;
        Some(Duration::from_secs(seconds))
    }

    /// Creates an entry without any part.
    pub(super) fn blank() -> Self {
        Self {
            variant: "",
            is_unmapped: false,
            code: "",
            uri: "",
            title: "",
            statuses: Vec::new(),
            is_status_open: false,
            description: Cow::Borrowed(""),
            headers: Vec::new(),
            members: Vec::new(),
            has_more_members: false,
            detail: Presence::Never,
            detail_source: DetailSource::Varies,
            example: Cow::Borrowed(""),
            is_retryable: None,
            body: BodySpec::Standard,
        }
    }

    /// Creates the entry of the masked 500 that any error may become.
    pub(super) fn masked() -> Self {
        Self {
            is_unmapped: true,
            code: UNMAPPED_CODE,
            statuses: vec![StatusCode::INTERNAL_SERVER_ERROR],
            description: Cow::Borrowed(UNMAPPED_DESCRIPTION),
            ..Self::blank()
        }
    }
}

pub(super) const UNMAPPED_DESCRIPTION: &str =
    "The server failed. The response says nothing about the cause, which is in the log.";
