//! JSON strings, RFC 8259 §7. Written by hand, because the texts of an error go
//! straight from its `Display` into the body.

use std::fmt::{self, Display, Write};

use crate::body::buffer::{append, reserve};
use crate::facts::JSON_ESCAPES;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Returns a word whose bytes all have this value.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Sets the top bit of each byte of a word that must be escaped, starting with
/// the first such byte; the bits above it may be wrong. With its bit 1 inverted, the
/// quote follows the control characters.
fn escapes(word: u64) -> u64 {
    let controls_and_quotes = (word ^ all(2)).wrapping_sub(all(0x21));
    let backslashes = (word ^ all(b'\\')).wrapping_sub(all(1));
    (controls_and_quotes | backslashes) & !word & all(0x80)
}

/// Returns whether a byte of a block must be escaped. The compiler compares all
/// bytes of a block at once.
fn block_has_escape<const LENGTH: usize>(block: &[u8; LENGTH]) -> bool {
    let found = block.iter().fold(0, |found, &byte| {
        found | u8::from((byte ^ 2) < 0x21) | u8::from(byte == b'\\')
    });
    found != 0
}

/// Returns whether no byte must be escaped, as in most texts. The first and the last
/// bytes of a text may overlap, so that no byte is compared alone.
#[inline]
fn is_clean(bytes: &[u8]) -> bool {
    match bytes.len() {
        0..4 => !bytes.iter().copied().any(is_escaped),
        4..8 => {
            let (first, last) = ends(bytes);
            let (first, last) = (u32::from_le_bytes(first), u32::from_le_bytes(last));
            escapes(u64::from(first) | u64::from(last) << 32) == 0
        }
        8..16 => {
            let (first, last) = ends(bytes);
            escapes(u64::from_le_bytes(first)) | escapes(u64::from_le_bytes(last)) == 0
        }
        16..32 => {
            let (first, last) = ends::<16>(bytes);
            !block_has_escape(&first) && !block_has_escape(&last)
        }
        _ => {
            let (blocks, _) = bytes.as_chunks::<32>();
            !blocks.iter().any(block_has_escape) && !block_has_escape(&ends::<32>(bytes).1)
        }
    }
}

/// Returns the first and the last bytes of a text that has at least so many.
#[inline]
fn ends<const LENGTH: usize>(bytes: &[u8]) -> ([u8; LENGTH], [u8; LENGTH]) {
    let first = bytes.first_chunk().copied();
    let last = bytes.last_chunk().copied();
    (first.unwrap_or([0; LENGTH]), last.unwrap_or([0; LENGTH]))
}

#[inline]
fn is_escaped(byte: u8) -> bool {
    JSON_ESCAPES[usize::from(byte)] != 0
}

/// Appends the content of a JSON string, without its quotes.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    if is_clean(text.as_bytes()) {
        append(out, text.as_bytes());
    } else {
        reserve(out, text.len());
        escape_bytes(out, text.as_bytes());
    }
}

/// Appends text that has an escape.
#[cold]
#[inline(never)]
fn escape_bytes(out: &mut Vec<u8>, mut rest: &[u8]) {
    while let Some((clean, [byte, tail @ ..])) =
        first_escape(rest).and_then(|at| rest.split_at_checked(at))
    {
        append(out, clean);
        match JSON_ESCAPES[usize::from(*byte)] {
            b'u' => {
                out.extend_from_slice(b"\\u00");
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
            letter => out.extend_from_slice(&[b'\\', letter]),
        }
        rest = tail;
    }
    append(out, rest);
}

/// Finds the first byte that must be escaped.
fn first_escape(bytes: &[u8]) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<32>();
    let clean = 32 * blocks.iter().take_while(|it| !block_has_escape(it)).count();
    let (words, rest) = bytes.get(clean..)?.as_chunks();
    for (at, word) in words.iter().enumerate() {
        let found = escapes(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(clean + 8 * at + found.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().copied().position(is_escaped)?;
    Some(bytes.len() - rest.len() + at)
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
        let is_clean = |byte: &u8| byte.is_ascii() && !is_escaped(*byte);
        match u8::try_from(char) {
            Ok(byte) if is_clean(&byte) => self.0.push(byte),
            _ => escape(self.0, char.encode_utf8(&mut [0; 4])),
        }
        Ok(())
    }
}

/// Appends the content of a JSON string that `Display` writes.
#[inline]
pub(crate) fn escape_displayed(out: &mut Vec<u8>, text: &dyn Display) -> fmt::Result {
    write!(Escaped(out), "{text}")
}

/// Returns the content of a JSON string, for the test that compares it with
/// `serde_json`.
#[must_use]
pub fn escape_to_string(text: &str) -> String {
    let mut out = Vec::new();
    escape(&mut out, text);
    String::from_utf8(out).unwrap_or_default()
}
