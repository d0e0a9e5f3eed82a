//! The types that `code = expr` may have: any text, or an `Option` of it.

use crate::facts::is_code_char;

/// Returns whether text is a code: letters, digits, `.`, `_` and `-`, as the
/// derive requires of a literal. Any other text is replaced by the code of the
/// status.
pub(crate) fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_code_char)
}

/// Returns the code as a `reason` of `google.rpc.ErrorInfo`: `USER_NOT_FOUND` for `user_not_found`.
pub(crate) fn reason(code: &str) -> String {
    let mut reason = String::with_capacity(code.len());
    let mut was_lower = false;
    for char in code.chars() {
        if was_lower && char.is_ascii_uppercase() {
            reason.push('_');
        }
        was_lower = char.is_ascii_lowercase() || char.is_ascii_digit();
        reason.push(if char.is_ascii_alphanumeric() {
            char.to_ascii_uppercase()
        } else {
            '_'
        });
    }
    reason
}

/// Text that may be a code.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a code",
    label = "expected text (`str`, `String`, `Cow<str>`), or an `Option` of it",
    note = "for any other type that implements `Display`, write `.to_string()`"
)]
pub trait CodeText {
    /// Returns the text.
    fn text(&self) -> &str;

    /// Returns the text, if there is one.
    fn optional(code: Option<&Self>) -> Option<&str> {
        code.map(Self::text)
    }
}

// rustc reports that the type is not a code, and not that it does not implement `AsRef<str>`.
#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> CodeText for T {
    fn text(&self) -> &str {
        self.as_ref()
    }
}

/// A value of `code = expr`. [`OptionalCode`] reads an `Option` and is tried first;
/// [`AnyCode`] reads every other type. One trait cannot tell the two apart, because
/// another crate may implement `AsRef<str>` for its own `Option`.
#[derive(Debug)]
pub struct CodeValue<'a, T: ?Sized>(pub &'a T);

/// An `Option`.
pub trait OptionalCode<'a> {
    /// The type of the value.
    type Code;

    /// Returns the value, if there is one.
    fn value(&self) -> Option<&'a Self::Code>;
}

impl<'a, T> OptionalCode<'a> for &CodeValue<'a, Option<T>> {
    type Code = T;

    fn value(&self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

impl<'a, T> OptionalCode<'a> for &CodeValue<'a, &Option<T>> {
    type Code = T;

    fn value(&self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

/// Any type except `Option`.
pub trait AnyCode<'a> {
    /// The type.
    type Code: ?Sized;

    /// Returns the value.
    fn value(&self) -> Option<&'a Self::Code>;
}

impl<'a, T: ?Sized> AnyCode<'a> for CodeValue<'a, T> {
    type Code = T;

    fn value(&self) -> Option<&'a T> {
        Some(self.0)
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
