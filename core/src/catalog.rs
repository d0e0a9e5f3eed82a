//! All that a client can meet of an error type: [`Catalog`], and what its entries have.

pub(crate) mod collect;
#[cfg(feature = "catalog")]
mod diff;
#[cfg(feature = "catalog")]
pub(crate) mod html;
#[cfg(feature = "catalog")]
mod json;
#[cfg(feature = "catalog")]
mod json_schema;
#[cfg(feature = "catalog")]
mod markdown;
#[cfg(feature = "catalog")]
mod named;
#[cfg(feature = "catalog")]
mod python;
#[cfg(feature = "catalog")]
mod typescript;

use std::borrow::Cow;
use std::time::Duration;

use http::{HeaderName, HeaderValue, StatusCode};

#[cfg(feature = "catalog")]
#[cfg_attr(docsrs, doc(cfg(feature = "catalog")))]
pub use self::diff::{Change, Impact, InvalidCatalog};
use crate::facts;
use crate::problem_type::ProblemType;
use crate::status;
use crate::table::UNMAPPED_CODE;
pub use crate::value::json_type::{HasJsonType, JsonType, MemberSpec};

/// All problems that a client can meet of an error type, or of several: a published
/// contract.
///
/// [`HttpError::catalog`](crate::HttpError::catalog) makes it of what the derive knows. The entries are in the
/// order of the variants; then follow those of the errors that it delegates to. Variants
/// of one code, type and title are one entry. The last entry is the masked 500 that any
/// error may become.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::HttpError;
///
/// fn codes<E: HttpError>() -> Vec<&'static str> {
///     E::catalog().entries().iter().map(|entry| entry.code()).collect()
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Catalog {
    entries: Vec<Entry>,
    is_open: bool,
}

impl Catalog {
    /// The catalog of an error that is written by hand: these entries, and the masked 500
    /// that any error may become.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let gone = Entry::new(ProblemType::new(410, "gone")).with_description("It was withdrawn.");
    /// let catalog = Catalog::new([gone]);
    /// assert_eq!(catalog.entries().len(), 2);
    /// assert_eq!(catalog.entries()[1].code(), "internal_error");
    /// ```
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut catalog = Self {
            entries: Vec::new(),
            is_open: false,
        };
        entries.into_iter().for_each(|entry| catalog.push(entry));
        catalog.push(Entry::masked());
        catalog
    }

    /// The same, with problems that are known only at run time.
    #[must_use]
    pub fn open(self) -> Self {
        Self {
            is_open: true,
            ..self
        }
    }

    /// These entries and those of another catalog.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.is_open |= other.is_open;
        other.entries.into_iter().for_each(|entry| self.push(entry));
        self
    }

    /// Every entry.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries of this code. There are several where one code has several types or
    /// titles.
    pub fn find<'c>(&'c self, code: &'c str) -> impl Iterator<Item = &'c Entry> {
        let entries = self.entries.iter();
        entries.filter(move |entry| entry.code() == code)
    }

    /// Whether a client may meet problems that no entry is for: of an error that is mapped
    /// by hand, of a `Problem`, or of an expression.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// A catalog of these entries alone.
    #[cfg(feature = "docs")]
    pub(crate) fn of<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Self {
        Self {
            entries: entries.into_iter().cloned().collect(),
            is_open: false,
        }
    }

    fn push(&mut self, entry: Entry) {
        let mut known = self.entries.iter_mut();
        match known.find(|known| known.is_same_type(&entry)) {
            Some(known) => known.merge(entry),
            None => self.entries.push(entry),
        }
        // What is unmapped comes last.
        self.entries.sort_by_key(Entry::is_unmapped);
    }
}

/// The catalog of several error types: `catalog![AppError, BillingError]`.
///
/// ```
/// # extern crate catchall_core as catchall;
/// # #[derive(Debug)]
/// # struct AppError;
/// # impl std::fmt::Display for AppError {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("") }
/// # }
/// # impl std::error::Error for AppError {}
/// # impl catchall::HttpError for AppError {}
/// # type BillingError = AppError;
/// let catalog = catchall::catalog![AppError, BillingError];
/// assert_eq!(catalog.entries().last().unwrap().code(), "internal_error");
/// ```
#[macro_export]
macro_rules! catalog {
    ($first:ty $(, $error:ty)* $(,)?) => {
        <$first as $crate::HttpError>::catalog()
            $(.with(<$error as $crate::HttpError>::catalog()))*
    };
}

/// One problem type, with all that a client can meet of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    variant: &'static str,
    is_unmapped: bool,
    /// Empty if only a value decides it.
    code: &'static str,
    /// Empty for `about:blank`.
    uri: &'static str,
    /// Empty for the phrase of the status.
    title: &'static str,
    statuses: Vec<StatusCode>,
    is_status_open: bool,
    description: Cow<'static, str>,
    headers: Vec<HeaderSpec>,
    members: Vec<MemberSpec>,
    has_more_members: bool,
    detail: Presence,
    detail_source: DetailSource,
    example: Cow<'static, str>,
    is_retryable: Option<bool>,
    body: BodySpec,
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
    fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Sometimes }
    }
}

/// What the text of a detail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DetailSource {
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
    name: HeaderName,
    value: Option<HeaderValue>,
    is_required: bool,
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
    fn blank() -> Self {
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
    fn masked() -> Self {
        Self {
            is_unmapped: true,
            code: UNMAPPED_CODE,
            statuses: vec![StatusCode::INTERNAL_SERVER_ERROR],
            description: Cow::Borrowed(UNMAPPED_DESCRIPTION),
            ..Self::blank()
        }
    }

    fn is_same_type(&self, other: &Self) -> bool {
        let names = |entry: &Self| (entry.code, entry.uri, entry.title, entry.is_unmapped);
        !self.code.is_empty() && names(self) == names(other) && self.body == other.body
    }

    /// Adds what another variant of the same type may be.
    fn merge(&mut self, other: Self) {
        for status in other.statuses {
            self.add_status(status);
        }
        self.is_status_open |= other.is_status_open;
        if self.description.is_empty() {
            self.description = other.description;
        } else if !other.description.is_empty() && !self.description.contains(&*other.description) {
            let both = format!("{}\n\n{}", self.description, other.description);
            self.description = Cow::Owned(both);
        }
        let is_in = |headers: &[HeaderSpec], name| headers.iter().any(|it| it.name == name);
        for header in &mut self.headers {
            let known = other.headers.iter().find(|it| it.name == header.name);
            header.is_required &= known.is_some_and(|it| it.is_required);
            header.value = header
                .value
                .take()
                .filter(|value| known.is_none_or(|it| it.value.as_ref() == Some(value)));
        }
        for header in other.headers {
            if !is_in(&self.headers, header.name.clone()) {
                self.headers.push(header.optional());
            }
        }
        for member in &mut self.members {
            let known = other.members.iter().find(|it| it.name() == member.name());
            *member = match known {
                Some(known) if known.json_type() == member.json_type() => {
                    if known.is_required() {
                        *member
                    } else {
                        member.optional()
                    }
                }
                Some(_) => MemberSpec::new(member.name(), JsonType::AnyValue).optional(),
                None => member.optional(),
            };
        }
        for member in other.members {
            if !self.members.iter().any(|it| it.name() == member.name()) {
                self.members.push(member.optional());
            }
        }
        self.has_more_members |= other.has_more_members;
        self.detail = self.detail.or(other.detail);
        if self.detail_source == DetailSource::Varies {
            self.detail_source = other.detail_source;
        }
        if self.example.is_empty() {
            self.example = other.example;
        }
        if self.is_retryable != other.is_retryable {
            self.is_retryable = None;
        }
    }

    fn add_status(&mut self, status: StatusCode) {
        if let Err(at) = self.statuses.binary_search(&status) {
            self.statuses.insert(at, status);
        }
    }

    /// Puts a header in the place of one of its name. One that may be left out leaves the
    /// other one then.
    fn put_header(&mut self, header: HeaderSpec) {
        let mut known = self.headers.iter_mut();
        match known.find(|known| known.name == header.name) {
            Some(known) if header.is_required => *known = header,
            Some(known) if known.value != header.value => known.value = None,
            Some(_) => {}
            None => self.headers.push(header),
        }
    }

    /// The same for a member.
    fn put_member(&mut self, member: MemberSpec) {
        let mut known = self.members.iter_mut();
        match known.find(|known| known.name() == member.name()) {
            Some(known) if member.is_required() => *known = member,
            Some(known) if known.json_type() != member.json_type() => {
                let any = MemberSpec::new(known.name(), JsonType::AnyValue);
                *known = if known.is_required() {
                    any
                } else {
                    any.optional()
                };
            }
            Some(_) => {}
            None => self.members.push(member),
        }
    }

    /// Leaves out what is not sent where an error makes a 5xx of one that is none.
    fn become_5xx(&mut self) {
        self.members.clear();
        self.has_more_members = false;
        self.detail = Presence::Never;
        self.example = Cow::Borrowed("");
        let stays =
            |name: &HeaderName| *name == http::header::RETRY_AFTER || *name == http::header::LINK;
        self.headers.retain(|header| stays(&header.name));
    }

    /// Leaves out the headers that belong to statuses which it does not have.
    fn keep_headers_of_statuses(&mut self) {
        if self.is_status_open {
            return;
        }
        let statuses = &self.statuses;
        self.headers.retain(|header| {
            facts::belongs_to(header.name.as_str()).is_none_or(|ranges| {
                let mut all = statuses.iter();
                all.any(|status| ranges.iter().any(|range| range.contains(&status.as_u16())))
            })
        });
    }
}

const UNMAPPED_DESCRIPTION: &str =
    "The server failed. The response says nothing about the cause, which is in the log.";
