//! The format of a body.

use proc_macro2::TokenStream;
use quote::quote;

use crate::tokens::Cursor;

/// The formats that are known by one word.
const FORMATS: &[&str] = &["Empty", "Text", "Html", "Json", "ProblemJson"];

/// The path of a format: the words for the formats that ship are ours.
pub(crate) fn format_path(tokens: &TokenStream, krate: &TokenStream) -> TokenStream {
    let mut cursor = Cursor::new(tokens.clone());
    match cursor.ident() {
        Some(word) if FORMATS.contains(&word.to_string().as_str()) => {
            let rest = cursor.rest();
            quote!(#krate::format::#word #rest)
        }
        _ => tokens.clone(),
    }
}
