//! The requirement of `client`: every variant can be read back from its response, or
//! is marked otherwise.

use crate::errors::Errors;
use crate::keys::Key;
use crate::model::{Container, Delegation, Keys, Mapping, Text, Variant};

/// If a client gets a [`Problem`] for a variant, the enum must declare it.
pub(super) fn reads_back(container: &Container, errors: &mut Errors) {
    let is_client = container.options.client.is_some();
    for variant in &container.variants {
        match variant.keys.client_off {
            Some(span) if !is_client => {
                let message = "`client = off` is only for an error that clients read back: write \
                               `#[http(client)]` on the type too";
                errors.at_span(span, message);
            }
            None if is_client => variant_reads_back(container, variant, errors),
            Some(_) | None => {}
        }
    }
}

/// How to exclude a variant.
const OTHERWISE: &str = "or `client = off` on the variant, so that a client gets a `Problem`";

fn variant_reads_back(container: &Container, variant: &Variant, errors: &mut Errors) {
    let mut reported = vec![false; variant.fields.len()];
    let mappings = container.mappings(variant);
    for mapping in mappings.filter(|mapping| mapping.is_mapped) {
        let keys = &mapping.keys;
        // A key that could not be read must not cause a second message.
        if keys.may_have(&[
            Key::Code,
            Key::Member,
            Key::Header,
            Key::Status,
            Key::Transparent,
        ]) {
            return;
        }
        if let Some(delegation) = &keys.delegate {
            if let Some(message) = delegated(variant, keys, delegation) {
                errors.at_span(delegation.span(), message);
                return;
            }
            continue;
        }
        if mapping.fixed_code().is_empty() {
            let message = format!(
                "a client does not know a code that is the value of an expression: write a string \
                 literal, {OTHERWISE}"
            );
            errors.at_span(code_span(container, variant, &mapping), message);
            return;
        }
        for (at, field) in variant.fields.iter().enumerate() {
            let is_sent = container.origin(variant, keys, at).is_some();
            let is_borrowed = field.ty.is_shared_reference();
            if (is_sent && !is_borrowed) || reported[at] {
                continue;
            }
            reported[at] = true;
            let message = if is_sent {
                format!(
                    "a client owns what it reads: write `String` instead of `&'static str`, \
                     {OTHERWISE}"
                )
            } else if variant.source == Some(at) {
                "a source is never sent, so a client cannot read this variant back: write \
                 `client = off` on the variant, so that a client gets a `Problem`"
                    .to_owned()
            } else {
                format!("this field is not in the response: write `#[http(member)]`, {OTHERWISE}")
            };
            match &field.member {
                syn::Member::Named(name) => errors.at(name, message),
                syn::Member::Unnamed(_) => errors.at(&field.ty, message),
            }
        }
    }
}

/// Returns what is wrong with a delegation that a client needs to follow.
fn delegated(variant: &Variant, keys: &Keys, delegation: &Delegation) -> Option<String> {
    match delegation {
        Delegation::Field(..) if keys.code.is_some() || keys.type_uri.is_some() => Some(format!(
            "a client recognises the other error by its own code and type: remove `code` and `type`, \
             {OTHERWISE}"
        )),
        Delegation::Field(..) if variant.fields.len() == 1 => None,
        Delegation::Field(..) => Some(format!(
            "a client can read this variant back only if the other error is its only field: remove \
             the other fields, {OTHERWISE}"
        )),
        Delegation::Expr(..) | Delegation::Chain(..) => Some(
            "a client cannot know which value this error came from: write `client = off` on the \
             variant, so that a client gets a `Problem`"
                .to_owned(),
        ),
    }
}

/// Returns where a code is written that is known only at run time.
fn code_span(container: &Container, variant: &Variant, mapping: &Mapping<'_>) -> proc_macro2::Span {
    let code = mapping
        .keys
        .code
        .as_ref()
        .or(container.defaults.code.as_ref());
    code.map_or_else(|| variant.ident.span(), Text::span)
}
