//! The rules that look at more than one key: one function for each.

mod client;
mod codes;
mod headers;
mod members;

use std::borrow::Cow;

use proc_macro2::{Span, TokenStream, TokenTree};

use crate::errors::Errors;
use crate::facts;
use crate::header::HeaderKind;
use crate::keys::Key;
use crate::leak;
use crate::model::{Container, Keys, Member, On, Status, Unmask, Variant};
use crate::status;
use crate::tokens::only;

/// Checks the model against every rule.
pub(crate) fn container(container: &Container, errors: &mut Errors) {
    for variant in &container.variants {
        for keys in entries(variant) {
            mandatory_header(container, &keys, errors);
            unused_detail_keys(&keys, errors);
            body_of_304(&keys, errors);
        }
        for own in variant.all_keys() {
            detail_keys_of_status(own, variant.keys.status.as_ref(), errors);
            statuses_of_expression(own, variant.keys.status.as_ref(), errors);
        }
        cases_are_reached(variant, errors);
        leak::check(container, variant, errors);
    }
    statuses_of_expression(&container.defaults, None, errors);
    said_once_for_a_status(container, errors);
    headers::belong_to_their_status(container, errors);
    headers::have_room(container, errors);
    is_sized(container, errors);
    web(container, errors);
    members::are_not_reserved(container, errors);
    codes::are_unique(container, errors);
    unmapped_is_denied(container, errors);
    client::reads_back(container, errors);
}

/// Refuses a `case` after one that matches every value.
fn cases_are_reached(variant: &Variant, errors: &mut Errors) {
    let mut first = None;
    for case in &variant.cases {
        if let Some(first) = first {
            errors.twice(
                first,
                case.span,
                "this `case` is never reached, because an earlier one matches every value: move \
                 it before that one, or remove it",
            );
            return;
        }
        let mut patterns = case.patterns.iter();
        if case.guard.is_none() && patterns.all(|it| matches_everything(&it.pattern)) {
            first = Some(case.span);
        }
    }
}

/// Returns whether it is `_` or the name of a new binding.
fn matches_everything(pattern: &TokenStream) -> bool {
    matches!(only(pattern), Some(TokenTree::Ident(word))
        if word.to_string().starts_with(|first: char| first == '_' || first.is_lowercase())
            && word != "true"
            && word != "false")
}

/// Refuses two `on` that set the same part of the same status. The last `on`
/// applies, so it may make an exception for one status of a class, but it must
/// not repeat or cover the first one.
fn said_once_for_a_status(container: &Container, errors: &mut Errors) {
    let all = &container.options.on;
    for (at, second) in all.iter().enumerate() {
        for first in &all[..at] {
            let Some(part) = first.sets_too(second) else {
                continue;
            };
            let covered = first
                .statuses
                .iter()
                .zip(&first.spans)
                .find_map(|(known, span)| {
                    let covering = second.statuses.iter().zip(&second.spans);
                    let mut covering =
                        covering.filter(|(it, _)| it.0 <= known.0 && known.1 <= it.1);
                    covering.next().map(|(_, covering)| (*span, *covering))
                });
            if let Some((first, second)) = covered {
                let message = format!(
                    "`{part}` is already set for this status: write it once, or write a class \
                     such as `5xx` before its exceptions"
                );
                errors.twice(first, second, &message);
            }
        }
    }
}

impl On {
    /// Returns what both set: a key, or the name of a header.
    fn sets_too<'a>(&'a self, other: &On) -> Option<&'a str> {
        let (own, other) = (&self.keys, &other.keys);
        if own.log.is_some() && other.log.is_some() {
            return Some("log");
        }
        if own.format.is_some() && other.format.is_some() {
            return Some("format");
        }
        let mut headers = own.headers.iter().map(|header| header.name.as_str());
        headers.find(|name| other.headers.iter().any(|other| other.name == *name))
    }
}

/// An error is created and returned by value.
fn is_sized(container: &Container, errors: &mut Errors) {
    let fields = container.variants.iter().filter_map(|it| it.fields.last());
    for field in fields.filter(|field| field.ty.is_unsized()) {
        let ty = &field.ty;
        let message = "the size of an error must be known at compile time: write `Box<...>` \
                       around this type";
        errors.at(ty, message);
    }
}

/// `web` means all frameworks, and requires `'static`.
fn web(container: &Container, errors: &mut Errors) {
    let Some(span) = container.options.web else {
        return;
    };
    for framework in &container.options.frameworks {
        let message = format!("`web` includes every framework, also `{framework}`: remove one");
        errors.at(framework, message);
    }
    if let Some(parameter) = container.generics.lifetimes().next() {
        let lifetime = &parameter.lifetime;
        let message = format!(
            "`web` needs an error that does not borrow, and this one has `{lifetime}`: name the \
             frameworks instead, such as `axum`"
        );
        errors.at_span(span, message);
    }
}

/// Returns the keys of the variant, and those of each of its cases.
fn entries(variant: &Variant) -> impl Iterator<Item = Cow<'_, Keys>> {
    let own = std::iter::once(Cow::Borrowed(&variant.keys));
    let cases = variant
        .cases
        .iter()
        .map(|case| Cow::Owned(case.keys.inheriting(&variant.keys)));
    own.chain(cases)
}

/// Returns whether the missing keys may be in an invalid entry.
pub(crate) fn may_be_elsewhere(container: &Container, keys: &Keys, missing: &[Key]) -> bool {
    let on = container.options.on.iter().map(|on| &on.keys);
    on.chain([keys, &container.defaults])
        .any(|keys| keys.may_have(missing))
}

/// Returns the key that sets a header.
fn header_key(header: &str) -> Key {
    match HeaderKind::of(header) {
        HeaderKind::Typed(typed) => Key::Typed(typed),
        HeaderKind::Free | HeaderKind::Mandatory => Key::Header,
    }
}

/// RFC 9110 §15: some statuses must have a header.
fn mandatory_header(container: &Container, keys: &Keys, errors: &mut Errors) {
    // If another error decides, its status takes precedence over that of the type.
    let default = container.defaults.status.as_ref();
    let default = default.filter(|_| keys.delegate.is_none());
    match keys.status.as_ref().or(default) {
        Some(Status::Fixed(number, span)) => {
            mandatory_header_of(*number, *span, container, keys, errors);
        }
        Some(Status::Dynamic(_)) => {
            let of_type = container.defaults.statuses.as_ref();
            let of_type = of_type.filter(|_| keys.status.is_none());
            if let Some(statuses) = keys.statuses.as_ref().or(of_type) {
                for status in &statuses.all {
                    mandatory_header_of(*status, statuses.span, container, keys, errors);
                }
            }
        }
        None => {}
    }
}

fn mandatory_header_of(
    number: u16,
    span: Span,
    container: &Container,
    keys: &Keys,
    errors: &mut Errors,
) {
    let Some((header, key)) = status::mandatory_header(number) else {
        return;
    };
    let has = |keys: &Keys| keys.headers.iter().any(|known| known.name == header);
    let on = &container.options.on;
    let is_there = has(keys)
        || has(&container.defaults)
        || on.iter().any(|on| on.applies(number) && has(&on.keys))
        || may_be_elsewhere(container, keys, &[header_key(header), Key::Header, Key::On]);
    if !is_there {
        let phrase = facts::phrase(number);
        let otherwise = match number {
            401 => "; if there is no scheme to name, write `www_authenticate = None`",
            _ => "",
        };
        errors.at_span(
            span,
            format!(
                "`{number} {phrase}` must have the header `{}` (RFC 9110): add {key}, here or for all \
                 variants as `#[http(on({number}, ...))]`{otherwise}",
                canonical(header)
            ),
        );
    }
}

/// Returns `WWW-Authenticate` for `www-authenticate`.
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

/// `detail`, `hide`, `expose` and `unmask` exclude one another.
fn unused_detail_keys(keys: &Keys, errors: &mut Errors) {
    if let (Some(hide), Some(_)) = (keys.hide, &keys.detail) {
        errors.at_span(
            hide,
            "`hide` omits the detail, and `detail` sets it: remove one of them",
        );
    }
    if let (Some(_), Some(hide)) = (keys.expose, keys.hide) {
        errors.at_span(
            hide,
            "`hide` omits the text that `expose` shows: remove one of them",
        );
    }
    if let (Some(expose), Some(_)) = (keys.expose, &keys.detail) {
        errors.at_span(
            expose,
            "`expose` makes `Display` the detail, and `detail` sets a different one: remove one \
             of them",
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
            "`detail` is public at every status, so `unmask` has no effect: remove it",
        );
    } else if let (Some(span), Some(_)) = (unmask, keys.hide) {
        errors.at_span(
            span,
            "`hide` omits the text that `unmask` shows: remove one of them",
        );
    }
}

/// Refuses `expose` on a 5xx and `unmask` on a 4xx. The keys that a case inherits are
/// not checked: they apply to other cases.
fn detail_keys_of_status(own: &Keys, inherited: Option<&Status>, errors: &mut Errors) {
    let Some(Status::Fixed(number, _)) = own.status.as_ref().or(inherited) else {
        return;
    };
    if let (Some(span), 500..) = (own.expose, number) {
        errors.at_span(
            span,
            "`expose` is for a 4xx: for a 5xx, write `unmask`, or better `detail`",
        );
    }
    let is_needless = own.detail.is_none() && own.hide.is_none() && own.delegate.is_none();
    if let (Some(Unmask::Always(span)), ..500, true) = (&own.unmask, number, is_needless) {
        errors.at_span(
            *span,
            format!("a {number} shows the text of `Display` anyway: `unmask` is for a 5xx"),
        );
    }
}

/// `statuses(...)` is only for a status that an expression decides.
fn statuses_of_expression(own: &Keys, inherited: Option<&Status>, errors: &mut Errors) {
    let Some(statuses) = &own.statuses else {
        return;
    };
    let message = match own.status.as_ref().or(inherited) {
        Some(Status::Dynamic(_)) => return,
        None if own.may_have(&[Key::Status]) => return,
        None => {
            "`statuses` lists the values that an expression may have: write `status = expr` next \
             to it"
                .to_owned()
        }
        Some(Status::Fixed(status, _)) => {
            format!("the status is always {status}: remove `statuses`, or write `status = expr`")
        }
    };
    errors.at_span(statuses.span, message);
}

/// RFC 9110 §15.4.5: 304 has no content.
fn body_of_304(keys: &Keys, errors: &mut Errors) {
    let Some(Status::Fixed(304, status)) = keys.status else {
        return;
    };
    let mut refuse = |key: &str, span: Span| {
        let message =
            format!("a `304 Not Modified` has no body (RFC 9110 section 15.4.5): remove `{key}`");
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
    for argument in &keys.arguments {
        refuse("argument", argument.name.span());
    }
}

/// `unmapped = deny`
fn unmapped_is_denied(container: &Container, errors: &mut Errors) {
    if !container.options.unmapped.is_denied {
        return;
    }
    let unmapped = container
        .variants
        .iter()
        .filter(|variant| !container.is_mapped(&variant.keys));
    for variant in unmapped {
        let name = &variant.name;
        errors.at(
            &variant.ident,
            format!(
                "`{name}` is unmapped, which `unmapped = deny` forbids: give it a status, such as \
                 `#[http(500)]` for a masked 500"
            ),
        );
    }
}
