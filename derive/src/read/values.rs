//! Values: a string literal, or a format string or expression that names
//! fields.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{LitStr, Member};

use super::Reader;
use crate::attr::Value;
use crate::keys::{Place, did_you_mean};
use crate::model::{Text, Unmask, unraw};
use crate::syntax::{self, Verdict};
use crate::template::Template;
use crate::tokens::{is_punct, mark_unknown, only, string};

impl Reader<'_> {
    /// Reads a value that must be a string literal.
    pub(super) fn string(&mut self, value: TokenStream, key: &str) -> Option<LitStr> {
        let Some(text) = string(&value) else {
            self.errors.at(
                value,
                format!("`{key}` takes a string literal: write `{key} = \"...\"`"),
            );
            return None;
        };
        self.has_no_suffix(&text).then_some(text)
    }

    /// Refuses a suffix, which would be dropped.
    pub(super) fn has_no_suffix(&mut self, text: &LitStr) -> bool {
        let suffix = text.suffix();
        if !suffix.is_empty() {
            let message = format!("a string has no suffix: remove `{suffix}`");
            self.errors.at(text, message);
        }
        suffix.is_empty()
    }

    /// Reads a value that may be a format string. `key` is the key of the value.
    pub(super) fn text(&mut self, value: TokenStream, key: &str) -> Option<Text> {
        let Some(text) = string(&value) else {
            return self.expression(value, key).map(Text::expr);
        };
        if !self.has_no_suffix(&text) {
            return None;
        }
        match Template::parse(&text.value()) {
            Ok(template) => {
                let are_there = self.placeholders(&template, &text);
                are_there.then(|| match template.fixed() {
                    Some(fixed) => Text::Fixed(fixed, text.span()),
                    None => Text::Format(template, text.span()),
                })
            }
            Err(message) => {
                self.errors.at(&text, message);
                None
            }
        }
    }

    /// `unmask`, or `unmask = expr`
    pub(super) fn unmask(&mut self, value: Value, span: Span) -> Option<Unmask> {
        if let Value::Word = value {
            return Some(Unmask::Always(span));
        }
        let value = value.assigned()?;
        self.expression(value, "unmask").map(Unmask::If)
    }

    /// Returns a value that `expand` can emit, or `None` if it is not valid, which is reported.
    pub(super) fn expression(&mut self, value: TokenStream, key: &str) -> Option<TokenStream> {
        if let Some(TokenTree::Ident(word)) = only(&value) {
            if self.fields.iter().any(|field| field.binding == word) {
                return Some(value);
            }
            if word == "None" {
                return Some(none(&word, key));
            }
            if !self.may_be_bound(&word, key) {
                return None;
            }
        }
        let before = self.errors.count();
        let value = self.parsed(value, syntax::expression, &format!("the value of `{key}`"))?;
        self.bindings_exist(&value);
        (self.errors.count() == before).then_some(value)
    }

    /// Returns tokens that parse, or may parse; `None` if they do not, which is reported.
    pub(super) fn parsed(
        &mut self,
        tokens: TokenStream,
        parse: fn(&TokenStream) -> Verdict,
        what: &str,
    ) -> Option<TokenStream> {
        match parse(&tokens) {
            Verdict::Certain => Some(tokens),
            Verdict::Unknown => Some(mark_unknown(tokens)),
            Verdict::Wrong(fault) => {
                self.errors.at_span(fault.span(), fault.message(what));
                None
            }
        }
    }

    /// Returns whether a value of one word may name something: a field, or what a
    /// pattern binds. A word in lower case is not a constant.
    fn may_be_bound(&mut self, word: &Ident, key: &str) -> bool {
        let name = unraw(word);
        if key == "www_authenticate" && ["Basic", "Bearer", "Digest"].contains(&name.as_str()) {
            let message = format!("a challenge is written in quotes: write `{key} = \"{name}\"`");
            self.errors.at(word, message);
            return false;
        }
        let is_for_all = matches!(self.place, Place::Enum | Place::On | Place::Unmapped);
        let is_name = name.starts_with(|first: char| first.is_lowercase());
        let is_known = matches!(name.as_str(), "self" | "true" | "false");
        let is_field = self.fields.iter().any(|field| field.is_called(&name));
        if is_known || is_field {
            return true;
        }
        let is_type = name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase);
        let message = if is_for_all && is_name {
            format!(
                "{} has no field `{name}`: write `{key} = {name}` on the variant that has it, or \
                 an expression over `self`",
                self.place.name()
            )
        } else if key == "code" && self.place != Place::Case && (is_name || is_type) {
            format!("`{name}` is not a field: write `{key} = \"{name}\"` if it is text")
        } else {
            return true;
        };
        self.errors.at(word, message);
        false
    }

    /// Checks that every placeholder names something that exists.
    fn placeholders(&mut self, template: &Template, text: &LitStr) -> bool {
        let mut are_there = true;
        for name in template.names().chain(template.spec_names()) {
            let is_identifier = Ident::parse_any.parse_str(name).is_ok();
            // The bindings of a pattern count too, and only rustc knows them.
            let may_be_bound = self.place == Place::Case && is_identifier;
            let is_field = self.fields.iter().any(|field| field.is_called(name));
            if name == "self" || is_field || may_be_bound {
                continue;
            }
            let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
            let there = self.what_is_there();
            let message = if name.is_empty() {
                format!("`{{}}` does not name a field: {there}")
            } else if is_number {
                format!("there is no field `{name}`: {there}")
            } else if is_identifier {
                let known: Vec<String> = self.names().collect();
                let hint = did_you_mean(name, &known);
                format!("there is no field `{name}`{hint}: {there}")
            } else {
                format!(
                    "`{{{name}}}` is not the name of a field: any other value is an expression, \
                     such as `format!(\"...\", {name})`"
                )
            };
            self.errors.at(text, message);
            are_there = false;
        }
        are_there
    }

    /// Returns the fields, as placeholders name them.
    fn names(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| match &field.member {
            Member::Named(ident) => unraw(ident),
            Member::Unnamed(index) => index.index.to_string(),
        })
    }

    /// Returns which fields a value can name, for a message.
    fn what_is_there(&self) -> String {
        let fields: Vec<String> = self.names().map(|name| format!("`{{{name}}}`")).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        match (self.place, fields.as_slice()) {
            (Place::Enum | Place::On | Place::Unmapped, _) => {
                "a key for all variants can only use `self`, in an expression".to_owned()
            }
            (_, []) => format!("{} without fields has nothing to show", self.place.name()),
            (_, fields) => format!("available: {}", fields.join(", ")),
        }
    }

    /// Checks that a tuple field that is named by number exists, and that no
    /// field of an enum is accessed through `self`.
    fn bindings_exist(&mut self, value: &TokenStream) {
        let tokens: Vec<TokenTree> = value.clone().into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if name == "self" {
                        self.no_field_of_self(ident, &tokens[at + 1..]);
                    }
                    if self.place == Place::Case {
                        continue;
                    }
                    let is_number = name.strip_prefix('_').is_some_and(|number| {
                        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                    });
                    if is_number && !self.fields.iter().any(|field| field.binding == name) {
                        let there = self.what_is_bound();
                        self.errors
                            .at(ident, format!("there is no field `{name}`: {there}"));
                    }
                }
                TokenTree::Group(group) => self.bindings_exist(&group.stream()),
                _ => {}
            }
        }
    }

    /// Refuses `self.field` in an enum, whose fields are named without `self`.
    fn no_field_of_self(&mut self, this: &Ident, behind: &[TokenTree]) {
        let [dot, field, rest @ ..] = behind else {
            return;
        };
        let is_call = match rest {
            [TokenTree::Group(group), ..] => group.delimiter() == Delimiter::Parenthesis,
            [colon, ..] => is_punct(colon, ':'),
            [] => false,
        };
        if !self.is_enum || !is_punct(dot, '.') || is_call {
            return;
        }
        let name = match field {
            TokenTree::Ident(field) => unraw(field),
            field => field.to_string(),
        };
        if let Some(field) = self.fields.iter().find(|field| field.is_called(&name)) {
            let message = format!(
                "an enum has no field `{name}`: write `{}`, the field of this variant",
                field.binding
            );
            self.errors.at(this, message);
        }
    }

    /// Returns which names an expression can use.
    fn what_is_bound(&self) -> String {
        let names: Vec<String> = self
            .fields
            .iter()
            .map(|field| format!("`{}`", field.binding))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match names.as_slice() {
            [] if matches!(self.place, Place::Enum | Place::On | Place::Unmapped) => {
                "a key for all variants can only use `self`".to_owned()
            }
            [] => format!("this is {} without fields", self.place.name()),
            names => format!("available: {}", names.join(", ")),
        }
    }
}

/// Returns `None` with a type that any value of this key may have, which rustc
/// cannot infer.
fn none(word: &Ident, key: &str) -> TokenStream {
    let ty = match key {
        "status" => quote_spanned!(word.span()=> ::core::primitive::u16),
        "retry_after" => quote_spanned!(word.span()=> ::core::primitive::u64),
        "grpc" => quote_spanned!(word.span()=> ::core::primitive::i32),
        "transparent" | "unmask" => return quote!(#word),
        _ => quote_spanned!(word.span()=> &'static ::core::primitive::str),
    };
    quote_spanned!(word.span()=> #word::<#ty>)
}
