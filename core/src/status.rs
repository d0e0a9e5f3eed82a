//! What a status is called, and what may be one.

use http::StatusCode;

use crate::facts;

/// The recommended phrase, RFC 9110 §15: the title of an `about:blank` problem.
/// An unregistered number has the phrase of its class, and one that is no error
/// that of 500.
#[must_use]
pub const fn phrase(status: u16) -> &'static str {
    facts::phrase(status)
}

/// The code of a problem that has a status and nothing else.
#[must_use]
pub const fn code(status: u16) -> &'static str {
    facts::code(status)
}

/// Whether an error may be answered with it: 4xx, 5xx, a redirection, or 304.
#[must_use]
pub const fn is_error(status: u16) -> bool {
    facts::is_error(status)
}

/// Whether it says that the same request may succeed later: 408, 425, 429, 502, 503 or
/// 504 (RFC 9110 §15, RFC 8470 §5.2, RFC 6585 §4).
#[must_use]
pub const fn is_temporary(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502..=504)
}

/// The number, constant, phrase and code of each registered status, for the test
/// that compares them with those of `http`.
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
    /// The number, unchecked.
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

/// What a plain `404` in an expression is. One that is no `u16` is no error
/// status either.
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
