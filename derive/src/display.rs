//! What `Display` shows, read from the attributes of the crates that generate
//! it: thiserror, snafu, `derive_more` and displaydoc.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::item::{Attribute, Name, Variant};
use crate::model::{Display, Style};
use crate::template::Template;
use crate::tokens::{Cursor, bare, is_any_word, is_punct, is_word, split_list, text_of};
use crate::ty::Ty;

/// The crate that generates the `Display` of the type.
#[derive(Clone, Copy, Default)]
pub(crate) struct Dialect {
    /// `derive_more`, in which the single field of a tuple is the source.
    pub(crate) derive_more: bool,
    /// displaydoc, which uses doc comments as texts.
    pub(crate) displaydoc: bool,
    /// An attribute on the type wraps the texts of the variants.
    wrapped: bool,
}

impl Dialect {
    pub(crate) fn of(container: &[Attribute], is_enum: bool, variants: &[Variant]) -> Self {
        let prefixed = has(container, Name::PrefixEnumDocAttributes);
        let mut derive_more = has(container, Name::Display);
        let mut displaydoc = has(container, Name::Displaydoc)
            || has(container, Name::IgnoreExtraDocAttributes)
            || prefixed;
        let wrapped = (is_enum && derive_more) || prefixed;
        for variant in variants {
            for attribute in &variant.attributes {
                match attribute.name {
                    Name::Display => derive_more = true,
                    Name::Displaydoc | Name::IgnoreExtraDocAttributes => displaydoc = true,
                    _ => {}
                }
            }
        }
        Self {
            derive_more,
            displaydoc,
            wrapped,
        }
    }
}

fn has(attributes: &[Attribute], name: Name) -> bool {
    attributes.iter().any(|attribute| attribute.name == name)
}

/// Returns the tokens of the lists of the attributes with this name.
fn lists(attributes: &[Attribute], name: Name) -> impl Iterator<Item = &[TokenTree]> {
    attributes
        .iter()
        .filter(move |attribute| attribute.name == name)
        .filter_map(Attribute::list)
}

/// Returns thiserror's text, which no `#[error(...)]` of `derive_more` has.
fn error_text(attributes: &[Attribute]) -> Option<&[TokenTree]> {
    lists(attributes, Name::Error).find(|tokens| !is_other_error(tokens))
}

/// Returns what `Display` shows of a variant or a struct. thiserror's attribute
/// on an enum is the text of the variants that have none.
pub(crate) fn display(
    attributes: &[Attribute],
    container: &[Attribute],
    docs: &str,
    dialect: Dialect,
) -> Display {
    if dialect.wrapped {
        return Display::Unknown;
    }
    let error = error_text(attributes).or_else(|| error_text(container));
    let snafu = snafu_display(attributes);
    let mut texts = [
        error,
        lists(attributes, Name::Display).next(),
        snafu.as_deref(),
        lists(attributes, Name::Displaydoc).next(),
    ]
    .into_iter()
    .flatten();
    match (texts.next(), texts.next()) {
        (Some(tokens), None) => template(tokens),
        (None, _) if dialect.displaydoc && !docs.is_empty() => Template::parse(docs)
            // It joins lines in its own way, and may leave out paragraphs.
            .map_or(Display::Unknown, |template| Display::Template {
                template,
                is_certain: false,
            }),
        // No attribute, or several of which only one is for `Display`.
        _ => Display::Unknown,
    }
}

/// Returns the content of `#[snafu(display(...))]`.
fn snafu_display(attributes: &[Attribute]) -> Option<Vec<TokenTree>> {
    lists(attributes, Name::Snafu)
        .flat_map(|tokens| split_list(tokens.to_vec()))
        .find_map(|part| {
            let mut cursor = Cursor::new(part);
            cursor.ident().filter(|ident| ident == "display")?;
            let list = cursor.group(Delimiter::Parenthesis)?;
            Some(list.stream().into_iter().collect())
        })
}

/// `#[error(ignore)]` and `#[error(not(source))]` belong to `derive_more`.
fn is_other_error(tokens: &[TokenTree]) -> bool {
    let first = tokens.first();
    first.is_some_and(|first| is_any_word(first, &["ignore", "not", "source"]))
}

fn template(tokens: &[TokenTree]) -> Display {
    // A comma may follow it.
    let first = match tokens {
        [first] => bare(first.clone()),
        [first, comma] if is_punct(comma, ',') => bare(first.clone()),
        _ => return Display::Unknown,
    };
    match first {
        TokenTree::Ident(word) if word == "transparent" => Display::Transparent,
        TokenTree::Literal(literal) => text_of(&literal)
            .and_then(|text| Template::parse(&text).ok())
            .map_or(Display::Unknown, |template| Display::Template {
                template,
                is_certain: true,
            }),
        _ => Display::Unknown,
    }
}

/// A field, as the crates that generate `source` see it.
pub(crate) struct SourceField<'a> {
    pub(crate) attributes: &'a [Attribute],
    pub(crate) name: Option<String>,
    pub(crate) ty: &'a Ty,
}

/// Returns the field that is the source.
pub(crate) fn source(
    variant: &[Attribute],
    style: Style,
    fields: &[SourceField<'_>],
    display: &Display,
    dialect: Dialect,
) -> Option<usize> {
    let marked = fields.iter().position(|field| {
        has(field.attributes, Name::Source)
            || has(field.attributes, Name::From)
            || has_word(field.attributes, Name::Error, "source")
            || has_word(field.attributes, Name::Snafu, "source")
    });
    let refused = |field: &SourceField<'_>| {
        let refuses = |name| {
            lists(field.attributes, name).any(|tokens| {
                let tokens: TokenStream = tokens.iter().cloned().collect();
                let text = tokens.to_string().replace(' ', "");
                text.contains("not(source)") || text.contains("source(false)") || text == "ignore"
            })
        };
        refuses(Name::Error) || refuses(Name::Snafu)
    };
    if marked.is_some_and(|at| !refused(&fields[at])) {
        return marked;
    }
    if has_word(variant, Name::Error, "ignore") {
        return None;
    }
    if let Some(at) = fields
        .iter()
        .position(|field| field.name.as_deref() == Some("source"))
    {
        return (!refused(&fields[at])).then_some(at);
    }
    let single = (fields.len() == 1).then_some(0)?;
    let implied = matches!(display, Display::Transparent)
        || (dialect.derive_more && style == Style::Tuple && !fields[single].ty.is_backtrace());
    (implied && !refused(&fields[single])).then_some(single)
}

/// Returns whether there is an attribute `#[name(word, ...)]`.
fn has_word(attributes: &[Attribute], name: Name, word: &str) -> bool {
    lists(attributes, name).any(|tokens| {
        // Most lists are one literal, and need no split.
        tokens.iter().any(|token| is_word(token, word))
            && split_list(tokens.to_vec())
                .iter()
                .any(|part| part.first().is_some_and(|first| is_word(first, word)))
    })
}
