//! The level of the log event.

use proc_macro2::TokenStream;

use super::Reader;
use crate::keys::{did_you_mean, join};
use crate::model::Level;

impl Reader<'_> {
    pub(super) fn level(&mut self, value: TokenStream) -> Option<Level> {
        let find = |word: &str| Level::ALL.into_iter().find(|level| level.word() == word);
        let text = value.to_string();
        if let Some(level) = find(&text) {
            return Some(level);
        }
        // Other crates write it in quotes.
        let word = text.trim_matches('"');
        if find(word).is_some() {
            let message = format!("a level is written without quotes: write `log = {word}`");
            self.errors.at(value, message);
            return None;
        }
        let hint = did_you_mean(&text, &Level::ALL.map(Level::word));
        let known = Level::ALL.map(|level| format!("`{}`", level.word()));
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        self.errors.at(
            value,
            format!("unknown level{hint}: write {}", join(&known, "or")),
        );
        None
    }
}
