//! `case(pattern => ...)`: what holds for some values of a variant.

use proc_macro2::{Delimiter, Span, TokenStream};
use quote::quote;

use super::Reader;
use crate::attr;
use crate::keys::{Place, did_you_mean};
use crate::model::{Case, CasePattern, Style, unraw};
use crate::tokens::{Cursor, split_arrow, split_commas, split_guard, string};

impl Reader<'_> {
    pub(super) fn case(&mut self, tokens: TokenStream, span: Span) -> Option<Case> {
        let (pattern, keys) = split_arrow(tokens);
        let Some(keys) = keys else {
            self.errors.at_span(
                span,
                "a `case` is a pattern, `=>` and what it means: write `case(pattern => 410)`",
            );
            return None;
        };
        let (docs, pattern) = split_docs(pattern);
        let (pattern, guard) = split_guard(pattern);
        let patterns = self.case_patterns(&pattern, span);
        let items = attr::nested(keys, span, Place::Case, self.errors);
        if items.is_empty() {
            self.errors.at_span(
                span,
                "this `case` says nothing of its values: write `case(pattern => 410)`",
            );
        }
        let mut reader = Reader {
            place: Place::Case,
            fields: self.fields,
            style: self.style,
            errors: &mut *self.errors,
        };
        let keys = reader.read(items).keys;
        Some(Case {
            patterns: patterns?,
            guard,
            keys,
            docs,
            span,
        })
    }

    fn case_patterns(&mut self, pattern: &TokenStream, span: Span) -> Option<Vec<CasePattern>> {
        if pattern.is_empty() {
            self.errors.at_span(
                span,
                "a `case` begins with a pattern: write `case(pattern => 410)`",
            );
            return None;
        }
        match self.style {
            Style::Unit => {
                self.errors
                    .at_span(span, "there are no fields here for a `case` to look at");
                None
            }
            Style::Tuple => self.tuple_patterns(pattern),
            Style::Named => self.named_patterns(pattern),
        }
    }

    fn tuple_patterns(&mut self, pattern: &TokenStream) -> Option<Vec<CasePattern>> {
        let count = self.fields.len();
        let parts = split_commas(pattern.clone());
        let is_rest = |part: &TokenStream| part.to_string().replace(' ', "") == "..";
        let before = parts.iter().position(is_rest);
        let given = parts.len() - usize::from(before.is_some());
        if (before.is_none() && given != count) || given > count {
            let message = if given > count {
                format!(
                    "there are {given} patterns, but the number of fields is {count}: write one for each"
                )
            } else {
                format!(
                    "{given} of {count} fields have a pattern: write `_` for each of the others, \
                     or `..`"
                )
            };
            self.errors.at(pattern, message);
            return None;
        }
        let skipped = count - given;
        Some(
            parts
                .into_iter()
                .enumerate()
                .filter(|(at, _)| Some(*at) != before)
                .map(|(at, pattern)| CasePattern {
                    field: if before.is_some_and(|before| at > before) {
                        at + skipped - 1
                    } else {
                        at
                    },
                    pattern,
                })
                .collect(),
        )
    }

    fn named_patterns(&mut self, pattern: &TokenStream) -> Option<Vec<CasePattern>> {
        let mut cursor = Cursor::new(pattern.clone());
        let Some(group) = cursor.group(Delimiter::Brace) else {
            self.errors.at(
                pattern,
                "the fields here have names: write `case({ field: pattern, .. } => 404)`",
            );
            return None;
        };
        let mut patterns = Vec::new();
        for part in split_commas(group.stream()) {
            let mut cursor = Cursor::new(part.clone());
            let Some(ident) = cursor.ident() else {
                if part.to_string().replace(' ', "") != ".." {
                    self.errors.at(&part, "expected `field: pattern` or `..`");
                }
                continue;
            };
            let name = unraw(&ident);
            let Some(field) = self.fields.iter().position(|field| field.is_called(&name)) else {
                let known: Vec<String> = self
                    .fields
                    .iter()
                    .map(|field| unraw(&field.binding))
                    .collect();
                let hint = did_you_mean(&name, known.iter().map(String::as_str));
                self.errors
                    .at(ident, format!("there is no field `{name}`{hint}"));
                continue;
            };
            let pattern = if cursor.punct(':') {
                cursor.rest()
            } else {
                quote!(#ident)
            };
            patterns.push(CasePattern { field, pattern });
        }
        Some(patterns)
    }
}

/// The doc comment in front of a pattern.
fn split_docs(tokens: TokenStream) -> (String, TokenStream) {
    let mut lines = Vec::new();
    let mut cursor = Cursor::new(tokens);
    while cursor.punct('#') {
        let Some(attribute) = cursor.group(Delimiter::Bracket) else {
            break;
        };
        let mut attribute = Cursor::new(attribute.stream());
        if attribute.ident().is_some_and(|ident| ident == "doc")
            && attribute.punct('=')
            && let Some(line) = string(&attribute.rest())
        {
            lines.push(line.value().trim().to_owned());
        }
    }
    (lines.join("\n").trim().to_owned(), cursor.rest())
}
