//! Headers, by name and typed.

use proc_macro2::TokenStream;
use syn::LitStr;

use super::Reader;
use crate::attr::Meant;
use crate::header::{self, HeaderKind, TypedHeader};
use crate::keys::Key;
use crate::model::{Header, Keys, Text};
use crate::tokens::integer;

impl Reader<'_> {
    pub(super) fn header_named(&mut self, name: &LitStr, value: TokenStream, keys: &mut Keys) {
        let Some(header) = header::name(&name.value(), name.span(), self.errors) else {
            keys.broken.push(Meant::Key(Key::Header));
            return;
        };
        let kind = HeaderKind::of(&header);
        self.push_header(header, kind, value, keys);
    }

    pub(super) fn typed_header(
        &mut self,
        typed: &'static TypedHeader,
        value: TokenStream,
        keys: &mut Keys,
    ) {
        let kind = HeaderKind::Typed(typed);
        let Some(number) = integer(&value).filter(|_| typed.is_seconds) else {
            self.push_header(typed.name.to_owned(), kind, value, keys);
            return;
        };
        let key = typed.key;
        let suffix = number.suffix();
        if !["", "u8", "u16", "u32", "u64"].contains(&suffix) {
            let message = format!(
                "`{number}` is not a number of seconds: write `{key} = {}` for seconds, or \
                 `{key} = Duration::from_millis(...)`",
                number.base10_digits()
            );
            self.errors.at(&number, message);
            return;
        }
        let text = number.base10_digits().to_owned();
        if text.starts_with('-') {
            let message = format!(
                "`{key}` cannot be negative (RFC 9110 section 10.2.3): write `0` or more seconds"
            );
            self.errors.at(&number, message);
            return;
        } else if number.base10_parse::<u64>().is_err() {
            let message = format!("`{key}` has too many seconds: write at most `{}`", u64::MAX);
            self.errors.at(&number, message);
            return;
        }
        let value = Text::Fixed(text, number.span());
        self.one_value(typed.name, kind, &value, keys);
        keys.headers.push(Header {
            name: typed.name.to_owned(),
            kind,
            value,
        });
    }

    fn push_header(&mut self, name: String, kind: HeaderKind, value: TokenStream, keys: &mut Keys) {
        let key = match kind {
            HeaderKind::Typed(typed) => typed.key,
            HeaderKind::Free | HeaderKind::Mandatory => "header",
        };
        let Some(value) = self.text(value, key) else {
            return;
        };
        if let Text::Fixed(text, span) = &value
            && let Err(message) = header::value(&name, text)
        {
            self.errors.at_span(*span, message);
            return;
        }
        self.one_value(&name, kind, &value, keys);
        keys.headers.push(Header { name, kind, value });
    }

    /// Refuses a second value for a header that is not a list.
    fn one_value(&mut self, name: &str, kind: HeaderKind, value: &Text, keys: &Keys) {
        let first = keys.headers.iter().find(|known| known.name == name);
        if let Some(first) = first
            && kind.is_single()
        {
            let message = format!("`{name}` takes one value, and this is the second");
            self.errors
                .twice(first.value.span(), value.span(), &message);
        }
    }
}
