//! From `#[http(...)]` to a list of keys and raw values.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::{Attribute, Meta};

use crate::errors::Errors;
use crate::keys::{self, Place};
use crate::tokens::{Cursor, span_of, split_commas};

/// One entry of the list: `404`, `key`, `key = value` or `key(list)`.
pub(crate) struct Item {
    pub(crate) key: String,
    pub(crate) span: Span,
    pub(crate) value: Value,
}

pub(crate) enum Value {
    /// Nothing: `hide`.
    Word,
    /// A bare status: `404`, `NOT_FOUND`.
    Status(TokenTree),
    /// Behind `=`.
    Assigned(TokenStream),
    /// In parentheses.
    List(Group),
}

/// The entries of all `#[http(...)]` attributes on one item.
pub(crate) fn items(attributes: &[Attribute], place: Place, errors: &mut Errors) -> Vec<Item> {
    let mut items = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("http"))
    {
        match &attribute.meta {
            Meta::List(list) => items.extend(entries(list.tokens.clone(), place, errors)),
            meta => errors.at(meta, "expected a list: `#[http(...)]`"),
        }
    }
    refuse_duplicates(&items, errors);
    items
}

/// The entries of one list.
pub(crate) fn entries(tokens: TokenStream, place: Place, errors: &mut Errors) -> Vec<Item> {
    split_commas(tokens)
        .into_iter()
        .filter_map(|part| entry(part, place, errors))
        .collect()
}

fn entry(tokens: TokenStream, place: Place, errors: &mut Errors) -> Option<Item> {
    let span = span_of(&tokens, Span::call_site());
    let mut cursor = Cursor::new(without_group(tokens));
    let item = match cursor.next() {
        None => {
            errors.at_span(span, "expected a key between the commas");
            return None;
        }
        Some(first @ TokenTree::Literal(_)) => Item {
            key: "status".to_owned(),
            span: first.span(),
            value: Value::Status(first),
        },
        Some(TokenTree::Ident(ident)) => {
            let key = ident.to_string();
            let span = ident.span();
            if cursor.punct('=') {
                let value = cursor.rest();
                if value.is_empty() {
                    let usage = keys::find(&key).map_or("key = value", |key| key.usage);
                    errors.at_span(span, format!("`{key} =` has no value: write `{usage}`"));
                    return None;
                }
                return known(
                    Item {
                        key,
                        span,
                        value: Value::Assigned(value),
                    },
                    place,
                    errors,
                );
            }
            if let Some(list) = cursor.group(Delimiter::Parenthesis) {
                Item {
                    key,
                    span,
                    value: Value::List(list),
                }
            } else if key
                .chars()
                .all(|char| char.is_ascii_uppercase() || "_0123456789".contains(char))
            {
                let value = Value::Status(TokenTree::Ident(ident));
                Item {
                    key: "status".to_owned(),
                    span,
                    value,
                }
            } else {
                Item {
                    key,
                    span,
                    value: Value::Word,
                }
            }
        }
        Some(other) => {
            errors.at_span(
                other.span(),
                format!(
                    "expected a status such as `404` or a key such as `{}`",
                    example(place)
                ),
            );
            return None;
        }
    };
    let rest = cursor.rest();
    if !rest.is_empty() {
        let key = &item.key;
        let hint = match keys::find(key) {
            _ if rest.to_string().starts_with(':') => {
                "name a status by its constant alone, such as `NOT_FOUND`, \
                 and give any other value as `status = expr`"
                    .to_owned()
            }
            Some(known) if key != "status" => {
                format!("write `{}`, and a comma behind it", known.usage)
            }
            _ => "a comma separates the keys".to_owned(),
        };
        errors.at_span(span_of(&rest, span), format!("unexpected tokens: {hint}"));
        return None;
    }
    known(item, place, errors)
}

/// A `macro_rules` macro hands its `$status` over in a group that nobody wrote.
fn without_group(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
            group.stream().into_iter().chain(tokens).collect()
        }
        first => first.into_iter().chain(tokens).collect(),
    }
}

fn example(place: Place) -> &'static str {
    match place {
        Place::Enum | Place::Struct => "unmapped = deny",
        Place::Field => "member",
        _ => "detail = \"...\"",
    }
}

/// The item, if its key exists and may stand here.
fn known(item: Item, place: Place, errors: &mut Errors) -> Option<Item> {
    let key = item.key.as_str();
    let is_type = matches!(place, Place::Enum | Place::Struct);
    if keys::is_framework(key) {
        if is_type {
            return Some(item);
        }
        errors.at_span(
            item.span,
            format!(
                "`{key}` does not belong on {}: write it on the type",
                place.name()
            ),
        );
        return None;
    }
    let Some(known) = keys::find(key) else {
        errors.at_span(item.span, unknown(key, place, is_type));
        return None;
    };
    if known.may_stand(place) {
        return Some(item);
    }
    let places = known.places();
    let what = if matches!(item.value, Value::Status(_)) {
        "a bare status"
    } else {
        "this key"
    };
    errors.at_span(
        item.span,
        match (key, place) {
            ("status", Place::Enum) => {
                "a bare status belongs on a variant: for all variants without one of their own \
                 write `status = expr` with an expression over `self`, or `unmapped = 503`"
                    .to_owned()
            }
            _ => format!(
                "`{key}` does not belong on {}: {what} belongs on {places}",
                place.name()
            ),
        },
    );
    None
}

fn unknown(key: &str, place: Place, is_type: bool) -> String {
    let mut known: Vec<&str> = keys::KEYS
        .iter()
        .filter(|key| key.may_stand(place))
        .map(|key| key.name)
        .collect();
    if is_type {
        known.extend(keys::FRAMEWORKS);
    }
    let hint = keys::did_you_mean(key, known.iter().copied());
    known.sort_unstable();
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    format!(
        "unknown key `{key}`{hint}; {} knows {}",
        place.name(),
        known.join(", ")
    )
}

fn refuse_duplicates(items: &[Item], errors: &mut Errors) {
    for (at, item) in items.iter().enumerate() {
        let repeats = keys::find(&item.key).is_some_and(|key| key.repeats);
        let first = items[..at].iter().find(|first| first.key == item.key);
        if let (Some(first), false) = (first, repeats) {
            let key = &item.key;
            errors.twice(first.span, item.span, &format!("`{key}` is given twice"));
        }
    }
}
