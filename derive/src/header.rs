//! What a header may be called, and what the text of one may be.

use proc_macro2::Span;

use crate::errors::Errors;
use crate::facts;
use crate::grammar::{self, Fault};
use crate::model::HeaderKind;

/// The key, the header and how it is handled.
pub(crate) const TYPED: &[(&str, &str, HeaderKind)] = &[
    ("retry_after", "retry-after", HeaderKind::RetryAfter),
    (
        "www_authenticate",
        "www-authenticate",
        HeaderKind::WwwAuthenticate,
    ),
    ("allow", "allow", HeaderKind::Allow),
    ("location", "location", HeaderKind::Location),
    ("link", "link", HeaderKind::Link),
    ("content_range", "content-range", HeaderKind::ContentRange),
];

impl HeaderKind {
    /// Whether it has one value, and is no list.
    pub(crate) fn is_single(self) -> bool {
        matches!(self, Self::RetryAfter | Self::Location | Self::ContentRange)
    }

    /// Whether it stays on a masked, delegated problem.
    pub(crate) fn is_typed(self) -> bool {
        self != Self::Free
    }
}

/// The name in lower case, if it is one.
pub(crate) fn name(text: &str, span: Span, errors: &mut Errors) -> Option<String> {
    if !grammar::is_token(text) {
        let wrong = text
            .chars()
            .find(|char| !u8::try_from(*char).is_ok_and(facts::is_tchar));
        errors.at_span(
            span,
            match wrong {
                Some(char) => format!("a header name has no {char:?} (RFC 9110 section 5.6.2): write letters, digits and `-`"),
                None => "a header name is not empty (RFC 9110 section 5.1)".to_owned(),
            },
        );
        return None;
    }
    let name = text.to_ascii_lowercase();
    if let Some(reason) = facts::refused_header(&name) {
        errors.at_span(
            span,
            format!("`{name}` is not for an error to set: {reason}"),
        );
        return None;
    }
    Some(name)
}

/// Says what is wrong with a text that is to be the value of a header.
pub(crate) fn value(name: &str, text: &str) -> Result<(), String> {
    if let Some(char) = text.chars().find(|char| char.is_control() && *char != '\t') {
        return Err(format!(
            "a header value has no {char:?} (RFC 9110 section 5.5)"
        ));
    }
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err(
            "a header value does not begin or end with white space (RFC 9110 section 5.5)"
                .to_owned(),
        );
    }
    if text.len() > facts::LONGEST_HEADER {
        return Err(format!(
            "a header value has no more than {} bytes: clients and proxies drop a longer one",
            facts::LONGEST_HEADER
        ));
    }
    match name {
        "proxy-authenticate" | "www-authenticate" => grammar::challenge(text),
        name => grammar::check(name, text),
    }
    .map_err(message)
}

fn message(fault: Fault<'_>) -> String {
    match fault {
        Fault::RetryAfter => "`retry_after` is whole seconds such as `30`, a `Duration` or a \
             `SystemTime` (RFC 9110 section 10.2.3)"
            .to_owned(),
        Fault::Scheme(scheme) => format!(
            "a challenge begins with a scheme such as `Bearer`, and {scheme:?} is none \
             (RFC 9110 section 11.6.1)"
        ),
        Fault::Parameter(text) => format!(
            "a parameter of a challenge is written `name=\"value\"`, and {text:?} is not \
             (RFC 9110 section 11.2)"
        ),
        Fault::NoValue => "a parameter of a challenge has no value".to_owned(),
        Fault::NoComma => "a comma separates the parameters of a challenge".to_owned(),
        Fault::OpenQuote => "a `\"` in the challenge is not closed".to_owned(),
        Fault::Method(method) => {
            format!("{method:?} is no method: write `allow = \"GET, POST\"`")
        }
        Fault::Location => {
            "a location is a URI reference (RFC 3986): percent-encode what it cannot have"
                .to_owned()
        }
        Fault::Link => {
            "a link is written `<https://...>; rel=\"blocked-by\"` (RFC 8288 section 3)".to_owned()
        }
        Fault::ContentRange => {
            "a content range is written `bytes */1234` (RFC 9110 section 14.4)".to_owned()
        }
        Fault::Protocol(protocol) => format!(
            "{protocol:?} is no protocol: write `header(\"Upgrade\" = \"websocket\")` \
             (RFC 9110 section 7.8)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::facts::LONGEST_HEADER;

    #[test]
    fn a_value_has_a_length_that_clients_take() {
        assert_eq!(value("x-any", &"a".repeat(LONGEST_HEADER)), Ok(()));
        let message = value("x-any", &"a".repeat(LONGEST_HEADER + 1)).unwrap_err();
        assert!(message.contains("8192 bytes"), "{message}");
    }
}
