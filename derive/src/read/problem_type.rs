//! Status, code, type and title: the fixed parts of a problem type.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{LitInt, LitStr};

use super::Reader;
use crate::attr::Value;
use crate::facts::{self, is_code_char, is_uri_char};
use crate::model::{Status, Statuses, Text};
use crate::status;
use crate::tokens::{integer, only, split_commas, string};

impl Reader<'_> {
    /// `404` or `NOT_FOUND`.
    pub(super) fn bare_status(&mut self, token: TokenTree) -> Option<Status> {
        if let TokenTree::Ident(name) = &token {
            return match status::from_name(&name.to_string()) {
                Ok(number) => Some(Status::Fixed(number, name.span())),
                Err(message) => {
                    self.errors.at(name, message);
                    None
                }
            };
        }
        if let TokenTree::Literal(literal) = &token
            && let Ok(number) = literal.to_string().parse::<u16>()
            && status::from_number(u32::from(number)).is_ok()
        {
            return Some(Status::Fixed(number, literal.span()));
        }
        if let Some(number) = integer(&token.clone().into()) {
            return self.number(&number, false);
        }
        self.errors.at(token, "expected a status such as `404`");
        None
    }

    /// `status = expr`
    pub(super) fn assigned_status(&mut self, value: TokenStream) -> Option<Status> {
        if let Some(number) = integer(&value) {
            return self.number(&number, true);
        }
        if let Some(text) = string(&value) {
            let message = match status::from_text(&text.value()) {
                Some(status) => format!("a status is written without quotes: write `{status}`"),
                None => {
                    "a status is a number or a `StatusCode`: write it without quotes".to_owned()
                }
            };
            self.errors.at(text, message);
            return None;
        }
        if let Some(TokenTree::Ident(name)) = only(&value)
            && status::is_constant(&name.to_string())
        {
            let message = format!(
                "a status is written as its constant alone: write `{name}`, or, for your own \
                 constant, its path `self::{name}`"
            );
            self.errors.at(name, message);
            return None;
        }
        self.expression(value, "status").map(Status::Dynamic)
    }

    /// `statuses(404, 410)`: the values that an expression for the status may have.
    pub(super) fn status_set(&mut self, value: Value, span: Span) -> Option<Statuses> {
        let list = value.list()?.stream();
        let mut statuses = Statuses {
            all: Vec::new(),
            span,
        };
        for part in split_commas(list) {
            let place = part.clone();
            let status = match (only(&part), integer(&part)) {
                (_, Some(number)) if ["xx", "XX"].contains(&number.suffix()) => {
                    let message = format!(
                        "`{number}` is a class of statuses: name each status that the expression \
                         may have"
                    );
                    self.errors.at(number, message);
                    None
                }
                (_, Some(number)) => self.number(&number, true),
                (Some(token), None) => self.bare_status(token),
                (None, None) => {
                    let message = "expected a comma after the status: write `statuses(404, 410)`";
                    self.errors.at(part, message);
                    None
                }
            };
            let Some(Status::Fixed(status, _)) = status else {
                return None;
            };
            if statuses.all.contains(&status) {
                let message = format!("`{status}` is named twice: remove one");
                self.errors.at(place, message);
                return None;
            }
            statuses.all.push(status);
        }
        if statuses.all.is_empty() {
            let message = "`statuses` lists what the status may be: write `statuses(404, 410)`";
            self.errors.at_span(span, message);
            return None;
        }
        Some(statuses)
    }

    /// `retryable`, or `retryable = false`
    pub(super) fn retryable(&mut self, value: Value) -> Option<bool> {
        if let Value::Word = value {
            return Some(true);
        }
        let value = value.assigned()?;
        let found = match only(&value) {
            Some(TokenTree::Ident(word)) if word == "true" => Some(true),
            Some(TokenTree::Ident(word)) if word == "false" => Some(false),
            _ => None,
        };
        if found.is_none() {
            let message = "`retryable` is the same for each occurrence: write `retryable`, or \
                           `retryable = false`";
            self.errors.at(value, message);
        }
        found
    }

    /// Reads a status in digits. An unassigned status can only be written as an
    /// expression.
    fn number(&mut self, literal: &LitInt, is_expression: bool) -> Option<Status> {
        let suffix = literal.suffix();
        let may_stay = is_expression && suffix == "u16";
        if !suffix.is_empty() && !may_stay {
            let digits = literal.base10_digits();
            let message = match suffix {
                "xx" | "XX" => format!(
                    "`{literal}` is a class of statuses: write one status, such as `{digits}00`; \
                     for all of them, write `on({digits}xx, ...)` on the type"
                ),
                _ => format!("a status has no suffix: write `{digits}`"),
            };
            self.errors.at(literal, message);
            return None;
        }
        let number = literal.base10_parse::<u16>().ok();
        let is_unusual = number.is_some_and(status::is_unusual);
        match status::from_literal(literal) {
            Ok(_) => {}
            Err(_) if is_unusual && is_expression => {}
            Err(message) if is_unusual => self.errors.at(
                literal,
                format!("{message}; to send it anyway, write `status = {literal}`"),
            ),
            Err(message) => {
                self.errors.at(literal, message);
                return None;
            }
        }
        number.map(|number| Status::Fixed(number, literal.span()))
    }

    pub(super) fn code(&mut self, value: TokenStream) -> Option<Text> {
        if let Some(number) = integer(&value) {
            let status = number.base10_parse().ok();
            let name = status.map_or("not_found", |status| match facts::code(status) {
                "" => "not_found",
                name => name,
            });
            let message = format!(
                "a code is a name and not the status: write `code = \"{name}\"`, or write the \
                 status alone"
            );
            self.errors.at(number, message);
            return None;
        }
        let Some(text) = string(&value) else {
            return self.expression(value, "code").map(Text::expr);
        };
        if text.value().is_empty() {
            let message = "a code cannot be empty: remove it for a code that is derived from the \
                           name";
            self.errors.at(&text, message);
            return None;
        }
        let is_code = self.has_no_suffix(&text) && self.is_code(&text.value(), text.span());
        is_code.then(|| Text::Fixed(text.value(), text.span()))
    }

    pub(super) fn is_code(&mut self, text: &str, span: Span) -> bool {
        let wrong = text
            .chars()
            .find(|char| !u8::try_from(*char).is_ok_and(is_code_char));
        if let Some(char) = wrong {
            let message = if char == '{' {
                "a code is not a format string: for a code that varies, write an expression, \
                 `code = expr`"
                    .to_owned()
            } else {
                format!(
                    "a code cannot contain {char:?}: write only letters, digits, `.`, `_` \
                     and `-`"
                )
            };
            self.errors.at_span(span, message);
        }
        wrong.is_none()
    }

    pub(super) fn type_uri(&mut self, value: TokenStream) -> Option<LitStr> {
        self.uri(value, "type")
    }

    pub(super) fn uri(&mut self, value: TokenStream, key: &str) -> Option<LitStr> {
        let text = self.string(value, key)?;
        let uri = text.value();
        let wrong = uri
            .chars()
            .find(|char| !u8::try_from(*char).is_ok_and(is_uri_char));
        match wrong {
            Some('{') => self.errors.at(
                &text,
                format!("`{key}` is the same for every occurrence (RFC 9457 section 3.1.1): put `{{...}}` in `detail` or a member"),
            ),
            Some(char) => self.errors.at(&text, format!("a URI cannot contain {char:?} (RFC 3986): percent-encode it")),
            None if uri.is_empty() => self.errors.at(&text, format!("`{key}` cannot be empty: remove it")),
            None => return Some(text),
        }
        None
    }

    pub(super) fn title(&mut self, value: TokenStream) -> Option<LitStr> {
        let text = self.string(value, "title")?;
        if text.value().contains('{') {
            self.errors.at(
                &text,
                "`title` is the same for every occurrence (RFC 9457 section 3.1.3): put `{...}` in `detail`",
            );
            return None;
        }
        if text.value().is_empty() {
            self.errors.at(
                &text,
                "`title` cannot be empty: remove it for the phrase of the status",
            );
            return None;
        }
        Some(text)
    }
}
