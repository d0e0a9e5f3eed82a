//! The format of a body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::tokens::{Cursor, is_word};

/// The formats that ship, which can be named without a path.
const SHIPPED: [&str; 5] = ["Empty", "Text", "Html", "Json", PROBLEM_JSON];
const PROBLEM_JSON: &str = "ProblemJson";
/// Also a problem; only with a feature, and so not without a path.
const PROBLEM_XML: &str = "ProblemXml";

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

    /// Whether it writes the members that RFC 9457 defines. One of the user's own
    /// may be called by any path.
    pub(crate) fn is_problem(&self) -> bool {
        match self {
            Self::Shipped(word, _) => word == PROBLEM_JSON,
            Self::Own(tokens) => tokens
                .clone()
                .into_iter()
                .any(|token| is_word(&token, PROBLEM_JSON) || is_word(&token, PROBLEM_XML)),
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
