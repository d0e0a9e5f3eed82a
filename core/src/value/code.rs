//! What `code = expr` may be: anything that is a text, or an `Option` of it.

use crate::facts::is_code_char;

/// Whether a text is a code: letters, digits, `.`, `_` and `-`, as the derive
/// demands of a literal. Another text is replaced by the code of the status.
pub(crate) fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_code_char)
}

/// A code, if there is one.
pub trait ToCode {
    /// The code; `None` leaves it to the next that decides one.
    fn to_code(&self) -> Option<&str>;
}

/// A value of `code = expr`. An inherent method wraps an `Option`, [`AnyCode`]'s
/// every other type: a trait alone cannot tell the two apart, because another
/// crate may implement `AsRef<str>` for its own `Option`.
#[derive(Debug)]
pub struct CodeValue<'a, T: ?Sized>(pub &'a T);

impl<'a, T> CodeValue<'a, Option<T>> {
    /// The code that is there or not.
    #[must_use]
    pub fn value(&self) -> Maybe<'a, T> {
        Maybe(self.0.as_ref())
    }
}

impl<'a, T> CodeValue<'a, &Option<T>> {
    /// The code that is there or not.
    #[must_use]
    pub fn value(&self) -> Maybe<'a, T> {
        Maybe((*self.0).as_ref())
    }
}

/// Every type that is no `Option`.
pub trait AnyCode<'a> {
    /// The type.
    type Code: ?Sized;
    /// The code that is there.
    fn value(&self) -> PlainCode<'a, Self::Code>;
}

impl<'a, T: ?Sized> AnyCode<'a> for CodeValue<'a, T> {
    type Code = T;

    fn value(&self) -> PlainCode<'a, T> {
        PlainCode(self.0)
    }
}

/// A code that may be there.
#[derive(Debug)]
pub struct Maybe<'a, T>(Option<&'a T>);

/// A code that is there.
#[derive(Debug)]
pub struct PlainCode<'a, T: ?Sized>(&'a T);

impl<'a, T: ?Sized> PlainCode<'a, T> {
    pub(crate) fn of(code: &'a T) -> Self {
        Self(code)
    }
}

impl<T: AsRef<str>> ToCode for Maybe<'_, T> {
    fn to_code(&self) -> Option<&str> {
        self.0.map(AsRef::as_ref)
    }
}

impl<T: AsRef<str> + ?Sized> ToCode for PlainCode<'_, T> {
    fn to_code(&self) -> Option<&str> {
        Some(self.0.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn a_code_is_a_word() {
        for code in ["not_found", "billing.card-declined", "E42", "7"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["", " ", "no user", "{}", "a/b", "\"", "ä", "a\n"] {
            assert!(!is_code(other), "{other:?}");
        }
    }
}
