//! Which headers of an error are sent.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::convert::link::ErrorLink;
use crate::facts::{self, LONGEST_HEADER, LONGEST_HEADERS};
use crate::grammar;
use crate::note::{Note, Notes};
use crate::table::{self, Row};
use crate::value::InvalidValue;

/// Returns whether a response with this status may have a header with this name.
/// Headers that frame the message, concern the connection, or describe another
/// body are refused; the derive refuses the same ones.
pub(crate) fn may_be_set(name: &HeaderName, status: u16) -> bool {
    let name = name.as_str();
    facts::refused_header(name).is_none() && facts::refused_at(name, status).is_none()
}

/// Checks a value against the grammar of its header, as the derive does with a literal.
pub(crate) fn checked(
    name: &HeaderName,
    value: Result<Option<HeaderValue>, InvalidValue>,
) -> Result<Option<HeaderValue>, InvalidValue> {
    let value = value?;
    match &value {
        Some(given) if !is_valid(name, given) => Err(InvalidValue),
        _ => Ok(value),
    }
}

fn is_valid(name: &HeaderName, value: &HeaderValue) -> bool {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => grammar::check(name.as_str(), text).is_ok(),
        // A header without a grammar may have any bytes.
        Err(_) => grammar::check(name.as_str(), "\u{fffd}").is_ok(),
    }
}

/// Returns the note on a response without the header that its status must have, RFC 9110
/// §15. A header that is written as `None` is omitted on purpose, and a response that a
/// framework completes needs none.
pub(crate) fn lacking(link: &ErrorLink<'_>, status: u16, headers: &HeaderMap) -> Notes {
    let Some(name) = facts::mandatory_header(status) else {
        return Notes::NONE;
    };
    let is_meant = |row: Row| row.has(table::LEFT_OUT) && row.status() == status;
    let is_elsewhere = |link: &ErrorLink<'_>| {
        link.decision.is_completed_elsewhere || link.row.is_some_and(is_meant)
    };
    if link.outward().any(is_elsewhere) {
        return Notes::NONE;
    }
    let value = headers.get(name);
    // An empty `Allow` is valid: the resource does not allow any method (§10.2.1).
    let is_there = value.is_some_and(|value| !value.is_empty() || name == "allow");
    if is_there {
        Notes::NONE
    } else {
        Note::HeaderLacking.into()
    }
}

/// The total length of the headers so far: a client or a proxy rejects a
/// response with more than it accepts.
#[derive(Clone, Copy, Default)]
pub(crate) struct Budget {
    spent: usize,
}

impl Budget {
    /// Reserves the space for a value, and for a name of this length.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no space: the header must be left out. A
    /// shorter one may still fit.
    pub(crate) fn take(&mut self, name: usize, value: &HeaderValue) -> Result<(), Note> {
        if value.len() > LONGEST_HEADER {
            return Err(Note::HeaderTooLong);
        }
        let spent = self.spent + name + value.len();
        if spent > LONGEST_HEADERS {
            return Err(Note::HeadersTooLong);
        }
        self.spent = spent;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, ETAG, LINK, UPGRADE, VIA};

    use super::{Budget, checked, may_be_set};
    use crate::note::Note;
    use crate::value::InvalidValue;

    #[test]
    fn a_header_of_the_connection_is_refused() {
        assert!(!may_be_set(&CONTENT_LENGTH, 404));
        for name in [UPGRADE, CONNECTION] {
            assert!(may_be_set(&name, 426));
            assert!(!may_be_set(&name, 503));
        }
        assert!(may_be_set(&ETAG, 304));
    }

    #[test]
    fn a_value_that_is_no_text_is_no_typed_one() {
        let value = || Ok(Some(HeaderValue::from_bytes(b"\xff").unwrap()));
        for name in [ALLOW, LINK] {
            assert_eq!(checked(&name, value()), Err(InvalidValue));
        }
        assert_eq!(checked(&VIA, value()), value());
        assert_eq!(checked(&LINK, Ok(None)), Ok(None));
    }

    #[test]
    fn what_has_room_is_taken() {
        let mut budget = Budget::default();
        let value = |length: usize| HeaderValue::from_str(&"a".repeat(length)).unwrap();
        assert_eq!(budget.take(0, &value(8193)), Err(Note::HeaderTooLong));
        assert_eq!(budget.take(0, &value(8192)), Ok(()));
        assert_eq!(budget.take(1, &value(8190)), Ok(()));
        assert_eq!(budget.take(1, &value(1)), Err(Note::HeadersTooLong));
        assert_eq!(budget.take(1, &value(0)), Ok(()));
        assert_eq!(budget.take(0, &value(0)), Ok(()));
    }
}
