//! The keys of a field, which count as keys of its variant.

use proc_macro2::Span;
use quote::ToTokens;
use syn::LitStr;

use super::Reader;
use crate::attr::{Item, Items, Meant, Value};
use crate::keys::Key;
use crate::model::{Delegation, Keys, Member, Status, Text, unraw};
use crate::tokens::string;

impl Reader<'_> {
    /// Reads the keys of a field into those of its variant.
    pub(crate) fn read_field(&mut self, items: Items, index: usize, keys: &mut Keys) {
        keys.broken.extend(items.broken);
        for item in items.items {
            let (key, span) = (item.key, item.span);
            let before = self.errors.count();
            if self.field_item(item, index, keys).is_none() && self.errors.count() == before {
                let usage = match key {
                    Key::Argument => "`argument` or `argument = \"name\"`",
                    Key::Context => "`context` or `context = \"name\"`",
                    Key::Header => "`header = \"X-Name\"`",
                    Key::Member => "`member`, `member = \"name\"` or `member(flatten)`",
                    key => &format!("`{}` alone: the field is its value", key.name()),
                };
                let message = format!("on a field, write {usage}");
                self.errors.at_span(span, message);
            }
            if self.errors.count() > before {
                keys.broken.push(Meant::Key(key));
            }
        }
    }

    /// Reads one entry. Returns `None` if it does not have the form that its key requires here.
    fn field_item(
        &mut self,
        Item {
            key, span, value, ..
        }: Item,
        index: usize,
        keys: &mut Keys,
    ) -> Option<()> {
        let binding = self.fields[index].binding.to_token_stream();
        match (key, value) {
            (Key::Status | Key::Transparent | Key::Typed(_), value @ Value::Assigned(_)) => {
                self.errors.refuse(value.into_tokens());
                return None;
            }
            (Key::Status, Value::Word) if keys.status.is_some() => self.errors.at_span(
                span,
                "the status is already given: this field cannot set it too",
            ),
            (Key::Status, Value::Word) => keys.status = Some(Status::Dynamic(binding)),
            (Key::Transparent, Value::Word) => {
                self.one_delegation(keys, span);
                keys.delegate = Some(Delegation::Field(index, span));
            }
            (Key::Member, Value::Word) => {
                if let Some(name) = self.field_name(index, key, span) {
                    self.field_member(&name, index, keys);
                }
            }
            (Key::Member, Value::Assigned(value)) if value.to_string() == "flatten" => {
                let message = "`flatten` is written in parentheses: write `member(flatten)`";
                self.errors.at(value, message);
            }
            (Key::Member, Value::Assigned(value))
                if string(&value).is_some_and(|name| name.value() == "flatten") =>
            {
                let message = "`flatten` in quotes is the name of a member: write \
                               `member(flatten)`, or, for a member with this name, \
                               `member(\"flatten\" = ...)` on the variant";
                self.errors.at(value, message);
            }
            (Key::Member, Value::Assigned(value)) => {
                if let Some(name) = self.string(value, "member") {
                    self.field_member(&name, index, keys);
                }
            }
            (Key::Member, Value::List(list)) if list.stream().to_string() == "flatten" => {
                keys.members.push(Member::Flatten(index));
            }
            (Key::Argument, Value::Word) => {
                if let Some(name) = self.field_name(index, key, span) {
                    self.field_argument(name, index, keys);
                }
            }
            (Key::Argument, Value::Assigned(value)) => {
                if let Some(name) = self.string(value, key.name()) {
                    self.field_argument(name, index, keys);
                }
            }
            (Key::Context, Value::Word) => {
                if let Some(name) = self.field_name(index, key, span) {
                    self.field_context(name, index, keys);
                }
            }
            (Key::Context, Value::Assigned(value)) => {
                if let Some(name) = self.string(value, key.name()) {
                    self.field_context(name, index, keys);
                }
            }
            (Key::Header, Value::Assigned(value)) => {
                if let Some(name) = self.string(value, "header") {
                    self.header_named(&name, binding, keys);
                }
            }
            (Key::Typed(header), Value::Word) => self.typed_header(header, binding, keys),
            _ => return None,
        }
        Some(())
    }

    /// Returns the name of a field, if it has one.
    fn field_name(&mut self, index: usize, key: Key, span: Span) -> Option<LitStr> {
        if let syn::Member::Named(ident) = &self.fields[index].member {
            return Some(LitStr::new(&unraw(ident), span));
        }
        let key = key.name();
        let message = format!("this field has no name: write `{key} = \"name\"`");
        self.errors.at_span(span, message);
        None
    }

    fn field_member(&mut self, name: &LitStr, index: usize, keys: &mut Keys) {
        if self.member_name(&name.value(), name.span()) {
            let member = Member::Named {
                name: name.clone(),
                value: Text::of_field(&self.fields[index]),
                field: Some(index),
            };
            self.add_member(keys, member);
        }
    }
}
