//! The code of a problem, where only a value decides it.

use crate::facts::is_code_char;

/// Whether a text is a code: letters, digits, `.`, `_` and `-`, as the derive
/// demands of a literal. What is none is replaced by the code of the status.
pub(crate) fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_code_char)
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
