//! The status codes that an error can have, by number or by name.

use syn::LitInt;

use crate::facts::{self, STATUSES};
use crate::keys::{did_you_mean, nearest};

/// The names in RFC 9110 of two statuses for which `http::StatusCode` has older names.
const NEWER_NAMES: &[(&str, u16)] = &[("CONTENT_TOO_LARGE", 413), ("UNPROCESSABLE_CONTENT", 422)];

/// Names that are not in `http::StatusCode`, and what they mean.
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

/// Returns the name of a status, from which its code is derived.
pub(crate) fn name(number: u16) -> String {
    facts::code(number).to_owned()
}

/// Returns a number, if an error can have this status.
pub(crate) fn from_number(number: u32) -> Result<u16, String> {
    if let Some(row) = STATUSES.iter().find(|row| u32::from(row.number) == number) {
        return Ok(row.number);
    }
    Err(match number {
        200 | 204 => {
            format!(
                "an error is not a success: {number} tells the client that the request \
                 succeeded"
            )
        }
        100..=299 => {
            format!("{number} is not the status of an error: write a status from 400 to 599")
        }
        300 => "300 needs a list of representations, which an error does not have: write a status \
                from 400 to 599"
            .to_owned(),
        305 | 306 => format!(
            "{number} must no longer be sent (RFC 9110 section 15.4): write a status from 400 to \
             599"
        ),
        301..=399 => format!(
            "{number} is not a redirect that an error can be: write 301, 302, 303, 307, 308 or 304"
        ),
        418 => "418 is reserved because of a joke (RFC 9110 section 15.5.19): write 400 or 422"
            .to_owned(),
        510 => "510 is obsolete: write 501 or 500".to_owned(),
        511 => "511 is for a network's login page and not for an origin server: write 401 or 403"
            .to_owned(),
        400..=599 => {
            let known: Vec<String> = STATUSES.iter().map(|row| row.number.to_string()).collect();
            let hint = did_you_mean(&number.to_string(), &known);
            format!("{number} is not assigned by IANA{hint}")
        }
        _ => no_status(number),
    })
}

/// Returns whether an error can have this status, but only by mistake.
pub(crate) fn is_unusual(number: u16) -> bool {
    (400..=599).contains(&number) && !STATUSES.iter().any(|row| row.number == number)
}

/// Returns a literal, if an error can have this status.
pub(crate) fn from_literal(literal: &LitInt) -> Result<u16, String> {
    match literal.base10_parse() {
        Ok(number) => from_number(number),
        Err(_) => Err(no_status(literal)),
    }
}

fn no_status(number: impl std::fmt::Display) -> String {
    format!("{number} is not a status code: write a number from 400 to 599")
}

/// Returns a name, if an error can have this status.
pub(crate) fn from_name(name: &str) -> Result<u16, String> {
    if let Some(row) = STATUSES.iter().find(|row| row.constant == name) {
        return Ok(row.number);
    }
    if let Some((_, number)) = NEWER_NAMES.iter().find(|(newer, _)| *newer == name) {
        return Ok(*number);
    }
    if let Some((_, number)) = OTHER_NAMES.iter().find(|(other, _)| *other == name) {
        let number = from_number(u32::from(*number))?;
        let constant = STATUSES
            .iter()
            .find(|row| row.number == number)
            .map_or("", |row| row.constant);
        return Err(format!(
            "`{name}` is not a constant of `http::StatusCode` (did you mean `{constant}`?)"
        ));
    }
    let hint = nearest(name, &constants()).map_or_else(
        || "write its number, such as `404`".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(format!(
        "`{name}` is not an error status of `http::StatusCode` ({hint})"
    ))
}

/// Returns all names of statuses.
fn constants() -> Vec<&'static str> {
    let mut constants: Vec<&str> = STATUSES.iter().map(|row| row.constant).collect();
    constants.extend(NEWER_NAMES.iter().map(|row| row.0));
    constants
}

/// Returns whether it is the name of a status.
pub(crate) fn is_constant(name: &str) -> bool {
    constants().contains(&name)
}

/// Returns the status that text names by its number, constant or phrase.
pub(crate) fn from_text(text: &str) -> Option<String> {
    if let Ok(number) = text.parse() {
        return from_number(number).ok().map(|number| number.to_string());
    }
    constant(&text.replace([' ', '-'], "_")).map(str::to_owned)
}

/// Returns the constant that is meant by another spelling of its name: `NotFound`.
pub(crate) fn constant(name: &str) -> Option<&'static str> {
    let letters = |name: &str| name.replace('_', "").to_lowercase();
    let word = letters(name);
    let mut constants = constants().into_iter();
    constants.find(|constant| letters(constant) == word)
}

/// Returns the header that a status must have, with the key that sets it.
pub(crate) fn mandatory_header(status: u16) -> Option<(&'static str, &'static str)> {
    let header = facts::mandatory_header(status)?;
    let key = match header {
        "www-authenticate" => "`www_authenticate = \"Bearer\"`",
        "allow" => "`allow = \"GET, POST\"`",
        "proxy-authenticate" => "`header(\"Proxy-Authenticate\" = \"Basic\")`",
        "upgrade" => "`header(\"Upgrade\" = \"websocket\")`",
        _ => "`location = expr`",
    };
    Some((header, key))
}
