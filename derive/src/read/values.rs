//! Values: a string literal, or a format string or expression that names
//! fields.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use super::Reader;
use crate::keys::{Place, did_you_mean, join};
use crate::model::Text;
use crate::template::Template;

impl Reader<'_> {
    /// A value that must be a string literal.
    pub(super) fn string(&mut self, value: TokenStream, key: &str) -> Option<LitStr> {
        let text = syn::parse2::<LitStr>(value.clone()).ok();
        if text.is_none() {
            self.errors
                .at(value, format!("`{key}` is a string literal"));
        }
        text
    }

    /// A value that may be a format string.
    pub(super) fn text(&mut self, value: TokenStream) -> Text {
        let Ok(text) = syn::parse2::<LitStr>(value.clone()) else {
            self.bindings_exist(&value);
            return Text::Expr(value);
        };
        match Template::parse(&text.value()) {
            Ok(template) => {
                self.placeholders(&template, &text);
                match template.fixed() {
                    Some(fixed) => Text::Fixed(fixed, text.span()),
                    None => Text::Format(text),
                }
            }
            Err(message) => {
                self.errors.at(&text, message);
                Text::Fixed(String::new(), text.span())
            }
        }
    }

    /// Every placeholder names something that is there.
    fn placeholders(&mut self, template: &Template, text: &LitStr) {
        if self.place == Place::Case {
            // The pattern's own bindings count too; rustc knows them.
            return;
        }
        for name in template.names().chain(template.spec_names()) {
            let known = || {
                self.fields
                    .iter()
                    .map(|field| field.member.to_token_stream().to_string())
            };
            if name == "self" || self.fields.iter().any(|field| field.is_called(name)) {
                continue;
            }
            let fields: Vec<String> = known().map(|name| format!("`{{{name}}}`")).collect();
            let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
            let there = match (self.place, fields.as_slice()) {
                (Place::Enum | Place::On, _) => {
                    "what holds for all variants can only use `self`, in an expression".to_owned()
                }
                (_, []) => format!("{} without fields has nothing to show", self.place.name()),
                (_, fields) => format!("there is {}", join(fields, "and")),
            };
            let known: Vec<String> = known().collect();
            let message = if name.is_empty() {
                format!("`{{}}` names no field: {there}")
            } else {
                let hint = did_you_mean(name, known.iter().map(String::as_str));
                format!("there is no field `{name}`{hint}: {there}")
            };
            self.errors.at(text, message);
        }
    }

    /// A tuple field that is named by number is there.
    pub(super) fn bindings_exist(&mut self, value: &TokenStream) {
        for token in value.clone() {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let is_number = name.strip_prefix('_').is_some_and(|number| {
                        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
                    });
                    if is_number
                        && self.place != Place::Case
                        && !self.fields.iter().any(|field| field.binding == name)
                    {
                        let count = self.fields.len();
                        self.errors.at(
                            ident,
                            format!(
                                "there is no field `{name}`: {} has {count}",
                                self.place.name()
                            ),
                        );
                    }
                }
                TokenTree::Group(group) => self.bindings_exist(&group.stream()),
                _ => {}
            }
        }
    }
}
