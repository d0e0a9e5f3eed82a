//! `argument`: values that the translations of title and detail can use.

use proc_macro2::{Span, TokenStream};
use syn::LitStr;

use super::Reader;
use crate::keys::Key;
use crate::model::{Argument, Keys, Text};

impl Reader<'_> {
    /// `argument("name" = expr)`
    pub(super) fn argument(&mut self, tokens: TokenStream, keys: &mut Keys) -> Option<()> {
        let (name, value) = self.named(tokens, Key::Argument)?;
        if let Some(value) = self.text(value, Key::Argument.name()) {
            let field = None;
            self.add_argument(keys, Argument { name, value, field });
        }
        Some(())
    }

    /// `argument` or `argument = "name"` on a field
    pub(super) fn field_argument(&mut self, name: LitStr, index: usize, keys: &mut Keys) {
        let value = Text::of_field(&self.fields[index]);
        let field = Some(index);
        self.add_argument(keys, Argument { name, value, field });
    }

    fn add_argument(&mut self, keys: &mut Keys, argument: Argument) {
        let name = argument.name.value();
        if !self.is_argument_name(&name, argument.name.span()) {
            return;
        }
        let mut known = keys.arguments.iter();
        if let Some(first) = known.find(|known| known.name.value() == name) {
            self.errors.twice(
                first.name.span(),
                argument.name.span(),
                &format!("the argument `{name}` is given twice"),
            );
            return;
        }
        keys.arguments.push(argument);
    }

    /// Returns whether it is an identifier in Fluent.
    fn is_argument_name(&mut self, name: &str, span: Span) -> bool {
        let is_known = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
        let message = if let Some(char) = name.chars().find(|char| !is_known(*char)) {
            format!("a name in Fluent cannot contain {char:?}: write letters, digits, `_` and `-`")
        } else if name.starts_with(|char: char| char.is_ascii_alphabetic()) {
            return true;
        } else {
            "a name in Fluent must begin with a letter".to_owned()
        };
        self.errors.at_span(span, message);
        false
    }
}
