//! The rows of the table that the derive writes: one per problem type.
//!
//! A row is one string and the offsets into it, so that an enum of a thousand
//! variants is a thousand short rows and no code.

use http::{HeaderName, HeaderValue};

use crate::{Format, Level, ProblemType};

/// Nothing of the occurrence changes the response: the body is the row's own.
pub const STATIC: u16 = 1;
/// `Display` is the detail where the status lets it be public.
pub const DISPLAY: u16 = 1 << 1;
/// `Display` is the detail of a 5xx too.
pub const UNMASK: u16 = 1 << 2;
/// The row's own detail is the text of `Display`, known at compile time.
pub const IMPLICIT: u16 = 1 << 3;
/// The mapping is another error's; the row only has what overrides it.
pub const TRANSPARENT: u16 = 1 << 4;
/// The variant has no mapping: its name is for the log only.
pub const UNMAPPED: u16 = 1 << 5;
/// The variant holds a backtrace.
pub const BACKTRACE: u16 = 1 << 6;
/// Only headers depend on the occurrence: the body is the row's own.
pub const FIXED_BODY: u16 = 1 << 7;
/// The code is the variant's name, which is not public while nobody has mapped
/// the variant.
pub const DERIVED_CODE: u16 = 1 << 8;

/// The body that all unmapped variants share.
pub(crate) const UNMAPPED_BODY: &str =
    r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
/// The row of an error that cannot say what it is.
pub(crate) static UNMAPPED_ROW: Row = Row::unmapped("", 500, STATIC | FIXED_BODY, Level::Default);
pub(crate) const UNMAPPED_CODE: &str = "internal_error";

/// One problem type of a derived error.
///
/// `text` is the variant's name, then the JSON object of the problem with its
/// closing brace. A row with no status of its own has no JSON; the code, the
/// type URI and the title then stand one after the other.
#[derive(Clone, Copy)]
pub struct Row {
    text: &'static str,
    extra: Option<&'static Extra>,
    status: u16,
    /// End of the variant's name, end of the JSON before the detail, and
    /// behind the detail.
    ends: [u16; 3],
    /// Start and end of the code, the type URI and the title.
    code: [u16; 2],
    uri: [u16; 2],
    title: [u16; 2],
    flags: u16,
    level: Level,
}

/// What few rows have.
pub struct Extra {
    /// The headers whose value is known at compile time.
    pub headers: &'static [Header],
    /// The body's shape.
    pub format: Option<&'static dyn Format>,
    /// The title, if its JSON form has an escape.
    pub title: &'static str,
    /// The detail, if its JSON form has an escape.
    pub detail: &'static str,
    /// The gRPC code, 0 for the one that the status implies.
    pub grpc: u8,
}

impl Extra {
    /// Nothing.
    pub const EMPTY: Self = Self {
        headers: &[],
        format: None,
        title: "",
        detail: "",
        grpc: 0,
    };
}

/// A header that is known at compile time.
pub struct Header {
    /// Its name.
    pub name: HeaderName,
    /// Its value.
    pub value: HeaderValue,
    /// Whether it stays on a masked, delegated problem.
    pub typed: bool,
}

impl Row {
    /// A row; the derive has computed the offsets.
    #[must_use]
    pub const fn new(
        text: &'static str,
        status: u16,
        ends: [u16; 3],
        spans: [[u16; 2]; 3],
        flags: u16,
        level: Level,
    ) -> Self {
        let [code, uri, title] = spans;
        Self {
            text,
            extra: None,
            status,
            ends,
            code,
            uri,
            title,
            flags,
            level,
        }
    }

    /// A row for a variant that nobody mapped.
    #[must_use]
    pub const fn unmapped(name: &'static str, status: u16, flags: u16, level: Level) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the derive refuses longer names"
        )]
        let end = name.len() as u16;
        Self::new(name, status, [end; 3], [[0; 2]; 3], flags | UNMAPPED, level)
    }

    /// The same with what few rows have.
    #[must_use]
    pub const fn with(mut self, extra: &'static Extra) -> Self {
        self.extra = Some(extra);
        self
    }

    /// The problem type that the row describes.
    #[must_use]
    pub fn problem_type(&self) -> ProblemType {
        ProblemType::new(self.status, self.code())
            .with_type_uri(self.uri())
            .with_title(self.title())
    }

    pub(crate) fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn level(&self) -> Level {
        self.level
    }

    pub(crate) fn extra(&self) -> &'static Extra {
        self.extra.unwrap_or(&Extra::EMPTY)
    }

    /// Whether a client can be told of it by name.
    pub(crate) fn is_problem_type(&self) -> bool {
        !self.has(UNMAPPED | TRANSPARENT)
    }

    /// The variant's name, empty for a struct.
    pub(crate) fn variant(&self) -> &'static str {
        self.slice(0, self.ends[0])
    }

    /// The code, empty for the one of the status.
    pub(crate) fn code(&self) -> &'static str {
        self.slice(self.code[0], self.code[1])
    }

    /// The type URI, empty for `about:blank`.
    pub(crate) fn uri(&self) -> &'static str {
        self.slice(self.uri[0], self.uri[1])
    }

    /// The title, empty for the phrase of the status.
    pub(crate) fn title(&self) -> &'static str {
        match self.extra().title {
            "" => self.slice(self.title[0], self.title[1]),
            title => title,
        }
    }

    /// The detail that is known at compile time.
    pub(crate) fn detail(&self) -> Option<&'static str> {
        /// The length of `,"detail":"`.
        const KEY: u16 = 11;
        if self.ends[1] == self.ends[2] {
            return None;
        }
        Some(match self.extra().detail {
            "" => self.slice(
                self.ends[1].saturating_add(KEY),
                self.ends[2].saturating_sub(1),
            ),
            detail => detail,
        })
    }

    /// The JSON object without its closing brace and its detail.
    pub(crate) fn json(&self) -> Option<&'static str> {
        self.json_to(self.ends[1])
    }

    /// The JSON object without its closing brace.
    pub(crate) fn json_with_detail(&self) -> Option<&'static str> {
        self.json_to(self.ends[2])
    }

    /// The whole JSON object.
    pub(crate) fn body(&self) -> Option<&'static str> {
        if self.shares_body() {
            return Some(UNMAPPED_BODY);
        }
        self.json_to(self.ends[2].saturating_add(1))
    }

    /// Whether it is one of the unmapped variants that are all alike.
    fn shares_body(&self) -> bool {
        let is_named_only = self.text.len() == usize::from(self.ends[0]);
        self.has(UNMAPPED) && self.status == 500 && is_named_only
    }

    fn json_to(&self, end: u16) -> Option<&'static str> {
        if self.shares_body() {
            return UNMAPPED_BODY.strip_suffix('}');
        }
        if self.ends[0] == self.ends[1] {
            return None;
        }
        self.text.get(usize::from(self.ends[0])..usize::from(end))
    }

    fn slice(&self, start: u16, end: u16) -> &'static str {
        self.text
            .get(usize::from(start)..usize::from(end))
            .unwrap_or("")
    }
}
