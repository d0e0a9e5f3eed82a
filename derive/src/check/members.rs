//! The names that a member can have, which depend on the format.

use syn::LitStr;

use crate::errors::Errors;
use crate::facts::RESERVED_MEMBERS;
use crate::model::{Container, Format, Keys, Member, Status};

/// Refuses a member that every problem has, unless its format is the user's.
pub(super) fn are_not_reserved(container: &Container, errors: &mut Errors) {
    let Container {
        options, defaults, ..
    } = container;
    // Most types have no members at all, and then the formats do not matter.
    let mut variants = container.variants.iter();
    let has_reserved = |keys: &Keys| reserved(keys).next().is_some();
    let is_any_reserved = has_reserved(defaults)
        || options.unmapped.keys.as_ref().is_some_and(has_reserved)
        || variants.any(|variant| variant.all_keys().any(has_reserved));
    if !is_any_reserved {
        return;
    }
    let mut is_any_problem_json = false;
    for variant in &container.variants {
        let mut refused = Vec::new();
        for (mapping, written) in container.mappings(variant).zip(variant.all_keys()) {
            if !may_be_problem_json(container, &mapping.keys) {
                continue;
            }
            is_any_problem_json = true;
            for name in reserved(&mapping.keys) {
                let text = name.value();
                // What a case inherits is refused only once.
                let is_own = reserved(written).any(|own| own.value() == text);
                if is_own || !refused.contains(&text) {
                    refuse(container, name, errors);
                    refused.push(text);
                }
            }
        }
    }
    for name in reserved(defaults).filter(|_| is_any_problem_json) {
        refuse(container, name, errors);
    }
    let unmapped = options.unmapped.keys.as_ref();
    if let Some(unmapped) = unmapped.filter(|keys| may_be_problem_json(container, keys)) {
        reserved(unmapped).for_each(|name| refuse(container, name, errors));
    }
}

fn refuse(container: &Container, name: &LitStr, errors: &mut Errors) {
    let text = name.value();
    let types = [&container.defaults].into_iter();
    let on = container.options.on.iter().map(|on| &on.keys);
    let own = container.variants.iter().map(|variant| &variant.keys);
    let mut formats = types
        .chain(on)
        .chain(own)
        .filter_map(|keys| keys.format.as_ref());
    if text == "code" && formats.any(Format::is_without_code) {
        let message = "`without_code` omits every member named `code`: give this one another name";
        errors.at_span(name.span(), message);
        return;
    }
    let message = format!(
        "`{text}` is a member of every problem (RFC 9457 section 3.1): write `{text} = ...`, or \
         give this one another name"
    );
    errors.at_span(name.span(), message);
}

/// Returns the names that are only available with a user's own format.
fn reserved(keys: &Keys) -> impl Iterator<Item = &LitStr> {
    keys.members.iter().filter_map(|member| match member {
        Member::Named { name, .. } => RESERVED_MEMBERS.contains(&&*name.value()).then_some(name),
        Member::Flatten(_) => None,
    })
}

/// Returns whether the format may be that of RFC 9457, as far as it is known at compile time.
fn may_be_problem_json(container: &Container, keys: &Keys) -> bool {
    let Container {
        options, defaults, ..
    } = container;
    if let Some(format) = &keys.format {
        return format.is_problem();
    }
    let by_status = |status| {
        let mut rules = options.on.iter().rev().filter(move |on| on.applies(status));
        rules.find_map(|on| on.keys.format.as_ref())
    };
    let of_type = defaults.format.as_ref();
    match &keys.status {
        Some(Status::Fixed(number, _)) => by_status(*number)
            .or(of_type)
            .is_none_or(Format::is_problem),
        // Any `on` may apply.
        Some(Status::Dynamic(_)) | None => {
            let mut on = options.on.iter().filter_map(|on| on.keys.format.as_ref());
            on.any(Format::is_problem) || of_type.is_none_or(Format::is_problem)
        }
    }
}
