//! What the name of a header can be, and what its text can be.

use proc_macro2::Span;

use crate::errors::Errors;
use crate::facts;
use crate::grammar::{self, Fault};

/// A header with its own key. `Description` has a method with the name of the
/// key, which takes the values of its trait in `core`.
pub(crate) struct TypedHeader {
    pub(crate) key: &'static str,
    /// The name of the header, in lower case.
    pub(crate) name: &'static str,
    pub(crate) usage: &'static str,
    /// Whether the key is allowed on a field, which is then its value.
    pub(crate) on_field: bool,
    pub(crate) values: Values,
    /// Whether an integer is a valid value.
    pub(crate) is_seconds: bool,
}

/// Two headers are equal if they have the same key.
impl PartialEq for TypedHeader {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for TypedHeader {}

/// How many values a header has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Values {
    One,
    /// A list in one value.
    List,
    /// A list whose key is repeated for each value.
    Repeated,
}

/// All typed headers: a new one is a row here.
pub(crate) static TYPED: &[TypedHeader] = &[
    TypedHeader {
        key: "retry_after",
        name: "retry-after",
        usage: "retry_after = expr",
        on_field: true,
        values: Values::One,
        is_seconds: true,
    },
    TypedHeader {
        key: "www_authenticate",
        name: "www-authenticate",
        usage: "www_authenticate = \"Bearer\"",
        on_field: false,
        values: Values::Repeated,
        is_seconds: false,
    },
    TypedHeader {
        key: "allow",
        name: "allow",
        usage: "allow = \"GET, POST\"",
        on_field: false,
        values: Values::List,
        is_seconds: false,
    },
    TypedHeader {
        key: "location",
        name: "location",
        usage: "location = expr",
        on_field: false,
        values: Values::One,
        is_seconds: false,
    },
    TypedHeader {
        key: "link",
        name: "link",
        usage: "link = expr",
        on_field: false,
        values: Values::Repeated,
        is_seconds: false,
    },
    TypedHeader {
        key: "content_range",
        name: "content-range",
        usage: "content_range = expr",
        on_field: false,
        values: Values::One,
        is_seconds: false,
    },
];

/// How a header is handled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderKind {
    Free,
    Typed(&'static TypedHeader),
    /// `Proxy-Authenticate` and `Upgrade`, which have no key of their own.
    Mandatory,
}

impl HeaderKind {
    /// Returns the kind of a name in lower case.
    pub(crate) fn of(name: &str) -> Self {
        match (TYPED.iter().find(|typed| typed.name == name), name) {
            (Some(typed), _) => Self::Typed(typed),
            (None, "proxy-authenticate" | "upgrade") => Self::Mandatory,
            (None, _) => Self::Free,
        }
    }

    /// Returns whether it has one value and is not a list.
    pub(crate) fn is_single(self) -> bool {
        matches!(self, Self::Typed(typed) if typed.values == Values::One)
    }

    /// Returns whether it is a typed header, or one that a status must have.
    pub(crate) fn is_typed(self) -> bool {
        self != Self::Free
    }
}

/// Returns the name in lower case, if it is valid.
pub(crate) fn name(text: &str, span: Span, errors: &mut Errors) -> Option<String> {
    if !grammar::is_token(text) {
        let wrong = text
            .chars()
            .find(|char| !u8::try_from(*char).is_ok_and(facts::is_tchar));
        errors.at_span(
            span,
            match wrong {
                Some(char) => format!(
                    "a header name cannot contain {char:?} (RFC 9110 section 5.6.2): write \
                     letters, digits and `-`"
                ),
                None => "a header name cannot be empty (RFC 9110 section 5.1)".to_owned(),
            },
        );
        return None;
    }
    let name = text.to_ascii_lowercase();
    if let Some(reason) = facts::refused_header(&name) {
        errors.at_span(
            span,
            format!("`{name}` cannot be set by an error: {reason}"),
        );
        return None;
    }
    Some(name)
}

/// Returns an error that describes what is wrong with text as the value of a header.
pub(crate) fn value(name: &str, text: &str) -> Result<(), String> {
    if let Some(char) = text.chars().find(|char| char.is_control() && *char != '\t') {
        return Err(format!(
            "a header value cannot contain {char:?} (RFC 9110 section 5.5)"
        ));
    }
    if text.starts_with([' ', '\t']) || text.ends_with([' ', '\t']) {
        return Err(
            "a header value cannot begin or end with white space (RFC 9110 section 5.5)".to_owned(),
        );
    }
    if text.len() > facts::LONGEST_HEADER {
        return Err(format!(
            "a header value can have at most {} bytes: clients and proxies reject a longer one",
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
        Fault::RetryAfter => "`retry_after` takes whole seconds such as `30`, a `Duration` or a \
                              `SystemTime` (RFC 9110 section 10.2.3)"
            .to_owned(),
        Fault::Scheme(scheme) => format!(
            "a challenge begins with a scheme such as `Bearer`, and {scheme:?} is not one (RFC \
             9110 section 11.6.1)"
        ),
        Fault::Parameter(text) => format!(
            "a parameter of a challenge is written `name=\"value\"`, and {text:?} is not \
             (RFC 9110 section 11.2)"
        ),
        Fault::NoValue => "a parameter of a challenge has no value".to_owned(),
        Fault::NoComma => "the parameters of a challenge are separated by commas".to_owned(),
        Fault::OpenQuote => "a `\"` in the challenge is not closed".to_owned(),
        Fault::Method(method) => {
            format!("{method:?} is not a method: write `allow = \"GET, POST\"`")
        }
        Fault::Location => {
            "a location is a URI reference (RFC 3986): percent-encode the characters that it \
             cannot contain"
                .to_owned()
        }
        Fault::Link => {
            "a link is written `<https://...>; rel=\"blocked-by\"` (RFC 8288 section 3)".to_owned()
        }
        Fault::ContentRange => {
            "a content range is written `bytes */1234` (RFC 9110 section 14.4)".to_owned()
        }
        Fault::Protocol(protocol) => format!(
            "{protocol:?} is not a protocol: write `header(\"Upgrade\" = \"websocket\")` (RFC \
             9110 section 7.8)"
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
