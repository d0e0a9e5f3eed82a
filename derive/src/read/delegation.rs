//! `transparent` and `chain`: another value decides.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Token, Type};

use super::Reader;
use crate::attr::{Meant, Value};
use crate::keys::Key;
use crate::model::{Delegation, Keys};
use crate::tokens::{span_of, string};

impl Reader<'_> {
    /// Reads `transparent`, with a value or for the only field.
    pub(super) fn transparent(&mut self, value: Value, span: Span, keys: &mut Keys) -> Option<()> {
        if let Value::Word = value {
            match self.only_field(span) {
                Some(field) => keys.delegate = Some(Delegation::Field(field, span)),
                None => keys.broken.push(Meant::Key(Key::Transparent)),
            }
            return Some(());
        }
        let value = match value {
            Value::List(list) => {
                let named = list.stream();
                self.field_by_name(&named.to_string(), named)?;
                return Some(());
            }
            value => value.assigned()?,
        };
        if let Some(text) = string(&value) {
            if self.field_by_name(&text.value(), value).is_none() {
                let message = "`transparent` takes the error to delegate to: write it without \
                               quotes";
                self.errors.at(text, message);
            }
            return Some(());
        }
        self.one_delegation(keys, span);
        if let Some(value) = self.expression(value, "transparent") {
            keys.delegate = Some(Delegation::Expr(value, span));
        }
        Some(())
    }

    /// Reports how to write the field if `transparent` names it.
    fn field_by_name(&mut self, name: &str, at: TokenStream) -> Option<()> {
        let field = self.fields.iter().find(|field| field.is_called(name))?;
        let message = format!(
            "write `transparent = {}`, or `#[http(transparent)]` on the field",
            field.binding
        );
        self.errors.at(at, message);
        Some(())
    }

    /// Reads the types of a `chain`.
    pub(super) fn types(&mut self, tokens: TokenStream, span: Span) -> Vec<TokenStream> {
        const USAGE: &str = "`chain` takes types: write `chain(AppError, OtherError)`";
        if tokens.is_empty() {
            self.errors.at_span(span, USAGE);
        }
        let types = Punctuated::<Type, Token![,]>::parse_terminated.parse2(tokens.clone());
        if types.is_err() {
            self.errors.at(tokens, USAGE);
        }
        let mut seen: Vec<(String, Span)> = Vec::new();
        let mut known = Vec::new();
        for ty in types.unwrap_or_default() {
            let ty = ty.to_token_stream();
            let (text, span) = (ty.to_string(), span_of(&ty, span));
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == text) {
                let message = format!("`chain` looks for `{text}` twice: remove one");
                self.errors.twice(*first, span, &message);
                continue;
            }
            seen.push((text, span));
            known.push(ty);
        }
        known
    }

    pub(super) fn one_delegation(&mut self, keys: &Keys, span: Span) {
        if let Some(first) = &keys.delegate {
            self.errors.twice(
                first.span(),
                span,
                "an error delegates to only one value, and this is the second: remove one of them",
            );
        }
    }

    /// Returns the field that `transparent` means if it does not name one.
    fn only_field(&mut self, span: Span) -> Option<usize> {
        let fields: Vec<usize> = (0..self.fields.len())
            .filter(|at| !self.fields[*at].ty.is_backtrace())
            .collect();
        match fields.as_slice() {
            [field] => Some(*field),
            [] => {
                self.errors.at_span(
                    span,
                    "`transparent` needs a field to delegate to, and there is no field here",
                );
                None
            }
            _ => {
                self.errors.at_span(
                    span,
                    format!("`transparent` delegates to one field, and there are {}: write `#[http(transparent)]` on one of them", fields.len()),
                );
                None
            }
        }
    }
}
