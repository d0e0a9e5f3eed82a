//! From the name of a variant to a code.

/// The ways to write a code.
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

/// `UserNotFound` and `user_not_found` as `User not found`.
pub(crate) fn sentence(name: &str) -> String {
    capitalised(&words(name).join(" "))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The words of a name in any of the cases, in lower case: `HTTPError` is two.
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
