//! One entry of a catalog, and what it says of a response.

use std::borrow::Cow;
use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};

use crate::problem_type::ProblemType;
use crate::status;
use crate::table::UNMAPPED_CODE;
use crate::value::json_type::MemberSpec;

/// One problem type, with all that a client can meet of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub(super) variant: &'static str,
    pub(super) is_unmapped: bool,
    /// Empty if only a value decides it.
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

/// Whether a part is in each response, in some or in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// In each.
    Always,
    /// In some.
    Sometimes,
    /// In none.
    Never,
}

impl Presence {
    /// Of what is the same in other cases.
    pub(super) fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Sometimes }
    }
}

/// What the text of a detail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DetailSource {
    /// That of `Display`.
    Display,
    /// Always the same.
    Fixed,
    /// That of a key, with values of the occurrence.
    Varies,
}

/// A header of a problem, beside those that every response has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderSpec {
    pub(super) name: HeaderName,
    pub(super) value: Option<HeaderValue>,
    pub(super) is_required: bool,
}

impl HeaderSpec {
    /// A header that is always there.
    #[must_use]
    pub fn new(name: HeaderName) -> Self {
        Self {
            name,
            value: None,
            is_required: true,
        }
    }

    /// The same, with the one value that it has.
    #[must_use]
    pub fn with_value(self, value: HeaderValue) -> Self {
        Self {
            value: Some(value),
            ..self
        }
    }

    /// The same, which may be left out.
    #[must_use]
    pub fn optional(self) -> Self {
        Self {
            is_required: false,
            ..self
        }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &HeaderName {
        &self.name
    }

    /// The value, where it is always the same.
    #[must_use]
    pub fn value(&self) -> Option<&HeaderValue> {
        self.value.as_ref()
    }

    /// Whether the header is always there.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.is_required
    }
}

/// What the body of a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodySpec {
    /// `application/problem+json`, or what `Accept` prefers.
    Standard,
    /// Of this media type, in a shape of its own.
    MediaType(&'static str),
    /// There is none.
    NoBody,
    /// The application's own format makes it.
    OwnFormat,
}

impl Entry {
    /// The entry of a problem type, for an error that is mapped by hand.
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

    /// With what it means.
    #[must_use]
    pub fn with_description(self, description: impl Into<Cow<'static, str>>) -> Self {
        Self {
            description: description.into(),
            ..self
        }
    }

    /// With another status that it may have.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.add_status(status);
        self
    }

    /// With a header.
    #[must_use]
    pub fn with_header(mut self, header: HeaderSpec) -> Self {
        self.put_header(header);
        self
    }

    /// With a member.
    #[must_use]
    pub fn with_member(mut self, member: MemberSpec) -> Self {
        self.put_member(member);
        self
    }

    /// With whether the same request may succeed later.
    #[must_use]
    pub fn with_retryable(self, is_retryable: bool) -> Self {
        Self {
            is_retryable: Some(is_retryable),
            ..self
        }
    }

    /// The name of the variant, of the first one where several have this type. Empty for
    /// a struct, and for what is unmapped.
    #[must_use]
    pub fn variant(&self) -> &'static str {
        self.variant
    }

    /// The problem type. Its status is `None` where it may have several, or where only a
    /// value decides it.
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

    /// The code, empty where only a value decides it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The type URI, `about:blank` if it has none of its own.
    #[must_use]
    pub fn type_uri(&self) -> &'static str {
        match self.uri {
            "" => "about:blank",
            uri => uri,
        }
    }

    /// The title. Empty where it is the phrase of a status that may be one of several.
    #[must_use]
    pub fn title(&self) -> &'static str {
        self.problem_type().title()
    }

    /// Every status that it may have, in ascending order.
    #[must_use]
    pub fn statuses(&self) -> &[StatusCode] {
        &self.statuses
    }

    /// Whether it may have other statuses, which an expression decides. `statuses(...)`
    /// names those.
    #[must_use]
    pub fn is_status_open(&self) -> bool {
        self.is_status_open
    }

    /// The doc comment of the variant, empty if it has none.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The headers that its keys name.
    #[must_use]
    pub fn headers(&self) -> &[HeaderSpec] {
        &self.headers
    }

    /// The extension members, RFC 9457 §3.2, without `code`.
    #[must_use]
    pub fn members(&self) -> &[MemberSpec] {
        &self.members
    }

    /// Whether it may have members with other names.
    #[must_use]
    pub fn has_more_members(&self) -> bool {
        self.has_more_members
    }

    /// Whether it has a detail.
    #[must_use]
    pub fn detail(&self) -> Presence {
        self.detail
    }

    /// Whether there is a detail that is the text of `Display`, or has no arguments.
    #[cfg(feature = "fluent")]
    pub(crate) fn has_plain_detail(&self) -> bool {
        self.detail_source != DetailSource::Varies && self.detail == Presence::Always
    }

    /// A detail that it may have, empty if none is known.
    #[must_use]
    pub fn example_detail(&self) -> &str {
        &self.example
    }

    /// What its body is.
    #[must_use]
    pub fn body(&self) -> BodySpec {
        self.body
    }

    /// Whether it is what unmapped variants are.
    #[must_use]
    pub fn is_unmapped(&self) -> bool {
        self.is_unmapped
    }

    /// Whether the same request may succeed later: as `retryable` says, else where there
    /// is a `Retry-After`, or where the status is 408, 425, 429, 502, 503 or 504 (RFC
    /// 9110 §15, RFC 8470 §5.2, RFC 6585 §4).
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

    /// The time of `Retry-After`, where it is always the same.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let mut headers = self.headers.iter();
        let header = headers.find(|header| header.name == http::header::RETRY_AFTER)?;
        let seconds = header.value.as_ref()?.to_str().ok()?.parse().ok()?;
        Some(Duration::from_secs(seconds))
    }

    /// What has no part yet.
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

    /// What any error may become.
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
