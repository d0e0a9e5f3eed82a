//! The rules that look at more than one key: one function for each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use proc_macro2::Span;

use crate::errors::Errors;
use crate::header::TYPED;
use crate::leak;
use crate::model::{Container, Delegation, Keys, Member, Status, Text, Unmapped, Unmask, Variant};
use crate::status;

/// Holds the model against every rule.
pub(crate) fn container(container: &Container, errors: &mut Errors) {
    for variant in &container.variants {
        for (keys, cases) in entries(variant) {
            mandatory_header(container, &keys, errors);
            unused_detail_keys(&keys, errors);
            body_of_304(&keys, errors);
            if !cases {
                delegation_keys(&keys, errors);
            }
        }
        leak::check(container, variant, errors);
    }
    web(container, errors);
    codes_are_unique(container, errors);
    unmapped_is_denied(container, errors);
}

/// `web` is all frameworks, and demands `'static`.
fn web(container: &Container, errors: &mut Errors) {
    let Some(span) = container.options.web else {
        return;
    };
    for framework in &container.options.frameworks {
        let message = format!("`web` is every framework, `{framework}` too: leave one out");
        errors.at(framework, message);
    }
    if let Some(parameter) = container.generics.lifetimes().next() {
        let lifetime = &parameter.lifetime;
        let message = format!(
            "`web` needs an error that borrows nothing, and this one has `{lifetime}`: \
             name the frameworks instead, such as `axum`"
        );
        errors.at_span(span, message);
    }
}

/// What the variant says, and what each of its cases says.
fn entries(variant: &Variant) -> impl Iterator<Item = (Cow<'_, Keys>, bool)> {
    let own = std::iter::once((Cow::Borrowed(&variant.keys), false));
    let cases = variant
        .cases
        .iter()
        .map(|case| (Cow::Owned(case.keys.inheriting(&variant.keys)), true));
    own.chain(cases)
}

/// Whether a variant says what it is.
pub(crate) fn is_mapped(container: &Container, keys: &Keys) -> bool {
    keys.may_have(&["status", "transparent", "chain"])
        || keys.status.is_some()
        || keys.delegate.is_some()
        || container.defaults.status.is_some()
}

/// Whether what is missing may stand where there is another mistake.
pub(crate) fn may_be_elsewhere(container: &Container, keys: &Keys, missing: &[&str]) -> bool {
    let on = container.options.on.iter().map(|on| &on.keys);
    on.chain([keys, &container.defaults])
        .any(|keys| keys.may_have(missing))
}

/// The key that sets a header.
fn header_key(header: &str) -> &str {
    let typed = TYPED.iter().find(|typed| typed.1 == header);
    typed.map_or("header", |typed| typed.0)
}

/// RFC 9110 §15: some statuses must have a header.
fn mandatory_header(container: &Container, keys: &Keys, errors: &mut Errors) {
    let status = keys.status.as_ref().or(container.defaults.status.as_ref());
    let Some(Status::Fixed(number, span)) = status.cloned() else {
        return;
    };
    let Some((header, key)) = status::mandatory_header(number) else {
        return;
    };
    let has = |keys: &Keys| keys.headers.iter().any(|known| known.name == header);
    let on = &container.options.on;
    let is_there = has(keys)
        || has(&container.defaults)
        || on.iter().any(|on| on.applies(number) && has(&on.keys))
        || keys.delegate.is_some()
        || may_be_elsewhere(container, keys, &[header_key(header), "header", "on"]);
    if !is_there {
        let phrase = status::phrase(number);
        errors.at_span(
            span,
            format!(
                "`{number} {phrase}` must have the header `{}` (RFC 9110): add {key}, here or for all \
                 variants as `#[http(on({number}, ...))]`",
                canonical(header)
            ),
        );
    }
}

/// `www-authenticate` as `WWW-Authenticate`.
fn canonical(header: &str) -> String {
    let words: Vec<String> = header
        .split('-')
        .map(|word| match word {
            "www" => "WWW".to_owned(),
            word => {
                let mut chars = word.chars();
                chars.next().map_or_else(String::new, |first| {
                    first.to_uppercase().chain(chars).collect()
                })
            }
        })
        .collect();
    words.join("-")
}

/// `detail`, `hide`, `expose` and `unmask` answer one question.
fn unused_detail_keys(keys: &Keys, errors: &mut Errors) {
    if let (Some(hide), Some(_)) = (keys.hide, &keys.detail) {
        errors.at_span(
            hide,
            "`hide` says that there is no detail, and `detail` gives one: leave one out",
        );
    }
    if let (Some(_), Some(hide)) = (keys.expose, keys.hide) {
        errors.at_span(
            hide,
            "`hide` leaves out the text that `expose` shows: leave one out",
        );
    }
    if let (Some(expose), Some(_)) = (keys.expose, &keys.detail) {
        errors.at_span(
            expose,
            "`expose` makes `Display` the detail, and `detail` gives another one: leave one out",
        );
    }
    let unmask = match &keys.unmask {
        Some(Unmask::Always(span)) => Some(*span),
        _ => None,
    };
    if keys.delegate.is_some() {
        return;
    }
    if let Some(span) = unmask
        && keys.detail.is_some()
    {
        errors.at_span(
            span,
            "`detail` is public at every status: `unmask` adds nothing to it",
        );
    } else if let (Some(span), Some(_)) = (unmask, keys.hide) {
        errors.at_span(
            span,
            "`hide` leaves out the text that `unmask` shows: leave one out",
        );
    } else if let (Some(span), Some(Status::Fixed(number @ ..500, _))) = (unmask, &keys.status) {
        errors.at_span(
            span,
            format!("a {number} shows the text of `Display` anyway: `unmask` is for a 5xx"),
        );
    }
    if let (Some(span), Some(Status::Fixed(500.., _))) = (keys.expose, &keys.status) {
        errors.at_span(
            span,
            "`expose` is for a 4xx: for a 5xx write `unmask`, or better a `detail`",
        );
    }
}

/// RFC 9110 §15.4.5: 304 has no content.
fn body_of_304(keys: &Keys, errors: &mut Errors) {
    let Some(Status::Fixed(304, status)) = keys.status else {
        return;
    };
    let mut refuse = |key: &str, span: Span| {
        let message = format!(
            "a `304 Not Modified` has no body (RFC 9110 section 15.4.5): leave `{key}` out"
        );
        errors.at_span(span, message);
    };
    if let Some(detail) = &keys.detail {
        refuse("detail", detail.span());
    }
    for member in &keys.members {
        match member {
            Member::Named { name, .. } => refuse("member", name.span()),
            Member::Flatten(_) => refuse("member(flatten)", status),
        }
    }
}

/// What has no meaning where another value decides.
fn delegation_keys(keys: &Keys, errors: &mut Errors) {
    let Some(delegation) = &keys.delegate else {
        return;
    };
    let key = delegation.key();
    if let Some(span) = keys.expose {
        errors.at_span(
            span,
            format!(
                "`expose` has no meaning beside `{key}`: the value that decides has its own text"
            ),
        );
    }
    if let Some(Status::Dynamic(_)) = &keys.status
        && let Delegation::Field(..) | Delegation::Expr(..) = delegation
    {
        errors.at_span(
            delegation.span(),
            format!("`{key}` and `status = expr` both decide the status: leave one out"),
        );
    }
}

/// A code names one problem type.
fn codes_are_unique(container: &Container, errors: &mut Errors) {
    struct Known {
        span: Span,
        is_explicit: bool,
        status: Option<u16>,
        facts: (Option<String>, Option<String>),
    }
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for variant in &container.variants {
        let own = std::iter::once((&variant.keys, None));
        let cases = variant
            .cases
            .iter()
            .map(|case| (&case.keys, Some(case.span)));
        for (keys, case) in own.chain(cases) {
            if !is_mapped(container, keys) && keys.code.is_none()
                || (case.is_some() && keys.code.is_none())
            {
                continue;
            }
            let (code, span, is_explicit) = match &keys.code {
                Some(Text::Fixed(code, span)) => (
                    format!("{}{code}", container.options.code_prefix),
                    *span,
                    true,
                ),
                Some(_) => continue,
                None if container.defaults.code.is_some() || keys.delegate.is_some() => continue,
                None => (
                    derived_code(container, variant),
                    variant.ident.span(),
                    false,
                ),
            };
            // What a case does not restate is the variant's.
            let keys = if case.is_some() {
                &keys.inheriting(&variant.keys)
            } else {
                keys
            };
            let status = match &keys.status {
                Some(Status::Fixed(number, _)) => Some(*number),
                _ => None,
            };
            let facts = (
                keys.type_uri.as_ref().map(syn::LitStr::value),
                keys.title.as_ref().map(syn::LitStr::value),
            );
            let Some(first) = known.get(&code) else {
                known.insert(
                    code,
                    Known {
                        span,
                        is_explicit,
                        status,
                        facts,
                    },
                );
                continue;
            };
            if !first.is_explicit || !is_explicit {
                errors.twice(
                    first.span,
                    span,
                    &format!("the code `{code}` stands for another variant already: write `code = \"...\"`"),
                );
            } else if first.facts != facts
                // A status that only a value decides may be the same.
                || first.status.zip(status).is_some_and(|(first, second)| first != second)
            {
                errors.twice(
                    first.span,
                    span,
                    &format!(
                        "the code `{code}` is one problem type, but status, type or title differ: \
                         write another `code = \"...\"`, or the same ones"
                    ),
                );
            }
        }
    }
}

/// The code that a variant's name gives.
pub(crate) fn derived_code(container: &Container, variant: &Variant) -> String {
    let name = crate::model::unraw(&variant.ident);
    format!(
        "{}{}",
        container.options.code_prefix,
        container.options.code_case.apply(&name)
    )
}

/// `unmapped = deny`
fn unmapped_is_denied(container: &Container, errors: &mut Errors) {
    if !matches!(container.options.unmapped, Unmapped::Deny) {
        return;
    }
    let unmapped: Vec<&Variant> = container
        .variants
        .iter()
        .filter(|variant| !is_mapped(container, &variant.keys))
        .collect();
    let names: Vec<String> = unmapped
        .iter()
        .map(|variant| format!("`{}`", crate::model::unraw(&variant.ident)))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let names = crate::keys::join(&names, "and");
    let all = match unmapped.as_slice() {
        [_] => String::new(),
        _ => format!("; not mapped are {names}"),
    };
    for variant in unmapped {
        let name = crate::model::unraw(&variant.ident);
        errors.at(
            &variant.ident,
            format!(
                "`{name}` is not mapped, and `unmapped = deny` forbids that: give it a status, \
                 `#[http(500)]` for a masked 500{all}"
            ),
        );
    }
}
