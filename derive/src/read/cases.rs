//! `case(pattern => ...)`: what applies to some values of a variant.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::Reader;
use crate::attr;
use crate::keys::{Place, did_you_mean};
use crate::model::{Case, CasePattern, Style, unraw};
use crate::syntax;
use crate::tokens::{
    Cursor, is_punct, is_word, only, split_arrow, split_commas, split_guard, string,
};

impl Reader<'_> {
    pub(super) fn case(&mut self, tokens: TokenStream, span: Span) -> Option<Case> {
        let (pattern, keys) = split_arrow(tokens);
        let Some(keys) = keys else {
            self.errors.at_span(
                span,
                "a `case` is a pattern, `=>` and keys: write `case(pattern => 410)`",
            );
            return None;
        };
        let (docs, pattern) = self.split_docs(pattern);
        let (pattern, guard) = split_guard(pattern);
        let guard = self.guard(guard);
        let patterns = self.case_patterns(&pattern, span);
        let items = attr::nested(keys, span, Place::Case, self.errors);
        if items.is_empty() {
            self.errors.at_span(
                span,
                "this `case` has no keys: write `case(pattern => 410)`",
            );
        }
        let mut reader = Reader {
            place: Place::Case,
            fields: self.fields,
            style: self.style,
            is_enum: self.is_enum,
            errors: &mut *self.errors,
        };
        let keys = reader.read(items).keys;
        Some(Case {
            patterns: patterns?,
            guard: guard?,
            written: pattern,
            keys,
            docs,
            span,
        })
    }

    /// Reads the condition after `if`. The outer value is `None` if it is wrong.
    #[expect(clippy::option_option, reason = "none, a wrong one, or one")]
    fn guard(&mut self, guard: Option<(Span, TokenStream)>) -> Option<Option<TokenStream>> {
        match guard {
            None => Some(None),
            Some((place, guard)) if guard.is_empty() => {
                let message = "a condition is missing after `if`: write \
                               `case(pattern if condition => 410)`";
                self.errors.at_span(place, message);
                None
            }
            Some((_, guard)) => self.parsed(guard, syntax::guard, "the condition").map(Some),
        }
    }

    /// Returns a pattern that parses, or may parse.
    fn pattern(&mut self, pattern: TokenStream) -> Option<TokenStream> {
        if let Some(word @ TokenTree::Ident(_)) = pattern.clone().into_iter().next()
            && is_word(&word, "ref")
        {
            self.errors.at(word, REF);
            return None;
        }
        self.parsed(pattern, syntax::pattern, "the pattern")
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
                self.errors.at_span(
                    span,
                    "a `case` matches fields, and there are no fields here: remove it",
                );
                None
            }
            Style::Tuple => self.tuple_patterns(pattern),
            Style::Named => self.named_patterns(pattern),
        }
    }

    fn tuple_patterns(&mut self, pattern: &TokenStream) -> Option<Vec<CasePattern>> {
        let count = self.fields.len();
        let parts = split_commas(pattern.clone());
        let mut rests = parts.iter().enumerate().filter(|(_, part)| is_rest(part));
        let before = rests.next().map(|(at, _)| at);
        if let Some((_, second)) = rests.next() {
            let message = "there is already a `..` for all other fields: remove this one";
            self.errors.at(second, message);
            return None;
        }
        let given = parts.len() - usize::from(before.is_some());
        if (before.is_none() && given != count) || given > count {
            let message = if given > count {
                format!(
                    "there are {given} patterns, but the number of fields is {count}: write one for each"
                )
            } else if let Some(inner) = in_parentheses(&parts, count) {
                format!(
                    "the patterns have no parentheses of their own: write `case({inner} => 404)`"
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
        let mut patterns = Some(Vec::new());
        for (at, pattern) in parts.into_iter().enumerate() {
            if Some(at) == before {
                continue;
            }
            let field = if before.is_some_and(|before| at > before) {
                at + skipped - 1
            } else {
                at
            };
            match (self.pattern(pattern), &mut patterns) {
                (Some(pattern), Some(known)) => known.push(CasePattern { field, pattern }),
                _ => patterns = None,
            }
        }
        patterns
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
        let behind = cursor.rest();
        if !behind.is_empty() {
            let message = "the pattern ends with its braces: write alternatives in them, \
                           `{ field: 3 | 4, .. }`, or another `case`";
            self.errors.at(behind, message);
            return None;
        }
        let before = self.errors.count();
        let mut patterns: Vec<CasePattern> = Vec::new();
        let mut has_rest = false;
        for part in split_commas(group.stream()) {
            if has_rest {
                let message = "`..` is for all other fields: write it last";
                self.errors.at(&part, message);
                break;
            }
            if is_rest(&part) {
                has_rest = true;
                continue;
            }
            let Some((field, ident, pattern)) = self.named_pattern(&part) else {
                continue;
            };
            if patterns.iter().any(|known| known.field == field) {
                let message = format!(
                    "the field `{}` already has a pattern: write alternatives with `|`",
                    unraw(&ident)
                );
                self.errors.at(ident, message);
                continue;
            }
            patterns.push(CasePattern { field, pattern });
        }
        (self.errors.count() == before).then_some(patterns)
    }

    /// `field: pattern` or `field`
    fn named_pattern(&mut self, part: &TokenStream) -> Option<(usize, Ident, TokenStream)> {
        let mut cursor = Cursor::new(part.clone());
        let Some(ident) = cursor.ident() else {
            self.errors.at(part, "expected `field: pattern` or `..`");
            return None;
        };
        if ident == "ref" || ident == "mut" {
            let message = if ident == "ref" {
                REF
            } else {
                "a field is bound by reference and cannot be changed: remove `mut`"
            };
            self.errors.at(ident, message);
            return None;
        }
        let name = unraw(&ident);
        let Some(field) = self.fields.iter().position(|field| field.is_called(&name)) else {
            let known: Vec<String> = self
                .fields
                .iter()
                .map(|field| unraw(&field.binding))
                .collect();
            let hint = did_you_mean(&name, &known);
            let hint = if hint.is_empty() {
                let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                format!("; available: {}", known.join(", "))
            } else {
                hint
            };
            self.errors
                .at(ident, format!("there is no field `{name}`{hint}"));
            return None;
        };
        let is_assigned = cursor.punct(':');
        let rest = cursor.rest();
        let pattern = match (is_assigned, rest.is_empty()) {
            (false, true) => quote!(#ident),
            (true, false) => self.pattern(rest)?,
            (true, true) => {
                let message = format!("`{name}:` has no pattern: write `{name}: pattern`");
                self.errors.at(ident, message);
                return None;
            }
            (false, false) => {
                let mut tokens = rest.clone().into_iter();
                let message = match (tokens.next(), tokens.next()) {
                    (Some(equals), Some(_)) if is_punct(&equals, '=') => {
                        let value: TokenStream = rest.clone().into_iter().skip(1).collect();
                        format!("the name of a field is followed by `:`: write `{name}: {value}`")
                    }
                    _ => {
                        format!("the name of a field is followed by `:`: write `{name}: pattern`")
                    }
                };
                self.errors.at(rest, message);
                return None;
            }
        };
        Some((field, ident, pattern))
    }

    /// Splits off the doc comment before a pattern. Any other attribute would have no effect.
    fn split_docs(&mut self, tokens: TokenStream) -> (String, TokenStream) {
        let mut lines = Vec::new();
        let mut cursor = Cursor::new(tokens);
        while cursor.punct('#') {
            let Some(group) = cursor.group(Delimiter::Bracket) else {
                break;
            };
            let mut attribute = Cursor::new(group.stream());
            if attribute.ident().is_some_and(|ident| ident == "doc")
                && attribute.punct('=')
                && let Some(line) = string(&attribute.rest())
            {
                lines.push(line.value().trim().to_owned());
            } else {
                let message = "an attribute has no effect in a `case`: remove it, or write it on \
                               the variant";
                self.errors.at(TokenTree::from(group), message);
            }
        }
        (lines.join("\n").trim().to_owned(), cursor.rest())
    }
}

const REF: &str = "a field is already bound by reference: remove `ref`";

fn is_rest(part: &TokenStream) -> bool {
    part.to_string().replace(' ', "") == ".."
}

/// Returns the patterns without their parentheses, if they are written like a tuple.
fn in_parentheses(parts: &[TokenStream], count: usize) -> Option<String> {
    let [part] = parts else {
        return None;
    };
    match only(part)? {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            let inner = group.stream();
            (split_commas(inner.clone()).len() == count).then(|| inner.to_string())
        }
        _ => None,
    }
}
