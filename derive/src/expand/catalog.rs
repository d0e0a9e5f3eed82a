//! The parts of a problem type that only the catalog has: its description and its
//! facts, in the layout of `record.rs`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use super::entry::Entry;
use super::headers::{is_late_value, late_headers};
use crate::model::{Container, Delegation, Display, Field, Header, Member, Status, Text, Variant};
use crate::record;
use crate::template::Template;
use crate::tokens::{is_any_word, is_punct, long_text};
use crate::ty::Ty;

/// What the catalog of a type needs in addition to its table.
#[derive(Default)]
pub(super) struct Published {
    facts: Facts,
    /// The types of members about which the compiler is asked.
    types: Vec<TokenStream>,
    /// Returns the types that variants delegate to.
    nested: Vec<TokenStream>,
}

impl Published {
    /// Ends the facts of a row.
    pub(super) fn end_row(&mut self) {
        self.facts.0.push(record::END_OF_ROW);
    }

    /// Adds the types that a variant delegates to. Returns the number of the first, and
    /// how many there are.
    pub(super) fn nest(&mut self, variant: &Variant, krate: &TokenStream) -> Option<[usize; 2]> {
        let delegate = variant.keys.delegate.as_ref()?;
        let first = self.nested.len();
        let catalog = |ty: TokenStream| quote!(<#ty as #krate::__private::Delegate>::__catalog);
        match delegate {
            Delegation::Field(at, _) => {
                self.nested.push(catalog(shared(&variant.fields[*at].ty)));
            }
            Delegation::Chain(types, ..) => {
                self.nested.extend(types.iter().cloned().map(catalog));
            }
            Delegation::Expr(..) => return None,
        }
        Some([first, self.nested.len() - first])
    }

    /// Returns the methods that provide it, except those whose default is the same.
    pub(super) fn expand(&self, private: &TokenStream) -> TokenStream {
        // Missing facts at the end are read as empty ones.
        let facts = self.facts.0.trim_end_matches(record::END_OF_ROW);
        let facts = (!facts.is_empty()).then(|| {
            let facts = long_text(facts);
            quote! {
                fn __facts() -> &'static ::core::primitive::str {
                    #facts
                }
            }
        });
        let (types, nested) = (&self.types, &self.nested);
        let types = (!types.is_empty()).then(|| {
            quote! {
                fn __member_types() -> &'static [#private::JsonType] {
                    #[allow(unused_imports)]
                    use #private::NoJsonType as _;
                    const { &[#(<#private::JsonTypeOf<#types>>::TYPE),*] }
                }
            }
        });
        let nested = (!nested.is_empty()).then(|| {
            quote! {
                fn __nested() -> &'static [fn(&mut #private::Collector)] {
                    const { &[#(#nested),*] }
                }
            }
        });
        quote!(#facts #types #nested)
    }

    /// Returns the JSON type of a field: by its name if it is a type of the prelude, and
    /// otherwise from the compiler.
    fn type_of(&mut self, field: &Field, container: &Container) -> String {
        if let Some(letter) = letter(&field.ty) {
            return letter.to_string();
        }
        let generics = &container.generics;
        let mut parameters: Vec<&Ident> = generics.type_params().map(|it| &it.ident).collect();
        parameters.extend(generics.const_params().map(|it| &it.ident));
        if field.ty.mentions(&parameters) {
            return record::ANY_TYPE.to_string();
        }
        let lifetimes: Vec<&Ident> = generics.lifetimes().map(|it| &it.lifetime.ident).collect();
        let ty = field.ty.with_static(&lifetimes);
        let text = ty.to_string();
        let mut known = self.types.iter();
        let at = known.position(|known| known.to_string() == text);
        let at = at.unwrap_or_else(|| {
            self.types.push(ty);
            self.types.len() - 1
        });
        format!("{}{at}", record::ASKED_TYPE)
    }
}

/// Returns the error in an `Arc`: what is shared may be unsized, so that the
/// `Arc` itself cannot know the catalog.
fn shared(ty: &Ty) -> TokenStream {
    let inner = ty.in_arc().filter(|inner| {
        let first = inner.clone().into_iter().next();
        !matches!(first, Some(TokenTree::Ident(word)) if word == "dyn")
    });
    inner.unwrap_or_else(|| ty.to_token_stream())
}

/// Returns the letter of a type of the prelude.
fn letter(ty: &Ty) -> Option<char> {
    Some(match ty.word()? {
        "bool" => record::BOOLEAN_TYPE,
        "f32" | "f64" => record::NUMBER_TYPE,
        "char" | "String" => record::STRING_TYPE,
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128"
        | "isize" => record::INTEGER_TYPE,
        _ => return None,
    })
}

/// The facts of all previous rows.
#[derive(Default)]
struct Facts(String);

impl Facts {
    fn add(&mut self, letter: char, parts: &[&str]) {
        self.0.push(record::FACT);
        self.0.push(letter);
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                self.0.push(record::PART);
            }
            self.text(part);
        }
    }

    /// Adds text without the characters that separate facts.
    fn text(&mut self, text: &str) {
        const SEPARATORS: [char; 3] = [record::END_OF_ROW, record::FACT, record::PART];
        if SEPARATORS.iter().any(|separator| text.contains(*separator)) {
            self.0
                .extend(text.chars().filter(|char| !SEPARATORS.contains(char)));
        } else {
            // All but unusual ones.
            self.0.push_str(text);
        }
    }
}

impl Entry<'_> {
    /// Adds what the catalog needs in addition to its row.
    pub(super) fn facts(&self, docs: &str, nested: Option<[usize; 2]>, published: &mut Published) {
        let facts = &mut published.facts;
        let is_delegated = self.is_delegated();
        // If it delegates, the doc comment is that of the inner error, unless the keys
        // make it another problem.
        let is_another = self.keys.status.is_some() || self.keys.code.is_some();
        if self.mapping.is_mapped && (!is_delegated || is_another) {
            facts.text(docs);
        }
        if let Some([first, count]) = nested.filter(|_| is_delegated) {
            facts.add(record::NESTED, &[&first.to_string(), &count.to_string()]);
        }
        self.status_facts(facts);
        self.code_facts(facts);
        self.detail_facts(facts);
        let (keys, defaults) = (self.keys, &self.container.defaults);
        for member in &keys.members {
            self.member_fact(member, published);
        }
        for member in &defaults.members {
            if !keys.members.iter().any(|own| own.is_same(member)) {
                self.member_fact(member, published);
            }
        }
        let facts = &mut published.facts;
        for header in late_headers(keys) {
            self.header_fact(header, facts);
        }
        for header in &defaults.headers {
            if !keys.headers.iter().any(|own| own.name == header.name) {
                self.header_fact(header, facts);
            }
        }
        let fixed = match &keys.status {
            Some(Status::Fixed(status, _)) => Some(*status),
            Some(Status::Dynamic(_)) | None => None,
        };
        for on in self.container.options.on.iter().rev() {
            if fixed.is_some_and(|status| !on.applies(status)) {
                continue;
            }
            let ranges = on
                .statuses
                .iter()
                .map(|(first, last)| format!("{first}-{last}"));
            let ranges = ranges.collect::<Vec<_>>().join(",");
            let late = on.keys.headers.iter().filter(|it| is_late_value(&it.value));
            for header in late.filter(|it| !it.value.is_none()) {
                facts.add(record::RULE_HEADER, &[&ranges, &header.name]);
            }
        }
    }

    fn status_facts(&self, facts: &mut Facts) {
        let of_type = &self.container.defaults;
        let keys = match &self.keys.status {
            None if !self.is_delegated() => of_type,
            _ => self.keys,
        };
        match &keys.status {
            Some(Status::Dynamic(_)) => {
                facts.add(record::DECIDES_STATUS, &[]);
                if let Some(statuses) = &keys.statuses {
                    let statuses: Vec<_> = statuses.all.iter().map(u16::to_string).collect();
                    facts.add(record::STATUSES, &[&statuses.join(",")]);
                }
            }
            Some(Status::Fixed(status, _)) if self.keys.status.is_none() => {
                facts.add(record::STATUSES, &[&status.to_string()]);
            }
            Some(Status::Fixed(..)) | None => {}
        }
    }

    fn code_facts(&self, facts: &mut Facts) {
        let container = self.container;
        if !self.mapping.is_mapped {
            return;
        }
        match (&self.keys.code, &container.defaults.code) {
            (None, Some(Text::Fixed(code, _))) => {
                let base = container.options.type_base.as_deref();
                let base = base.filter(|_| self.keys.type_uri.is_none());
                let uri = base.map(|base| format!("{base}{code}")).unwrap_or_default();
                facts.add(record::TYPE_CODE, &[code, &uri]);
            }
            (Some(Text::Expr(_) | Text::Format(..)), _) | (None, Some(_)) => {
                facts.add(record::DECIDES_CODE, &[]);
            }
            (Some(Text::Fixed(..)) | None, _) => {}
        }
    }

    fn detail_facts(&self, facts: &mut Facts) {
        let keys = self.keys;
        let of_type = self.container.defaults.detail.as_ref();
        let of_type = of_type.filter(|_| keys.hide.is_none());
        match keys.detail.as_ref().or(of_type) {
            Some(Text::Fixed(text, _)) => facts.add(record::DETAIL, &[text]),
            Some(Text::Format(template, _)) => {
                facts.add(record::DETAIL, &[&self.example(template)]);
            }
            Some(Text::Expr(_)) => facts.add(record::OPTIONAL_DETAIL, &[]),
            None if keys.hide.is_some() => facts.add(record::NO_DETAIL, &[]),
            None => {
                // The text of an unmapped variant is private.
                if let Display::Template { template, .. } = &self.variant.display
                    && self.mapping.is_mapped
                    && !template.is_fixed()
                    && (!self.is_delegated() || keys.expose.is_some())
                {
                    facts.add(record::DISPLAYED, &[&self.example(template)]);
                }
            }
        }
    }

    /// Returns a text that a template may produce.
    fn example(&self, template: &Template) -> String {
        template.example(|name| {
            let mut fields = self.variant.fields.iter();
            let field = fields.find(|field| field.is_called(name));
            match field.and_then(|field| letter(&field.ty)) {
                Some(record::INTEGER_TYPE) => "1",
                Some(record::NUMBER_TYPE) => "1.5",
                Some(record::BOOLEAN_TYPE) => "true",
                _ if name.starts_with(|first: char| first.is_ascii_digit()) => "text",
                _ => name.trim_start_matches("r#"),
            }
        })
    }

    fn header_fact(&self, header: &Header, facts: &mut Facts) {
        let letter = match &header.value {
            value if value.is_none() => return,
            Text::Fixed(..) | Text::Format(..) => record::LATE_HEADER,
            Text::Expr(expr) => match field_named(expr, &self.variant.fields) {
                Some(field) if field.ty.is_well_known() && !field.ty.is_called(&["Option"]) => {
                    record::LATE_HEADER
                }
                _ => record::OPTIONAL_HEADER,
            },
        };
        facts.add(letter, &[&header.name]);
    }

    fn member_fact(&self, member: &Member, published: &mut Published) {
        let fields = &self.variant.fields;
        let (name, value, field) = match member {
            Member::Named { name, value, field } => (name, value, field),
            Member::Flatten(at) => {
                if let Some(field) = fields.get(*at) {
                    let ty = published.type_of(field, self.container);
                    published.facts.add(record::FLATTENED, &[&ty]);
                }
                return;
            }
        };
        if value.is_none() {
            return;
        }
        let field = field.and_then(|at| fields.get(at)).or_else(|| match value {
            Text::Expr(expr) => field_named(expr, fields),
            Text::Fixed(..) | Text::Format(..) => None,
        });
        let (letter, ty) = match (value, field) {
            (_, Some(field)) => (record::MEMBER, published.type_of(field, self.container)),
            (Text::Expr(expr), None) => match literal(expr) {
                Some(ty) => (record::MEMBER, ty.to_string()),
                None => (record::OPTIONAL_MEMBER, record::ANY_TYPE.to_string()),
            },
            (Text::Fixed(..) | Text::Format(..), None) => {
                (record::MEMBER, record::STRING_TYPE.to_string())
            }
        };
        published.facts.add(letter, &[&name.value(), &ty]);
    }
}

/// Returns the field of an expression that is only a field: `id`, `*id` or `&id`.
fn field_named<'f>(expr: &[TokenTree], fields: &'f [Field]) -> Option<&'f Field> {
    let word = match expr {
        [TokenTree::Ident(word)] => word,
        [sign, TokenTree::Ident(word)] if is_punct(sign, '*') || is_punct(sign, '&') => word,
        _ => return None,
    };
    fields.iter().find(|field| field.binding == *word)
}

/// Returns the letter of a literal.
fn literal(expr: &[TokenTree]) -> Option<char> {
    match expr {
        [word] if is_any_word(word, &["true", "false"]) => Some(record::BOOLEAN_TYPE),
        [TokenTree::Literal(literal)] => {
            let text = literal.to_string();
            if !text.starts_with(|first: char| first.is_ascii_digit()) {
                return None;
            }
            let is_decimal = !text.starts_with("0x") && text.contains(['.', 'e', 'E', 'f']);
            Some(if is_decimal {
                record::NUMBER_TYPE
            } else {
                record::INTEGER_TYPE
            })
        }
        _ => None,
    }
}
