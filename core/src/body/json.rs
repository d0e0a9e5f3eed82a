//! JSON strings, RFC 8259 §7. Written by hand, because the texts of an error go
//! straight from its `Display` into the body.

use std::fmt;

use crate::body::buffer::{append, reserve};
use crate::facts::JSON_ESCAPES;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Returns a word whose bytes all have this value.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Sets the top bit of each byte of a word that must be escaped, starting with
/// the first such byte; the bits above it may be wrong.
fn escapes(word: u64) -> u64 {
    let zeros = |word: u64| word.wrapping_sub(all(1)) & !word;
    let controls = word.wrapping_sub(all(0x20)) & !word;
    let quotes = zeros(word ^ all(b'"'));
    let backslashes = zeros(word ^ all(b'\\'));
    (controls | quotes | backslashes) & all(0x80)
}

/// Finds the first byte that must be escaped, eight bytes at a time: a detail
/// may be long and rarely has one.
#[inline]
fn first_escape(bytes: &[u8]) -> Option<usize> {
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let found = escapes(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    // The remaining bytes, together with bytes before them that are known to be clean.
    let is_clean = match (
        bytes.last_chunk::<8>(),
        rest.first_chunk(),
        rest.last_chunk(),
    ) {
        _ if rest.is_empty() => true,
        (Some(word), ..) => escapes(u64::from_le_bytes(*word)) == 0,
        (None, Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            escapes(u64::from(first) | u64::from(last) << 32) == 0
        }
        _ => false,
    };
    if is_clean {
        return None;
    }
    let mut rest_bytes = rest.iter();
    let at = rest_bytes.position(|&byte| JSON_ESCAPES[usize::from(byte)] != 0)?;
    Some(bytes.len() - rest.len() + at)
}

/// Appends the content of a JSON string, without its quotes.
#[inline]
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    match first_escape(text.as_bytes()) {
        None => append(out, text.as_bytes()),
        Some(at) => {
            reserve(out, text.len());
            escape_from(out, text.as_bytes(), at);
        }
    }
}

/// Appends text that has an escape at this position.
#[cold]
fn escape_from(out: &mut Vec<u8>, mut rest: &[u8], first: usize) {
    let mut next = Some(first);
    while let Some(at) = next {
        let (clean, tail) = rest.split_at(at);
        append(out, clean);
        let Some((&byte, tail)) = tail.split_first() else {
            return;
        };
        match JSON_ESCAPES[usize::from(byte)] {
            b'u' => {
                out.extend_from_slice(b"\\u00");
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
            letter => out.extend_from_slice(&[b'\\', letter]),
        }
        rest = tail;
        next = first_escape(rest);
    }
    append(out, rest);
}

/// Appends a whole JSON string.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escape(out, text);
    out.push(b'"');
}

/// A writer that escapes what is written to it.
pub(crate) struct Escaped<'a>(pub(crate) &'a mut Vec<u8>);

impl fmt::Write for Escaped<'_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        escape(self.0, text);
        Ok(())
    }

    #[inline]
    fn write_char(&mut self, char: char) -> fmt::Result {
        let is_clean = |byte: &u8| byte.is_ascii() && JSON_ESCAPES[usize::from(*byte)] == 0;
        match u8::try_from(char) {
            Ok(byte) if is_clean(&byte) => self.0.push(byte),
            _ => escape(self.0, char.encode_utf8(&mut [0; 4])),
        }
        Ok(())
    }
}

/// Returns the content of a JSON string, for the test that compares it with
/// `serde_json`.
#[must_use]
pub fn escape_to_string(text: &str) -> String {
    let mut out = Vec::new();
    escape(&mut out, text);
    String::from_utf8(out).unwrap_or_default()
}
