use std::fmt;

use http::HeaderValue;

use super::{InvalidValue, ToHeaderValue};

/// The `Content-Range` of a `416 Range Not Satisfiable`, RFC 9110 §14.4: the
/// length of the representation.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::header::ContentRange;
///
/// assert_eq!(ContentRange::unsatisfied(1234).to_string(), "bytes */1234");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentRange {
    length: u64,
}

impl ContentRange {
    /// Creates the value for a representation of this many bytes of which no requested
    /// range can be sent.
    #[must_use]
    pub const fn unsatisfied(length: u64) -> Self {
        Self { length }
    }
}

impl fmt::Display for ContentRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes */{}", self.length)
    }
}

impl ToHeaderValue for ContentRange {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        format_args!("{self}").to_header_value()
    }
}
