//! The keys that only a type has.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::Path;

use super::Reader;
use crate::attr;
use crate::case::CODE_CASES;
use crate::keys::{Place, did_you_mean, join, nearest};
use crate::model::{Format, Keys, Options, Status, Style};
use crate::status;
use crate::syntax::{self, Verdict};
use crate::tokens::{integer, only, span_of, string};

impl Reader<'_> {
    pub(super) fn unmapped(&mut self, value: TokenStream, options: &mut Options) {
        if value.to_string() == "deny" {
            options.unmapped.is_denied = true;
            return;
        }
        let number = match integer(&value) {
            Some(number) if !number.suffix().is_empty() => Err(format!(
                "a status has no suffix: write `{}`",
                number.base10_digits()
            )),
            Some(number) => status::from_literal(&number),
            None => match only(&value) {
                Some(TokenTree::Ident(name))
                    if name.to_string().starts_with(char::is_uppercase) =>
                {
                    status::from_name(&name.to_string())
                }
                _ if string(&value).is_some_and(|text| text.value() == "deny") => {
                    Err("the word is written without quotes: write `unmapped = deny`".to_owned())
                }
                _ => Err("expected `deny` or a 5xx, such as `503`".to_owned()),
            },
        };
        let message = match number {
            Ok(number @ 500..) => {
                let span = span_of(&value, Span::call_site());
                options.unmapped.keys = Some(Keys {
                    status: Some(Status::Fixed(number, span)),
                    ..Keys::default()
                });
                return;
            }
            Ok(number) => not_a_5xx(number),
            Err(message) => message,
        };
        self.errors.at(value, message);
    }

    /// `unmapped(503, code = "...")`
    pub(super) fn unmapped_keys(&mut self, tokens: TokenStream, span: Span, options: &mut Options) {
        if tokens.to_string() == "deny" {
            self.errors
                .at(tokens, "`deny` is a value: write `unmapped = deny`");
            return;
        }
        let items = attr::nested(tokens, span, Place::Unmapped, self.errors);
        if items.is_empty() {
            let message = "the list is empty: write `unmapped(503, code = \"server_error\")`";
            self.errors.at_span(span, message);
        }
        let mut reader = Reader {
            place: Place::Unmapped,
            fields: &[],
            style: Style::Unit,
            is_enum: self.is_enum,
            errors: &mut *self.errors,
        };
        let mut keys = reader.read(items).keys;
        match keys.status.take() {
            Some(Status::Fixed(number, span)) if number < 500 => {
                self.errors.at_span(span, not_a_5xx(number));
            }
            Some(Status::Dynamic(value)) => {
                let message = "unmapped variants have one status: write a 5xx, such as `503`";
                self.errors.at(value, message);
            }
            status => keys.status = status,
        }
        options.unmapped.keys = Some(keys);
    }

    pub(super) fn code_prefix(&mut self, value: TokenStream, options: &mut Options) {
        let text = self.string(value, "code_prefix");
        if let Some(text) = text
            && self.is_code(&text.value(), text.span())
        {
            options.code_prefix = text.value();
        }
    }

    pub(super) fn code_case(&mut self, value: TokenStream, options: &mut Options) {
        let Some(text) = self.string(value, "code_case") else {
            return;
        };
        let name = text.value();
        if let Some((_, case)) = CODE_CASES.iter().find(|(known, _)| *known == name) {
            options.code_case = *case;
            return;
        }
        let known: Vec<&str> = CODE_CASES.iter().map(|case| case.0).collect();
        let hint = did_you_mean(&name, &known);
        let known: Vec<String> = known.iter().map(|name| format!("\"{name}\"")).collect();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let message = format!("unknown `code_case`{hint}: write {}", join(&known, "or"));
        self.errors.at(text, message);
    }

    /// Reads the path of a function or a macro.
    pub(super) fn path(&mut self, value: TokenStream, key: &str) -> Option<TokenStream> {
        // With generic arguments as in expressions: `a::<B>`.
        if syn::parse2::<Path>(value.clone()).is_ok()
            && matches!(syntax::expression(&value), Verdict::Certain)
        {
            return Some(value);
        }
        let message = match string(&value) {
            Some(text) => {
                let path = text.value();
                let is_name = key == "crate" && !path.contains("::") && path != "crate";
                let root = if is_name { "::" } else { "" };
                format!(
                    "`{key}` is a path and is written without quotes: write \
                     `{key} = {root}{path}`"
                )
            }
            None => format!("`{key}` is a path, such as `crate::path`: write the path alone"),
        };
        self.errors.at(value, message);
        None
    }

    /// `via = path`
    pub(super) fn via(&mut self, value: TokenStream, span: Span, options: &mut Options) {
        let Some(path) = self.path(value, "via") else {
            return;
        };
        let text = path.to_string();
        match options.via.iter().find(|known| known.to_string() == text) {
            Some(first) => {
                let message = "this macro is named twice: remove one";
                self.errors
                    .twice(span_of(first, span), span_of(&path, span), message);
            }
            None => options.via.push(path),
        }
    }

    /// Reads the value of `format`, a constant expression.
    pub(super) fn format(&mut self, value: TokenStream) -> Option<Format> {
        const SHIPPED: [&str; 5] = ["Empty", "Text", "Html", "Json", "ProblemJson"];
        let meant = match only(&value) {
            Some(TokenTree::Ident(word)) if !SHIPPED.iter().any(|known| word == known) => {
                Some(word.to_string())
            }
            _ => string(&value).map(|text| text.value()),
        };
        if let Some(word) = meant {
            let name = word.rsplit('/').next().unwrap_or_default();
            let name = if name == "problem+json" {
                "ProblemJson"
            } else {
                name
            };
            let is_text = string(&value).is_some();
            let near = SHIPPED
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(name))
                .or_else(|| nearest(name, &SHIPPED).filter(|_| is_text));
            let message = match near {
                Some(near) => format!("`{word}` is not a format: write `format = {near}`"),
                None if is_text => format!(
                    "{word:?} is not a format: write a built-in one, such as `format = Text`, or \
                     the path of a type that implements `catchall::Format`"
                ),
                None => {
                    let value = self.parsed(value, syntax::expression, "the value of `format`")?;
                    return Some(Format::new(value));
                }
            };
            self.errors.at(value, message);
            return None;
        }
        let value = self.parsed(value, syntax::expression, "the value of `format`")?;
        Some(Format::new(value))
    }

    /// Returns a path that means the same in every module.
    pub(super) fn crate_path(&mut self, value: TokenStream) -> Option<TokenStream> {
        let value = self.path(value, "crate")?;
        let path = value.to_string().replace(' ', "");
        let is_absolute = path.starts_with("::")
            || ["crate", "$crate"].contains(&path.split("::").next().unwrap_or_default());
        if is_absolute {
            return Some(value);
        }
        let message = format!(
            "the path must mean the same in every module: write `::{path}` or `crate::{path}`"
        );
        self.errors.at(value, message);
        None
    }
}

fn not_a_5xx(number: u16) -> String {
    format!(
        "an unmapped error is the server's fault: write a 5xx instead of \
         {number}, or `unmapped = deny`"
    )
}
