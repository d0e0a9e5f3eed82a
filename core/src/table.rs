//! The table that the derive writes: one row per problem type.
//!
//! A table is one text and one byte string, so that an enum of a thousand
//! variants is two literals and no code. Each row is a record of offsets into
//! the text, which [`Row`] reads. The derive writes the same layout.

use std::ops::Range;

use http::{HeaderName, HeaderValue, StatusCode};

use crate::level::Level;
use crate::problem::Format;
pub(crate) use crate::record::*;

/// The body that all unmapped variants share.
pub(crate) const UNMAPPED_BODY: &str =
    r#"{"title":"Internal Server Error","status":500,"code":"internal_error"}"#;
pub(crate) const UNMAPPED_CODE: &str = "internal_error";

/// What is known of a row at compile time.
type Record = [u8; LENGTH];

/// The row of a variant with cases: only the error itself shows which one matches.
pub const A_CASE: usize = usize::MAX;

/// The problem types of a derived error.
///
/// Generated code writes it as a literal that consists of text. Such a literal is promoted to a
/// constant and needs no `static`: for a `static`, the compiler proves that every type in it is
/// `Sync`, which costs about four million instructions. `more` holds the parts that
/// need a `static`.
pub struct Table {
    /// The module of the error's type: the target of its events.
    pub module: &'static str,
    /// The texts of all rows.
    pub text: &'static str,
    /// One `Record` after another. They are split when one is read, because
    /// calls in a constant slow down every compilation.
    pub records: &'static [u8],
    /// The parts that are not text.
    pub more: Option<&'static More>,
}

/// The parts that only some tables have.
pub struct More {
    /// The headers of the rows.
    pub headers: &'static [Header],
    /// The formats of the rows, of the rules and of the type.
    pub formats: &'static [&'static dyn Format],
    /// One rule for each `on`, in order of precedence.
    pub rules: &'static [Rule],
    /// The number of the type's format, starting at 1; 0 if it has none.
    pub format: u8,
    /// The number of the row of unmapped variants, starting at 1; 0 for a plain 500.
    pub unmapped: u16,
}

impl More {
    const NOTHING: &Self = &Self {
        headers: &[],
        formats: &[],
        rules: &[],
        format: 0,
        unmapped: 0,
    };
}

/// What applies to the variants whose response has one of these statuses.
pub struct Rule {
    /// Inclusive ranges.
    pub statuses: &'static [(u16, u16)],
    /// The level as in a record, 0 if it is not set.
    pub level: u8,
    /// The number of the format, starting at 1; 0 if there is none.
    pub format: u8,
    /// The headers whose value is known.
    pub headers: &'static [Header],
}

/// A header that is known at compile time.
pub struct Header {
    /// Its name.
    pub name: HeaderName,
    /// Its value.
    pub value: HeaderValue,
}

impl Table {
    /// The table of an error that is not derived. It has no rows.
    pub(crate) const BY_HAND: &Self = &Self {
        module: "catchall",
        text: "",
        records: &[],
        more: None,
    };

    /// Returns whether the error is derived.
    pub(crate) fn is_derived(&self) -> bool {
        !self.records.is_empty()
    }

    fn more(&self) -> &'static More {
        self.more.unwrap_or(More::NOTHING)
    }

    fn format(&self, number: u8) -> Option<&'static dyn Format> {
        let at = usize::from(number).checked_sub(1)?;
        self.more().formats.get(at).copied()
    }

    /// Returns the row at this index.
    #[inline]
    pub(crate) fn row(&'static self, at: usize) -> Option<Row> {
        // Not `as_chunks`, which divides. A number that is not a row, such as `A_CASE`, is
        // out of bounds.
        let record = self.records.get(at.wrapping_mul(LENGTH)..)?.first_chunk()?;
        Some(Row {
            table: self,
            record,
        })
    }

    /// Returns all rows, in the order of the variants.
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

/// Two rows are equal if they are at the same place.
impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.record, other.record)
    }
}

/// A rule of a type, with its numbers resolved.
pub(crate) struct RuleOf {
    pub(crate) level: Level,
    pub(crate) format: Option<&'static dyn Format>,
    pub(crate) headers: &'static [Header],
}

/// Returns the level of a number in a record.
#[inline]
fn level(number: u8) -> Level {
    match number {
        1 => Level::Off,
        2 => Level::Trace,
        3 => Level::Debug,
        4 => Level::Info,
        5 => Level::Warn,
        6 => Level::Error,
        _ => Level::Default,
    }
}

impl Row {
    /// The row of an error that cannot be converted.
    pub(crate) const UNMAPPED: Self = Self {
        table: Table::BY_HAND,
        record: {
            static RECORD_OF_500: Record = {
                let mut record = [0; LENGTH];
                [record[FLAGS], record[FLAGS + 1]] =
                    (STATIC | FIXED_BODY | UNMAPPED | PHRASE).to_le_bytes();
                [record[STATUS], record[STATUS + 1]] = 500_u16.to_le_bytes();
                record
            };
            &RECORD_OF_500
        },
    };

    #[inline]
    pub(crate) fn has(self, flag: u16) -> bool {
        self.number(FLAGS) & flag != 0
    }

    /// Returns 0 if the status is known only at run time.
    #[inline]
    pub(crate) fn status(self) -> u16 {
        self.number(STATUS)
    }

    #[inline]
    pub(crate) fn status_code(self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Returns the level for the row's own status.
    #[inline]
    pub(crate) fn level(self) -> Level {
        level(self.record[LEVEL])
    }

    /// Returns the level that the variant itself sets.
    pub(crate) fn own_level(self) -> Level {
        if self.record[OWN] & OWN_LEVEL == 0 {
            return Level::Default;
        }
        self.level()
    }

    /// Returns the format that the variant itself sets.
    pub(crate) fn own_format(self) -> Option<&'static dyn Format> {
        if self.record[OWN] & OWN_FORMAT == 0 {
            return None;
        }
        self.format()
    }

    /// Returns whether the same request may succeed later, if the variant sets this.
    pub(crate) fn retryable(self) -> Option<bool> {
        match self.record[OWN] & (OWN_RETRYABLE | OWN_NOT_RETRYABLE) {
            OWN_RETRYABLE => Some(true),
            OWN_NOT_RETRYABLE => Some(false),
            _ => None,
        }
    }

    /// Returns whether the type has rules for some statuses.
    pub(crate) fn has_rules(self) -> bool {
        !self.table.more().rules.is_empty()
    }

    /// Returns the format of the type.
    pub(crate) fn type_format(self) -> Option<&'static dyn Format> {
        self.table.format(self.table.more().format)
    }

    /// Returns the rules of the type for a status, in order of precedence.
    pub(crate) fn rules(self, status: u16) -> impl Iterator<Item = RuleOf> {
        let rules = self.table.more().rules.iter();
        let applies = move |(first, last): &(u16, u16)| (*first..=*last).contains(&status);
        let of_status = rules.filter(move |rule| rule.statuses.iter().any(applies));
        of_status.map(move |rule| RuleOf {
            level: level(rule.level),
            format: self.table.format(rule.format),
            headers: rule.headers,
        })
    }

    /// Returns the row of the unmapped variants of its type.
    pub(crate) fn unmapped(self) -> Self {
        let at = usize::from(self.table.more().unmapped).checked_sub(1);
        at.and_then(|at| self.table.row(at))
            .unwrap_or(Self::UNMAPPED)
    }

    /// Returns whether both are the same row of one table. Each crate may have a copy of the
    /// table.
    pub(crate) fn is_same(self, other: Self) -> bool {
        let [one, two] = [self, other].map(|row| (row.table.module, row.table.text, row.record));
        self == other || one == two
    }

    /// Returns its index in the table.
    pub(crate) fn index(self) -> usize {
        let start = self.table.records.as_ptr().addr();
        let at = self.record.as_ptr().addr();
        at.saturating_sub(start) / LENGTH
    }

    /// Returns whether it is the row of a variant, and not the one of variants that
    /// turn out to be unmapped.
    #[cfg(feature = "testing")]
    pub(crate) fn has_own_variant(self) -> bool {
        let unmapped = usize::from(self.table.more().unmapped);
        unmapped == 0 || self.index() + 1 != unmapped
    }

    /// Returns the headers whose value is known at compile time.
    #[inline]
    pub(crate) fn headers(self) -> &'static [Header] {
        let count = usize::from(self.record[HEADERS]);
        if count == 0 {
            return &[];
        }
        let first = usize::from(self.number(FIRST_HEADER));
        self.table
            .more()
            .headers
            .get(first..first.saturating_add(count))
            .unwrap_or_default()
    }

    /// Returns the headers that the variant itself sets.
    pub(crate) fn own_headers(self) -> &'static [Header] {
        let count = usize::from(self.record[OWN_HEADERS]);
        self.headers().get(..count).unwrap_or_default()
    }

    /// Returns the format for the row's own status.
    #[inline]
    pub(crate) fn format(self) -> Option<&'static dyn Format> {
        match self.record[FORMAT] {
            0 => None,
            number => self.table.format(number),
        }
    }

    /// Returns the gRPC code, if it is not the one that the status implies.
    pub(crate) fn grpc(self) -> Option<u8> {
        Some(self.record[GRPC]).filter(|code| *code != 0)
    }

    /// Returns the variant's name, empty for a struct.
    pub(crate) fn variant(self) -> &'static str {
        self.slice(0, self.number(NAME_END))
    }

    /// Returns the code, empty if it is the code of the status.
    pub(crate) fn code(self) -> &'static str {
        self.span(CODE)
    }

    /// Returns the type URI, empty for `about:blank`.
    pub(crate) fn uri(self) -> &'static str {
        self.span(URI)
    }

    /// Returns the title, empty if it is the phrase of the status.
    pub(crate) fn title(self) -> &'static str {
        match self.slice(self.json_end(), self.number(RAW_TITLE_END)) {
            "" => self.span(TITLE),
            title => title,
        }
    }

    /// Returns the detail that is known at compile time.
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

    /// Returns the JSON object without its closing brace and its detail.
    pub(crate) fn json(self) -> Option<&'static [u8]> {
        self.json_to(self.number(HEAD_END))
    }

    /// Returns the JSON object without its closing brace.
    pub(crate) fn json_with_detail(self) -> Option<&'static [u8]> {
        self.json_to(self.number(DETAIL_END))
    }

    /// Returns whether the response is the same for each occurrence.
    #[inline]
    pub(crate) fn is_static(self) -> bool {
        self.has(STATIC)
    }

    /// Returns whether the row alone decides: the error decides nothing at run
    /// time and does not delegate.
    #[inline]
    pub(crate) fn decides_alone(self) -> bool {
        !self.has(DECIDES | TRANSPARENT | DERIVED_CODE) && self.status() != 0
    }

    /// Returns whether it only delegates, and its type adds nothing either: the
    /// response is that of the inner error.
    pub(crate) fn leaves_all_to_inner(self) -> bool {
        let says = DECIDES | DESCRIBES | DISPLAY | UNMASK | FINISHES;
        let numbers = [LEVEL, GRPC, FORMAT, HEADERS].map(|at| self.record[at]);
        self.number(FLAGS) & (TRANSPARENT | says) == TRANSPARENT
            && self.status() == 0
            && numbers == [0; 4]
            && !self.has_text()
            && self
                .table
                .more
                .is_none_or(|more| more.rules.is_empty() && more.format == 0 && more.unmapped == 0)
    }

    /// Returns whether a row without JSON has a code, a type URI or a title.
    pub(crate) fn has_text(self) -> bool {
        self.number(RAW_DETAIL_END) > self.number(NAME_END)
    }

    /// Returns the whole JSON object.
    #[inline]
    pub(crate) fn body(self) -> Option<&'static [u8]> {
        self.own_json_to(self.json_end())
            .or_else(|| self.shares_body().then_some(UNMAPPED_BODY.as_bytes()))
    }

    /// Returns the whole JSON object if only headers differ between occurrences.
    #[inline]
    pub(crate) fn fixed_body(self) -> Option<&'static [u8]> {
        if self.has(FIXED_BODY) {
            self.body()
        } else {
            None
        }
    }

    /// Returns whether it is one of the unmapped variants that share a body.
    #[inline]
    fn shares_body(self) -> bool {
        self.has(UNMAPPED) && self.status() == 500 && !self.has_text()
    }

    /// Returns the end of the JSON object.
    fn json_end(self) -> u16 {
        self.number(DETAIL_END).saturating_add(1)
    }

    #[inline]
    fn json_to(self, end: u16) -> Option<&'static [u8]> {
        self.own_json_to(end).or_else(|| {
            let shared = self.shares_body().then_some(UNMAPPED_BODY.as_bytes())?;
            shared.strip_suffix(b"}")
        })
    }

    /// Returns the JSON up to this offset, if the row's own text has it.
    #[inline]
    fn own_json_to(self, end: u16) -> Option<&'static [u8]> {
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

    /// Returns the position of a part of the row's text in the text of the table.
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
