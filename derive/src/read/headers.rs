//! Headers, by name and typed.

use proc_macro2::TokenStream;
use syn::LitStr;

use super::Reader;
use crate::header;
use crate::model::{Header, HeaderKind, Keys, Text};
use crate::tokens::integer;

impl Reader<'_> {
    pub(super) fn header_named(&mut self, name: &LitStr, value: TokenStream, keys: &mut Keys) {
        let Some(header) = header::name(&name.value(), name.span(), self.errors) else {
            keys.broken.push("header".to_owned());
            return;
        };
        let typed = header::TYPED.iter().find(|typed| typed.1 == header);
        let kind = match header.as_str() {
            "proxy-authenticate" | "upgrade" => HeaderKind::Mandatory,
            _ => typed.map_or(HeaderKind::Free, |typed| typed.2),
        };
        self.push_header(header, kind, value, keys);
    }

    pub(super) fn typed_header(&mut self, key: &str, value: TokenStream, keys: &mut Keys) {
        let Some((_, name, kind)) = header::TYPED.iter().find(|typed| typed.0 == key) else {
            return;
        };
        if let Some(number) = integer(&value)
            && *kind == HeaderKind::RetryAfter
        {
            let text = number.base10_digits().to_owned();
            if text.starts_with('-') {
                let message = "`retry_after` is not negative (RFC 9110 section 10.2.3)";
                self.errors.at(&number, message);
            } else if number.base10_parse::<u64>().is_err() {
                self.errors
                    .at(&number, "`retry_after` has too many seconds");
            }
            let value = Text::Fixed(text, number.span());
            self.one_value(name, *kind, &value, keys);
            keys.headers.push(Header {
                name: (*name).to_owned(),
                kind: *kind,
                value,
            });
            return;
        }
        self.push_header((*name).to_owned(), *kind, value, keys);
    }

    fn push_header(&mut self, name: String, kind: HeaderKind, value: TokenStream, keys: &mut Keys) {
        let value = self.text(value);
        if let Text::Fixed(text, span) = &value
            && let Err(message) = header::value(&name, text)
        {
            self.errors.at_span(*span, message);
        }
        self.one_value(&name, kind, &value, keys);
        keys.headers.push(Header { name, kind, value });
    }

    /// Headers that are no list have one value.
    fn one_value(&mut self, name: &str, kind: HeaderKind, value: &Text, keys: &Keys) {
        let first = keys.headers.iter().find(|known| known.name == name);
        if let Some(first) = first
            && kind.is_single()
        {
            let message = format!("`{name}` has one value, and this is the second");
            self.errors
                .twice(first.value.span(), value.span(), &message);
        }
    }
}
