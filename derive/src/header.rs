//! What a header may be called, and what the text of one may be.

use proc_macro2::Span;

use crate::errors::Errors;

/// A header with a key of its own. `Description` has a method of the key's name,
/// which takes the values that its trait in `core` knows.
pub(crate) struct TypedHeader {
    pub(crate) key: &'static str,
    /// The name of the header, in lower case.
    pub(crate) name: &'static str,
    pub(crate) usage: &'static str,
    /// Whether the key may stand on a field, whose value it then has.
    pub(crate) on_field: bool,
    pub(crate) values: Values,
    /// Whether an integer is a value.
    pub(crate) is_seconds: bool,
    /// Says what is wrong with a text that is to be its value.
    grammar: fn(&str) -> Result<(), String>,
}

/// Two are the same that have one key.
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
    /// A list whose key is given once for each.
    Repeated,
}

/// All of them: a new one is a row here.
pub(crate) static TYPED: &[TypedHeader] = &[
    TypedHeader {
        key: "retry_after",
        name: "retry-after",
        usage: "retry_after = expr",
        on_field: true,
        values: Values::One,
        is_seconds: true,
        grammar: retry_after,
    },
    TypedHeader {
        key: "www_authenticate",
        name: "www-authenticate",
        usage: "www_authenticate = \"Bearer\"",
        on_field: false,
        values: Values::Repeated,
        is_seconds: false,
        grammar: challenge,
    },
    TypedHeader {
        key: "allow",
        name: "allow",
        usage: "allow = \"GET, POST\"",
        on_field: false,
        values: Values::List,
        is_seconds: false,
        grammar: allow,
    },
    TypedHeader {
        key: "location",
        name: "location",
        usage: "location = expr",
        on_field: false,
        values: Values::One,
        is_seconds: false,
        grammar: location,
    },
    TypedHeader {
        key: "link",
        name: "link",
        usage: "link = expr",
        on_field: false,
        values: Values::Repeated,
        is_seconds: false,
        grammar: link,
    },
    TypedHeader {
        key: "content_range",
        name: "content-range",
        usage: "content_range = expr",
        on_field: false,
        values: Values::One,
        is_seconds: false,
        grammar: content_range,
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
    /// What a name in lower case stands for.
    pub(crate) fn of(name: &str) -> Self {
        match (TYPED.iter().find(|typed| typed.name == name), name) {
            (Some(typed), _) => Self::Typed(typed),
            (None, "proxy-authenticate" | "upgrade") => Self::Mandatory,
            (None, _) => Self::Free,
        }
    }

    /// Whether it has one value, and is no list.
    pub(crate) fn is_single(self) -> bool {
        matches!(self, Self::Typed(typed) if typed.values == Values::One)
    }

    /// Whether it stays on a masked, delegated problem.
    pub(crate) fn is_typed(self) -> bool {
        self != Self::Free
    }
}

/// Headers that belong to the body or to the connection.
const NOT_OURS: &[(&str, &str)] = &[
    ("content-type", "the format sets it: write a `format`"),
    ("content-length", "the server sets it"),
    ("transfer-encoding", "the server sets it"),
    ("keep-alive", "the server sets it"),
    ("date", "the server sets it"),
];

fn is_tchar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_tchar)
}

/// The name in lower case, if it is one.
pub(crate) fn name(text: &str, span: Span, errors: &mut Errors) -> Option<String> {
    if !is_token(text) {
        let wrong = text
            .chars()
            .find(|char| !char.is_ascii() || !is_tchar(*char as u8));
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
    if let Some((name, reason)) = NOT_OURS.iter().find(|(other, _)| *other == name) {
        errors.at_span(
            span,
            format!("`{name}` is not for an error to set: {reason}"),
        );
        return None;
    }
    Some(name)
}

/// Says what is wrong with a text that is to be the value of a header.
pub(crate) fn value(kind: HeaderKind, text: &str) -> Result<(), String> {
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
    match kind {
        HeaderKind::Free | HeaderKind::Mandatory => Ok(()),
        HeaderKind::Typed(typed) => (typed.grammar)(text),
    }
}

fn retry_after(text: &str) -> Result<(), String> {
    let is_seconds = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_seconds || text.ends_with(" GMT") {
        Ok(())
    } else {
        Err(
            "`retry_after` is whole seconds such as `30`, a `Duration` or a `SystemTime` \
             (RFC 9110 section 10.2.3)"
                .to_owned(),
        )
    }
}

fn challenge(text: &str) -> Result<(), String> {
    let (scheme, params) = text.split_once(' ').unwrap_or((text, ""));
    if !is_token(scheme) {
        return Err(format!(
            "a challenge begins with a scheme such as `Bearer`, and {scheme:?} is none \
             (RFC 9110 section 11.6.1)"
        ));
    }
    let params = params.trim();
    if params.is_empty() || is_token68(params) {
        return Ok(());
    }
    // Quotes balance, and every parameter has a name.
    let mut rest = params;
    loop {
        let (name, tail) = rest.split_once('=').unwrap_or((rest, ""));
        let bare = !rest.contains('=') || !is_token(name.trim());
        if bare {
            return Err(format!(
                "a parameter of a challenge is written `name=\"value\"`, and {:?} is not \
                 (RFC 9110 section 11.2)",
                rest.split(',').next().unwrap_or(rest)
            ));
        }
        rest = after_param_value(tail.trim_start())?;
        match rest.strip_prefix(',') {
            Some(tail) => rest = tail.trim_start(),
            None if rest.is_empty() => return Ok(()),
            None => return Err("a comma separates the parameters of a challenge".to_owned()),
        }
    }
}

fn is_token68(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty()
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte))
}

/// What stands behind a token or a quoted string.
fn after_param_value(text: &str) -> Result<&str, String> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.bytes().take_while(|byte| is_tchar(*byte)).count();
        if end == 0 {
            return Err("a parameter of a challenge has no value".to_owned());
        }
        return Ok(text[end..].trim_start());
    };
    let mut escaped = false;
    for (at, char) in quoted.char_indices() {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Ok(quoted[at + 1..].trim_start()),
            _ => {}
        }
    }
    Err("a `\"` in the challenge is not closed".to_owned())
}

fn allow(text: &str) -> Result<(), String> {
    match text
        .split(',')
        .map(str::trim)
        .find(|method| !text.is_empty() && !is_token(method))
    {
        Some(method) => Err(format!(
            "{method:?} is no method: write `allow = \"GET, POST\"`"
        )),
        None => Ok(()),
    }
}

fn is_uri(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
}

fn location(text: &str) -> Result<(), String> {
    if !text.is_empty() && is_uri(text) {
        Ok(())
    } else {
        Err(
            "a location is a URI reference (RFC 3986): percent-encode what it cannot have"
                .to_owned(),
        )
    }
}

fn link(text: &str) -> Result<(), String> {
    let target = text.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    match target {
        Some((uri, params)) if is_uri(uri) && params.contains("rel=") => Ok(()),
        _ => Err(
            "a link is written `<https://...>; rel=\"blocked-by\"` (RFC 8288 section 3)".to_owned(),
        ),
    }
}

fn content_range(text: &str) -> Result<(), String> {
    match text.split_once(' ') {
        Some((unit, range)) if is_token(unit) && range.contains('/') => Ok(()),
        _ => Err("a content range is written `bytes */1234` (RFC 9110 section 14.4)".to_owned()),
    }
}
