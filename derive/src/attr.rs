//! From `#[http(...)]` to a list of keys and raw values.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::LitStr;

use crate::errors::Errors;
use crate::item::{self, Attribute, Name};
use crate::keys::{self, Key, Place};
use crate::status;
use crate::tokens::{Cursor, is_any_word, is_punct, split_list, string, text_literal, text_of};

/// One entry of the list: `404`, `key`, `key = value` or `key(list)`.
pub(crate) struct Item {
    pub(crate) key: Key,
    pub(crate) span: Span,
    pub(crate) value: Value,
    /// Whether a different word was written, which is already reported.
    pub(crate) is_guess: bool,
}

impl Item {
    /// Creates the item of a framework that a different word stands for: the rest
    /// of the program needs its impl.
    fn guess(key: Key, span: Span) -> Self {
        Self {
            key,
            span,
            value: Value::Word,
            is_guess: true,
        }
    }
}

/// What an invalid entry was intended as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    Key(Key),
    /// It may have been any key.
    Any,
    /// A key that does not exist.
    Unknown,
}

/// The message for `"{}", value`.
pub(crate) const FORMAT_ARGUMENT: &str = "a format string takes no arguments here: name a field \
                                          in it, `\"{field}\"`, or write `format!(...)`";

/// The entries of one place.
#[derive(Default)]
pub(crate) struct Items {
    pub(crate) items: Vec<Item>,
    /// The invalid entries, which are already reported.
    pub(crate) broken: Vec<Meant>,
}

impl Items {
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.broken.is_empty()
    }

    /// Returns whether this is an argument of the format string before it, as
    /// in `detail = "{}", value` or `detail = "{a}", a = value`.
    fn takes_argument(&self, part: &[TokenTree]) -> bool {
        let Some(Value::Assigned(text)) = self.items.last().map(|item| &item.value) else {
            return false;
        };
        // Most values are not text.
        let Some(text) = string(text) else {
            return false;
        };
        let name = match part.first() {
            Some(TokenTree::Ident(name)) => Some(name.to_string()),
            _ => None,
        };
        if name
            .as_deref()
            .is_some_and(|name| Key::find(name).is_some())
        {
            return false;
        }
        let placeholder = match name {
            Some(name) if part.get(1).is_some_and(|token| is_punct(token, '=')) => {
                format!("{{{name}")
            }
            _ => "{".to_owned(),
        };
        let text = text.value().replace("{{", "");
        [":", "}"]
            .iter()
            .any(|end| text.contains(&format!("{placeholder}{end}")))
    }

    fn push(&mut self, item: Result<Item, Meant>) {
        match item {
            Ok(item) => self.items.push(item),
            Err(meant) => self.broken.push(meant),
        }
    }
}

pub(crate) enum Value {
    /// No value: `hide`.
    Word,
    /// A bare status: `404`, `NOT_FOUND`.
    Status(TokenTree),
    /// A value after `=`.
    Assigned(TokenStream),
    /// A list in parentheses.
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
    /// Returns `Some` if it is a name alone, and `None` if it has another form.
    pub(crate) fn word(self) -> Option<()> {
        matches!(self, Self::Word).then_some(())
    }

    /// Returns what follows `=`.
    pub(crate) fn assigned(self) -> Option<TokenStream> {
        match self {
            Self::Assigned(value) => Some(value),
            Self::Word | Self::Status(_) | Self::List(_) => None,
        }
    }

    /// Returns what is in parentheses.
    pub(crate) fn list(self) -> Option<Group> {
        match self {
            Self::List(list) => Some(list),
            Self::Word | Self::Status(_) | Self::Assigned(_) => None,
        }
    }

    /// Returns its tokens.
    pub(crate) fn into_tokens(self) -> TokenStream {
        match self {
            Self::Word => TokenStream::new(),
            Self::Status(status) => status.into(),
            Self::Assigned(value) => value,
            Self::List(list) => list.stream(),
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

/// Returns the entries of all `#[http(...)]` attributes on one item.
pub(crate) fn items(attributes: &[Attribute], place: Place, errors: &mut Errors) -> Items {
    let mut items = Items::default();
    for attribute in attributes {
        if attribute.name != Name::Http {
            continue;
        }
        let tokens = match &attribute.value {
            item::Value::List(_, tokens) => tokens,
            item::Value::Assigned(_) | item::Value::Nothing => {
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
        entries(&mut items, tokens, attribute.span(), place, errors);
    }
    refuse_duplicates(&items.items, errors);
    items
}

/// Adds the entries of one list, which begins after the span.
fn entries(
    items: &mut Items,
    tokens: &[TokenTree],
    mut span: Span,
    place: Place,
    errors: &mut Errors,
) {
    if let [_] = tokens {
        // Most lists are one status or one name.
        items.push(entry(tokens.to_vec(), span, place, errors));
        return;
    }
    let before = items.items.len();
    // Whether the previous value is a format string, and what follows its arguments.
    let mut is_argument = None;
    for part in split_list(tokens.to_vec()) {
        for part in split_missing_commas(part, errors) {
            span = part.last().map_or(span, TokenTree::span);
            if items.items.len() > before && items.takes_argument(&part) {
                // The others are arguments too, and the text is not read.
                if is_argument.is_none() {
                    let part: TokenStream = part.into_iter().collect();
                    errors.at(part, FORMAT_ARGUMENT);
                }
                is_argument = Some(items.items.len());
                continue;
            }
            if is_argument.take() == Some(items.items.len())
                && let Some(text) = items.items.pop()
            {
                items.broken.push(Meant::Key(text.key));
            }
            items.push(entry(part, span, place, errors));
        }
    }
    if is_argument.is_some()
        && let Some(text) = items.items.pop()
    {
        items.broken.push(Meant::Key(text.key));
    }
}

/// Returns the entries of a list inside another list.
pub(crate) fn nested(tokens: TokenStream, span: Span, place: Place, errors: &mut Errors) -> Items {
    let mut items = Items::default();
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    entries(&mut items, &tokens, span, place, errors);
    refuse_duplicates(&items.items, errors);
    items
}

/// Splits where a comma is missing: before a key that cannot be part of the
/// value before it.
fn split_missing_commas(tokens: Vec<TokenTree>, errors: &mut Errors) -> Vec<Vec<TokenTree>> {
    let mut parts = Vec::new();
    let mut part = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        if let TokenTree::Ident(ident) = &token
            && let Some(before) = part.last()
            && begins_an_entry(ident, before, tokens.as_slice().first())
        {
            errors.at(ident, format!("expected a comma before `{ident}`"));
            parts.push(std::mem::take(&mut part));
        }
        part.push(token);
    }
    parts.push(part);
    parts
}

fn begins_an_entry(ident: &Ident, before: &TokenTree, after: Option<&TokenTree>) -> bool {
    let is_assigned = matches!(after, Some(TokenTree::Punct(punct)) if punct.as_char() == '=');
    let may_begin = match before {
        TokenTree::Literal(_) => true,
        TokenTree::Group(_) => is_assigned,
        TokenTree::Ident(_) => is_assigned && !is_any_word(before, &["let", "mut", "ref"]),
        TokenTree::Punct(_) => false,
    };
    may_begin && Key::find(&ident.to_string()).is_some()
}

/// Reads one entry. `end` is the end of the previous one, for an empty entry.
fn entry(
    tokens: Vec<TokenTree>,
    end: Span,
    place: Place,
    errors: &mut Errors,
) -> Result<Item, Meant> {
    let mut cursor = Cursor::new(tokens);
    let written = match cursor.next() {
        None => {
            errors.at_span(end, "expected a key between the commas");
            return Err(Meant::Any);
        }
        Some(first @ TokenTree::Literal(_)) => match text_literal(&first) {
            Some(text) if cursor.peek().is_none() => return quoted(&text, place, errors),
            _ => Written {
                key: "status".to_owned(),
                span: first.span(),
                value: Value::Status(first),
            },
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
            let message = format!("`{key}` is followed by one `=`: write `{usage}`");
            errors.at(value, message);
        }
        // Most entries are a status.
        Value::Status(_) if rest.is_empty() && misplaced_status(place).is_none() => {
            return Ok(Item {
                key: Key::Status,
                span: written.span,
                value: written.value,
                is_guess: false,
            });
        }
        _ if rest.is_empty() => return known(written, place, errors),
        _ => errors.at(&rest, unexpected(&written, &rest, place)),
    }
    match Key::find(key) {
        Some(key @ Key::Framework(_)) if key.may_stand(place) => Ok(Item::guess(key, written.span)),
        key => Err(key.map_or(Meant::Unknown, Meant::Key)),
    }
}

/// Reports a string without a key.
fn quoted(text: &LitStr, place: Place, errors: &mut Errors) -> Result<Item, Meant> {
    let value = text.value();
    let framework = Key::find(&value.replace('-', "_"));
    if let Some(key @ Key::Framework(word)) = framework.filter(|key| key.may_stand(place)) {
        errors.at(
            text,
            format!("a framework is written without quotes: write `{word}`"),
        );
        return Ok(Item::guess(key, text.span()));
    }
    let message = match (status::from_text(&value), misplaced_status(place)) {
        (Some(_), Some(message)) => message,
        (Some(status), None) => format!("a status is written without quotes: write `{status}`"),
        (None, None) => format!("a string needs a key: write `detail = {value:?}`"),
        (None, Some(_)) => {
            let example = example(place);
            format!("expected a key, such as `{example}`")
        }
    };
    errors.at(text, message);
    Err(Meant::Any)
}

/// An entry whose key may not exist.
struct Written {
    key: String,
    span: Span,
    value: Value,
}

/// Reads an entry that begins with a name.
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

/// Returns how a key with a value is written.
fn assigned_usage(key: &str) -> String {
    Key::find(key)
        .map(Key::usage)
        .filter(|usage| *usage != key)
        .map_or_else(|| format!("{key} = expr"), str::to_owned)
}

/// Returns the message for unexpected tokens in an entry.
fn unexpected(item: &Written, rest: &TokenStream, place: Place) -> String {
    let key = &item.key;
    if let Value::Status(status) = &item.value {
        return behind_status(status, rest, place);
    }
    match Key::find(key) {
        None if starts_with(rest, ":") => {
            let last = rest.clone().into_iter().last();
            let constant = last.map(|last| last.to_string());
            let constant = constant.filter(|last| status::is_constant(last));
            let constant = constant.as_deref().unwrap_or("NOT_FOUND");
            format!(
                "name a status by its constant alone: write `{constant}`, or `status = expr` for \
                 any other value"
            )
        }
        Some(Key::Framework(word)) => {
            format!(
                "a framework is written as its name alone, and a Cargo feature selects its \
                 version: write `{word}`"
            )
        }
        Some(known) => {
            format!("unexpected tokens after `{key}`: write `{}`", known.usage())
        }
        None => match underscored(key, rest) {
            Some(known) => format!("expected a comma (did you mean `{known}`?)"),
            None => "expected a comma".to_owned(),
        },
    }
}

/// Returns the message for unexpected tokens after a status.
fn behind_status(status: &TokenTree, rest: &TokenStream, place: Place) -> String {
    let mut tokens = rest.clone().into_iter();
    let (first, second) = (tokens.next(), tokens.next());
    let is_pattern = matches!(place, Place::Case) && rest.to_string().contains("=>");
    match first {
        Some(first) if is_punct(&first, '=') && text_of_token(status).is_some() => {
            let key = text_of_token(status).unwrap_or_default();
            format!(
                "a key is written without quotes: write `{}`",
                assigned_usage(&key)
            )
        }
        _ if is_pattern => {
            "a `case` has one pattern: write another `case(pattern => 410)`".to_owned()
        }
        Some(first) if is_punct(&first, '|') => {
            "a problem has one status: write a `case` for each, or `status = expr`".to_owned()
        }
        Some(first) if is_punct(&first, '=') && second.is_some_and(|it| is_punct(&it, '>')) => {
            let text: TokenStream = tokens.collect();
            let text = match string(&text) {
                Some(_) => text.to_string(),
                None => "\"...\"".to_owned(),
            };
            format!("a string needs a key: write `{status}, detail = {text}`")
        }
        Some(TokenTree::Ident(word)) if !Key::all().iter().any(|key| word == key.name()) => {
            format!("the phrase of a status is implied: write `{status}` alone")
        }
        _ => "expected a comma".to_owned(),
    }
}

fn text_of_token(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Literal(literal) => text_of(literal),
        _ => None,
    }
}

/// Returns the key that is probably meant by a name that contains `-`.
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

/// Returns an entry that is valid in this place.
fn example(place: Place) -> &'static str {
    match place {
        Place::Enum => "unmapped = deny",
        Place::Struct | Place::Variant | Place::Case => "404",
        Place::On => "log = warn",
        Place::Field => "member",
        Place::Unmapped => "503",
    }
}

/// Returns the entry, if its key exists and is allowed here.
fn known(written: Written, place: Place, errors: &mut Errors) -> Result<Item, Meant> {
    let Written { key, span, value } = written;
    let Some(key) = Key::find(&key) else {
        let (message, meant) = unknown(&key, place);
        errors.at_span(span, message);
        let value = value.into_tokens();
        // `framework = axum`
        let named = Key::find(&value.to_string()).filter(|it| it.may_stand(place));
        if let (true, Some(framework @ Key::Framework(_))) = (key == "framework", named) {
            return Ok(Item::guess(framework, span));
        }
        errors.refuse(value);
        return match meant {
            Meant::Key(key @ Key::Framework(_)) => Ok(Item::guess(key, span)),
            meant => Err(meant),
        };
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
        None => Ok(Item {
            key,
            span,
            value,
            is_guess: false,
        }),
        Some(message) => {
            errors.at_span(span, message);
            errors.refuse(value.into_tokens());
            Err(Meant::Key(key))
        }
    }
}

fn misplaced_status(place: Place) -> Option<String> {
    Some(match place {
        Place::Struct | Place::Variant | Place::Case | Place::Unmapped => return None,
        Place::Enum => "a bare status belongs on a variant: for all variants without their own \
                        status, write `status = expr` or `unmapped = 503`"
            .to_owned(),
        Place::On => "a bare status belongs on a variant: `on` names its statuses first, as in \
                      `on(429 | 503, ...)`"
            .to_owned(),
        Place::Field => "a bare status belongs on the variant: `status` on a field means that the \
                         value of the field is the status"
            .to_owned(),
    })
}

/// The maximum number of keys that a message lists.
const LISTED: usize = 8;

/// Returns a message with the key that was probably meant, or with the available keys.
fn unknown(key: &str, place: Place) -> (String, Meant) {
    if let Some(advice) = keys::advice(key, place) {
        return (format!("unknown key `{key}`: {advice}"), Meant::Unknown);
    }
    let mut known = Key::all();
    known.retain(|key| key.may_stand(place));
    let mut known: Vec<&str> = known.into_iter().map(Key::name).collect();
    let near = keys::synonym(key)
        .filter(|ours| known.contains(ours))
        .or_else(|| keys::framework(key).filter(|word| known.contains(word)))
        .or_else(|| keys::nearest(key, &known));
    let takes_status = misplaced_status(place).is_none();
    if near.is_none()
        && takes_status
        && let Some(status) = status::constant(key)
    {
        let message = format!("a status is written as its constant or number: `{status}`");
        return (message, Meant::Key(Key::Status));
    }
    if let Some(near) = near {
        let meant = Key::find(near).map_or(Meant::Unknown, Meant::Key);
        let usage = match Key::find(near) {
            // On a field, the field is the value.
            Some(key) if place != Place::Field => key.usage(),
            _ => near,
        };
        return (format!("unknown key `{key}`: write `{usage}`"), meant);
    }
    let mut listed = Vec::new();
    while listed.len() < LISTED
        && let Some(at) =
            (0..known.len()).min_by_key(|at| (keys::distance(key, known[*at]), known[*at]))
    {
        listed.push(format!("`{}`", known.swap_remove(at)));
    }
    let more = if known.is_empty() { "" } else { ", ..." };
    let message = format!(
        "unknown key `{key}`; available on {}: {}{more}",
        place.name(),
        listed.join(", ")
    );
    (message, Meant::Unknown)
}

fn refuse_duplicates(items: &[Item], errors: &mut Errors) {
    for (at, item) in items.iter().enumerate() {
        let first = items[..at].iter().find(|first| first.key == item.key);
        let first = first.filter(|first| !first.is_guess && !item.is_guess);
        if let (Some(first), false) = (first, item.key.repeats()) {
            let message = match item.key {
                Key::Status => "the status is given twice".to_owned(),
                key => format!("`{}` is given twice", key.name()),
            };
            errors.twice(first.span, item.span, &message);
        }
    }
}
