//! Collects every mistake, so that one `cargo check` shows them all.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

#[derive(Default)]
pub(crate) struct Errors {
    all: Option<Error>,
    count: usize,
}

impl Errors {
    /// A mistake at these tokens, from the first to the last.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    /// A mistake at this place.
    pub(crate) fn at_span(&mut self, span: Span, message: impl std::fmt::Display) {
        self.push(Error::new(span, message));
    }

    /// A mistake with two places.
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

    /// How many there are so far.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The `compile_error!`s, if there is a mistake.
    pub(crate) fn finish(self) -> Option<TokenStream> {
        self.all.map(|errors| errors.to_compile_error())
    }
}
