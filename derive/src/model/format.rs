//! The format of a body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::tokens::Cursor;

/// The formats that ship, which one word names.
const SHIPPED: [&str; 5] = ["Empty", "Text", "Html", "Json", "ProblemJson"];

/// The value of `format`: a constant expression.
#[derive(Clone)]
pub(crate) enum Format {
    /// One that ships, and what stands behind its name.
    Shipped(Ident, TokenStream),
    Own(TokenStream),
}

impl Format {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        let mut cursor = Cursor::new(tokens.clone());
        match cursor.ident() {
            Some(word) if SHIPPED.iter().any(|name| word == name) => {
                Self::Shipped(word, cursor.rest())
            }
            _ => Self::Own(tokens),
        }
    }

    /// The expression, where the facade is called `krate`.
    pub(crate) fn expression(&self, krate: &TokenStream) -> TokenStream {
        match self {
            Self::Shipped(word, rest) => quote!(#krate::format::#word #rest),
            Self::Own(tokens) => tokens.clone(),
        }
    }
}
