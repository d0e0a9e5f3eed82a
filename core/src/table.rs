//! The table that the derive writes: one row per problem type.
//!
//! A table is one text and one byte string, so that an enum of a thousand
//! variants is two literals and no code. Each row is a record of offsets into
//! the text; [`Row`] reads it. The layout is in `facts.rs`.

use std::ops::Range;

use http::{HeaderName, HeaderValue};

pub(crate) use crate::facts::flag::*;
use crate::facts::record::{
    CODE, DETAIL_END, FIRST_HEADER, FLAGS, FORMAT, GRPC, HEAD_END, HEADERS, LENGTH, LEVEL,
    NAME_END, RAW_DETAIL_END, RAW_TITLE_END, START, STATUS, TITLE, URI,
};
use crate::{Format, Level, ProblemType};

/// The body that all unmapped variants share.
pub(crate) const UNMAPPED_BODY: &str =
    r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
pub(crate) const UNMAPPED_CODE: &str = "internal_error";

/// What is known of a row at compile time.
type Record = [u8; LENGTH];

/// The row of a variant with cases: only the error itself knows which it is.
pub const A_CASE: usize = usize::MAX;

/// The problem types of a derived error.
pub struct Table {
    text: &'static str,
    /// One [`Record`] behind the other: cut where one is read, because what a
    /// constant calls costs every compilation.
    records: &'static [u8],
    headers: &'static [Header],
    formats: &'static [&'static dyn Format],
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

impl Table {
    /// The table of these records; the derive has computed the offsets.
    #[must_use]
    pub const fn new(
        text: &'static str,
        records: &'static [u8],
        headers: &'static [Header],
        formats: &'static [&'static dyn Format],
    ) -> Self {
        Self {
            text,
            records,
            headers,
            formats,
        }
    }

    /// The row at this index.
    #[must_use]
    // In a debug build every crate would compile it anew.
    #[cfg_attr(not(debug_assertions), inline)]
    pub fn row(&'static self, at: usize) -> Option<Row> {
        let record = self.records.as_chunks().0.get(at)?;
        Some(Row {
            table: self,
            record,
        })
    }

    /// All rows, in the order of the variants.
    pub(crate) fn rows(&'static self) -> impl Iterator<Item = Row> {
        self.records.as_chunks().0.iter().map(move |record| Row {
            table: self,
            record,
        })
    }
}

/// One problem type of a derived error.
#[derive(Clone, Copy)]
pub struct Row {
    table: &'static Table,
    record: &'static Record,
}

/// Two are the same if they stand in the same place.
impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.record, other.record)
    }
}

impl Row {
    /// The row of an error that cannot say what it is.
    pub(crate) const UNMAPPED: Self = Self {
        table: {
            static EMPTY: Table = Table::new("", &[], &[], &[]);
            &EMPTY
        },
        record: {
            static RECORD_OF_500: Record = {
                let mut record = [0; LENGTH];
                [record[FLAGS], record[FLAGS + 1]] = (STATIC | FIXED_BODY | UNMAPPED).to_le_bytes();
                [record[STATUS], record[STATUS + 1]] = 500_u16.to_le_bytes();
                record
            };
            &RECORD_OF_500
        },
    };

    /// The problem type that the row describes.
    pub(crate) fn problem_type(self) -> ProblemType {
        ProblemType::new(self.status(), self.code())
            .with_type_uri(self.uri())
            .with_title(self.title())
    }

    #[inline]
    pub(crate) fn has(self, flag: u16) -> bool {
        self.number(FLAGS) & flag != 0
    }

    /// 0 if only a value decides it.
    #[inline]
    pub(crate) fn status(self) -> u16 {
        self.number(STATUS)
    }

    #[inline]
    pub(crate) fn level(self) -> Level {
        match self.record[LEVEL] {
            1 => Level::Off,
            2 => Level::Trace,
            3 => Level::Debug,
            4 => Level::Info,
            5 => Level::Warn,
            6 => Level::Error,
            _ => Level::Default,
        }
    }

    /// The headers whose value is known at compile time.
    #[inline]
    pub(crate) fn headers(self) -> &'static [Header] {
        let count = usize::from(self.record[HEADERS]);
        if count == 0 {
            return &[];
        }
        let first = usize::from(self.number(FIRST_HEADER));
        self.table
            .headers
            .get(first..first.saturating_add(count))
            .unwrap_or_default()
    }

    /// The body's shape.
    #[inline]
    pub(crate) fn format(self) -> Option<&'static dyn Format> {
        let at = usize::from(self.record[FORMAT]).checked_sub(1)?;
        self.table.formats.get(at).copied()
    }

    /// The gRPC code, where it is not the one that the status implies.
    pub(crate) fn grpc(self) -> Option<u8> {
        Some(self.record[GRPC]).filter(|code| *code != 0)
    }

    /// Whether a client can be told of it by name.
    pub(crate) fn is_problem_type(self) -> bool {
        !self.has(UNMAPPED | TRANSPARENT)
    }

    /// The variant's name, empty for a struct.
    pub(crate) fn variant(self) -> &'static str {
        self.slice(0, self.number(NAME_END))
    }

    /// The code, empty for the one of the status.
    pub(crate) fn code(self) -> &'static str {
        self.span(CODE)
    }

    /// The type URI, empty for `about:blank`.
    pub(crate) fn uri(self) -> &'static str {
        self.span(URI)
    }

    /// The title, empty for the phrase of the status.
    pub(crate) fn title(self) -> &'static str {
        match self.slice(self.json_end(), self.number(RAW_TITLE_END)) {
            "" => self.span(TITLE),
            title => title,
        }
    }

    /// The detail that is known at compile time.
    pub(crate) fn detail(self) -> Option<&'static str> {
        /// The length of `,"detail":"`.
        const KEY: u16 = 11;
        let (start, end) = (self.number(HEAD_END), self.number(DETAIL_END));
        if start == end {
            return None;
        }
        Some(
            match self.slice(self.number(RAW_TITLE_END), self.number(RAW_DETAIL_END)) {
                "" => self.slice(start.saturating_add(KEY), end.saturating_sub(1)),
                detail => detail,
            },
        )
    }

    /// The JSON object without its closing brace and its detail.
    pub(crate) fn json(self) -> Option<&'static [u8]> {
        self.json_to(self.number(HEAD_END))
    }

    /// The JSON object without its closing brace.
    pub(crate) fn json_with_detail(self) -> Option<&'static [u8]> {
        self.json_to(self.number(DETAIL_END))
    }

    /// Whether it says all there is to say.
    #[inline]
    pub(crate) fn is_static(self) -> bool {
        self.has(STATIC)
    }

    /// Whether the error itself has more to say.
    #[inline]
    pub(crate) fn says_more(self) -> bool {
        self.has(SAYS)
    }

    /// Whether the text that `Display` writes is the detail, if nobody but the
    /// row has a say in it.
    #[inline]
    pub(crate) fn shows_display(self) -> bool {
        self.has(DISPLAY) && (self.has(UNMASK) || (self.status() < 500 && !self.has(UNMAPPED)))
    }

    /// The body, where only headers depend on the occurrence.
    #[inline]
    pub(crate) fn body_of_many(self) -> Option<&'static [u8]> {
        if self.has(FIXED_BODY) {
            self.body()
        } else {
            None
        }
    }

    /// Whether nothing but the row and the error itself has a say in the
    /// response: it is a problem, with this status.
    #[inline]
    pub(crate) fn decides_alone(self) -> bool {
        let status = self.status();
        !self.has(SELECTS | TRANSPARENT | DERIVED_CODE)
            && status != 0
            && status != 304
            && self.record[FORMAT] == 0
    }

    /// The whole JSON object.
    #[inline]
    pub(crate) fn body(self) -> Option<&'static [u8]> {
        if self.shares_body() {
            return Some(UNMAPPED_BODY.as_bytes());
        }
        self.json_to(self.json_end())
    }

    /// Whether it is one of the unmapped variants that are all alike.
    #[inline]
    fn shares_body(self) -> bool {
        let has_text_of_its_own = self.number(RAW_DETAIL_END) > self.number(NAME_END);
        self.has(UNMAPPED) && self.status() == 500 && !has_text_of_its_own
    }

    /// End of the JSON object.
    fn json_end(self) -> u16 {
        self.number(DETAIL_END).saturating_add(1)
    }

    #[inline]
    fn json_to(self, end: u16) -> Option<&'static [u8]> {
        if self.shares_body() {
            return UNMAPPED_BODY.as_bytes().strip_suffix(b"}");
        }
        let start = self.number(NAME_END);
        if start == self.number(HEAD_END) {
            return None;
        }
        self.table.text.as_bytes().get(self.range(start, end))
    }

    #[inline]
    fn number(self, at: usize) -> u16 {
        u16::from_le_bytes([self.record[at], self.record[at + 1]])
    }

    fn span(self, at: usize) -> &'static str {
        self.slice(self.number(at), self.number(at + 2))
    }

    fn slice(self, start: u16, end: u16) -> &'static str {
        self.table.text.get(self.range(start, end)).unwrap_or("")
    }

    /// Where in the text of the table a part of the row's text is.
    #[inline]
    fn range(self, start: u16, end: u16) -> Range<usize> {
        let record = self.record;
        let of_row = u32::from_le_bytes([
            record[START],
            record[START + 1],
            record[START + 2],
            record[START + 3],
        ]);
        let at = |offset: u16| {
            let at = usize::try_from(of_row).unwrap_or(usize::MAX);
            at.saturating_add(usize::from(offset))
        };
        at(start)..at(end)
    }
}
