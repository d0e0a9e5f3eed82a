//! The part of a response that a client reads a field from.

use proc_macro2::TokenTree;
use syn::LitStr;

use super::{Container, Display, Keys, Member, Status, Text, Variant};
use crate::tokens::list;

/// The part of a response in which a field is sent.
pub(crate) enum Origin {
    Member(LitStr),
    /// All members: the field was flattened into them.
    Members,
    /// By its name.
    Header(String),
    RetryAfter,
    Detail,
    Instance,
    Status,
    /// A `PhantomData`, which is not sent.
    Nothing,
}

impl Container {
    /// Returns the part that contains the unchanged value of a field, or `None` if there is none.
    pub(crate) fn origin(&self, variant: &Variant, keys: &Keys, at: usize) -> Option<Origin> {
        let field = &variant.fields[at];
        if field.ty.is_called(&["PhantomData"]) {
            return Some(Origin::Nothing);
        }
        let is_field = |value: &[TokenTree]| matches!(value, [TokenTree::Ident(word)] if *word == field.binding);
        let is_text = |text: &Text| match text {
            Text::Expr(value) => is_field(value),
            Text::Format(template, _) => template
                .only_name()
                .is_some_and(|name| field.is_called(name)),
            Text::Fixed(..) => false,
        };
        for member in &keys.members {
            match member {
                Member::Named {
                    name,
                    field: Some(field),
                    ..
                } if *field == at => return Some(Origin::Member(name.clone())),
                Member::Named {
                    name,
                    value: Text::Expr(value),
                    ..
                } if is_field(value) => return Some(Origin::Member(name.clone())),
                Member::Flatten(field) if *field == at => return Some(Origin::Members),
                Member::Named { .. } | Member::Flatten(_) => {}
            }
        }
        for header in &keys.headers {
            if matches!(&header.value, Text::Expr(value) if is_field(value)) {
                return Some(match header.name.as_str() {
                    "retry-after" => Origin::RetryAfter,
                    name => Origin::Header(name.to_owned()),
                });
            }
        }
        if let Some(Status::Dynamic(value)) = &keys.status
            && is_field(&list(value))
        {
            return Some(Origin::Status);
        }
        if keys.instance.as_ref().is_some_and(is_text) {
            return Some(Origin::Instance);
        }
        let is_detail = match &keys.detail {
            Some(detail) => is_text(detail),
            None => self.shows_display(keys) && variant.displays_only(field),
        };
        is_detail.then_some(Origin::Detail)
    }

    /// Returns whether the text of `Display` is the detail.
    fn shows_display(&self, keys: &Keys) -> bool {
        let status = keys.status.as_ref().or(self.defaults.status.as_ref());
        let is_4xx = matches!(status, Some(Status::Fixed(400..=499, _)));
        is_4xx && keys.hide.is_none() && self.defaults.detail.is_none()
    }
}

impl Variant {
    /// Returns whether `Display` writes only this field.
    fn displays_only(&self, field: &super::Field) -> bool {
        matches!(&self.display, Display::Template { template, is_certain: true }
            if template.only_name().is_some_and(|name| field.is_called(name)))
    }
}
