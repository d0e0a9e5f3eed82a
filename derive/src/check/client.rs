//! What `client` demands: every variant comes back from its response, or says that it
//! does not.

use crate::errors::Errors;
use crate::keys::Key;
use crate::model::{Container, Delegation, Keys, Mapping, Text, Variant};

/// Where a client gets a [`Problem`] for a variant, the enum says so.
pub(super) fn reads_back(container: &Container, errors: &mut Errors) {
    let is_client = container.options.client.is_some();
    for variant in &container.variants {
        match variant.keys.client_off {
            Some(span) if !is_client => {
                let message = "only an error that clients read back has it: write \
                               `#[http(client)]` on the type too";
                errors.at_span(span, message);
            }
            None if is_client => variant_reads_back(container, variant, errors),
            Some(_) | None => {}
        }
    }
}

/// How a variant is left out.
const OTHERWISE: &str = "or `client = off` on the variant: a client gets a `Problem` then";

fn variant_reads_back(container: &Container, variant: &Variant, errors: &mut Errors) {
    let mut reported = vec![false; variant.fields.len()];
    let mappings = container.mappings(variant);
    for mapping in mappings.filter(|mapping| mapping.is_mapped) {
        let keys = &mapping.keys;
        // What another mistake hides is no second one.
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
                "a client knows no code that an expression makes: write a text, {OTHERWISE}"
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
                    "a client owns what it reads: write `String` for `&'static str`, {OTHERWISE}"
                )
            } else if variant.source == Some(at) {
                "a source stays in the service, so that no client reads this variant back: write \
                 `client = off` on the variant, and a client gets a `Problem`"
                    .to_owned()
            } else {
                format!(
                    "this field is nowhere in the response: write `#[http(member)]`, {OTHERWISE}"
                )
            };
            match &field.member {
                syn::Member::Named(name) => errors.at(name, message),
                syn::Member::Unnamed(_) => errors.at(&field.ty, message),
            }
        }
    }
}

/// What is wrong with a delegation that a client is to follow.
fn delegated(variant: &Variant, keys: &Keys, delegation: &Delegation) -> Option<String> {
    match delegation {
        Delegation::Field(..) if keys.code.is_some() || keys.type_uri.is_some() => Some(format!(
            "a client knows the other error by its own code and type: leave them as they are, \
             {OTHERWISE}"
        )),
        Delegation::Field(..) if variant.fields.len() == 1 => None,
        Delegation::Field(..) => Some(format!(
            "a client reads back a variant whose only field is the other error: leave the other \
             fields out, {OTHERWISE}"
        )),
        Delegation::Expr(..) | Delegation::Chain(..) => Some(
            "a client cannot know where this error was: write `client = off` on the variant, and \
             a client gets a `Problem`"
                .to_owned(),
        ),
    }
}

/// Where the code is written that only a value decides.
fn code_span(container: &Container, variant: &Variant, mapping: &Mapping<'_>) -> proc_macro2::Span {
    let code = mapping
        .keys
        .code
        .as_ref()
        .or(container.defaults.code.as_ref());
    code.map_or_else(|| variant.ident.span(), Text::span)
}
