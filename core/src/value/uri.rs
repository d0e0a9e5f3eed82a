//! URI references, RFC 3986.

use std::borrow::Cow;
use std::fmt::Write;

use crate::facts::is_uri_char;

/// Percent-encodes the bytes that a URI reference cannot contain, and a `%`
/// that does not begin a percent-encoded byte.
pub(crate) fn encode(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let is_kept = |(at, byte): (usize, &u8)| match byte {
        b'%' => is_hex(at + 1) && is_hex(at + 2),
        byte => is_uri_char(*byte),
    };
    if bytes.iter().enumerate().all(is_kept) {
        return text;
    }
    let mut uri = String::with_capacity(text.len());
    for (at, byte) in bytes.iter().enumerate() {
        if is_kept((at, byte)) {
            uri.push(char::from(*byte));
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri.into()
}
