//! URI references, RFC 3986.

use std::fmt::Write;

/// Percent-encodes the bytes that no URI reference has, and a `%` that begins
/// no percent-encoded byte.
pub(crate) fn encode(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut uri = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let kept = match byte {
            b'%' => is_hex(at + 1) && is_hex(at + 2),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
            byte => byte.is_ascii_graphic(),
        };
        if kept {
            uri.push(char::from(byte));
        } else {
            // Writing to a `String` does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
