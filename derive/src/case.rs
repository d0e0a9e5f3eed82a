//! From the name of a variant to its code.

/// The cases in which a code can be written.
#[derive(Clone, Copy, Default)]
pub(crate) enum CodeCase {
    #[default]
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
    Camel,
    Pascal,
    Lower,
    Upper,
}

pub(crate) const CODE_CASES: &[(&str, CodeCase)] = &[
    ("snake_case", CodeCase::Snake),
    ("SCREAMING_SNAKE_CASE", CodeCase::ScreamingSnake),
    ("kebab-case", CodeCase::Kebab),
    ("SCREAMING-KEBAB-CASE", CodeCase::ScreamingKebab),
    ("camelCase", CodeCase::Camel),
    ("PascalCase", CodeCase::Pascal),
    ("lowercase", CodeCase::Lower),
    ("UPPERCASE", CodeCase::Upper),
];

impl CodeCase {
    pub(crate) fn apply(self, name: &str) -> String {
        if let Self::Snake = self
            && name.is_ascii()
        {
            return snake(name.as_bytes());
        }
        let words = words(name);
        let join = |separator: &str, upper: bool| {
            let joined = words.join(separator);
            if upper { joined.to_uppercase() } else { joined }
        };
        match self {
            Self::Snake => join("_", false),
            Self::ScreamingSnake => join("_", true),
            Self::Kebab => join("-", false),
            Self::ScreamingKebab => join("-", true),
            Self::Lower => join("", false),
            Self::Upper => join("", true),
            Self::Pascal => words.iter().map(|word| capitalised(word)).collect(),
            Self::Camel => {
                let rest = words.iter().skip(1).map(|word| capitalised(word));
                words.iter().take(1).cloned().chain(rest).collect()
            }
        }
    }
}

/// The common case: a snake case code for a camel case name.
fn snake(name: &[u8]) -> String {
    let mut code = String::with_capacity(name.len() + 8);
    let mut at = 0;
    while at < name.len() {
        let byte = name[at];
        if byte.is_ascii_uppercase() {
            let after_lower = at > 0 && !is_upper_or_separator(name[at - 1]);
            let before_lower = at + 1 < name.len() && name[at + 1].is_ascii_lowercase();
            if (after_lower || before_lower) && !code.is_empty() && !code.ends_with('_') {
                code.push('_');
            }
            code.push(char::from(byte.to_ascii_lowercase()));
        } else if byte == b'_' {
            if !code.is_empty() && !code.ends_with('_') {
                code.push('_');
            }
        } else {
            code.push(char::from(byte));
        }
        at += 1;
    }
    let length = code.trim_end_matches('_').len();
    code.truncate(length);
    code
}

fn is_upper_or_separator(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b'_'
}

/// Returns `User not found` for `UserNotFound` and `user_not_found`.
pub(crate) fn sentence(name: &str) -> String {
    capitalised(&words(name).join(" "))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Returns the words of a name in any case, in lower case: `HTTPError` has two.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (at, &char) in chars.iter().enumerate() {
        let after_lower = at > 0 && (chars[at - 1].is_lowercase() || chars[at - 1].is_numeric());
        let before_lower = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        let separates = matches!(char, '_' | '-' | '.');
        let starts = separates || (char.is_uppercase() && (after_lower || before_lower));
        if starts && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !separates {
            word.extend(char.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{snake, words};

    #[test]
    fn the_short_way_is_the_long_one() {
        let pieces = ["A", "b", "_", "0", "User", "HTTP", "x1", "__", "Z9"];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    for last in pieces {
                        let name = [first, second, third, last].concat();
                        assert_eq!(snake(name.as_bytes()), words(&name).join("_"), "{name}");
                    }
                }
            }
        }
    }
}
