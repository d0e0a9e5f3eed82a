//! Values: a string literal, or a format string or expression that names
//! fields.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::{LitStr, Member};

use super::Reader;
use crate::attr::Value;
use crate::keys::{Place, did_you_mean, join};
use crate::model::{Text, Unmask, unraw};
use crate::template::Template;
use crate::tokens::string;

impl Reader<'_> {
    /// A value that must be a string literal.
    pub(super) fn string(&mut self, value: TokenStream, key: &str) -> Option<LitStr> {
        let text = string(&value);
        if text.is_none() {
            self.errors
                .at(value, format!("`{key}` takes a string literal"));
        }
        text
    }

    /// A value that may be a format string.
    pub(super) fn text(&mut self, value: TokenStream) -> Text {
        let Some(text) = string(&value) else {
            self.bindings_exist(&value);
            return Text::Expr(value);
        };
        match Template::parse(&text.value()) {
            Ok(template) => {
                self.placeholders(&template, &text);
                match template.fixed() {
                    Some(fixed) => Text::Fixed(fixed, text.span()),
                    None => Text::Format(template, text.span()),
                }
            }
            Err(message) => {
                self.errors.at(&text, message);
                Text::Fixed(String::new(), text.span())
            }
        }
    }

    /// `unmask`, or `unmask = expr`
    pub(super) fn unmask(&mut self, value: Value, span: Span) -> Option<Unmask> {
        if let Value::Word = value {
            return Some(Unmask::Always(span));
        }
        let value = value.assigned()?;
        self.bindings_exist(&value);
        Some(Unmask::If(value))
    }

    /// Every placeholder names something that is there.
    fn placeholders(&mut self, template: &Template, text: &LitStr) {
        for name in template.names().chain(template.spec_names()) {
            let is_identifier = Ident::parse_any.parse_str(name).is_ok();
            // The bindings of a pattern count too; rustc knows them.
            let may_be_bound = self.place == Place::Case && is_identifier;
            let is_field = self.fields.iter().any(|field| field.is_called(name));
            if name == "self" || is_field || may_be_bound {
                continue;
            }
            let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
            let there = self.what_is_there();
            let message = if name.is_empty() {
                format!("`{{}}` names no field: {there}")
            } else if is_number {
                format!("there is no field `{name}`: {there}")
            } else if is_identifier {
                let known: Vec<String> = self.names().collect();
                let hint = did_you_mean(name, known.iter().map(String::as_str));
                format!("there is no field `{name}`{hint}: {there}")
            } else {
                format!(
                    "`{{{name}}}` is not the name of a field: any other value is an expression, \
                     such as `format!(\"...\", {name})`"
                )
            };
            self.errors.at(text, message);
        }
    }

    /// The fields, as placeholders name them.
    fn names(&self) -> impl Iterator<Item = String> {
        self.fields.iter().map(|field| match &field.member {
            Member::Named(ident) => unraw(ident),
            Member::Unnamed(index) => index.index.to_string(),
        })
    }

    /// Which fields a value may name, for a message.
    fn what_is_there(&self) -> String {
        let fields: Vec<String> = self.names().map(|name| format!("`{{{name}}}`")).collect();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        match (self.place, fields.as_slice()) {
            (Place::Enum | Place::On | Place::Unmapped, _) => {
                "what holds for all variants can only use `self`, in an expression".to_owned()
            }
            (_, []) => format!("{} without fields has nothing to show", self.place.name()),
            (_, fields) => format!("there is {}", join(fields, "and")),
        }
    }

    /// A tuple field that is named by number is there.
    pub(super) fn bindings_exist(&mut self, value: &TokenStream) {
        if self.place == Place::Case {
            return;
        }
        for token in value.clone() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
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

    /// Reports which names an expression may use.
    fn what_is_bound(&self) -> String {
        let names: Vec<String> = self
            .fields
            .iter()
            .map(|field| format!("`{}`", field.binding))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match names.as_slice() {
            [] if matches!(self.place, Place::Enum | Place::On | Place::Unmapped) => {
                "what holds for all variants can only use `self`".to_owned()
            }
            [] => format!("this is {} without fields", self.place.name()),
            names => format!("there is {}", join(names, "and")),
        }
    }
}
