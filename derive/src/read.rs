//! From keys and raw values to what they mean.

mod cases;
mod delegation;
mod fields;
mod format;
mod grpc;
mod headers;
mod log;
mod members;
mod on;
mod options;
mod problem_type;
mod values;

use proc_macro2::{Ident, TokenStream};
use syn::LitStr;

pub(crate) use self::format::format_path;
pub(crate) use self::log::level_number;
use crate::attr::{Form, Item, Value};
use crate::errors::Errors;
use crate::header;
use crate::keys::{self, Place};
use crate::model::{Case, Delegation, Field, Keys, Member, Options, Style, Unmask};
use crate::tokens::{Cursor, split_commas, string};

/// Reads the keys of one place.
pub(crate) struct Reader<'a> {
    pub(crate) place: Place,
    /// The fields that a value may name.
    pub(crate) fields: &'a [Field],
    pub(crate) style: Style,
    pub(crate) errors: &'a mut Errors,
}

/// What one place says.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) keys: Keys,
    pub(crate) options: Options,
    pub(crate) cases: Vec<Case>,
}

impl Reader<'_> {
    pub(crate) fn read(&mut self, items: Vec<Item>) -> Said {
        let mut said = Said::default();
        for item in items {
            if matches!(item.value, Value::Broken) {
                said.keys.broken.push(item.key);
                continue;
            }
            let (key, span, form) = (item.key.clone(), item.span, item.value.form());
            if self.item(item, &mut said).is_none() {
                self.errors.at_span(span, misformed(&key, form));
                said.keys.broken.push(key);
            }
        }
        said
    }

    /// Reads one entry; `None` if it is not of the form that its key has.
    fn item(&mut self, Item { key, span, value }: Item, said: &mut Said) -> Option<()> {
        if keys::is_framework(&key) {
            let frameworks = &mut said.options.frameworks;
            if !frameworks.iter().any(|known| *known == key) {
                frameworks.push(Ident::new(&key, span));
            }
            return matches!(value, Value::Word).then_some(());
        }
        let keys = &mut said.keys;
        match (key.as_str(), value) {
            ("status", Value::Status(token)) => {
                keys.status = self.bare_status(token);
                keys.broken.extend(keys.status.is_none().then_some(key));
            }
            ("status", Value::Assigned(value)) => {
                keys.status = self.assigned_status(value);
                keys.broken.extend(keys.status.is_none().then_some(key));
            }
            ("code", Value::Assigned(value)) => keys.code = Some(self.code(value)),
            ("type", Value::Assigned(value)) => keys.type_uri = self.type_uri(value),
            ("title", Value::Assigned(value)) => keys.title = self.title(value),
            ("detail", Value::Assigned(value)) => keys.detail = Some(self.text(value)),
            ("instance", Value::Assigned(value)) => keys.instance = Some(self.text(value)),
            ("hide", Value::Word) => keys.hide = Some(span),
            ("expose", Value::Word) => keys.expose = Some(span),
            ("unmask", Value::Word) => keys.unmask = Some(Unmask::Always(span)),
            ("unmask", Value::Assigned(value)) => {
                self.bindings_exist(&value);
                keys.unmask = Some(Unmask::If(value));
            }
            ("transparent", Value::Word) => match self.only_field(span) {
                Some(field) => keys.delegate = Some(Delegation::Field(field, span)),
                None => keys.broken.push(key),
            },
            ("transparent", Value::Assigned(value)) => {
                self.bindings_exist(&value);
                self.one_delegation(keys, span);
                keys.delegate = Some(Delegation::Expr(value, span));
            }
            ("chain", Value::List(list)) => {
                self.one_delegation(keys, span);
                let types = self.types(list.stream(), span);
                keys.delegate = Some(Delegation::Chain(types, None, span));
            }
            ("case", Value::List(list)) => said.cases.extend(self.case(list.stream(), span)),
            ("header", Value::List(list)) => {
                let (name, value) = named(list.stream())?;
                self.header_named(&name, value, keys);
            }
            ("member", Value::List(list)) => {
                let (name, value) = named(list.stream())?;
                if self.member_name(&name.value(), name.span()) {
                    let value = self.text(value);
                    self.add_member(
                        keys,
                        Member::Named {
                            name,
                            value,
                            field: None,
                        },
                    );
                }
            }
            ("format", Value::Assigned(value)) => keys.format = Some(value),
            ("grpc", value) => self.grpc(value, span, keys)?,
            ("log", Value::Assigned(value)) => keys.log = self.level(value),
            (key, Value::Assigned(value)) if header::TYPED.iter().any(|typed| typed.0 == key) => {
                self.typed_header(key, value, keys);
            }
            (key, value) => return self.option(key, value, span, &mut said.options),
        }
        Some(())
    }
}

/// Says how a key is written that was written otherwise.
fn misformed(key: &str, form: Form) -> String {
    let usage = keys::find(key).map_or(key, |key| key.usage);
    let wanted = if usage == key {
        Form::Word
    } else if usage.starts_with(&format!("{key}(")) {
        Form::List
    } else {
        Form::Assigned
    };
    let reason = match (wanted, form) {
        (Form::Word, Form::List) => format!("`{key}` takes no list"),
        (Form::Word, _) => format!("`{key}` takes no value"),
        (Form::List, Form::List) => format!("this is not what `{key}` takes"),
        (Form::List, _) => format!("`{key}` takes a list in parentheses"),
        (Form::Assigned, Form::Word) => format!("`{key}` needs a value"),
        (Form::Assigned, _) => format!("the value of `{key}` stands behind a `=`"),
    };
    format!("{reason}: write `{usage}`")
}

/// `"name" = value`
fn named(tokens: TokenStream) -> Option<(LitStr, TokenStream)> {
    let mut cursor = Cursor::new(tokens);
    let name = string(&cursor.next()?.into())?;
    let value = cursor.punct('=').then(|| cursor.rest())?;
    (split_commas(value.clone()).len() == 1).then_some((name, value))
}
