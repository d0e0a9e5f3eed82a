//! Format strings, in our attributes and in those of the crates that write
//! `Display`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::model::Field;

/// A format string, taken apart.
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

enum Piece {
    Text(String),
    Placeholder { name: String, spec: String },
}

impl Template {
    /// Takes it apart; says what is wrong with the braces.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            match char {
                '{' | '}' if chars.peek() == Some(&char) => {
                    chars.next();
                    literal.push(char);
                }
                '{' => {
                    let inner: String =
                        std::iter::from_fn(|| chars.next_if(|next| !"{}".contains(*next)))
                            .collect();
                    if chars.next() != Some('}') {
                        return Err("a `{` has no `}`: write `{{` for a brace".to_owned());
                    }
                    let (name, spec) = inner.split_once(':').unwrap_or((&inner, ""));
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Placeholder {
                        name: name.trim().to_owned(),
                        spec: spec.to_owned(),
                    });
                }
                '}' => return Err("a `}` has no `{`: write `}}` for a brace".to_owned()),
                char => literal.push(char),
            }
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Self { pieces })
    }

    /// The text, if nothing in it varies.
    pub(crate) fn fixed(&self) -> Option<String> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Placeholder { .. } => return None,
            }
        }
        Some(text)
    }

    /// What the placeholders name: a field, a number, or nothing.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, .. } => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The names that widths and precisions take: `{:width$}`.
    pub(crate) fn spec_names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Placeholder { spec, .. } => {
                let mut parts: Vec<&str> = spec.split('$').collect();
                parts.pop();
                parts.into_iter().map(name_at_end).collect()
            }
            Piece::Text(_) => Vec::new(),
        })
    }

    /// The names whose placeholder needs `Display`.
    pub(crate) fn displayed(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, spec } if !spec.contains('?') => Some(name.as_str()),
            _ => None,
        })
    }

    /// `format_args!(...)` with every placeholder naming a binding.
    pub(crate) fn format_args(&self, fields: &[Field], span: Span) -> TokenStream {
        let mut format = String::new();
        let mut arguments = Vec::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
                Piece::Placeholder { name, spec } => {
                    let binding = binding(name, fields, span);
                    format.push('{');
                    format.push_str(&arguments.len().to_string());
                    if !spec.is_empty() {
                        format.push(':');
                        format.push_str(spec);
                    }
                    format.push('}');
                    arguments.push(quote!(#binding));
                }
            }
        }
        for name in self.spec_names().collect::<std::collections::BTreeSet<_>>() {
            if name.parse::<usize>().is_ok() {
                continue;
            }
            let binding = binding(name, fields, span);
            let name = Ident::new(name, span);
            arguments.push(quote!(#name = *#binding));
        }
        let format = LitStr::new(&format, span);
        quote!(::core::format_args!(#format, #(#arguments),*))
    }
}

fn name_at_end(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, char)| char.is_alphanumeric() || *char == '_')
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The binding that a placeholder means.
fn binding(name: &str, fields: &[Field], span: Span) -> TokenStream {
    let field = fields.iter().find(|field| field.is_called(name));
    let mut binding = field.map_or_else(|| Ident::new(name, span), |field| field.binding.clone());
    binding.set_span(span);
    quote!(#binding)
}
