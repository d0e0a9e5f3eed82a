//! Which headers are in the table, and which are set by code.

use std::cell::RefCell;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{Header, Keys, Text};
use crate::table::FixedHeader;
use crate::tokens::local;

/// The names that the code uses, each created only once.
#[derive(Default)]
pub(super) struct HeaderNames(RefCell<Vec<String>>);

impl HeaderNames {
    /// Returns the expression for a name.
    pub(super) fn place(&self, name: &str) -> TokenStream {
        let mut names = self.0.borrow_mut();
        let at = names.iter().position(|known| known == name);
        let at = at.unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        let (list, at) = (local("__NAMES"), Literal::usize_unsuffixed(at));
        quote!(#list[#at])
    }

    /// Returns the item that holds the names.
    pub(super) fn expand(&self, private: &TokenStream) -> Option<TokenStream> {
        let names = self.0.borrow();
        if names.is_empty() {
            return None;
        }
        let (list, count) = (local("__NAMES"), Literal::usize_unsuffixed(names.len()));
        let names = names.iter();
        Some(quote! {
            static #list: [#private::HeaderName; #count] =
                [#(#private::HeaderName::from_static(#names)),*];
        })
    }
}

/// Returns the headers of a place that can be in the table. If one of several
/// with the same name is known only at run time, all of them are set by code,
/// so that their order is kept.
pub(super) fn own_fixed_headers(keys: &Keys) -> Vec<FixedHeader> {
    let mut headers: Vec<FixedHeader> = Vec::new();
    for header in &keys.headers {
        if let Text::Fixed(value, _) = &header.value
            && !has_late_twin(keys, header)
        {
            let at = headers
                .iter()
                .rposition(|known| known.name == header.name)
                .map_or(headers.len(), |at| at + 1);
            let header = FixedHeader {
                name: header.name.clone(),
                value: value.clone(),
            };
            headers.insert(at, header);
        }
    }
    headers
}

/// Returns the headers that only code can set.
pub(super) fn late_headers(keys: &Keys) -> impl Iterator<Item = &Header> {
    let headers = keys.headers.iter();
    headers.filter(|header| has_late_twin(keys, header))
}

fn has_late_twin(keys: &Keys, header: &Header) -> bool {
    keys.headers
        .iter()
        .any(|other| other.name == header.name && is_late_value(&other.value))
}

/// Returns whether a header's value cannot be in a table: a known value that is
/// not ASCII cannot be created there.
pub(super) fn is_late_value(value: &Text) -> bool {
    !matches!(value, Text::Fixed(text, _) if text.is_ascii())
}
