//! `context`: values that the log shows and a response never shows.

use proc_macro2::{Span, TokenStream};
use syn::LitStr;

use super::Reader;
use crate::keys::Key;
use crate::model::{Context, Keys, Text};
use crate::tokens::Cursor;

impl Reader<'_> {
    /// `context("name" = expr)`, or `context("name" = ?expr)` for its `Debug`
    pub(super) fn context(&mut self, tokens: TokenStream, keys: &mut Keys) -> Option<()> {
        let (name, value) = self.named(tokens, Key::Context)?;
        let mut cursor = Cursor::new(value.clone());
        let is_debug = cursor.punct('?');
        let value = if is_debug { cursor.rest() } else { value };
        if value.is_empty() {
            let message = "`?` is followed by the value whose `Debug` is logged: \
                           write `context(\"name\" = ?expr)`";
            self.errors.at(name, message);
            return Some(());
        }
        let value = if is_debug {
            self.expression(value, "context").map(Text::expr)
        } else {
            self.text(value, "context")
        };
        let Some(value) = value else {
            return Some(());
        };
        self.add_context(
            keys,
            Context {
                name,
                value,
                is_debug,
                field: None,
            },
        );
        Some(())
    }

    /// `context` or `context = "name"` on a field
    pub(super) fn field_context(&mut self, name: LitStr, index: usize, keys: &mut Keys) {
        let value = Text::of_field(&self.fields[index]);
        self.add_context(
            keys,
            Context {
                name,
                value,
                is_debug: false,
                field: Some(index),
            },
        );
    }

    fn add_context(&mut self, keys: &mut Keys, context: Context) {
        let name = context.name.value();
        if !self.is_context_name(&name, context.name.span()) {
            return;
        }
        let first = keys.context.iter().find(|known| known.name.value() == name);
        if let Some(first) = first {
            self.errors.twice(
                first.name.span(),
                context.name.span(),
                &format!("the context `{name}` is given twice"),
            );
            return;
        }
        keys.context.push(context);
    }

    fn is_context_name(&mut self, name: &str, span: Span) -> bool {
        let wrong = name
            .chars()
            .find(|char| !char.is_ascii_alphanumeric() && !"_-.".contains(*char));
        let message = match wrong {
            Some(char) => {
                format!(
                    "the name of a context cannot contain {char:?}: write letters, digits, \
                     `.` and `_`"
                )
            }
            None if name.is_empty() => {
                "the name of a context cannot be empty: write letters, digits, `.` and `_`"
                    .to_owned()
            }
            None => return true,
        };
        self.errors.at_span(span, message);
        false
    }
}
