//! JSON strings, as the runtime crate writes them; a test holds the two equal.

use std::borrow::Cow;

/// The content of a JSON string, without its quotes.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] >= b' ' && bytes[at] != b'"' && bytes[at] != b'\\' {
        at += 1;
    }
    if at == bytes.len() {
        return Cow::Borrowed(text);
    }
    let mut json = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\u{8}' => json.push_str("\\b"),
            '\t' => json.push_str("\\t"),
            '\n' => json.push_str("\\n"),
            '\u{c}' => json.push_str("\\f"),
            '\r' => json.push_str("\\r"),
            char if char < ' ' => json.push_str(&unicode_escape(char)),
            char => json.push(char),
        }
    }
    Cow::Owned(json)
}

fn unicode_escape(char: char) -> String {
    format!("\\u{:04x}", u32::from(char))
}
