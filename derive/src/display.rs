//! What `Display` shows, read from the attributes of the crates that generate
//! it: thiserror, snafu, `derive_more` and displaydoc.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::item::{Attribute, Variant};
use crate::model::{Display, Style};
use crate::template::Template;
use crate::tokens::{Cursor, bare, split_commas, text_of};
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
        let mut derive_more = has(container, "display");
        let mut displaydoc = has(container, "displaydoc")
            || has(container, "ignore_extra_doc_attributes")
            || has(container, "prefix_enum_doc_attributes");
        for variant in variants {
            for attribute in &variant.attributes {
                derive_more |= attribute.is("display");
                displaydoc |=
                    attribute.is("displaydoc") || attribute.is("ignore_extra_doc_attributes");
            }
        }
        Self {
            derive_more,
            displaydoc,
            wrapped: (is_enum && has(container, "display"))
                || has(container, "prefix_enum_doc_attributes"),
        }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.is(name))
}

/// Returns the lists of tokens of the attributes with this name.
fn lists<'a>(attributes: &'a [Attribute], name: &'a str) -> impl Iterator<Item = TokenStream> {
    attributes
        .iter()
        .filter(move |attribute| attribute.is(name))
        .filter_map(Attribute::list)
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
    let own = lists(attributes, "error").find(|tokens| !is_other_error(tokens));
    let error = own.or_else(|| lists(container, "error").find(|tokens| !is_other_error(tokens)));
    let mut texts = error
        .into_iter()
        .chain(lists(attributes, "display").next())
        .chain(snafu_display(attributes))
        .chain(lists(attributes, "displaydoc").next());
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
fn snafu_display(attributes: &[Attribute]) -> Option<TokenStream> {
    lists(attributes, "snafu")
        .flat_map(split_commas)
        .find_map(|part| {
            let mut cursor = Cursor::new(part);
            cursor.ident().filter(|ident| ident == "display")?;
            let list = cursor.group(Delimiter::Parenthesis)?;
            Some(list.stream())
        })
}

/// `#[error(ignore)]` and `#[error(not(source))]` belong to `derive_more`.
fn is_other_error(tokens: &TokenStream) -> bool {
    matches!(tokens.clone().into_iter().next(),
        Some(TokenTree::Ident(word)) if ["ignore", "not", "source"].iter().any(|other| word == other))
}

fn template(tokens: TokenStream) -> Display {
    let mut tokens = tokens.into_iter();
    let first = tokens.next().map(bare);
    // A comma may follow it.
    let is_all = match tokens.next() {
        None => true,
        Some(TokenTree::Punct(comma)) => comma.as_char() == ',' && tokens.next().is_none(),
        Some(_) => false,
    };
    if !is_all {
        return Display::Unknown;
    }
    match first {
        Some(TokenTree::Ident(word)) if word == "transparent" => Display::Transparent,
        Some(TokenTree::Literal(literal)) => text_of(&literal)
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
        has(field.attributes, "source")
            || has(field.attributes, "from")
            || has_word(field.attributes, "error", "source")
            || has_word(field.attributes, "snafu", "source")
    });
    let refused = |field: &SourceField<'_>| {
        let refuses = |name| {
            lists(field.attributes, name).any(|tokens| {
                let text = tokens.to_string().replace(' ', "");
                text.contains("not(source)") || text.contains("source(false)") || text == "ignore"
            })
        };
        refuses("error") || refuses("snafu")
    };
    if marked.is_some_and(|at| !refused(&fields[at])) {
        return marked;
    }
    if has_word(variant, "error", "ignore") {
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
fn has_word(attributes: &[Attribute], name: &str, word: &str) -> bool {
    lists(attributes, name).any(|tokens| {
        split_commas(tokens).into_iter().any(|part| {
            matches!(part.into_iter().next(), Some(TokenTree::Ident(ident)) if ident == word)
        })
    })
}
