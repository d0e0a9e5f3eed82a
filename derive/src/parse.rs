//! From the item to the model.

use std::cell::OnceCell;
use std::rc::Rc;

use proc_macro2::{Ident, Span, TokenTree};

use crate::attr;
use crate::display::{self, Dialect, SourceField};
use crate::errors::Errors;
use crate::item::{Attribute, Data, Fields, Item, Name, Value};
use crate::keys::Place;
use crate::model::{Container, Delegation, Field, Keys, Style, Variant, unraw};
use crate::read::{ItemKeys, Reader};
use crate::tokens::{bare, text_of};

/// Returns the model of the item, with every syntax mistake reported. `None` if
/// there is nothing to derive for.
pub(crate) fn container(input: &Item, errors: &mut Errors) -> Option<Container> {
    match &input.data {
        Data::Enum(parsed) => {
            let found = type_keys(input, errors);
            if parsed.is_empty() {
                errors.at(
                    &input.ident,
                    "an enum without variants has no error to turn into a response: add a \
                     variant, or write `impl catchall::HttpError` by hand",
                );
            }
            let dialect = Dialect::of(&input.attributes, true, parsed);
            let mut variants = Vec::with_capacity(parsed.len());
            for parsed in parsed {
                let items = attr::items(&parsed.attributes, Place::Variant, errors);
                let shape = Shape {
                    ident: &parsed.ident,
                    attributes: &parsed.attributes,
                    fields: &parsed.fields,
                    place: Place::Variant,
                    container: &input.attributes,
                    dialect,
                };
                variants.push(variant(&shape, items, errors).0);
            }
            Some(Container {
                ident: input.ident.clone(),
                generics: input.generics.clone(),
                is_enum: true,
                options: found.options,
                defaults: found.keys,
                variants,
            })
        }
        Data::Struct(fields) => {
            let dialect = Dialect::of(&input.attributes, false, &[]);
            let items = attr::items(&input.attributes, Place::Struct, errors);
            let shape = Shape {
                ident: &input.ident,
                attributes: &input.attributes,
                fields,
                place: Place::Struct,
                container: &[],
                dialect,
            };
            let (mut variant, options) = variant(&shape, items, errors);
            // As on an enum, an `on` takes precedence over it.
            let defaults = Keys {
                format: variant.keys.format.take(),
                ..Keys::default()
            };
            Some(Container {
                ident: input.ident.clone(),
                generics: input.generics.clone(),
                is_enum: false,
                options,
                defaults,
                variants: vec![variant],
            })
        }
        Data::Union(span) => {
            errors.at_span(
                *span,
                "a union cannot be an error: write an enum or a struct",
            );
            None
        }
    }
}

/// Returns the keys of an enum for all its variants.
fn type_keys(input: &Item, errors: &mut Errors) -> ItemKeys {
    let items = attr::items(&input.attributes, Place::Enum, errors);
    Reader {
        place: Place::Enum,
        fields: &[],
        style: Style::Unit,
        is_enum: true,
        errors,
    }
    .read(items)
}

struct Shape<'a> {
    ident: &'a syn::Ident,
    attributes: &'a [Attribute],
    fields: &'a Fields,
    place: Place,
    /// The attributes of the enum, empty for a struct.
    container: &'a [Attribute],
    dialect: Dialect,
}

fn variant(
    shape: &Shape<'_>,
    items: attr::Items,
    errors: &mut Errors,
) -> (Variant, crate::model::Options) {
    let style = match shape.fields {
        Fields::Unit => Style::Unit,
        Fields::Tuple(_) => Style::Tuple,
        Fields::Named(_) => Style::Named,
    };
    let fields = fields(shape.fields.all());
    let mut reader = Reader {
        place: shape.place,
        fields: &fields,
        style,
        is_enum: shape.place == Place::Variant,
        errors,
    };
    let ItemKeys {
        mut keys,
        options,
        cases,
    } = reader.read(items);
    let mut sources = Vec::new();
    for (index, field) in shape.fields.all().iter().enumerate() {
        let items = attr::items(&field.attributes, Place::Field, errors);
        let mut reader = Reader {
            place: Place::Field,
            fields: &fields,
            style,
            is_enum: shape.place == Place::Variant,
            errors,
        };
        reader.read_field(items, index, &mut keys);
        sources.push(SourceField {
            attributes: &field.attributes,
            name: field.ident.as_ref().map(unraw),
            ty: &field.ty,
        });
    }
    let docs = docs(shape.attributes);
    let display = display::display(shape.attributes, shape.container, &docs, shape.dialect);
    let source = display::source(shape.attributes, style, &sources, &display, shape.dialect);
    if let Some(Delegation::Chain(_, field, span)) = &mut keys.delegate {
        *field = source.or((fields.len() == 1).then_some(0));
        if field.is_none() {
            errors.at_span(
                *span,
                "`chain` searches the source of the error, and this one has no source: mark a \
                 field with `#[source]`",
            );
        }
    }
    let variant = Variant {
        ident: shape.ident.clone(),
        name: unraw(shape.ident),
        derived_code: OnceCell::new(),
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

fn fields(fields: &[crate::item::Field]) -> Vec<Field> {
    let mut all = Vec::with_capacity(fields.len());
    for (index, field) in fields.iter().enumerate() {
        let (binding, member) = if let Some(ident) = &field.ident {
            (ident.clone(), syn::Member::Named(ident.clone()))
        } else {
            // With the span of the type, where rustc reports what is wrong with it.
            let span = field.ty.span().resolved_at(Span::call_site());
            let binding = Ident::new(&format!("_{index}"), span);
            (binding, syn::Member::from(index))
        };
        all.push(Field {
            binding,
            member,
            ty: Rc::clone(&field.ty),
            may_hold_backtrace: field.ty.may_hold_backtrace(),
        });
    }
    all
}

/// Returns the doc comment as one text.
fn docs(attributes: &[Attribute]) -> String {
    let mut docs = String::new();
    for attribute in attributes {
        if attribute.name == Name::Doc
            && let Value::Assigned(value) = &attribute.value
            && let [token] = value.as_slice()
            && let TokenTree::Literal(literal) = bare(token.clone())
            && let Some(text) = text_of(&literal)
        {
            docs.push_str(text.trim());
            docs.push('\n');
        }
    }
    if docs.is_empty() {
        return docs;
    }
    docs.trim().to_owned()
}
