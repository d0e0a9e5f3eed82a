//! Collects every mistake, so that one `cargo check` shows them all.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Error;

#[derive(Default)]
pub(crate) struct Errors {
    all: Option<Error>,
    count: usize,
    /// The values that are not used, because their key is refused.
    refused: TokenStream,
}

impl Errors {
    /// Adds a mistake at these tokens, from the first to the last.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    /// Adds a mistake at this span.
    pub(crate) fn at_span(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(Error::new(span, message));
    }

    /// Adds a mistake with two spans.
    pub(crate) fn twice(&mut self, first: Span, second: Span, message: &str) {
        self.at_span(second, message);
        self.at_span(first, "the first one is here");
    }

    fn push(&mut self, error: Error) {
        self.count += 1;
        match &mut self.all {
            Some(errors) => errors.combine(error),
            None => self.all = Some(error),
        }
    }

    /// Returns the number of mistakes so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Takes a value whose key is refused. What it imports still counts as used.
    pub(crate) fn refuse(&mut self, value: TokenStream) {
        self.refused.extend(value);
    }

    /// Returns the `compile_error!`s, if there are mistakes.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        let mut messages = self.all?.to_compile_error();
        let mut names = Vec::new();
        collect_types(self.refused, &mut names);
        if !names.is_empty() {
            let names = names.iter().map(|name| Ident::new(name, Span::call_site()));
            messages.extend(quote! {
                const _: () = { #(#[allow(unused_imports)] use #names as _;)* };
            });
        }
        Some(messages)
    }
}

/// Collects the first segments of paths with more than one segment: types and modules.
fn collect_types(tokens: TokenStream, names: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => collect_types(group.stream(), names),
            TokenTree::Ident(name) => {
                let is_punct = |at: Option<usize>, char: char| {
                    let token = at.and_then(|at| tokens.get(at));
                    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char)
                };
                let is_first = !is_punct(at.checked_sub(1), ':');
                let goes_on = is_punct(Some(at + 1), ':') && is_punct(Some(at + 2), ':');
                let name = name.to_string();
                if is_first
                    && goes_on
                    && name != "Self"
                    && name.starts_with(char::is_uppercase)
                    && !names.contains(&name)
                {
                    names.push(name);
                }
            }
            _ => {}
        }
    }
}
