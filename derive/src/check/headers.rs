//! Headers that have no meaning, or another meaning, at a different status.

use crate::errors::Errors;
use crate::facts;
use crate::model::{Container, Keys, Status, Text};

/// Refuses `Connection`, `Content-Range` and `Upgrade` if the status is known
/// and the header does not belong to it. What a case inherits is left out if it
/// does not belong to the case's status.
pub(super) fn belong_to_their_status(container: &Container, errors: &mut Errors) {
    let of_type = known(&container.defaults, None);
    for variant in &container.variants {
        let own = known(&variant.keys, of_type);
        check(&variant.keys, own, errors);
        for case in &variant.cases {
            check(&case.keys, known(&case.keys, own), errors);
        }
    }
    for on in &container.options.on {
        for header in &on.keys.headers {
            let statuses = on.statuses.iter().flat_map(|(first, last)| *first..=*last);
            let reasons = statuses.map(|status| facts::refused_at(&header.name, status));
            // A header that is refused at every status has one reason.
            let reason = reasons.reduce(Option::and).flatten();
            if let Some(reason) = reason {
                let message = format!(
                    "`{}` cannot be set by an error with one of these statuses: {reason}",
                    header.name
                );
                errors.at_span(header.value.span(), message);
            }
        }
    }
}

/// Refuses more headers than clients accept: the last ones would be left out.
pub(super) fn have_room(container: &Container, errors: &mut Errors) {
    for variant in &container.variants {
        for keys in variant.all_keys() {
            let fixed = keys
                .headers
                .iter()
                .filter_map(|header| match &header.value {
                    Text::Fixed(value, span) => Some((header.name.len() + value.len(), span)),
                    Text::Format(..) | Text::Expr(_) => None,
                });
            let (mut all, mut count) = (0, 0);
            for (length, span) in fixed {
                all += length;
                count += 1;
                if count > facts::MOST_HEADERS {
                    let message = format!(
                        "an error can have at most {} headers: clients reject a response with more",
                        facts::MOST_HEADERS
                    );
                    errors.at_span(*span, message);
                    break;
                }
                if all > facts::LONGEST_HEADERS {
                    let message = format!(
                        "the headers of an error can have at most {} bytes in total: clients and \
                         proxies reject a response with more",
                        facts::LONGEST_HEADERS
                    );
                    errors.at_span(*span, message);
                    break;
                }
            }
        }
    }
}

/// Returns the status, if it is known at compile time.
fn known(keys: &Keys, outer: Option<u16>) -> Option<u16> {
    match keys.status {
        Some(Status::Fixed(number, _)) => Some(number),
        Some(Status::Dynamic(_)) => None,
        None if keys.delegate.is_some() => None,
        None => outer,
    }
}

fn check(keys: &Keys, status: Option<u16>, errors: &mut Errors) {
    let Some(status) = status else {
        return;
    };
    for header in &keys.headers {
        if let Some(reason) = facts::refused_at(&header.name, status) {
            let message = format!("`{}` cannot be set by a {status}: {reason}", header.name);
            errors.at_span(header.value.span(), message);
        }
    }
}
