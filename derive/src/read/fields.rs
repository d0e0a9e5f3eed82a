//! The keys of a field, which speak for its variant.

use quote::ToTokens;
use syn::LitStr;

use super::Reader;
use crate::attr::{Item, Value};
use crate::model::{Delegation, Keys, Member, Status, Text, unraw};

impl Reader<'_> {
    /// Reads what a field says into the keys of its variant.
    pub(crate) fn read_field(&mut self, items: Vec<Item>, index: usize, keys: &mut Keys) {
        for item in items {
            if matches!(item.value, Value::Broken) {
                keys.broken.push(item.key);
            } else {
                self.field_item(item, index, keys);
            }
        }
    }

    fn field_item(&mut self, Item { key, span, value }: Item, index: usize, keys: &mut Keys) {
        let field = &self.fields[index];
        let binding = field.binding.to_token_stream();
        match (key.as_str(), value) {
            ("status", Value::Word) if keys.status.is_some() => self.errors.at_span(
                span,
                "the status is given already: this field cannot decide it too",
            ),
            ("status", Value::Word) => keys.status = Some(Status::Dynamic(binding)),
            ("transparent", Value::Word) => {
                self.one_delegation(keys, span);
                keys.delegate = Some(Delegation::Field(index, span));
            }
            ("member", Value::Word) => match &field.member {
                syn::Member::Named(ident) => {
                    self.field_member(&LitStr::new(&unraw(ident), span), index, keys);
                }
                syn::Member::Unnamed(_) => {
                    self.errors
                        .at_span(span, "this field has no name: write `member = \"name\"`");
                }
            },
            ("member", Value::Assigned(value)) => {
                if let Some(name) = self.string(value, "member") {
                    self.field_member(&name, index, keys);
                }
            }
            ("member", Value::List(list)) if list.stream().to_string() == "flatten" => {
                keys.members.push(Member::Flatten(index));
            }
            ("header", Value::Assigned(value)) => {
                if let Some(name) = self.string(value, "header") {
                    self.header_named(&name, binding, keys);
                }
            }
            ("retry_after", Value::Word) => self.typed_header("retry_after", binding, keys),
            (key, _) => {
                let usage = match key {
                    "header" => "`header = \"X-Name\"`",
                    "member" => "`member`, `member = \"name\"` or `member(flatten)`",
                    key => &format!("`{key}` alone: the field is its value"),
                };
                let message = format!("on a field write {usage}");
                self.errors.at_span(span, message);
                keys.broken.push(key.to_owned());
            }
        }
    }

    fn field_member(&mut self, name: &LitStr, index: usize, keys: &mut Keys) {
        if self.member_name(&name.value(), name.span()) {
            let member = Member::Named {
                name: name.clone(),
                value: Text::Expr(self.fields[index].binding.to_token_stream()),
                field: Some(index),
            };
            self.add_member(keys, member);
        }
    }
}
