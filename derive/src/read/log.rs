//! The level of the log event.

use proc_macro2::{Ident, Span, TokenStream};

use super::Reader;
use crate::facts::LEVELS;
use crate::keys::{did_you_mean, join};
use crate::tokens::span_of;

/// The level as a table has it: 0 is for none.
pub(crate) fn level_number(level: &Ident) -> u8 {
    let name = level.to_string().to_lowercase();
    let at = LEVELS.iter().position(|known| name == *known);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
}

/// The words for a level.
fn words() -> impl Iterator<Item = &'static str> {
    LEVELS.into_iter().filter(|word| !word.is_empty())
}

/// `warn` as `Warn`, the name of the enum's variant.
fn variant(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

impl Reader<'_> {
    pub(super) fn level(&mut self, value: TokenStream) -> Option<Ident> {
        let text = value.to_string();
        if let Some(word) = words().find(|word| *word == text) {
            let span = span_of(&value, Span::call_site());
            return Some(Ident::new(&variant(word), span));
        }
        // In quotes it is a word of other crates.
        let word = text.trim_matches('"');
        if let Some(name) = words().find(|name| *name == word) {
            let message = format!("a level has no quotes: write `log = {name}`");
            self.errors.at(value, message);
            return None;
        }
        let hint = did_you_mean(&text, words());
        let known: Vec<String> = words().map(|word| format!("`{word}`")).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.errors.at(
            value,
            format!("unknown level{hint}: write {}", join(&known, "or")),
        );
        None
    }
}
