//! Members.

use proc_macro2::{Span, TokenStream};

use super::Reader;
use crate::keys::Key;
use crate::model::{Keys, Member};
use crate::tokens::is_word;

impl Reader<'_> {
    /// `member("key" = expr)`
    pub(super) fn member(&mut self, tokens: TokenStream, keys: &mut Keys) -> Option<()> {
        if is_flatten(&tokens) {
            let message = "`member(flatten)` belongs on a field: write it on the field that has \
                           the members";
            self.errors.at(tokens, message);
            return Some(());
        }
        let (name, value) = self.named(tokens, Key::Member)?;
        if self.member_name(&name.value(), name.span())
            && let Some(value) = self.text(value, "member")
        {
            let field = None;
            self.add_member(keys, Member::Named { name, value, field });
        }
        Some(())
    }

    pub(super) fn member_name(&mut self, name: &str, span: Span) -> bool {
        let starts = name.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_');
        let wrong = name
            .chars()
            .find(|char| !char.is_ascii_alphanumeric() && !"_-.".contains(*char));
        if let Some(char) = wrong {
            self.errors.at_span(
                span,
                format!(
                    "the name of a member cannot contain {char:?} (RFC 9457 section 3.2): write \
                     letters, digits and `_`"
                ),
            );
        } else if !starts {
            self.errors.at_span(
                span,
                "the name of a member must begin with a letter (RFC 9457 section 3.2)",
            );
        }
        wrong.is_none() && starts
    }

    pub(super) fn add_member(&mut self, keys: &mut Keys, member: Member) {
        if let Member::Named { name, .. } = &member {
            let again = keys.members.iter().find_map(|known| match known {
                Member::Named { name: known, .. } if known.value() == name.value() => {
                    Some(known.span())
                }
                _ => None,
            });
            if let Some(first) = again {
                self.errors.twice(
                    first,
                    name.span(),
                    &format!("the member `{}` is given twice", name.value()),
                );
                return;
            }
        }
        keys.members.push(member);
    }
}

/// `flatten`, or `flatten = field`.
fn is_flatten(tokens: &TokenStream) -> bool {
    let first = tokens.clone().into_iter().next();
    first.is_some_and(|first| is_word(&first, "flatten"))
}
