//! `application/problem+xml`, RFC 9457 Appendix B.

use std::fmt::{self, Display, Write};
use std::ops::Range;

use crate::body::buffer::reserve;
use crate::body::member::{Member, Name};
use crate::body::sink::{Kind, Sink};
use crate::facts::RESERVED_MEMBERS;

/// Replaces a character that XML 1.0 text cannot contain.
const REPLACEMENT: char = '\u{fffd}';

/// Writes a problem as XML.
pub(crate) struct ProblemXmlSink<'a> {
    out: &'a mut Vec<u8>,
    /// They follow the elements that RFC 9457 defines, and a detail may be written after them.
    extensions: &'a mut Vec<u8>,
}

impl<'a> ProblemXmlSink<'a> {
    pub(crate) fn begin(out: &'a mut Vec<u8>, extensions: &'a mut Vec<u8>, kind: Kind<'_>) -> Self {
        out.extend_from_slice(
            b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<problem xmlns=\"urn:ietf:rfc:7807\">",
        );
        if let Some(uri) = kind.uri {
            leaf(out, "type", uri);
        }
        leaf(out, "title", kind.title);
        leaf(out, "status", kind.status.as_str());
        leaf(extensions, "code", kind.code);
        Self { out, extensions }
    }

    pub(crate) fn end(self) {
        self.out.extend_from_slice(self.extensions);
        self.out.extend_from_slice(b"</problem>");
    }
}

impl Sink for ProblemXmlSink<'_> {
    fn reserves(&self, name: &str) -> bool {
        RESERVED_MEMBERS.contains(&name)
    }

    fn detail(&mut self, detail: &dyn Display) -> fmt::Result {
        display(self.out, "detail", detail)
    }

    fn instance(&mut self, uri: &dyn Display) -> fmt::Result {
        display(self.out, "instance", uri)
    }

    fn member(&mut self, name: Name<'_>, value: &dyn Member) -> Result<(), serde_json::Error> {
        let mut json = Vec::new();
        value.write(&mut json)?;
        if json != b"null" {
            element(self.extensions, name.text, &json);
        }
        Ok(())
    }
}

fn display(out: &mut Vec<u8>, name: &str, text: &dyn Display) -> fmt::Result {
    let tag = open(out, name);
    write!(XmlText(out), "{text}")?;
    close(out, tag);
    Ok(())
}

/// Writes an element that contains text.
fn leaf(out: &mut Vec<u8>, name: &str, content: &str) {
    let tag = open(out, name);
    text(out, content);
    close(out, tag);
}

/// Opens an element, and returns the position of its name.
fn open(out: &mut Vec<u8>, name: &str) -> Range<usize> {
    out.push(b'<');
    let start = out.len();
    encode_name(out, name);
    let tag = start..out.len();
    out.push(b'>');
    tag
}

fn close(out: &mut Vec<u8>, tag: Range<usize>) {
    out.extend_from_slice(b"</");
    out.extend_from_within(tag);
    out.push(b'>');
}

/// An object or an array whose elements are being written.
struct Open {
    tag: Range<usize>,
    is_object: bool,
}

/// Writes an element for a JSON value. Not recursive: a problem that was read may be
/// nested arbitrarily deep.
fn element(out: &mut Vec<u8>, name: &str, json: &[u8]) {
    let mut stack: Vec<Open> = Vec::new();
    let mut key = Some(name.to_owned());
    let mut rest = json;
    while let Some((&byte, tail)) = rest.split_first() {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => rest = tail,
            b'{' | b'[' => {
                let tag = open(out, key.take().as_deref().unwrap_or("i"));
                stack.push(Open {
                    tag,
                    is_object: byte == b'{',
                });
                rest = tail;
            }
            b'}' | b']' => {
                if let Some(ended) = stack.pop() {
                    close(out, ended.tag);
                }
                rest = tail;
            }
            b'"' => {
                let (string, behind) = rest.split_at(string_length(rest));
                // Half of a surrogate pair is not text.
                let string: String = serde_json::from_slice(string).unwrap_or_default();
                let is_in_object = stack.last().is_some_and(|open| open.is_object);
                if is_in_object && key.is_none() {
                    key = Some(string);
                } else {
                    leaf(out, key.take().as_deref().unwrap_or("i"), &string);
                }
                rest = behind;
            }
            _ => {
                let is_end =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                let length = rest.iter().position(is_end).unwrap_or(rest.len());
                let (scalar, behind) = rest.split_at(length);
                let tag = open(out, key.take().as_deref().unwrap_or("i"));
                if scalar != b"null" {
                    out.extend_from_slice(scalar);
                }
                close(out, tag);
                rest = behind;
            }
        }
    }
}

/// Returns the length of the string at the start of the JSON, with its quotes.
fn string_length(json: &[u8]) -> usize {
    let mut is_escaped = false;
    let end = json.iter().skip(1).position(|byte| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(json.len(), |end| end + 2)
}

/// A writer that escapes what is written to it.
struct XmlText<'a>(&'a mut Vec<u8>);

impl Write for XmlText<'_> {
    fn write_str(&mut self, content: &str) -> fmt::Result {
        text(self.0, content);
        Ok(())
    }
}

fn text(out: &mut Vec<u8>, content: &str) {
    reserve(out, content.len());
    for char in content.chars() {
        match char {
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            // It must be escaped in `]]>`.
            '>' => out.extend_from_slice(b"&gt;"),
            // Otherwise a reader turns it into a line feed.
            '\r' => out.extend_from_slice(b"&#13;"),
            char if is_allowed(char) => push(out, char),
            _ => push(out, REPLACEMENT),
        }
    }
}

fn push(out: &mut Vec<u8>, char: char) {
    out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Returns whether text may contain the character, XML 1.0 §2.2.
fn is_allowed(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Writes the name of an element. A colon would turn what precedes it into a prefix.
fn encode_name(out: &mut Vec<u8>, name: &str) {
    if name.is_empty() {
        out.push(b'_');
    }
    for (at, char) in name.chars().enumerate() {
        if begins_name(char) || at > 0 && continues_name(char) {
            push(out, char);
        } else {
            out.extend_from_slice(format!("_x{:04X}_", u32::from(char)).as_bytes());
        }
    }
}

/// Returns whether a name may begin with the character, XML 1.0 §2.3.
fn begins_name(char: char) -> bool {
    matches!(char,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Returns whether a name may contain the character after its first one.
fn continues_name(char: char) -> bool {
    matches!(char,
        '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
