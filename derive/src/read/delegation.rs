//! `transparent` and `chain`: another value decides.

use proc_macro2::{Span, TokenStream};
use syn::Type;

use super::Reader;
use crate::display;
use crate::model::Keys;
use crate::tokens::split_commas;

impl Reader<'_> {
    /// The types of a `chain`.
    pub(super) fn types(&mut self, tokens: TokenStream, span: Span) -> Vec<TokenStream> {
        let mut types = split_commas(tokens);
        if types.is_empty() {
            self.errors.at_span(
                span,
                "`chain` names the types to look for: write `chain(AppError)`",
            );
        }
        types.retain(|ty| {
            let is_type = syn::parse2::<Type>(ty.clone()).is_ok();
            if !is_type {
                let message = "`chain` names types: write `chain(AppError, OtherError)`";
                self.errors.at(ty, message);
            }
            is_type
        });
        types
    }

    pub(super) fn one_delegation(&mut self, keys: &Keys, span: Span) {
        if let Some(first) = &keys.delegate {
            self.errors.twice(
                first.span(),
                span,
                "only one value can decide: this is the second",
            );
        }
    }

    /// The field that `transparent` means where it names none.
    pub(super) fn only_field(&mut self, span: Span) -> Option<usize> {
        let fields: Vec<usize> = (0..self.fields.len())
            .filter(|at| !display::is_backtrace(&self.fields[*at].ty))
            .collect();
        match fields.as_slice() {
            [field] => Some(*field),
            [] => {
                self.errors.at_span(
                    span,
                    "`transparent` needs a field to delegate to, and there is none",
                );
                None
            }
            _ => {
                self.errors.at_span(
                    span,
                    format!("`transparent` does not know which of {} fields decides: write `#[http(transparent)]` on that field", fields.len()),
                );
                None
            }
        }
    }
}
