//! The format of a body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::expand::parsable;
use crate::tokens::{self, Cursor, is_word, mark_unknown};

/// The built-in formats, which can be named without a path.
const SHIPPED: [&str; 5] = ["Empty", "Text", "Html", "Json", PROBLEM_JSON];
const PROBLEM_JSON: &str = "ProblemJson";
/// Also a problem. It needs a feature, so it cannot be named without a path.
const PROBLEM_XML: &str = "ProblemXml";

/// The value of `format`: a constant expression.
#[derive(Clone)]
pub(crate) enum Format {
    /// A built-in format, and what follows its name.
    Shipped(Ident, TokenStream),
    Own(TokenStream),
}

impl Format {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        let unknown = tokens::unknown(&tokens);
        let mut cursor = Cursor::new(unknown.clone().unwrap_or_else(|| tokens.clone()));
        match cursor.ident() {
            Some(word) if SHIPPED.iter().any(|name| word == name) => {
                let rest = cursor.rest();
                let rest = match unknown {
                    Some(_) => mark_unknown(rest),
                    None => rest,
                };
                Self::Shipped(word, rest)
            }
            _ => Self::Own(tokens),
        }
    }

    /// Returns whether it writes the members that RFC 9457 defines. A user's own
    /// format may have any path.
    pub(crate) fn is_problem(&self) -> bool {
        match self {
            Self::Shipped(word, _) => word == PROBLEM_JSON,
            Self::Own(tokens) => tokens::unknown(tokens)
                .unwrap_or_else(|| tokens.clone())
                .into_iter()
                .any(|token| is_word(&token, PROBLEM_JSON) || is_word(&token, PROBLEM_XML)),
        }
    }

    /// Returns whether it omits the code of a problem.
    pub(crate) fn is_without_code(&self) -> bool {
        let (Self::Shipped(_, tokens) | Self::Own(tokens)) = self;
        let mut tokens = tokens.clone().into_iter();
        tokens.any(|token| is_word(&token, "without_code"))
    }

    /// Returns the expression, with the facade named `krate`.
    pub(crate) fn expression(&self, krate: &TokenStream) -> TokenStream {
        match self {
            Self::Shipped(word, rest) => {
                let is_unknown = tokens::unknown(rest);
                let rest = is_unknown.as_ref().unwrap_or(rest);
                let value = quote!(#krate::format::#word #rest);
                match is_unknown {
                    Some(_) => parsable(&mark_unknown(value), "value", krate),
                    None => value,
                }
            }
            Self::Own(tokens) => parsable(tokens, "value", krate),
        }
    }
}
