//! From `#[http(...)]` to a list of keys and raw values.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::errors::Errors;
use crate::item::{self, Attribute};
use crate::keys::{self, Key, Place};
use crate::status;
use crate::tokens::{Cursor, split_commas};

/// One entry of the list: `404`, `key`, `key = value` or `key(list)`.
pub(crate) struct Item {
    pub(crate) key: Key,
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What an entry with a mistake was meant for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    Key(Key),
    /// Any key may have been meant.
    Any,
    /// A key that does not exist.
    Unknown,
}

/// The entries of one place.
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) items: Vec<Item>,
    /// Those with a mistake, which is reported already.
    pub(crate) broken: Vec<Meant>,
}

impl Items {
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.broken.is_empty()
    }

    fn push(&mut self, item: Result<Item, Meant>) {
        match item {
            Ok(item) => self.items.push(item),
            Err(meant) => self.broken.push(meant),
        }
    }

    fn append(&mut self, mut other: Self) {
        self.items.append(&mut other.items);
        self.broken.append(&mut other.broken);
    }
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

/// The form of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Word,
    Assigned,
    List,
}

impl Value {
    /// Whether it is a name alone; `None` if it is of another form.
    pub(crate) fn word(self) -> Option<()> {
        matches!(self, Self::Word).then_some(())
    }

    /// What stands behind `=`.
    pub(crate) fn assigned(self) -> Option<TokenStream> {
        match self {
            Self::Assigned(value) => Some(value),
            Self::Word | Self::Status(_) | Self::List(_) => None,
        }
    }

    /// What stands in parentheses.
    pub(crate) fn list(self) -> Option<Group> {
        match self {
            Self::List(list) => Some(list),
            Self::Word | Self::Status(_) | Self::Assigned(_) => None,
        }
    }

    pub(crate) fn form(&self) -> Form {
        match self {
            Self::Word | Self::Status(_) => Form::Word,
            Self::Assigned(_) => Form::Assigned,
            Self::List(_) => Form::List,
        }
    }
}

/// The entries of all `#[http(...)]` attributes on one item.
pub(crate) fn items(attributes: &[Attribute], place: Place, errors: &mut Errors) -> Items {
    let mut items = Items::default();
    for attribute in attributes.iter().filter(|attribute| attribute.is("http")) {
        let tokens = match &attribute.value {
            item::Value::List(list) => list.stream(),
            item::Value::Assigned(_) | item::Value::Other(_) => {
                let example = example(place);
                let message = format!("expected a list in parentheses: `#[http({example})]`");
                errors.at(attribute, message);
                items.broken.push(Meant::Any);
                continue;
            }
        };
        if tokens.is_empty() {
            let example = example(place);
            let message = format!("the list is empty: write `#[http({example})]`");
            errors.at(attribute, message);
            items.broken.push(Meant::Any);
            continue;
        }
        let span = attribute.name.span();
        items.append(entries(tokens, span, place, errors));
    }
    refuse_duplicates(&items.items, errors);
    items
}

/// The entries of one list, which begins behind the span.
fn entries(tokens: TokenStream, mut span: Span, place: Place, errors: &mut Errors) -> Items {
    let mut items = Items::default();
    let mut first = tokens.clone().into_iter();
    if let (Some(only), None) = (first.next(), first.next()) {
        // What most lists are: a status, or a name.
        items.push(entry(only.into(), span, place, errors));
        return items;
    }
    for part in split_commas(tokens) {
        for part in split_missing_commas(part, errors) {
            span = part.clone().into_iter().last().map_or(span, |t| t.span());
            items.push(entry(part, span, place, errors));
        }
    }
    items
}

/// The entries of a list that has no attribute of its own.
pub(crate) fn nested(tokens: TokenStream, span: Span, place: Place, errors: &mut Errors) -> Items {
    let items = entries(tokens, span, place, errors);
    refuse_duplicates(&items.items, errors);
    items
}

/// Splits where a comma is missing: before a key that cannot be part of the
/// value which it follows.
fn split_missing_commas(tokens: TokenStream, errors: &mut Errors) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut parts = vec![Vec::new()];
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Ident(ident) = token
            && at > 0
            && begins_an_entry(ident, &tokens[at - 1], tokens.get(at + 1))
        {
            errors.at(ident, format!("expected a comma before `{ident}`"));
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(token.clone());
        }
    }
    parts
        .into_iter()
        .map(|part| part.into_iter().collect())
        .collect()
}

fn begins_an_entry(ident: &Ident, before: &TokenTree, after: Option<&TokenTree>) -> bool {
    if Key::find(&ident.to_string()).is_none() {
        return false;
    }
    let is_assigned = matches!(after, Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    match before {
        TokenTree::Literal(_) => true,
        TokenTree::Group(_) => is_assigned,
        TokenTree::Ident(before) => {
            is_assigned && !["let", "mut", "ref"].contains(&before.to_string().as_str())
        }
        TokenTree::Punct(_) => false,
    }
}

/// One entry; `end` is where the one before ends, for an empty one.
fn entry(tokens: TokenStream, end: Span, place: Place, errors: &mut Errors) -> Result<Item, Meant> {
    let mut cursor = Cursor::new(tokens);
    let written = match cursor.next() {
        None => {
            errors.at_span(end, "expected a key between the commas");
            return Err(Meant::Any);
        }
        Some(first @ TokenTree::Literal(_)) => Written {
            key: "status".to_owned(),
            span: first.span(),
            value: Value::Status(first),
        },
        Some(TokenTree::Ident(ident)) => named(ident, &mut cursor),
        Some(other) => {
            let example = example(place);
            let message = format!("expected a status or a key, such as `{example}`");
            errors.at_span(other.span(), message);
            return Err(Meant::Any);
        }
    };
    let rest = cursor.rest();
    let key = &written.key;
    match &written.value {
        Value::Assigned(value) if value.is_empty() => {
            let usage = assigned_usage(key);
            let message = format!("`{key} =` has no value: write `{usage}`");
            errors.at_span(written.span, message);
        }
        Value::Assigned(value) if starts_with(value, "=>") => {
            let usage = assigned_usage(key);
            let message = format!("one `=` stands behind `{key}`: write `{usage}`");
            errors.at(value, message);
        }
        Value::Assigned(value) if open_end(value).is_some() => {
            let message = format!("the value of `{key}` ends where it must go on");
            errors.at(open_end(value), message);
        }
        _ if rest.is_empty() => return known(written, place, errors),
        _ => errors.at(&rest, unexpected(&written, &rest)),
    }
    Err(Key::find(key).map_or(Meant::Unknown, Meant::Key))
}

/// An entry whose key may not exist.
struct Written {
    key: String,
    span: Span,
    value: Value,
}

/// An entry that begins with a name.
fn named(ident: Ident, cursor: &mut Cursor) -> Written {
    let key = ident.to_string();
    let span = ident.span();
    let is_constant = key
        .chars()
        .all(|char| char.is_ascii_uppercase() || char.is_ascii_digit() || char == '_');
    let value = if cursor.punct('=') {
        Value::Assigned(cursor.rest())
    } else if let Some(list) = cursor.group(Delimiter::Parenthesis) {
        Value::List(list)
    } else if is_constant {
        Value::Status(TokenTree::Ident(ident))
    } else {
        Value::Word
    };
    Written {
        key: match value {
            Value::Status(_) => Key::Status.name().to_owned(),
            _ => key,
        },
        span,
        value,
    }
}

fn starts_with(tokens: &TokenStream, chars: &str) -> bool {
    matches!(tokens.clone().into_iter().next(),
        Some(TokenTree::Punct(punct)) if chars.contains(punct.as_char()))
}

/// The operator at the end of an expression, which lacks its right side.
fn open_end(tokens: &TokenStream) -> Option<TokenTree> {
    let last = tokens.clone().into_iter().last()?;
    matches!(&last, TokenTree::Punct(punct) if "+-*/%^=<|&:@~$".contains(punct.as_char()))
        .then_some(last)
}

/// How a key is written that is given a value.
fn assigned_usage(key: &str) -> String {
    Key::find(key)
        .map(Key::usage)
        .filter(|usage| *usage != key)
        .map_or_else(|| format!("{key} = expr"), str::to_owned)
}

/// Reports what is wrong where an entry goes on.
fn unexpected(item: &Written, rest: &TokenStream) -> String {
    let key = &item.key;
    match Key::find(key) {
        None if starts_with(rest, ":") => {
            "name a status by its constant alone, such as `NOT_FOUND`, \
             or write `status = expr`"
                .to_owned()
        }
        Some(known) if !matches!(item.value, Value::Status(_)) => {
            format!(
                "unexpected tokens behind `{key}`: write `{}`",
                known.usage()
            )
        }
        _ => match underscored(key, rest) {
            Some(known) => format!("expected a comma (did you mean `{known}`?)"),
            None => "expected a comma".to_owned(),
        },
    }
}

/// The key that is probably meant by a name with `-` in it.
fn underscored(key: &str, rest: &TokenStream) -> Option<String> {
    let mut tokens = rest.clone().into_iter();
    match (tokens.next()?, tokens.next()?) {
        (TokenTree::Punct(minus), TokenTree::Ident(word)) if minus.as_char() == '-' => {
            let joined = format!("{key}_{word}");
            Key::find(&joined).map(|_| joined)
        }
        _ => None,
    }
}

/// An entry that is right in this place.
fn example(place: Place) -> &'static str {
    match place {
        Place::Enum => "unmapped = deny",
        Place::Struct | Place::Variant | Place::Case => "404",
        Place::On => "log = warn",
        Place::Field => "member",
        Place::Unmapped => "503",
    }
}

/// The entry, if its key exists and may stand here.
fn known(written: Written, place: Place, errors: &mut Errors) -> Result<Item, Meant> {
    let Written { key, span, value } = written;
    let Some(key) = Key::find(&key) else {
        let (message, meant) = unknown(&key, place);
        errors.at_span(span, message);
        return Err(meant);
    };
    let message = match (key, &value) {
        (Key::Status, Value::Status(_)) => misplaced_status(place),
        _ if key.may_stand(place) => None,
        (Key::Framework(word), _) => Some(format!(
            "`{word}` does not belong on {}: write it on the type",
            place.name()
        )),
        _ => Some(format!(
            "`{}` does not belong on {}: it belongs on {}",
            key.name(),
            place.name(),
            key.places()
        )),
    };
    match message {
        None => Ok(Item { key, span, value }),
        Some(message) => {
            errors.at_span(span, message);
            Err(Meant::Key(key))
        }
    }
}

fn misplaced_status(place: Place) -> Option<String> {
    Some(match place {
        Place::Struct | Place::Variant | Place::Case | Place::Unmapped => return None,
        Place::Enum => "a bare status belongs on a variant: for all variants without one of their \
                        own write `status = expr`, or `unmapped = 503`"
            .to_owned(),
        Place::On => "a bare status belongs on a variant: `on` names its statuses first, as in \
                      `on(429 | 503, ...)`"
            .to_owned(),
        Place::Field => "a bare status belongs on the variant: `status` on a field means that \
                         the field's value decides"
            .to_owned(),
    })
}

/// Reports which keys there are, and which of them was probably meant.
fn unknown(key: &str, place: Place) -> (String, Meant) {
    let mut known: Vec<&str> = Key::all()
        .filter(|key| key.may_stand(place))
        .map(Key::name)
        .collect();
    known.sort_unstable();
    let synonym = keys::synonym(key).filter(|ours| known.contains(ours));
    let near = synonym.or_else(|| keys::nearest(key, known.iter().copied()));
    let takes_status = misplaced_status(place).is_none();
    if near.is_none()
        && takes_status
        && let Some(status) = status::constant(key)
    {
        let message = format!("a status is written as its constant or number: `{status}`");
        return (message, Meant::Key(Key::Status));
    }
    let hint = near.map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"));
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "unknown key `{key}`{hint}; {} knows {}",
        place.name(),
        known.join(", ")
    );
    let meant = near.and_then(Key::find);
    (message, meant.map_or(Meant::Unknown, Meant::Key))
}

fn refuse_duplicates(items: &[Item], errors: &mut Errors) {
    for (at, item) in items.iter().enumerate() {
        let first = items[..at].iter().find(|first| first.key == item.key);
        if let (Some(first), false) = (first, item.key.repeats()) {
            let message = match item.key {
                Key::Status => "the status is given twice".to_owned(),
                key => format!("`{}` is given twice", key.name()),
            };
            errors.twice(first.span, item.span, &message);
        }
    }
}
