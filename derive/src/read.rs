//! From keys and raw values to their meaning.

mod arguments;
mod cases;
mod context;
mod delegation;
mod fields;
mod grpc;
mod headers;
mod log;
mod members;
mod on;
mod options;
mod problem_type;
mod values;

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

use crate::attr::{FORMAT_ARGUMENT, Form, Item, Items, Meant, Value};
use crate::errors::Errors;
use crate::keys::{Key, Place};
use crate::model::{Case, Delegation, Field, Keys, Options, Style};
use crate::tokens::{Cursor, split_commas, string};

/// Reads the keys of one place.
pub(crate) struct Reader<'a> {
    pub(crate) place: Place,
    /// The fields that a value can name.
    pub(crate) fields: &'a [Field],
    pub(crate) style: Style,
    /// Whether the type is an enum.
    pub(crate) is_enum: bool,
    pub(crate) errors: &'a mut Errors,
}

/// The keys of one place.
#[derive(Default)]
pub(crate) struct ItemKeys {
    pub(crate) keys: Keys,
    pub(crate) options: Options,
    pub(crate) cases: Vec<Case>,
}

impl Reader<'_> {
    pub(crate) fn read(&mut self, items: Items) -> ItemKeys {
        let mut found = ItemKeys::default();
        found.keys.broken = items.broken;
        for item in items.items {
            let (key, span, form) = (item.key, item.span, item.value.form());
            let before = self.errors.count();
            if self.item(item, &mut found).is_none() && self.errors.count() == before {
                self.errors.at_span(span, misformed(key, form));
            }
            if self.errors.count() > before {
                found.keys.broken.push(Meant::Key(key));
            }
        }
        found
    }

    /// Reads one entry. Returns `None` if it does not have the form that its key
    /// requires, which may already be reported.
    fn item(&mut self, item: Item, found: &mut ItemKeys) -> Option<()> {
        let Item {
            key,
            span,
            value,
            is_guess,
        } = item;
        let ItemKeys {
            keys,
            options,
            cases,
        } = found;
        match key {
            Key::Status => {
                keys.status = match value {
                    Value::Status(token) => self.bare_status(token),
                    value => self.assigned_status(value.assigned()?),
                };
            }
            Key::Statuses => keys.statuses = Some(self.status_set(value, span)?),
            Key::Retryable => keys.retryable = Some(self.retryable(value)?),
            Key::Code => keys.code = self.code(value.assigned()?),
            Key::Type => keys.type_uri = self.type_uri(value.assigned()?),
            Key::Title => keys.title = self.title(value.assigned()?),
            Key::Detail => keys.detail = self.text(value.assigned()?, "detail"),
            Key::Instance => keys.instance = self.text(value.assigned()?, "instance"),
            Key::Hide => {
                value.word()?;
                keys.hide = Some(span);
            }
            Key::Expose => {
                value.word()?;
                keys.expose = Some(span);
            }
            Key::Unmask => keys.unmask = Some(self.unmask(value, span)?),
            Key::Transparent => self.transparent(value, span, keys)?,
            Key::Chain => {
                let list = value.list()?;
                self.one_delegation(keys, span);
                let types = self.types(list.stream(), span);
                keys.delegate = Some(Delegation::Chain(types, None, span));
            }
            Key::Case => cases.extend(self.case(value.list()?.stream(), span)),
            Key::Header => {
                let (name, value) = self.named(value.list()?.stream(), Key::Header)?;
                self.header_named(&name, value, keys);
            }
            Key::Typed(header) => self.typed_header(header, value.assigned()?, keys),
            Key::Member => self.member(value.list()?.stream(), keys)?,
            Key::Argument => self.argument(value.list()?.stream(), keys)?,
            Key::Context => self.context(value.list()?.stream(), keys)?,
            Key::Format => keys.format = self.format(value.assigned()?),
            Key::Grpc => self.grpc(value, span, keys)?,
            Key::Log => keys.log = self.level(value.assigned()?),
            Key::Framework(word) => {
                options.add_framework(word, span, is_guess);
                value.word()?;
            }
            Key::Web => {
                value.word()?;
                options.web = Some(span);
            }
            Key::Client if self.place == Place::Variant => {
                let value = value.assigned();
                if value.is_none_or(|value| value.to_string() != "off") {
                    let message = "on a variant, write `client = off`; `client` alone belongs on \
                                   the type";
                    self.errors.at_span(span, message);
                }
                keys.client_off = Some(span);
            }
            Key::Client => {
                value.word()?;
                options.client = Some(span);
            }
            Key::Unmapped => match value {
                Value::List(list) => self.unmapped_keys(list.stream(), span, options),
                value => self.unmapped(value.assigned()?, options),
            },
            Key::SharedCodes => {
                value.word()?;
                options.shared_codes = true;
            }
            Key::CodeCase => self.code_case(value.assigned()?, options),
            Key::CodePrefix => self.code_prefix(value.assigned()?, options),
            Key::TypeBase => {
                let base = self.uri(value.assigned()?, key.name());
                options.type_base = base.map(|text| text.value());
            }
            Key::On => options.on.push(self.on(value.list()?.stream(), span)),
            Key::Finish => options.finish = self.path(value.assigned()?, key.name()),
            Key::Crate => options.krate = self.crate_path(value.assigned()?),
            Key::Via => {
                self.via(value.assigned()?, span, options);
            }
        }
        Some(())
    }
}

/// Returns the message for a key in the wrong form.
fn misformed(key: Key, form: Form) -> String {
    let (name, usage) = (key.name(), key.usage());
    let wanted = if usage == name {
        Form::Word
    } else if usage.starts_with(&format!("{name}(")) {
        Form::List
    } else {
        Form::Assigned
    };
    let reason = match (wanted, form) {
        (Form::Word, Form::List) => format!("`{name}` takes no list"),
        (Form::Word, _) => format!("`{name}` takes no value"),
        (Form::List, Form::List) => format!("this is not what `{name}` takes"),
        (Form::List, _) => format!("`{name}` takes a list in parentheses"),
        (Form::Assigned, Form::Word) => format!("`{name}` needs a value"),
        (Form::Assigned, _) => format!("`{name}` is followed by `=` and a value"),
    };
    format!("{reason}: write `{usage}`")
}

impl Reader<'_> {
    /// Reads `"name" = value`. Returns `None` if it has another form, which may already
    /// be reported.
    fn named(&mut self, tokens: TokenStream, key: Key) -> Option<(LitStr, TokenStream)> {
        let usage = key.usage();
        let mut cursor = Cursor::new(tokens);
        let first = cursor.next()?;
        let Some(name) = string(&first.clone().into()) else {
            if let TokenTree::Ident(word) = &first
                && cursor.punct('=')
            {
                let message = format!("a name is written in quotes: write `\"{word}\" = expr`");
                self.errors.at(first, message);
                return None;
            }
            return None;
        };
        if !self.has_no_suffix(&name) {
            return None;
        }
        if !cursor.punct('=') {
            let found = cursor.next();
            let (message, found) = match found {
                Some(comma @ TokenTree::Punct(_)) => (
                    format!("the name is followed by `=`: write `{usage}`"),
                    comma,
                ),
                found => (
                    format!("the name has no value: write `{usage}`"),
                    found.unwrap_or(first),
                ),
            };
            self.errors.at(found, message);
            return None;
        }
        let value = cursor.rest();
        let mut parts = split_commas(value).into_iter();
        let (Some(value), second) = (parts.next().filter(|it| !it.is_empty()), parts.next()) else {
            self.errors
                .at(&name, format!("the name has no value: write `{usage}`"));
            return None;
        };
        if let Some(second) = second.filter(|second| !second.is_empty()) {
            let is_named = string_before_equals(&second);
            let message = if is_named {
                format!(
                    "expected one name and one value: write another `{}(...)` for this one",
                    key.name()
                )
            } else if string(&value).is_some() {
                FORMAT_ARGUMENT.to_owned()
            } else {
                format!("a name has one value: write `{usage}`")
            };
            self.errors.at(second, message);
            return None;
        }
        Some((name, value))
    }
}

/// Returns whether it begins with `"name" =`.
fn string_before_equals(tokens: &TokenStream) -> bool {
    let mut cursor = Cursor::new(tokens.clone());
    let first = cursor.next();
    first.is_some_and(|first| string(&first.into()).is_some()) && cursor.punct('=')
}
