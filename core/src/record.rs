//! The record that a table has for each problem type: the derive writes it, and
//! the runtime reads it. `derive/src/record.rs` is a link to this file.
//!
//! Numbers are little-endian and two bytes long, unless noted.

/// How long a record is.
pub(crate) const LENGTH: usize = 38;

/// One byte: the level, as a number of [`LEVELS`](crate::facts::LEVELS); the one that
/// holds for the row's own status.
pub(crate) const LEVEL: usize = 0;
/// One byte: the gRPC code, 0 for the one that the status implies.
pub(crate) const GRPC: usize = 1;
/// One byte: which of the table's formats, from 1 on; 0 for none.
pub(crate) const FORMAT: usize = 2;
/// One byte: how many headers. The variant's own come first, then those of the
/// type's rules for the row's status.
pub(crate) const HEADERS: usize = 3;
/// The flags below.
pub(crate) const FLAGS: usize = 4;
/// 0 if only a value decides it.
pub(crate) const STATUS: usize = 6;
/// Where the headers start.
pub(crate) const FIRST_HEADER: usize = 8;
/// Four bytes: where the row's text starts in the table's.
pub(crate) const START: usize = 10;

// Offsets into the row's text: the variant's name, then the JSON object of the
// problem with its closing brace, then the title and the detail as they are
// where their JSON form has an escape. A row with no status of its own has no
// JSON; the code, the type URI and the title then stand one after the other.

/// End of the variant's name.
pub(crate) const NAME_END: usize = 14;
/// End of the JSON before the detail.
pub(crate) const HEAD_END: usize = 16;
/// End of the JSON behind the detail.
pub(crate) const DETAIL_END: usize = 18;
/// Start and end.
pub(crate) const CODE: usize = 20;
/// Start and end.
pub(crate) const URI: usize = 24;
/// Start and end.
pub(crate) const TITLE: usize = 28;
/// End of the title as it is, behind the JSON.
pub(crate) const RAW_TITLE_END: usize = 32;
/// End of the detail as it is, behind the title.
pub(crate) const RAW_DETAIL_END: usize = 34;
/// One byte: how many of the headers are the variant's own.
pub(crate) const OWN_HEADERS: usize = 36;
/// One byte: what of level and format is the variant's own, and not a rule's.
pub(crate) const OWN: usize = 37;
pub(crate) const OWN_LEVEL: u8 = 1;
pub(crate) const OWN_FORMAT: u8 = 2;

/// Nothing of the occurrence changes the response: the body is the row's own.
pub(crate) const STATIC: u16 = 1;
/// `Display` is the detail where it may be public.
pub(crate) const DISPLAY: u16 = 1 << 1;
/// `Display` is the detail of a 5xx too.
pub(crate) const UNMASK: u16 = 1 << 2;
/// The row's own detail is the text of `Display`, known at compile time.
pub(crate) const IMPLICIT: u16 = 1 << 3;
/// The error delegates; the row has only what overrides the inner error.
pub(crate) const TRANSPARENT: u16 = 1 << 4;
/// The variant is unmapped: only the log shows its name.
pub(crate) const UNMAPPED: u16 = 1 << 5;
/// The error has evidence for the log: a backtrace, or an error that is no source.
pub(crate) const EVIDENCE: u16 = 1 << 6;
/// Only headers depend on the occurrence: the body is the row's own.
pub(crate) const FIXED_BODY: u16 = 1 << 7;
/// The code is made from the variant's name, which is private while the error is
/// unmapped.
pub(crate) const DERIVED_CODE: u16 = 1 << 8;
/// The error, or its type, decides something at run time.
pub(crate) const DECIDES: u16 = 1 << 9;
/// The error, or its type, describes more than its row.
pub(crate) const DESCRIBES: u16 = 1 << 10;
/// The title is the phrase of the row's status.
pub(crate) const PHRASE: u16 = 1 << 11;
/// The title is made from the variant's name.
pub(crate) const DERIVED_TITLE: u16 = 1 << 12;
/// It is not proved that `Display` leaves out the source.
pub(crate) const UNPROVED: u16 = 1 << 13;
/// The type has a `finish`.
pub(crate) const FINISHES: u16 = 1 << 14;
/// The header that its status must have is left out on purpose: another layer sets it.
pub(crate) const LEFT_OUT: u16 = 1 << 15;
