//! Format strings, in our attributes and in those of the crates that generate
//! `Display`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::LitStr;

use crate::model::Field;

/// A parsed format string.
#[derive(Clone)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone)]
enum Piece {
    Text(String),
    Placeholder { name: String, spec: String },
}

impl Template {
    /// Parses it. The error describes what is wrong with the braces.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let bytes = text.as_bytes();
        if !bytes.contains(&b'{') && !bytes.contains(&b'}') {
            // The most common forms.
            let pieces = match text {
                "" => Vec::new(),
                text => vec![Piece::Text(text.to_owned())],
            };
            return Ok(Self { pieces });
        }
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = brace(rest) {
            let (before, behind) = rest.split_at(at);
            literal.push_str(before);
            let is_open = behind.starts_with('{');
            rest = &behind[1..];
            if let Some(escaped) = rest.strip_prefix(&behind[..1]) {
                literal.push_str(&behind[..1]);
                rest = escaped;
                continue;
            }
            if !is_open {
                return Err("a `}` has no `{`: write `}}` for a brace".to_owned());
            }
            let end = brace(rest).filter(|end| rest[*end..].starts_with('}'));
            let Some(end) = end else {
                return Err("a `{` has no `}`: write `{{` for a brace".to_owned());
            };
            let (name, spec) = match rest[..end].split_once(':') {
                Some(parts) => parts,
                None => (&rest[..end], ""),
            };
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Placeholder {
                name: name.trim().to_owned(),
                spec: spec.to_owned(),
            });
            rest = &rest[end + 1..];
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Self { pieces })
    }

    /// Returns the text, if nothing in it varies.
    pub(crate) fn fixed(&self) -> Option<String> {
        match self.pieces.as_slice() {
            [] => Some(String::new()),
            // No two text pieces are adjacent.
            [Piece::Text(text)] => Some(text.clone()),
            _ => None,
        }
    }

    /// Returns whether nothing in it varies.
    pub(crate) fn is_fixed(&self) -> bool {
        matches!(self.pieces.as_slice(), [] | [Piece::Text(_)])
    }

    /// Returns the text with these values in place of the placeholders.
    pub(crate) fn example<'t>(&'t self, value: impl Fn(&'t str) -> &'t str) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            text.push_str(match piece {
                Piece::Text(piece) => piece,
                Piece::Placeholder { name, .. } => value(name),
            });
        }
        text
    }

    /// Returns what its only piece names, if that is a plain placeholder.
    pub(crate) fn only_name(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [Piece::Placeholder { name, spec }] if spec.is_empty() => Some(name),
            _ => None,
        }
    }

    /// Returns what the placeholders name: a field, a number, or nothing.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, .. } => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Returns the names that widths and precisions use: `{:width$}`.
    pub(crate) fn spec_names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().flat_map(|piece| match piece {
            Piece::Placeholder { spec, .. } => {
                let (parts, _) = spec_arguments(spec);
                parts.into_iter().map(|(_, name)| name).collect()
            }
            Piece::Text(_) => Vec::new(),
        })
    }

    /// Returns the names whose placeholder needs `Display`.
    pub(crate) fn displayed(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder { name, spec } if !spec.contains('?') => Some(name.as_str()),
            _ => None,
        })
    }

    /// Returns `format_args!(...)`, in which every placeholder names a binding.
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
                    arguments.push(quote!(#binding));
                    if !spec.is_empty() {
                        format.push(':');
                        let (parts, rest) = spec_arguments(spec);
                        for (text, name) in parts {
                            let binding = self::binding(name, fields, span);
                            format.push_str(text);
                            format.push_str(&arguments.len().to_string());
                            format.push('$');
                            arguments.push(quote!(*#binding));
                        }
                        format.push_str(rest);
                    }
                    format.push('}');
                }
            }
        }
        let format = LitStr::new(&format, span);
        quote!(::core::format_args!(#format, #(#arguments),*))
    }
}

/// Returns the position of the next brace.
fn brace(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'{' || bytes[at] == b'}' {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Returns the widths and precisions of a spec that are arguments: what
/// precedes each, its name or number, and what remains after the last `$`.
fn spec_arguments(spec: &str) -> (Vec<(&str, &str)>, &str) {
    // `{x:$>8}` fills with `$`.
    let mut skipped = match spec.char_indices().nth(1) {
        Some((at, '<' | '^' | '>')) => at,
        _ => 0,
    };
    let mut parts = Vec::new();
    let mut rest = spec;
    while let Some(at) = rest[skipped..].find('$') {
        let (before, after) = rest.split_at(skipped + at);
        let name = name_at_end(before);
        if name.is_empty() {
            break;
        }
        parts.push((&before[..before.len() - name.len()], name));
        rest = &after[1..];
        skipped = 0;
    }
    (parts, rest)
}

fn name_at_end(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, char)| char.is_alphanumeric() || *char == '_')
        .last()
        .map_or(text.len(), |(at, _)| at);
    let name = &text[start..];
    // `{x:0width$}` pads with zeros.
    name.strip_prefix('0')
        .filter(|name| !name.is_empty())
        .unwrap_or(name)
}

/// Returns the binding that a placeholder means.
fn binding(name: &str, fields: &[Field], span: Span) -> TokenStream {
    let field = fields.iter().find(|field| field.is_called(name));
    let Some(field) = field else {
        let name = Ident::new(name, span);
        return quote!(#name);
    };
    // The text may come from a macro's caller, and the field from the macro:
    // the span is that of the text, the name that of the field.
    let mut binding = field.binding.clone();
    binding.set_span(span.resolved_at(binding.span()));
    quote!(#binding)
}
