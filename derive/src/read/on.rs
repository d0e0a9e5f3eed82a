//! `on(429 | 503, ...)`: what applies to certain statuses.

use proc_macro2::{Span, TokenStream};

use super::Reader;
use crate::attr::{self, Meant};
use crate::keys::Place;
use crate::model::{On, Style};
use crate::status;
use crate::tokens::{Cursor, split_first};

impl Reader<'_> {
    pub(super) fn on(&mut self, tokens: TokenStream, span: Span) -> On {
        let (statuses, rest) = split_first(tokens);
        let (statuses, spans) = self.statuses(&statuses, span);
        let items = attr::nested(rest, span, Place::On, self.errors);
        if items.is_empty() && !statuses.is_empty() {
            self.errors.at_span(
                span,
                "this `on` has no keys for its statuses: write \
                 `on(401, www_authenticate = \"Bearer\")`",
            );
        }
        let mut reader = Reader {
            place: Place::On,
            fields: &[],
            style: Style::Unit,
            is_enum: self.is_enum,
            errors: &mut *self.errors,
        };
        let mut keys = reader.read(items).keys;
        if statuses.is_empty() {
            keys.broken.push(Meant::Any);
        }
        On {
            statuses,
            spans,
            keys,
        }
    }

    /// Reads `429 | 503`, `5xx` or `NOT_FOUND`, with the span of each; empty if
    /// one is wrong.
    fn statuses(&mut self, tokens: &TokenStream, span: Span) -> (Vec<(u16, u16)>, Vec<Span>) {
        const USAGE: &str = "`on(401, ...)`, `on(429 | 503, ...)` or `on(5xx, ...)`";
        let none = (Vec::new(), Vec::new());
        let mut statuses = Vec::new();
        let mut spans = Vec::new();
        let mut cursor = Cursor::new(tokens.clone());
        loop {
            let Some(token) = cursor.next() else {
                let message = format!("`on` begins with its statuses: write {USAGE}");
                self.errors.at_span(span, message);
                return none;
            };
            let text = token.to_string();
            let is_word = |char: char| char.is_ascii_uppercase() || char.is_ascii_digit();
            let message = match range(&text) {
                Ok(range) => {
                    if let Some(first) = statuses.iter().position(|known| *known == range) {
                        let message = format!("`{text}` is named twice: remove one");
                        self.errors.twice(spans[first], token.span(), &message);
                    } else {
                        statuses.push(range);
                        spans.push(token.span());
                    }
                    None
                }
                Err(message) if text.starts_with(is_word) => Some(message),
                Err(_) => Some(format!("expected a status: write {USAGE}")),
            };
            if let Some(message) = message {
                self.errors.at(token, message);
                return none;
            }
            if cursor.punct('|') {
                continue;
            }
            let rest = cursor.rest();
            if rest.is_empty() {
                return (statuses, spans);
            }
            let message = format!("expected `|` or a comma after the status: write {USAGE}");
            self.errors.at(rest, message);
            return none;
        }
    }
}

/// Returns the statuses that one entry stands for.
fn range(word: &str) -> Result<(u16, u16), String> {
    let class = match word {
        "3xx" => Some((300, 399)),
        "4xx" => Some((400, 499)),
        "5xx" => Some((500, 599)),
        _ => None,
    };
    if let Some(class) = class {
        return Ok(class);
    }
    let lower = word.to_ascii_lowercase();
    if let Some(class) = lower.strip_suffix("xx") {
        return Err(match class {
            "3" | "4" | "5" => {
                format!("a class of statuses is written in lower case: write `{lower}`")
            }
            _ => format!("`{word}` is not a class of error statuses: write `3xx`, `4xx` or `5xx`"),
        });
    }
    let end = word.find(|char: char| !char.is_ascii_digit());
    let digits = &word[..end.unwrap_or(word.len())];
    if !digits.is_empty() && digits != word {
        return Err(format!(
            "a status has no suffix: write its digits alone, such as `{digits}`"
        ));
    }
    let status = match word.parse() {
        // An unassigned status may still be the value of an expression.
        Ok(number @ 400..=599) => u16::try_from(number).map_err(|_| String::new()),
        Ok(number) => status::from_number(number),
        Err(_) => status::from_name(word),
    };
    status.map(|status| (status, status))
}
