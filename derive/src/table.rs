//! The table of a type: everything that is known about its problem types at compile time,
//! as one text and one record of numbers for each. `core/src/table.rs` reads them. Both
//! use the layout in `record.rs`.

use std::borrow::Cow;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};

use crate::json;
use crate::record;
use crate::tokens::{local, long_text, span_of};

/// What is known about a problem type.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) variant: String,
    /// 0 if it is known only at run time.
    pub(crate) status: u16,
    /// Empty if it is known only at run time.
    pub(crate) code: String,
    pub(crate) uri: String,
    pub(crate) title: Option<String>,
    pub(crate) detail: Option<String>,
    pub(crate) flags: Flags,
    pub(crate) level: Option<u8>,
    /// Whether the level is the variant's own.
    pub(crate) own_level: bool,
    pub(crate) headers: Vec<FixedHeader>,
    /// How many of the headers are the variant's own: these come first.
    pub(crate) own_headers: usize,
    pub(crate) format: Option<TokenStream>,
    /// Whether the format is the variant's own.
    pub(crate) own_format: bool,
    pub(crate) grpc: Option<u8>,
    pub(crate) retryable: Option<bool>,
}

/// A header whose value is known at compile time.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct FixedHeader {
    pub(crate) name: String,
    pub(crate) value: String,
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Flags(u16);

impl Flags {
    pub(crate) const STATIC: u16 = record::STATIC;
    pub(crate) const DISPLAY: u16 = record::DISPLAY;
    pub(crate) const UNMASK: u16 = record::UNMASK;
    pub(crate) const IMPLICIT: u16 = record::IMPLICIT;
    pub(crate) const TRANSPARENT: u16 = record::TRANSPARENT;
    pub(crate) const UNMAPPED: u16 = record::UNMAPPED;
    pub(crate) const EVIDENCE: u16 = record::EVIDENCE;
    pub(crate) const FIXED_BODY: u16 = record::FIXED_BODY;
    pub(crate) const DERIVED_CODE: u16 = record::DERIVED_CODE;
    pub(crate) const DECIDES: u16 = record::DECIDES;
    pub(crate) const DESCRIBES: u16 = record::DESCRIBES;
    pub(crate) const PHRASE: u16 = record::PHRASE;
    pub(crate) const DERIVED_TITLE: u16 = record::DERIVED_TITLE;
    pub(crate) const UNPROVED: u16 = record::UNPROVED;
    pub(crate) const FINISHES: u16 = record::FINISHES;
    pub(crate) const LEFT_OUT: u16 = record::LEFT_OUT;

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
    rules: Vec<Rule>,
    /// The number of the type's format, starting at 1; 0 if there is none.
    type_format: usize,
    /// The number of the row of unmapped variants, starting at 1; 0 for a plain 500.
    unmapped: usize,
}

/// What applies to all variants with certain statuses.
pub(crate) struct Rule {
    pub(crate) statuses: Vec<(u16, u16)>,
    /// 0 if it is not set.
    pub(crate) level: u8,
    pub(crate) format: Option<TokenStream>,
    pub(crate) headers: Vec<FixedHeader>,
}

/// The message for a row that does not fit into a record.
pub(crate) const TOO_LONG: &str =
    "the text of a variant is longer than 65535 bytes, or it has more than 255 headers";

type Span = [usize; 2];

impl Table {
    /// Adds a row. Returns its number, or `None` if it is [`TOO_LONG`].
    pub(crate) fn push(&mut self, row: &Row) -> Option<usize> {
        let start = u32::try_from(self.text.len()).ok()?;
        let Texts {
            ends: [name_end, head_end, detail_end],
            spans: [code, uri, title],
            raw: [raw_title_end, raw_detail_end],
        } = row.write(&mut self.text);
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
        record.byte(record::OWN_HEADERS, row.own_headers)?;
        let own_level = if row.own_level { record::OWN_LEVEL } else { 0 };
        let own_format = if row.own_format {
            record::OWN_FORMAT
        } else {
            0
        };
        let retryable = match row.retryable {
            Some(true) => record::OWN_RETRYABLE,
            Some(false) => record::OWN_NOT_RETRYABLE,
            None => 0,
        };
        record.byte(record::OWN, usize::from(own_level | own_format | retryable))?;
        record.number(record::FLAGS, usize::from(row.flags.0))?;
        record.number(record::STATUS, usize::from(row.status))?;
        record.number(record::FIRST_HEADER, first_header)?;
        record.0[record::START..][..4].copy_from_slice(&start.to_le_bytes());
        record.number(record::NAME_END, name_end)?;
        record.number(record::HEAD_END, head_end)?;
        record.number(record::DETAIL_END, detail_end)?;
        record.number(record::CODE, code[0])?;
        record.number(record::CODE + 2, code[1])?;
        record.number(record::URI, uri[0])?;
        record.number(record::URI + 2, uri[1])?;
        record.number(record::TITLE, title[0])?;
        record.number(record::TITLE + 2, title[1])?;
        record.number(record::RAW_TITLE_END, raw_title_end)?;
        record.number(record::RAW_DETAIL_END, raw_detail_end)?;
        self.records.extend_from_slice(&record.0);
        self.count += 1;
        Some(self.count - 1)
    }

    /// Sets what applies to all variants.
    pub(crate) fn set_types(&mut self, rules: Vec<Rule>, format: Option<TokenStream>) {
        for rule in &rules {
            if let Some(format) = &rule.format {
                self.format(format);
            }
        }
        self.rules = rules;
        self.type_format = format.map_or(0, |format| self.format(&format));
    }

    /// Makes the next row that of unmapped variants.
    pub(crate) fn set_unmapped(&mut self) {
        self.unmapped = self.count + 1;
    }

    /// Returns the position of these headers in the list of all.
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

    /// Returns the number of the format, starting at 1.
    fn format(&mut self, format: &TokenStream) -> usize {
        let text = format.to_string();
        let mut known = self.formats.iter();
        if let Some(at) = known.position(|known| known.to_string() == text) {
            return at + 1;
        }
        self.formats.push(format.clone());
        self.formats.len()
    }

    /// Returns the number of the format, starting at 1; 0 if there is none.
    fn number_of(&self, format: Option<&TokenStream>) -> usize {
        let text = format.map(ToString::to_string);
        let mut formats = self.formats.iter().map(ToString::to_string);
        text.and_then(|text| formats.position(|known| known == text))
            .map_or(0, |at| at + 1)
    }

    /// Returns the body of the function that returns the table.
    pub(crate) fn expand(&self, private: &TokenStream) -> TokenStream {
        let text = long_text(&self.text);
        let records = Literal::byte_string(&self.records);
        let table = |more: TokenStream| {
            quote! {
                #private::Table {
                    module: ::core::module_path!(),
                    text: #text,
                    records: #records,
                    more: #more,
                }
            }
        };
        let Some((items, more)) = self.more(private) else {
            // Without a `static`, which the compiler must prove to be `Sync`.
            let table = table(quote!(::core::option::Option::None));
            return quote!(&#table);
        };
        let name = local("__TABLE");
        let table = table(quote!(::core::option::Option::Some(&#more)));
        quote! {
            #items
            static #name: #private::Table = #table;
            &#name
        }
    }

    /// Returns the parts that are not text, and the items that they need.
    fn more(&self, private: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        let has_types = !self.rules.is_empty() || self.type_format != 0 || self.unmapped != 0;
        if !has_types && self.headers.is_empty() && self.formats.is_empty() {
            return None;
        }
        let (mut items, headers) = headers(&self.headers, &local("__HEADERS"), private);
        // If a value is not a format, the message points at the value.
        let formats = self.formats.iter().map(|format| {
            let place = span_of(format, proc_macro2::Span::call_site());
            quote_spanned!(place=> &#format)
        });
        let (rule_items, rules) = self.rules(private);
        items.extend(rule_items);
        let format = Literal::usize_unsuffixed(self.type_format);
        let unmapped = Literal::usize_unsuffixed(self.unmapped);
        let more = quote! {
            #private::More {
                headers: #headers,
                formats: &[#(#formats),*],
                rules: #rules,
                format: #format,
                unmapped: #unmapped,
            }
        };
        Some((items, more))
    }

    /// Returns the items that hold the rules, and a reference to them.
    fn rules(&self, private: &TokenStream) -> (TokenStream, TokenStream) {
        if self.rules.is_empty() {
            return (TokenStream::new(), quote!(&[]));
        }
        let mut items = TokenStream::new();
        let mut rules = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let name = local(&format!("__HEADERS_OF_RULE_{at}"));
            let (item, headers) = headers(&rule.headers, &name, private);
            items.extend(item);
            let statuses = rule.statuses.iter().map(|(first, last)| {
                let [first, last] = [first, last].map(|number| Literal::u16_unsuffixed(*number));
                quote!((#first, #last))
            });
            let level = Literal::u8_unsuffixed(rule.level);
            let format = Literal::usize_unsuffixed(self.number_of(rule.format.as_ref()));
            rules.push(quote!(#private::Rule {
                statuses: &[#(#statuses),*],
                level: #level,
                format: #format,
                headers: #headers,
            }));
        }
        // A header may share its bytes, so a borrow of one needs a `static` of its own
        // (E0492).
        let list = local("__RULES");
        let count = Literal::usize_unsuffixed(rules.len());
        items.extend(quote!(static #list: [#private::Rule; #count] = [#(#rules),*];));
        (items, quote!(&#list))
    }
}

/// Returns the item that holds headers, and a reference to it.
fn headers(
    headers: &[FixedHeader],
    list: &Ident,
    private: &TokenStream,
) -> (TokenStream, TokenStream) {
    if headers.is_empty() {
        return (TokenStream::new(), quote!(&[]));
    }
    let count = Literal::usize_unsuffixed(headers.len());
    let headers = headers.iter().map(|header| {
        let FixedHeader { name, value } = header;
        quote!(#private::Header {
            name: #private::HeaderName::from_static(#name),
            value: #private::HeaderValue::from_static(#value),
        })
    });
    // A header may share its bytes, so a borrow of one needs a `static` of its own
    // (E0492).
    (
        quote!(static #list: [#private::Header; #count] = [#(#headers),*];),
        quote!(&#list),
    )
}

/// A record while it is written.
struct Record([u8; record::LENGTH]);

impl Record {
    fn byte(&mut self, at: usize, number: usize) -> Option<()> {
        self.0[at] = u8::try_from(number).ok()?;
        Some(())
    }

    fn number(&mut self, at: usize, number: usize) -> Option<()> {
        let [low, high] = u16::try_from(number).ok()?.to_le_bytes();
        self.0[at] = low;
        self.0[at + 1] = high;
        Some(())
    }
}

/// The positions in the text of a row.
struct Texts {
    /// The end of the name, of the JSON before the detail, and of the JSON after the detail.
    ends: [usize; 3],
    /// The code, type URI and title.
    spans: [Span; 3],
    /// The end of the unescaped title and of the unescaped detail, which follow the JSON.
    raw: [usize; 2],
}

/// The text of a row, after those of the previous rows.
struct Text<'t> {
    all: &'t mut String,
    start: usize,
}

impl Text<'_> {
    /// Returns its length so far.
    fn end(&self) -> usize {
        self.all.len() - self.start
    }

    /// Appends text, and returns its position.
    fn put(&mut self, piece: &str) -> Span {
        let start = self.end();
        self.all.push_str(piece);
        [start, self.end()]
    }
}

impl Row {
    /// Returns whether the JSON is known at compile time.
    fn has_json(&self) -> bool {
        self.status != 0 && !self.code.is_empty() && !self.flags.has(Flags::TRANSPARENT)
    }

    /// Appends its text.
    fn write(&self, all: &mut String) -> Texts {
        let mut text = Text {
            start: all.len(),
            all,
        };
        let [_, name] = text.put(&self.variant);
        if !self.has_json() {
            let code = text.put(&self.code);
            let uri = text.put(&self.uri);
            let title = text.put(self.title.as_deref().unwrap_or_default());
            return Texts {
                ends: [name; 3],
                spans: [code, uri, title],
                raw: [0, text.end()],
            };
        }
        let mut uri = [0, 0];
        if self.uri.is_empty() {
            text.put("{\"title\":\"");
        } else {
            text.put("{\"type\":\"");
            uri = text.put(&json::escape(&self.uri));
            text.put("\",\"title\":\"");
        }
        let (plain_title, escaped_title) = if let Some(title) = &self.title {
            (title.as_str(), json::escape(title))
        } else {
            let phrase = crate::facts::phrase(self.status);
            (phrase, Cow::Borrowed(phrase))
        };
        let title = text.put(&escaped_title);
        text.put("\",\"status\":");
        text.put(&self.status.to_string());
        text.put(",\"code\":\"");
        let code = text.put(&self.code);
        let [_, head] = text.put("\"");
        let detail = self.detail.as_deref().unwrap_or_default();
        let escaped_detail = json::escape(detail);
        let mut end = head;
        if self.detail.is_some() {
            text.put(",\"detail\":\"");
            text.put(&escaped_detail);
            [_, end] = text.put("\"");
        }
        text.put("}");
        if escaped_title != plain_title {
            text.put(plain_title);
        }
        let raw_title = text.end();
        if escaped_detail != detail {
            text.put(detail);
        }
        Texts {
            ends: [name, head, end],
            spans: [code, uri, title],
            raw: [raw_title, text.end()],
        }
    }
}
