//! The record of a problem type in a table: the derive writes it, and the
//! runtime reads it. `derive/src/record.rs` is a link to this file.
//!
//! Numbers are little-endian and two bytes long, unless noted.

/// The length of a record.
pub(crate) const LENGTH: usize = 38;

/// One byte: the level for the row's own status, as a number of
/// [`LEVELS`](crate::facts::LEVELS).
pub(crate) const LEVEL: usize = 0;
/// One byte: the gRPC code, 0 if the status implies it.
pub(crate) const GRPC: usize = 1;
/// One byte: the number of the format in the table, starting at 1; 0 if there is no format.
pub(crate) const FORMAT: usize = 2;
/// One byte: the number of headers. The variant's own come first, then those of
/// the type's rules for the row's status.
pub(crate) const HEADERS: usize = 3;
/// The flags below.
pub(crate) const FLAGS: usize = 4;
/// 0 if the status is known only at run time.
pub(crate) const STATUS: usize = 6;
/// Where the headers start.
pub(crate) const FIRST_HEADER: usize = 8;
/// Four bytes: where the row's text starts in the table's.
pub(crate) const START: usize = 10;

// Offsets into the row's text: the variant's name, then the JSON object of the
// problem with its closing brace, then the unescaped title and detail if their
// JSON form has an escape. A row without a status of its own has no JSON; then
// the code, the type URI and the title follow each other.

/// End of the variant's name.
pub(crate) const NAME_END: usize = 14;
/// End of the JSON before the detail.
pub(crate) const HEAD_END: usize = 16;
/// End of the JSON after the detail.
pub(crate) const DETAIL_END: usize = 18;
/// Start and end.
pub(crate) const CODE: usize = 20;
/// Start and end.
pub(crate) const URI: usize = 24;
/// Start and end.
pub(crate) const TITLE: usize = 28;
/// End of the unescaped title, which follows the JSON.
pub(crate) const RAW_TITLE_END: usize = 32;
/// End of the unescaped detail, which follows the title.
pub(crate) const RAW_DETAIL_END: usize = 34;
/// One byte: how many of the headers are the variant's own.
pub(crate) const OWN_HEADERS: usize = 36;
/// One byte: whether the level and the format are the variant's own or a rule's, and
/// whether the error is retryable.
pub(crate) const OWN: usize = 37;
pub(crate) const OWN_LEVEL: u8 = 1;
pub(crate) const OWN_FORMAT: u8 = 2;
pub(crate) const OWN_RETRYABLE: u8 = 4;
pub(crate) const OWN_NOT_RETRYABLE: u8 = 8;

/// The response is the same for each occurrence: the body is the row's own.
pub(crate) const STATIC: u16 = 1;
/// `Display` is the detail if it may be public.
pub(crate) const DISPLAY: u16 = 1 << 1;
/// `Display` is the detail of a 5xx too.
pub(crate) const UNMASK: u16 = 1 << 2;
/// The row's own detail is the text of `Display`, which is known at compile time.
pub(crate) const IMPLICIT: u16 = 1 << 3;
/// The error delegates; the row only contains what overrides the inner error.
pub(crate) const TRANSPARENT: u16 = 1 << 4;
/// The variant is unmapped: its name is only in the log.
pub(crate) const UNMAPPED: u16 = 1 << 5;
/// The error has evidence for the log: a backtrace, or an error that is not its source.
pub(crate) const EVIDENCE: u16 = 1 << 6;
/// Only headers differ between occurrences: the body is the row's own.
pub(crate) const FIXED_BODY: u16 = 1 << 7;
/// The code is derived from the variant's name, which is private while the error
/// is unmapped.
pub(crate) const DERIVED_CODE: u16 = 1 << 8;
/// The error, or its type, decides something at run time.
pub(crate) const DECIDES: u16 = 1 << 9;
/// The error, or its type, describes more than its row.
pub(crate) const DESCRIBES: u16 = 1 << 10;
/// The title is the phrase of the row's status.
pub(crate) const PHRASE: u16 = 1 << 11;
/// The title is derived from the variant's name.
pub(crate) const DERIVED_TITLE: u16 = 1 << 12;
/// It is not proved that `Display` omits the source.
pub(crate) const UNPROVED: u16 = 1 << 13;
/// The type has a `finish`.
pub(crate) const FINISHES: u16 = 1 << 14;
/// The header that its status must have is omitted on purpose: another layer sets it.
pub(crate) const LEFT_OUT: u16 = 1 << 15;

// The facts of a row that only the catalog needs, as text: its description, and then its
// facts. The facts of each row follow those of the previous row. A fact is a letter and
// its parts.

/// Between two rows.
pub(crate) const END_OF_ROW: char = '\0';
/// Before each fact.
pub(crate) const FACT: char = '\x01';
/// Between the parts of a fact.
pub(crate) const PART: char = '\x02';

/// An expression decides the status.
pub(crate) const DECIDES_STATUS: char = 'S';
/// The statuses that are possible, separated by commas.
pub(crate) const STATUSES: char = 's';
/// The code of all variants, and the type URI that is made from it.
pub(crate) const TYPE_CODE: char = 'c';
/// An expression decides the code.
pub(crate) const DECIDES_CODE: char = 'C';
/// A member that is always present: its name and its type.
pub(crate) const MEMBER: char = 'm';
/// A member that may be missing.
pub(crate) const OPTIONAL_MEMBER: char = 'M';
/// Members whose names are those of a value of this type.
pub(crate) const FLATTENED: char = 'f';
/// The name of a header that is always present, with a value that is known at run time.
pub(crate) const LATE_HEADER: char = 'h';
/// The name of a header that may be missing.
pub(crate) const OPTIONAL_HEADER: char = 'H';
/// A header of an `on` whose value is known at run time: its statuses as ranges,
/// separated by commas, and its name.
pub(crate) const RULE_HEADER: char = 'o';
/// An example of the detail.
pub(crate) const DETAIL: char = 'd';
/// A detail that an expression may omit.
pub(crate) const OPTIONAL_DETAIL: char = 'e';
/// There is no detail.
pub(crate) const NO_DETAIL: char = 'x';
/// An example of the text of `Display`.
pub(crate) const DISPLAYED: char = 'D';
/// Which nested types are possible: the number of the first, and how many there are.
pub(crate) const NESTED: char = 'n';

// The type of a member.

pub(crate) const ANY_TYPE: char = 'a';
pub(crate) const BOOLEAN_TYPE: char = 'b';
pub(crate) const INTEGER_TYPE: char = 'i';
pub(crate) const NUMBER_TYPE: char = 'n';
pub(crate) const STRING_TYPE: char = 's';
/// Followed by a number: one of the types that the compiler was asked about.
pub(crate) const ASKED_TYPE: char = '#';
