//! The calls that pass a value to a visitor.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::headers::HeaderNames;
use super::reference;
use crate::facts::RESERVED_MEMBERS;
use crate::header::HeaderKind;
use crate::model::{Argument, Context, Field, Header, Member, Text};

/// Writes the calls that pass values to a visitor, one after another.
pub(super) struct Writer<'a> {
    pub(super) krate: &'a TokenStream,
    pub(super) names: &'a HeaderNames,
    pub(super) fields: &'a [Field],
    pub(super) d: &'a Ident,
}

impl Writer<'_> {
    /// Returns a reference to the value.
    pub(super) fn value(&self, text: &Text) -> TokenStream {
        match text {
            Text::Fixed(text, span) => {
                let text = syn::LitStr::new(text, *span);
                quote!(#text)
            }
            Text::Expr(expr) => match self.field(expr) {
                // It is already a reference, so the compiler checks one type less.
                Some(binding) => binding.into(),
                None => reference(expr, self.krate),
            },
            Text::Format(template, span) => {
                let arguments = template.format_args(self.fields, *span);
                quote!(&#arguments)
            }
        }
    }

    /// Returns the name of a field, if that is the whole value.
    fn field(&self, expr: &[TokenTree]) -> Option<TokenTree> {
        let [TokenTree::Ident(word)] = expr else {
            return None;
        };
        let is_field = self.fields.iter().any(|field| field.binding == *word);
        is_field.then(|| word.clone().into())
    }

    pub(super) fn detail(&self, text: &Text) -> TokenStream {
        let d = self.d;
        let value = self.value(text);
        match text {
            Text::Fixed(..) | Text::Format(..) => quote!(#d.detail(#value);),
            Text::Expr(_) => quote!(#d.optional_detail(#value);),
        }
    }

    /// Returns a reference to a value that can be serialised.
    fn serialized(&self, text: &Text) -> TokenStream {
        let value = self.value(text);
        if let Text::Format(..) = text {
            let krate = self.krate;
            return quote!(&#krate::__private::Displayed(#value));
        }
        value
    }

    pub(super) fn arguments(&self, arguments: &[Argument], calls: &mut Vec<TokenStream>) {
        let d = self.d;
        for argument in arguments {
            let name = &argument.name;
            let value = self.serialized(&argument.value);
            calls.push(quote!(#d.argument(#name, #value);));
        }
    }

    pub(super) fn context(&self, context: &[Context], calls: &mut Vec<TokenStream>) {
        let d = self.d;
        for context in context {
            let name = &context.name;
            let value = self.value(&context.value);
            calls.push(if context.is_debug {
                quote!(#d.context(#name, &::core::format_args!("{:?}", #value));)
            } else {
                quote!(#d.context(#name, #value);)
            });
        }
    }

    pub(super) fn headers<'h>(
        &self,
        headers: impl IntoIterator<Item = &'h Header>,
        calls: &mut Vec<TokenStream>,
    ) {
        let d = self.d;
        // Headers with the same name are grouped, at the position of the first.
        let mut sorted: Vec<&Header> = Vec::new();
        for header in headers {
            let at = sorted
                .iter()
                .rposition(|known| known.name == header.name)
                .map_or(sorted.len(), |at| at + 1);
            sorted.insert(at, header);
        }
        let mut previous = None;
        for header in sorted {
            let name = &header.name;
            let value = self.value(&header.value);
            let is_next = previous == Some(name);
            previous = Some(name);
            let free = || {
                let name = self.names.place(name);
                quote!(&#name)
            };
            calls.push(match (header.kind, is_next) {
                // Text that looks like a number of seconds is checked like any other text.
                (HeaderKind::Typed(typed), false)
                    if !typed.is_seconds || matches!(header.value, Text::Expr(_)) =>
                {
                    let key = Ident::new(typed.key, Span::call_site());
                    quote!(#d.#key(#value);)
                }
                (_, false) => {
                    let name = free();
                    quote!(#d.header(#name, #value);)
                }
                (_, true) => {
                    let name = free();
                    quote!(#d.append_header(#name, #value);)
                }
            });
        }
    }

    pub(super) fn members(&self, members: &[Member], calls: &mut Vec<TokenStream>) {
        let d = self.d;
        for member in members {
            calls.push(match member {
                Member::Named { name, value, .. } => {
                    let value = self.serialized(value);
                    // A format other than problem+json may have members with these names.
                    if RESERVED_MEMBERS.contains(&name.value().as_str()) {
                        quote!(#d.member(#name, #value);)
                    } else {
                        quote!(#d.named_member(#name, #value);)
                    }
                }
                Member::Flatten(at) => match self.fields.get(*at) {
                    Some(field) => {
                        let binding = &field.binding;
                        quote!(#d.flatten(#binding);)
                    }
                    None => continue,
                },
            });
        }
    }
}
