//! From the item to the model.

use proc_macro2::Span;
use quote::format_ident;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Lit, Meta};

use crate::attr;
use crate::display::{self, Dialect, SourceField};
use crate::errors::Errors;
use crate::keys::Place;
use crate::model::{Container, Delegation, Field, Keys, Style, Variant, unraw};
use crate::read::{Reader, Said};

/// The model of the item, with every mistake of syntax reported. `None` where
/// there is nothing to derive for.
pub(crate) fn container(input: &DeriveInput, errors: &mut Errors) -> Option<Container> {
    match &input.data {
        Data::Enum(data) => {
            let said = type_keys(input, errors);
            if data.variants.is_empty() {
                errors.at(
                    &input.ident,
                    "an enum without variants has no error to answer: add a variant, or write \
                     `impl catchall::HttpError` by hand",
                );
            }
            let attributes: Vec<&[Attribute]> = data
                .variants
                .iter()
                .map(|variant| variant.attrs.as_slice())
                .collect();
            let dialect = Dialect::of(&input.attrs, true, &attributes);
            let variants = data
                .variants
                .iter()
                .map(|parsed| {
                    let items = attr::items(&parsed.attrs, Place::Variant, errors);
                    let shape = Shape {
                        ident: &parsed.ident,
                        attributes: &parsed.attrs,
                        fields: &parsed.fields,
                        place: Place::Variant,
                        dialect,
                    };
                    variant(&shape, items, errors).0
                })
                .collect();
            Some(Container {
                ident: input.ident.clone(),
                generics: input.generics.clone(),
                is_enum: true,
                options: said.options,
                defaults: said.keys,
                variants,
            })
        }
        Data::Struct(data) => {
            let dialect = Dialect::of(&input.attrs, false, &[]);
            let items = attr::items(&input.attrs, Place::Struct, errors);
            let shape = Shape {
                ident: &input.ident,
                attributes: &input.attrs,
                fields: &data.fields,
                place: Place::Struct,
                dialect,
            };
            let (variant, options) = variant(&shape, items, errors);
            Some(Container {
                ident: input.ident.clone(),
                generics: input.generics.clone(),
                is_enum: false,
                options,
                defaults: Keys::default(),
                variants: vec![variant],
            })
        }
        Data::Union(data) => {
            errors.at(
                data.union_token,
                "a union cannot be an error: write an enum or a struct",
            );
            None
        }
    }
}

/// What an enum says for all its variants.
fn type_keys(input: &DeriveInput, errors: &mut Errors) -> Said {
    let items = attr::items(&input.attrs, Place::Enum, errors);
    Reader {
        place: Place::Enum,
        fields: &[],
        style: Style::Unit,
        errors,
    }
    .read(items)
}

/// The framework words alone, for the impls that are left behind a mistake.
pub(crate) fn options(input: &DeriveInput) -> crate::model::Options {
    let place = match input.data {
        Data::Enum(_) => Place::Enum,
        _ => Place::Struct,
    };
    let mut ignored = Errors::default();
    let items = attr::items(&input.attrs, place, &mut ignored)
        .into_iter()
        .filter(|item| {
            ["crate", "web"].contains(&item.key.as_str()) || crate::keys::is_framework(&item.key)
        })
        .collect();
    let mut options = Reader {
        place,
        fields: &[],
        style: Style::Unit,
        errors: &mut ignored,
    }
    .read(items)
    .options;
    // `web` has the impls of the frameworks, and none that a borrow forbids.
    if input.generics.lifetimes().next().is_some() {
        options.web = None;
    } else if options.web.is_some() {
        options.frameworks.clear();
    }
    options
}

struct Shape<'a> {
    ident: &'a syn::Ident,
    attributes: &'a [Attribute],
    fields: &'a Fields,
    place: Place,
    dialect: Dialect,
}

fn variant(
    shape: &Shape<'_>,
    items: Vec<attr::Item>,
    errors: &mut Errors,
) -> (Variant, crate::model::Options) {
    let style = match shape.fields {
        Fields::Unit => Style::Unit,
        Fields::Unnamed(_) => Style::Tuple,
        Fields::Named(_) => Style::Named,
    };
    let fields = fields(shape.fields);
    let mut reader = Reader {
        place: shape.place,
        fields: &fields,
        style,
        errors,
    };
    let Said {
        mut keys,
        options,
        cases,
    } = reader.read(items);
    let mut sources = Vec::new();
    for (index, field) in shape.fields.iter().enumerate() {
        let items = attr::items(&field.attrs, Place::Field, errors);
        let mut reader = Reader {
            place: Place::Field,
            fields: &fields,
            style,
            errors,
        };
        reader.read_field(items, index, &mut keys);
        sources.push(SourceField {
            attributes: &field.attrs,
            name: field.ident.as_ref().map(unraw),
            ty: &field.ty,
        });
    }
    let docs = docs(shape.attributes);
    let display = display::display(shape.attributes, &docs, shape.dialect);
    let source = display::source(shape.attributes, style, &sources, &display, shape.dialect);
    if let Some(Delegation::Chain(_, field, span)) = &mut keys.delegate {
        *field = source.or((fields.len() == 1).then_some(0));
        if field.is_none() {
            errors.at_span(
                *span,
                "`chain` searches the source of the error, and there is none: mark a field with `#[source]`",
            );
        }
    }
    let variant = Variant {
        ident: shape.ident.clone(),
        style,
        fields,
        keys,
        cases,
        docs,
        display,
        source,
    };
    (variant, options)
}

fn fields(fields: &Fields) -> Vec<Field> {
    let field = |(index, field): (usize, &syn::Field)| match &field.ident {
        Some(ident) => Field {
            binding: ident.clone(),
            member: syn::Member::Named(ident.clone()),
            ty: field.ty.clone(),
            may_hold_backtrace: display::may_hold_backtrace(&field.ty),
        },
        None => Field {
            // At the place of the type, for what rustc has to say of it.
            binding: format_ident!(
                "_{}",
                index,
                span = field.ty.span().resolved_at(Span::call_site())
            ),
            member: syn::Member::from(index),
            ty: field.ty.clone(),
            may_hold_backtrace: display::may_hold_backtrace(&field.ty),
        },
    };
    fields.iter().enumerate().map(field).collect()
}

/// The doc comment as one text.
fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value().trim().to_owned()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
