//! JSON strings, in the same form as the runtime writes them.

use std::borrow::Cow;

use crate::facts::JSON_ESCAPES;

/// Returns the content of a JSON string, without its quotes.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    let letter = |byte: u8| JSON_ESCAPES[usize::from(byte)];
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && JSON_ESCAPES[bytes[at] as usize] == 0 {
        at += 1;
    }
    if at == bytes.len() {
        return Cow::Borrowed(text);
    }
    let mut json = String::with_capacity(text.len());
    for char in text.chars() {
        match u8::try_from(char).map_or(0, letter) {
            0 => json.push(char),
            b'u' => json.push_str(&unicode_escape(char)),
            letter => json.extend(['\\', char::from(letter)]),
        }
    }
    Cow::Owned(json)
}

fn unicode_escape(char: char) -> String {
    format!("\\u{:04x}", u32::from(char))
}
