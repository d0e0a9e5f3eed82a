//! What a header may be called, and what the text of one may be.

use proc_macro2::Span;

use crate::errors::Errors;
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
        HeaderKind::RetryAfter => retry_after(text),
        HeaderKind::WwwAuthenticate => challenge(text),
        HeaderKind::Allow => allow(text),
        HeaderKind::Location => location(text),
        HeaderKind::Link => link(text),
        HeaderKind::ContentRange => content_range(text),
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
