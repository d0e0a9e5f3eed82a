//! The names and arguments of messages.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

/// The arguments of a message.
#[derive(Default)]
pub(crate) struct Arguments(pub(super) FluentArgs<'static>);

impl Arguments {
    /// Adds a JSON value, if Fluent has a corresponding kind of value. If a name is given
    /// twice, the last one wins.
    pub(crate) fn add(&mut self, name: &str, json: &str) {
        let name = identifier(name).into_owned();
        if let Some(value) = argument(json) {
            self.0.set(name, value);
        }
    }

    pub(crate) fn add_text(&mut self, name: &'static str, text: &str) {
        self.0.set(name, text.to_owned());
    }

    pub(crate) fn add_number(&mut self, name: &'static str, number: u64) {
        self.0.set(name, number);
    }
}

/// The maximum length of a number whose digits a message shows unchanged.
const LONGEST_NUMBER: usize = 15;

/// Returns a JSON value as an argument.
fn argument(json: &str) -> Option<FluentValue<'static>> {
    let text = |text: String| Some(FluentValue::from(text));
    match json.as_bytes().first()? {
        b'"' => text(serde_json::from_str(json).ok()?),
        b'[' => {
            let entries: Vec<&serde_json::value::RawValue> = serde_json::from_str(json).ok()?;
            Some(FluentValue::from(entries.len()))
        }
        b'-' | b'0'..=b'9' => {
            // A number with more digits than a float can hold, or with an exponent, is
            // passed as text.
            let is_plain = json.len() <= LONGEST_NUMBER && !json.contains(['e', 'E']);
            let number = is_plain.then(|| FluentValue::try_number(json).into_owned());
            number.or_else(|| text(json.to_owned()))
        }
        b't' | b'f' => text(json.to_owned()),
        _ => None,
    }
}

/// Returns the name of a message or of an argument: letters, digits, `_` and `-`, starting
/// with a letter.
pub(crate) fn identifier(name: &str) -> Cow<'_, str> {
    let is_known = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    let begins = name.starts_with(|char: char| char.is_ascii_alphabetic());
    if begins && name.chars().all(is_known) {
        return Cow::Borrowed(name);
    }
    let prefix = if begins { "" } else { "code-" };
    let known = name
        .chars()
        .map(|char| if is_known(char) { char } else { '-' });
    Cow::Owned(prefix.chars().chain(known).collect())
}
