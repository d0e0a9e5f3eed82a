//! The level of the log event.

use proc_macro2::{Ident, Span, TokenStream};

use super::Reader;
use crate::keys::{did_you_mean, join};
use crate::tokens::span_of;

const LEVELS: &[(&str, &str)] = &[
    ("off", "Off"),
    ("trace", "Trace"),
    ("debug", "Debug"),
    ("info", "Info"),
    ("warn", "Warn"),
    ("error", "Error"),
];

/// The level as a table has it: 0 is for none.
pub(crate) fn level_number(level: &Ident) -> u8 {
    let at = LEVELS.iter().position(|known| level == known.1);
    at.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0)
}

impl Reader<'_> {
    pub(super) fn level(&mut self, value: TokenStream) -> Option<Ident> {
        let text = value.to_string();
        if let Some((_, level)) = LEVELS.iter().find(|(name, _)| *name == text) {
            return Some(Ident::new(level, span_of(&value, Span::call_site())));
        }
        // In quotes it is a word of other crates.
        let word = text.trim_matches('"');
        if let Some((name, _)) = LEVELS.iter().find(|(name, _)| *name == word) {
            let message = format!("a level has no quotes: write `log = {name}`");
            self.errors.at(value, message);
            return None;
        }
        let hint = did_you_mean(&text, LEVELS.iter().map(|level| level.0));
        let known: Vec<String> = LEVELS
            .iter()
            .map(|level| format!("`{}`", level.0))
            .collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.errors.at(
            value,
            format!("unknown level{hint}: write {}", join(&known, "or")),
        );
        None
    }
}
