//! The names of statuses, and the types that can be one.

use http::StatusCode;

use crate::facts;

/// Returns the recommended phrase, RFC 9110 §15: the title of an `about:blank`
/// problem. An unregistered number has the phrase of its class, and a number
/// that is not an error status has the phrase of 500.
#[must_use]
pub const fn phrase(status: u16) -> &'static str {
    facts::phrase(status)
}

/// Returns the code of a problem that has only a status.
#[must_use]
pub const fn code(status: u16) -> &'static str {
    facts::code(status)
}

/// Returns whether an error may have this status: a 4xx, a 5xx, a redirect or 304.
#[must_use]
pub const fn is_error(status: u16) -> bool {
    facts::is_error(status)
}

/// Returns whether the status means that the same request may succeed later: 408, 425,
/// 429, 502, 503 or 504 (RFC 9110 §15, RFC 8470 §5.2, RFC 6585 §4).
#[must_use]
pub const fn is_temporary(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502..=504)
}

/// Returns the number, constant, phrase and code of each registered status, for
/// the test that compares them with those of `http`.
#[doc(hidden)]
pub fn registered() -> impl Iterator<Item = (u16, [&'static str; 3])> {
    facts::STATUSES
        .iter()
        .map(|known| (known.number, [known.constant, known.phrase, known.code]))
}

/// A value that `status = expr` may have: a [`StatusCode`], a number, an
/// `Option` of them, and references to these. `None` is an unmapped error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a status",
    label = "expected a `StatusCode`, a `u16` or an `Option` of them"
)]
pub trait ToStatus {
    /// Returns the number, unchecked.
    fn to_status(&self) -> Option<u16>;
}

impl ToStatus for StatusCode {
    fn to_status(&self) -> Option<u16> {
        Some(self.as_u16())
    }
}

impl ToStatus for u16 {
    fn to_status(&self) -> Option<u16> {
        Some(*self)
    }
}

/// The type of a plain `404` in an expression. A number that does not fit a
/// `u16` is not an error status either.
impl ToStatus for i32 {
    fn to_status(&self) -> Option<u16> {
        Some(u16::try_from(*self).unwrap_or(0))
    }
}

impl<T: ToStatus> ToStatus for Option<T> {
    fn to_status(&self) -> Option<u16> {
        self.as_ref()?.to_status()
    }
}

impl<T: ToStatus + ?Sized> ToStatus for &T {
    fn to_status(&self) -> Option<u16> {
        (**self).to_status()
    }
}
