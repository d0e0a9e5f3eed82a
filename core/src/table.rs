//! The table that the derive writes: one row per problem type.
//!
//! A table is one text and one byte string, so that an enum of a thousand
//! variants is two literals and no code. Each row is a record of offsets into
//! the text; [`Row`] reads it. The derive writes the same layout.

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
/// Generated code writes it as a literal of texts, which is a constant without a `static`:
/// for a `static` the compiler proves that every type in it is `Sync`, which took it about four
/// million instructions. What few types have is behind [`more`](Self::more) for this reason.
pub struct Table {
    /// The module of the error's type: the target of its events.
    pub module: &'static str,
    /// The texts of all rows.
    pub text: &'static str,
    /// One [`Record`] behind the other: cut where one is read, because what a
    /// constant calls costs every compilation.
    pub records: &'static [u8],
    /// What is more than text.
    pub more: Option<&'static More>,
}

/// What only some tables have.
pub struct More {
    /// The headers of the rows.
    pub headers: &'static [Header],
    /// The formats of the rows, of the rules and of the type.
    pub formats: &'static [&'static dyn Format],
    /// What holds for the variants of some statuses, the rule that takes precedence first.
    pub rules: &'static [Rule],
    /// Which of the formats is the type's, from 1 on; 0 for none.
    pub format: u8,
    /// Which row unmapped variants are, from 1 on; 0 for a plain 500.
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

/// What holds for the variants whose response has one of these statuses.
pub struct Rule {
    /// Ranges, with both ends.
    pub statuses: &'static [(u16, u16)],
    /// The level as a record has it, 0 for none.
    pub level: u8,
    /// Which of the formats, from 1 on; 0 for none.
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
    /// The table of an error that is not derived: it has no row.
    pub(crate) const BY_HAND: &Self = &Self {
        module: "catchall",
        text: "",
        records: &[],
        more: None,
    };

    /// Whether the error is derived.
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

    /// The row at this index.
    #[inline]
    pub(crate) fn row(&'static self, at: usize) -> Option<Row> {
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

/// A rule of a type, with what its numbers stand for.
pub(crate) struct RuleOf {
    pub(crate) level: Level,
    pub(crate) format: Option<&'static dyn Format>,
    pub(crate) headers: &'static [Header],
}

/// The level that a number of a record stands for.
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

    /// 0 if only a value decides it.
    #[inline]
    pub(crate) fn status(self) -> u16 {
        self.number(STATUS)
    }

    #[inline]
    pub(crate) fn status_code(self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The level for the row's own status.
    #[inline]
    pub(crate) fn level(self) -> Level {
        level(self.record[LEVEL])
    }

    /// The level that the variant itself sets.
    pub(crate) fn own_level(self) -> Level {
        if self.record[OWN] & OWN_LEVEL == 0 {
            return Level::Default;
        }
        self.level()
    }

    /// The format that the variant itself sets.
    pub(crate) fn own_format(self) -> Option<&'static dyn Format> {
        if self.record[OWN] & OWN_FORMAT == 0 {
            return None;
        }
        self.format()
    }

    /// Whether the variant says that the same request may succeed later, or may not.
    pub(crate) fn retryable(self) -> Option<bool> {
        match self.record[OWN] & (OWN_RETRYABLE | OWN_NOT_RETRYABLE) {
            OWN_RETRYABLE => Some(true),
            OWN_NOT_RETRYABLE => Some(false),
            _ => None,
        }
    }

    /// Whether the type has rules for some statuses.
    pub(crate) fn has_rules(self) -> bool {
        !self.table.more().rules.is_empty()
    }

    /// The format of the type.
    pub(crate) fn type_format(self) -> Option<&'static dyn Format> {
        self.table.format(self.table.more().format)
    }

    /// The rules of the type for a status, the one that takes precedence first.
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

    /// The row that unmapped variants of its type are.
    pub(crate) fn unmapped(self) -> Self {
        let at = usize::from(self.table.more().unmapped).checked_sub(1);
        at.and_then(|at| self.table.row(at))
            .unwrap_or(Self::UNMAPPED)
    }

    /// Whether both are the same row of one table, of which each crate may have a copy.
    pub(crate) fn is_same(self, other: Self) -> bool {
        let [one, two] = [self, other].map(|row| (row.table.module, row.table.text, row.record));
        self == other || one == two
    }

    /// Where it stands in its table.
    pub(crate) fn index(self) -> usize {
        let start = self.table.records.as_ptr().addr();
        let at = self.record.as_ptr().addr();
        at.saturating_sub(start) / LENGTH
    }

    /// Whether it is the row of a variant, and not the one that stands for those which
    /// turn out to be unmapped.
    #[cfg(feature = "testing")]
    pub(crate) fn has_own_variant(self) -> bool {
        let unmapped = usize::from(self.table.more().unmapped);
        unmapped == 0 || self.index() + 1 != unmapped
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
            .more()
            .headers
            .get(first..first.saturating_add(count))
            .unwrap_or_default()
    }

    /// Those of them that the variant itself sets.
    pub(crate) fn own_headers(self) -> &'static [Header] {
        let count = usize::from(self.record[OWN_HEADERS]);
        self.headers().get(..count).unwrap_or_default()
    }

    /// The format for the row's own status.
    #[inline]
    pub(crate) fn format(self) -> Option<&'static dyn Format> {
        match self.record[FORMAT] {
            0 => None,
            number => self.table.format(number),
        }
    }

    /// The gRPC code, where it is not the one that the status implies.
    pub(crate) fn grpc(self) -> Option<u8> {
        Some(self.record[GRPC]).filter(|code| *code != 0)
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

    /// Whether nothing of the occurrence changes the response.
    #[inline]
    pub(crate) fn is_static(self) -> bool {
        self.has(STATIC)
    }

    /// Whether the row alone decides: the error decides nothing at run time, and
    /// does not delegate.
    #[inline]
    pub(crate) fn decides_alone(self) -> bool {
        !self.has(DECIDES | TRANSPARENT | DERIVED_CODE) && self.status() != 0
    }

    /// Whether it delegates and says nothing beside it, nor does its type: the response
    /// is that of the inner error.
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

    /// Whether a row without JSON has a code, a type URI or a title.
    pub(crate) fn has_text(self) -> bool {
        self.number(RAW_DETAIL_END) > self.number(NAME_END)
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
        self.has(UNMAPPED) && self.status() == 500 && !self.has_text()
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
