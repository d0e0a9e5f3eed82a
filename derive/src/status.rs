//! The status codes that an error may be given by number or by name.

use syn::LitInt;

use crate::keys::{did_you_mean, nearest};

/// Number, name of the constant of `http::StatusCode`, phrase of RFC 9110.
pub(crate) const STATUSES: &[(u16, &str, &str)] = &[
    (301, "MOVED_PERMANENTLY", "Moved Permanently"),
    (302, "FOUND", "Found"),
    (303, "SEE_OTHER", "See Other"),
    (304, "NOT_MODIFIED", "Not Modified"),
    (307, "TEMPORARY_REDIRECT", "Temporary Redirect"),
    (308, "PERMANENT_REDIRECT", "Permanent Redirect"),
    (400, "BAD_REQUEST", "Bad Request"),
    (401, "UNAUTHORIZED", "Unauthorized"),
    (402, "PAYMENT_REQUIRED", "Payment Required"),
    (403, "FORBIDDEN", "Forbidden"),
    (404, "NOT_FOUND", "Not Found"),
    (405, "METHOD_NOT_ALLOWED", "Method Not Allowed"),
    (406, "NOT_ACCEPTABLE", "Not Acceptable"),
    (
        407,
        "PROXY_AUTHENTICATION_REQUIRED",
        "Proxy Authentication Required",
    ),
    (408, "REQUEST_TIMEOUT", "Request Timeout"),
    (409, "CONFLICT", "Conflict"),
    (410, "GONE", "Gone"),
    (411, "LENGTH_REQUIRED", "Length Required"),
    (412, "PRECONDITION_FAILED", "Precondition Failed"),
    (413, "PAYLOAD_TOO_LARGE", "Content Too Large"),
    (414, "URI_TOO_LONG", "URI Too Long"),
    (415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type"),
    (416, "RANGE_NOT_SATISFIABLE", "Range Not Satisfiable"),
    (417, "EXPECTATION_FAILED", "Expectation Failed"),
    (421, "MISDIRECTED_REQUEST", "Misdirected Request"),
    (422, "UNPROCESSABLE_ENTITY", "Unprocessable Content"),
    (423, "LOCKED", "Locked"),
    (424, "FAILED_DEPENDENCY", "Failed Dependency"),
    (425, "TOO_EARLY", "Too Early"),
    (426, "UPGRADE_REQUIRED", "Upgrade Required"),
    (428, "PRECONDITION_REQUIRED", "Precondition Required"),
    (429, "TOO_MANY_REQUESTS", "Too Many Requests"),
    (
        431,
        "REQUEST_HEADER_FIELDS_TOO_LARGE",
        "Request Header Fields Too Large",
    ),
    (
        451,
        "UNAVAILABLE_FOR_LEGAL_REASONS",
        "Unavailable For Legal Reasons",
    ),
    (500, "INTERNAL_SERVER_ERROR", "Internal Server Error"),
    (501, "NOT_IMPLEMENTED", "Not Implemented"),
    (502, "BAD_GATEWAY", "Bad Gateway"),
    (503, "SERVICE_UNAVAILABLE", "Service Unavailable"),
    (504, "GATEWAY_TIMEOUT", "Gateway Timeout"),
    (
        505,
        "HTTP_VERSION_NOT_SUPPORTED",
        "HTTP Version Not Supported",
    ),
    (506, "VARIANT_ALSO_NEGOTIATES", "Variant Also Negotiates"),
    (507, "INSUFFICIENT_STORAGE", "Insufficient Storage"),
    (508, "LOOP_DETECTED", "Loop Detected"),
];

/// What RFC 9110 calls two that `http::StatusCode` has under older names.
const NEWER_NAMES: &[(&str, u16)] = &[("CONTENT_TOO_LARGE", 413), ("UNPROCESSABLE_CONTENT", 422)];

/// Names that are none of `http::StatusCode`'s, and what is meant.
const OTHER_NAMES: &[(&str, u16)] = &[
    ("INTERNAL_ERROR", 500),
    ("TIMEOUT", 504),
    ("IM_A_TEAPOT", 418),
    ("NOT_EXTENDED", 510),
    ("NETWORK_AUTHENTICATION_REQUIRED", 511),
    ("OK", 200),
    ("CREATED", 201),
    ("ACCEPTED", 202),
    ("NO_CONTENT", 204),
    ("MULTIPLE_CHOICES", 300),
    ("USE_PROXY", 305),
];

/// The phrase of a status, or of its class if it is not registered.
pub(crate) fn phrase(number: u16) -> &'static str {
    match STATUSES.iter().find(|row| row.0 == number) {
        Some(row) => row.2,
        None if number < 400 => "Redirection",
        None if number < 500 => "Client Error",
        None => "Server Error",
    }
}

/// The name of a status, of which its code is made; core has the same.
pub(crate) fn name(number: u16) -> String {
    match number {
        500 => "internal_error".to_owned(),
        _ => phrase(number).replace([' ', '-'], "_"),
    }
}

/// A number, if an error may have it.
pub(crate) fn from_number(number: u32) -> Result<u16, String> {
    if let Some(row) = STATUSES.iter().find(|row| u32::from(row.0) == number) {
        return Ok(row.0);
    }
    Err(match number {
        200 | 204 => {
            format!("an error is not a success: {number} tells the client that all went well")
        }
        100..=299 => {
            format!("an error is not answered with {number}: write a status from 400 to 599")
        }
        300 => "300 needs a list of representations, which an error does not have: write a status \
                from 400 to 599"
            .to_owned(),
        305 | 306 => format!(
            "{number} must not be sent any more (RFC 9110 section 15.4): write a status from 400 to 599"
        ),
        301..=399 => format!(
            "{number} is no redirection that an error can be: write 301, 302, 303, 307, 308 or 304"
        ),
        418 => "418 is reserved because of a joke (RFC 9110 section 15.5.19): write 400 or 422"
            .to_owned(),
        510 => "510 is obsolete: write 501 or 500".to_owned(),
        511 => "511 is for a network's login page and not for an origin server: write 401 or 403"
            .to_owned(),
        400..=599 => {
            let known: Vec<String> = STATUSES.iter().map(|row| row.0.to_string()).collect();
            let hint = did_you_mean(&number.to_string(), known.iter().map(String::as_str));
            format!("{number} is not assigned by IANA{hint}")
        }
        _ => no_status(number),
    })
}

/// Whether an error may have it, but nobody would mean it.
pub(crate) fn is_unusual(number: u16) -> bool {
    (400..=599).contains(&number) && !STATUSES.iter().any(|row| row.0 == number)
}

/// A literal, if an error may have it as its status.
pub(crate) fn from_literal(literal: &LitInt) -> Result<u16, String> {
    match literal.base10_parse() {
        Ok(number) => from_number(number),
        Err(_) => Err(no_status(literal)),
    }
}

fn no_status(number: impl std::fmt::Display) -> String {
    format!("{number} is no status code: write a number from 400 to 599")
}

/// A name, if an error may have its status.
pub(crate) fn from_name(name: &str) -> Result<u16, String> {
    if let Some(row) = STATUSES.iter().find(|row| row.1 == name) {
        return Ok(row.0);
    }
    if let Some((_, number)) = NEWER_NAMES.iter().find(|(newer, _)| *newer == name) {
        return Ok(*number);
    }
    if let Some((_, number)) = OTHER_NAMES.iter().find(|(other, _)| *other == name) {
        let number = from_number(u32::from(*number))?;
        let constant = STATUSES
            .iter()
            .find(|row| row.0 == number)
            .map_or("", |row| row.1);
        return Err(format!(
            "`{name}` is no constant of `http::StatusCode` (did you mean `{constant}`?)"
        ));
    }
    let hint = nearest(name, constants()).map_or_else(
        || "write its number, such as `404`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(format!(
        "`{name}` is no error status of `http::StatusCode` ({hint})"
    ))
}

/// All names that a status may be given by.
fn constants() -> impl Iterator<Item = &'static str> {
    let newer = NEWER_NAMES.iter().map(|row| row.0);
    STATUSES.iter().map(|row| row.1).chain(newer)
}

/// The constant that is meant by its name in another spelling: `NotFound`.
pub(crate) fn constant(name: &str) -> Option<&'static str> {
    let letters = |name: &str| name.replace('_', "").to_lowercase();
    let word = letters(name);
    constants().find(|constant| letters(constant) == word)
}

/// The header that a status must have, with the key that sets it.
pub(crate) fn mandatory_header(status: u16) -> Option<(&'static str, &'static str)> {
    Some(match status {
        401 => ("www-authenticate", "`www_authenticate = \"Bearer\"`"),
        405 => ("allow", "`allow = \"GET, POST\"`"),
        407 => (
            "proxy-authenticate",
            "`header(\"Proxy-Authenticate\" = \"Basic\")`",
        ),
        426 => ("upgrade", "`header(\"Upgrade\" = \"websocket\")`"),
        301 | 302 | 303 | 307 | 308 => ("location", "`location = expr`"),
        _ => return None,
    })
}
