//! The table of a type: everything about its problem types that is known now,
//! as one text and one record of numbers for each. `core/src/table.rs` reads
//! them; where a record has what is in `facts.rs`.

use std::borrow::Cow;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::facts::{flag, record};
use crate::json;
use crate::model::HeaderKind;

/// What is known of a problem type.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) variant: String,
    /// 0 if only a value decides it.
    pub(crate) status: u16,
    /// Empty if only a value decides it.
    pub(crate) code: String,
    pub(crate) uri: String,
    pub(crate) title: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) flags: Flags,
    pub(crate) level: Option<u8>,
    pub(crate) headers: Vec<FixedHeader>,
    pub(crate) format: Option<TokenStream>,
    pub(crate) grpc: Option<u8>,
}

/// A header whose value is known now.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct FixedHeader {
    pub(crate) name: String,
    pub(crate) kind: HeaderKind,
    pub(crate) value: String,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Flags(u16);

impl Flags {
    pub(crate) fn set(&mut self, flag: u16, is_set: bool) {
        if is_set {
            self.0 |= flag;
        }
    }

    pub(crate) fn has(self, flag: u16) -> bool {
        self.0 & flag != 0
    }
}

/// The rows so far.
#[derive(Default)]
pub(crate) struct Table {
    text: String,
    records: Vec<u8>,
    count: usize,
    headers: Vec<FixedHeader>,
    formats: Vec<TokenStream>,
}

/// A row that no record can hold.
pub(crate) const TOO_LONG: &str =
    "the texts of a variant are longer than 65535 bytes, or it has more than 255 headers";

type Span = [usize; 2];

impl Table {
    /// Adds a row and says which one it is; `None` if it is [`TOO_LONG`].
    pub(crate) fn push(&mut self, row: &Row) -> Option<usize> {
        let start = u32::try_from(self.text.len()).ok()?;
        let Texts {
            text,
            ends,
            spans: [code, uri, title],
            raw,
        } = row.texts();
        let first_header = self.headers(&row.headers);
        let format = match &row.format {
            Some(format) => self.format(format),
            None => 0,
        };
        let mut record = Record([0; record::LENGTH]);
        record.byte(record::LEVEL, usize::from(row.level.unwrap_or(0)))?;
        record.byte(record::GRPC, usize::from(row.grpc.unwrap_or(0)))?;
        record.byte(record::FORMAT, format)?;
        record.byte(record::HEADERS, row.headers.len())?;
        record.number(record::FLAGS, usize::from(row.flags.0))?;
        record.number(record::STATUS, usize::from(row.status))?;
        record.number(record::FIRST_HEADER, first_header)?;
        record.put(record::START, start.to_le_bytes());
        let [name, head, end] = ends;
        record.number(record::NAME_END, name)?;
        record.number(record::HEAD_END, head)?;
        record.number(record::DETAIL_END, end)?;
        record.span(record::CODE, code)?;
        record.span(record::URI, uri)?;
        record.span(record::TITLE, title)?;
        let [title_end, detail_end] = raw;
        record.number(record::RAW_TITLE_END, title_end)?;
        record.number(record::RAW_DETAIL_END, detail_end)?;
        self.text.push_str(&text);
        self.records.extend_from_slice(&record.0);
        self.count += 1;
        Some(self.count - 1)
    }

    /// Where these headers stand in the list of all.
    fn headers(&mut self, headers: &[FixedHeader]) -> usize {
        if headers.is_empty() {
            return 0;
        }
        let known = self.headers.windows(headers.len());
        if let Some(at) = known.into_iter().position(|known| known == headers) {
            return at;
        }
        self.headers.extend_from_slice(headers);
        self.headers.len() - headers.len()
    }

    /// Which format it is, from 1 on.
    fn format(&mut self, format: &TokenStream) -> usize {
        let text = format.to_string();
        let mut known = self.formats.iter();
        if let Some(at) = known.position(|known| known.to_string() == text) {
            return at + 1;
        }
        self.formats.push(format.clone());
        self.formats.len()
    }

    /// The items that hold the table, which is then called by this name.
    pub(crate) fn expand(&self, name: &Ident, private: &TokenStream) -> TokenStream {
        let text = &self.text;
        let records = Literal::byte_string(&self.records);
        // A header may share its bytes, so a borrow of one needs a `static` of
        // its own (E0492).
        let (items, headers) = if self.headers.is_empty() {
            (TokenStream::new(), quote!(&[]))
        } else {
            let list = Ident::new("__HEADERS", name.span());
            let count = Literal::usize_unsuffixed(self.headers.len());
            let headers = self.headers.iter().map(|header| {
                let FixedHeader { name, kind, value } = header;
                let typed = kind.is_typed();
                quote!(#private::Header {
                    name: #private::HeaderName::from_static(#name),
                    value: #private::HeaderValue::from_static(#value),
                    typed: #typed,
                })
            });
            (
                quote!(static #list: [#private::Header; #count] = [#(#headers),*];),
                quote!(&#list),
            )
        };
        let formats = &self.formats;
        quote! {
            #items
            static #name: #private::Table =
                #private::Table::new(#text, #records, #headers, &[#(&#formats),*]);
        }
    }
}

/// The numbers of a row, while they are written.
struct Record([u8; record::LENGTH]);

impl Record {
    fn put<const N: usize>(&mut self, at: usize, bytes: [u8; N]) {
        for (place, byte) in self.0.iter_mut().skip(at).zip(bytes) {
            *place = byte;
        }
    }

    fn byte(&mut self, at: usize, number: usize) -> Option<()> {
        self.put(at, [u8::try_from(number).ok()?]);
        Some(())
    }

    fn number(&mut self, at: usize, number: usize) -> Option<()> {
        self.put(at, u16::try_from(number).ok()?.to_le_bytes());
        Some(())
    }

    fn span(&mut self, at: usize, [start, end]: Span) -> Option<()> {
        self.number(at, start)?;
        self.number(at + 2, end)
    }
}

/// The text of a row and what stands where in it.
struct Texts {
    text: String,
    /// End of the name, of the JSON before the detail, and behind the detail.
    ends: [usize; 3],
    /// Code, type URI and title.
    spans: [Span; 3],
    /// End of the title and of the detail as they are, behind the JSON.
    raw: [usize; 2],
}

/// Appends, and says where it stands.
fn put(text: &mut String, piece: &str) -> Span {
    let start = text.len();
    text.push_str(piece);
    [start, text.len()]
}

impl Row {
    /// Whether the JSON can be written now.
    fn has_json(&self) -> bool {
        self.status != 0 && !self.code.is_empty() && !self.flags.has(flag::TRANSPARENT)
    }

    fn texts(&self) -> Texts {
        let mut text = String::with_capacity(160);
        let [_, name] = put(&mut text, &self.variant);
        if !self.has_json() {
            let code = put(&mut text, &self.code);
            let uri = put(&mut text, &self.uri);
            let title = put(&mut text, self.title.as_deref().unwrap_or_default());
            let end = text.len();
            return Texts {
                text,
                ends: [name; 3],
                spans: [code, uri, title],
                raw: [0, end],
            };
        }
        text.push('{');
        let mut uri = [0, 0];
        if !self.uri.is_empty() {
            text.push_str("\"type\":\"");
            uri = put(&mut text, &json::escape(&self.uri));
            text.push_str("\",");
        }
        text.push_str("\"title\":\"");
        let (plain_title, escaped_title) = if let Some(title) = &self.title {
            (title.as_str(), json::escape(title))
        } else {
            let phrase = crate::facts::phrase(self.status);
            (phrase, Cow::Borrowed(phrase))
        };
        let title = put(&mut text, &escaped_title);
        text.push_str("\",\"status\":");
        text.push_str(&self.status.to_string());
        text.push_str(",\"code\":\"");
        let code = put(&mut text, &self.code);
        let [_, head] = put(&mut text, "\"");
        let detail = self.detail.as_deref().unwrap_or_default();
        let escaped_detail = json::escape(detail);
        if self.detail.is_some() {
            text.push_str(",\"detail\":\"");
            text.push_str(&escaped_detail);
            text.push('"');
        }
        let end = text.len();
        text.push('}');
        if escaped_title != plain_title {
            text.push_str(plain_title);
        }
        let raw_title = text.len();
        if escaped_detail != detail {
            text.push_str(detail);
        }
        let raw_detail = text.len();
        Texts {
            text,
            ends: [name, head, end],
            spans: [code, uri, title],
            raw: [raw_title, raw_detail],
        }
    }
}
