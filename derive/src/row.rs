//! A row of the table: everything about a problem type that is known now, as
//! one string and the offsets into it.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::json;
use crate::model::HeaderKind;

/// What is known of a problem type.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) variant: String,
    /// 0 if only a value decides it.
    pub(crate) status: u16,
    pub(crate) is_unmapped: bool,
    /// Empty if only a value decides it.
    pub(crate) code: String,
    pub(crate) uri: String,
    pub(crate) title: Option<String>,
    pub(crate) detail: Option<Detail>,
    pub(crate) flags: Flags,
    pub(crate) level: Option<Ident>,
    pub(crate) headers: Vec<(String, HeaderKind, String)>,
    pub(crate) format: Option<TokenStream>,
    pub(crate) grpc: Option<u8>,
}

/// A detail that is known now.
pub(crate) struct Detail {
    pub(crate) text: String,
    /// Whether it is the text of `Display`.
    pub(crate) is_implicit: bool,
}

/// The names of the flags that are set: constants of the runtime crate.
#[derive(Default)]
pub(crate) struct Flags(Vec<&'static str>);

impl Flags {
    pub(crate) fn set(&mut self, flag: &'static str, is_set: bool) {
        if is_set {
            self.0.push(flag);
        }
    }

    fn has(&self, flag: &str) -> bool {
        self.0.contains(&flag)
    }
}

type Span2 = (usize, usize);

/// The string of a row, while it grows.
struct Text(String);

impl Text {
    /// Appends, and says where it stands.
    fn put(&mut self, text: &str) -> Span2 {
        let start = self.0.len();
        self.0.push_str(text);
        (start, self.0.len())
    }
}

impl Row {
    /// The expression that makes the row, or `None` if its texts are longer
    /// than an offset can say.
    pub(crate) fn expand(&self, krate: &TokenStream) -> Option<TokenStream> {
        let private = quote!(#krate::__private);
        let flags = self.flags(&private);
        let level = self.level.as_ref().map_or_else(
            || Ident::new("Default", Span::call_site()),
            |level| Ident::new(&level.to_string(), Span::call_site()),
        );
        let status = Literal::u16_unsuffixed(self.status);
        let mut extra_title = "";
        let mut extra_detail = "";
        let row = if self.is_unmapped
            && self.code.is_empty()
            && self.uri.is_empty()
            && self.title.is_none()
            && self.detail.is_none()
        {
            if self.variant.len() > usize::from(u16::MAX) {
                return None;
            }
            let variant = &self.variant;
            quote!(#private::Row::unmapped(#variant, #status, #flags, #private::Level::#level))
        } else {
            let (text, ends, spans) = self.text();
            if text.len() > usize::from(u16::MAX) {
                return None;
            }
            let needs_raw = |text: &str| json::escape(text) != text;
            if self.has_json() && self.title.as_deref().is_some_and(needs_raw) {
                extra_title = self.title.as_deref().unwrap_or_default();
            }
            if let Some(detail) = &self.detail
                && needs_raw(&detail.text)
            {
                extra_detail = &detail.text;
            }
            let number = |number: usize| Literal::usize_unsuffixed(number);
            let [variant, head, end] = ends.map(number);
            let spans = spans.map(|(start, end)| {
                let (start, end) = (number(start), number(end));
                quote!([#start, #end])
            });
            let [code, uri, title] = spans;
            quote!(#private::Row::new(
                #text, #status, [#variant, #head, #end], [#code, #uri, #title], #flags, #private::Level::#level
            ))
        };
        let extra = self.extra(&private, extra_title, extra_detail);
        Some(quote!(#row #extra))
    }

    /// Whether the JSON can be written now.
    fn has_json(&self) -> bool {
        self.status != 0 && !self.code.is_empty() && !self.flags.has("TRANSPARENT")
    }

    fn text(&self) -> (String, [usize; 3], [Span2; 3]) {
        let mut text = Text(String::new());
        let (_, variant) = text.put(&self.variant);
        if !self.has_json() {
            let code = text.put(&self.code);
            let uri = text.put(&self.uri);
            let title = text.put(self.title.as_deref().unwrap_or_default());
            return (text.0, [variant; 3], [code, uri, title]);
        }
        text.put("{");
        let mut uri = (0, 0);
        if !self.uri.is_empty() {
            text.put("\"type\":\"");
            uri = text.put(&json::escape(&self.uri));
            text.put("\",");
        }
        text.put("\"title\":\"");
        let phrase = crate::status::phrase(self.status);
        let title = text.put(&json::escape(self.title.as_deref().unwrap_or(phrase)));
        text.put(&format!("\",\"status\":{},\"code\":\"", self.status));
        let code = text.put(&self.code);
        let (_, head) = text.put("\"");
        let mut end = head;
        if let Some(detail) = &self.detail {
            (_, end) = text.put(&format!(",\"detail\":\"{}\"", json::escape(&detail.text)));
        }
        text.put("}");
        (text.0, [variant, head, end], [code, uri, title])
    }

    fn flags(&self, private: &TokenStream) -> TokenStream {
        let is_implicit = self
            .detail
            .as_ref()
            .is_some_and(|detail| detail.is_implicit);
        let own = [("IMPLICIT", is_implicit), ("UNMAPPED", self.is_unmapped)];
        let own = own
            .iter()
            .filter(|(_, is_set)| *is_set)
            .map(|(flag, _)| *flag);
        let names: Vec<Ident> = (self.flags.0.iter().copied().chain(own))
            .map(|flag| Ident::new(flag, Span::call_site()))
            .collect();
        if names.is_empty() {
            quote!(0)
        } else {
            quote!(#(#private::#names)|*)
        }
    }

    fn extra(&self, private: &TokenStream, title: &str, detail: &str) -> TokenStream {
        let nothing = self.headers.is_empty()
            && self.format.is_none()
            && self.grpc.is_none()
            && title.is_empty()
            && detail.is_empty();
        if nothing {
            return TokenStream::new();
        }
        let count = Literal::usize_unsuffixed(self.headers.len());
        let headers = self.headers.iter().map(|(name, kind, value)| {
            let typed = kind.is_typed();
            quote!(#private::Header {
                name: #private::HeaderName::from_static(#name),
                value: #private::HeaderValue::from_static(#value),
                typed: #typed,
            })
        });
        let format = self.format.as_ref().map_or_else(
            || quote!(::core::option::Option::None),
            |format| quote!(::core::option::Option::Some(&#format)),
        );
        let grpc = Literal::u8_unsuffixed(self.grpc.unwrap_or(0));
        // A header may share its bytes, so a borrow of one needs a `static` of
        // its own (E0492).
        let (statics, headers) = if self.headers.is_empty() {
            (TokenStream::new(), quote!(&[]))
        } else {
            (
                quote!(static __HEADERS: [#private::Header; #count] = [#(#headers),*];),
                quote!(&__HEADERS),
            )
        };
        quote!(.with({
            #statics
            static __EXTRA: #private::Extra = #private::Extra {
                headers: #headers,
                format: #format,
                title: #title,
                detail: #detail,
                grpc: #grpc,
            };
            &__EXTRA
        }))
    }
}
