//! Every key of `#[http(...)]`, and where it is allowed.

use crate::header::{self, TypedHeader, Values};

/// The place of an attribute.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Enum,
    Struct,
    Variant,
    Case,
    On,
    Field,
    /// The list of `unmapped(...)`.
    Unmapped,
}

impl Place {
    const fn bit(self) -> u8 {
        1 << self as u8
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Enum => "an enum",
            Self::Struct => "a struct",
            Self::Variant => "a variant",
            Self::Case => "a `case`",
            Self::On => "an `on`",
            Self::Field => "a field",
            Self::Unmapped => "an `unmapped`",
        }
    }
}

const ENUM: u8 = Place::Enum.bit();
const STRUCT: u8 = Place::Struct.bit();
const VARIANT: u8 = Place::Variant.bit();
const CASE: u8 = Place::Case.bit();
const ON: u8 = Place::On.bit();
const FIELD: u8 = Place::Field.bit();
const UNMAPPED: u8 = Place::Unmapped.bit();
/// The places that have the keys of one problem type.
const ONE: u8 = STRUCT | VARIANT | CASE;
const TYPE: u8 = ENUM | STRUCT;

/// The rules of a key in every place.
#[derive(Clone, Copy)]
struct Rule {
    name: &'static str,
    places: u8,
    repeats: bool,
    usage: &'static str,
}

const fn once(name: &'static str, places: u8, usage: &'static str) -> Rule {
    Rule {
        name,
        places,
        repeats: false,
        usage,
    }
}

const fn many(name: &'static str, places: u8, usage: &'static str) -> Rule {
    Rule {
        name,
        places,
        repeats: true,
        usage,
    }
}

/// The frameworks.
const FRAMEWORKS: &[&str] = &[
    "actix_web",
    "axum",
    "lambda_http",
    "poem",
    "rocket",
    "salvo",
    "tonic",
    "warp",
    "worker",
];

/// The tools that generate OpenAPI documents. In an attribute, they are like frameworks.
const OPENAPI_TOOLS: &[&str] = &[
    "aide",
    "poem_openapi",
    "rocket_okapi",
    "salvo_oapi",
    "utoipa",
];

/// Declares [`Key`] and the rule of each key: a new key is one line here.
macro_rules! keys {
    ($($key:ident: $rule:ident($name:literal, $places:expr, $usage:literal);)*) => {
        /// A key, a framework, or an OpenAPI tool.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Key {
            $($key,)*
            /// A header with its own key.
            Typed(&'static TypedHeader),
            /// A framework, or an OpenAPI tool.
            Framework(&'static str),
        }

        const KEYS: &[Key] = &[$(Key::$key,)*];

        impl Key {
            fn rule(self) -> Rule {
                match self {
                    $(Self::$key => $rule($name, $places, $usage),)*
                    Self::Typed(header) => Rule {
                        name: header.key,
                        places: ONE | ENUM | ON | UNMAPPED | if header.on_field { FIELD } else { 0 },
                        repeats: header.values == Values::Repeated,
                        usage: header.usage,
                    },
                    Self::Framework(word) => once(word, TYPE, word),
                }
            }

            /// Returns the key with this name. A `match`, because the search of a list for each
            /// entry of each attribute costs more.
            pub(crate) fn find(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$key),)*
                    _ => Self::typed(name).or_else(|| Self::framework(name)),
                }
            }
        }
    };
}

keys! {
    Status: once("status", ONE | ENUM | FIELD | UNMAPPED, "status = expr");
    Statuses: once("statuses", ONE | ENUM, "statuses(404, 410)");
    Retryable: once("retryable", ONE | UNMAPPED, "retryable");
    Code: once("code", ONE | ENUM | UNMAPPED, "code = \"...\"");
    Type: once("type", ONE | UNMAPPED, "type = \"https://...\"");
    Title: once("title", ONE | UNMAPPED, "title = \"...\"");
    Detail: once("detail", ONE | ENUM | UNMAPPED, "detail = \"...\"");
    Instance: once("instance", ONE, "instance = \"...\"");
    Hide: once("hide", ONE, "hide");
    Expose: once("expose", ONE, "expose");
    Unmask: once("unmask", ONE, "unmask");
    Transparent: once("transparent", STRUCT | VARIANT | FIELD, "transparent");
    Chain: once("chain", STRUCT | VARIANT, "chain(AppError, OtherError)");
    Case: many("case", STRUCT | VARIANT, "case(pattern => 404)");
    Header: many("header", ONE | ENUM | ON | FIELD | UNMAPPED, "header(\"Name\" = expr)");
    Member: many("member", ONE | ENUM | FIELD | UNMAPPED, "member(\"key\" = expr)");
    Argument: many("argument", ONE | ENUM | FIELD | UNMAPPED, "argument(\"name\" = expr)");
    Context: many("context", ONE | ENUM | FIELD | UNMAPPED, "context(\"name\" = expr)");
    Format: once("format", ONE | ENUM | ON | UNMAPPED, "format = Text");
    Grpc: many("grpc", ONE, "grpc = NOT_FOUND");
    Log: once("log", ONE | ON | UNMAPPED, "log = warn");
    Web: once("web", TYPE, "web");
    Client: once("client", TYPE | VARIANT, "client");
    Unmapped: once("unmapped", ENUM, "unmapped = deny");
    SharedCodes: once("shared_codes", TYPE, "shared_codes");
    CodeCase: once("code_case", ENUM, "code_case = \"kebab-case\"");
    CodePrefix: once("code_prefix", ENUM, "code_prefix = \"billing.\"");
    TypeBase: once("type_base", TYPE, "type_base = \"https://errors.example.com/\"");
    On: many("on", TYPE, "on(401, www_authenticate = \"Bearer\")");
    Finish: once("finish", TYPE, "finish = path::to::function");
    Crate: once("crate", TYPE, "crate = ::path");
    Via: many("via", TYPE, "via = ::path::to::macro");
}

impl Key {
    fn typed(name: &str) -> Option<Self> {
        let mut all = header::TYPED.iter();
        all.find(|typed| typed.key == name).map(Self::Typed)
    }

    fn framework(name: &str) -> Option<Self> {
        let mut all = FRAMEWORKS.iter().chain(OPENAPI_TOOLS);
        all.find(|word| **word == name)
            .map(|word| Self::Framework(word))
    }

    /// Returns every key and every framework.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = KEYS.to_vec();
        all.extend(header::TYPED.iter().map(Self::Typed));
        for list in [FRAMEWORKS, OPENAPI_TOOLS] {
            all.extend(list.iter().map(|word| Self::Framework(word)));
        }
        all
    }

    pub(crate) fn name(self) -> &'static str {
        self.rule().name
    }

    /// Returns how it is written.
    pub(crate) fn usage(self) -> &'static str {
        self.rule().usage
    }

    /// Returns whether it may be given more than once.
    pub(crate) fn repeats(self) -> bool {
        self.rule().repeats
    }

    pub(crate) fn may_stand(self, place: Place) -> bool {
        self.rule().places & place.bit() != 0
    }

    /// Returns where it is allowed, for a message. What is allowed in `unmapped(...)` is
    /// also allowed on its enum.
    pub(crate) fn places(self) -> String {
        let places = [
            Place::Enum,
            Place::Struct,
            Place::Variant,
            Place::Case,
            Place::On,
            Place::Field,
        ];
        let names: Vec<_> = places
            .iter()
            .filter(|place| self.may_stand(**place))
            .map(|place| place.name())
            .collect();
        join(&names, "or")
    }
}

/// `a, b or c`
pub(crate) fn join(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [words @ .., word] => format!("{} {last} {word}", words.join(", ")),
    }
}

/// Returns the known word that is nearest to a wrong one, if one is near.
pub(crate) fn nearest<'a>(word: &str, known: &'a [impl AsRef<str>]) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    // Three common letters at the start are not a coincidence.
    let extends = |long: &str, short: &str| short.len() >= 3 && long.starts_with(short);
    let mut nearest = None;
    let mut least = limit + 1;
    for candidate in known {
        let candidate = candidate.as_ref();
        let mut distance = distance(word, candidate);
        if extends(word, candidate) || extends(candidate, word) {
            distance = distance.min(1);
        }
        if distance < least {
            (nearest, least) = (Some(candidate), distance);
        }
    }
    nearest
}

/// Returns how many letters must be changed, added, removed or swapped.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    rows.extend((1..=a.len()).map(|i| vec![i; b.len() + 1]));
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j - 1] + change)
                .min(rows[i - 1][j] + 1)
                .min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

/// The names of our keys in other crates.
const SYNONYMS: &[(&str, &str)] = &[
    ("body", "detail"),
    ("delegate", "transparent"),
    ("error_code", "code"),
    ("extension", "member"),
    ("forward", "transparent"),
    ("headers", "header"),
    ("kind", "code"),
    ("level", "log"),
    ("mask", "hide"),
    ("members", "member"),
    ("message", "detail"),
    ("msg", "detail"),
    ("reason", "detail"),
    ("status_code", "status"),
    ("type_uri", "type"),
];

/// Words of other crates that do not correspond to one key: where they are written,
/// and what to write here.
const ADVICE: &[(&str, u8, &str)] = &[
    (
        "default",
        VARIANT,
        "a variant without `#[http(...)]` is already a masked 500",
    ),
    (
        "description",
        ONE,
        "write a doc comment, or `detail = \"...\"` for text in the response",
    ),
    ("flatten", FIELD, "write `member(flatten)`"),
    (
        "flatten",
        ONE,
        "write `#[http(member(flatten))]` on the field",
    ),
    (
        "framework",
        TYPE,
        "write the name of the framework alone, such as `axum`",
    ),
    ("from", VARIANT | FIELD, "write `#[from]`, without `http`"),
    ("html", ONE | ENUM, "write `format = Html`"),
    ("json", ONE | ENUM, "write `format = Json`"),
    ("rename", VARIANT, "write `code = \"...\"`"),
    ("rename", FIELD, "write `member = \"...\"`"),
    ("rename_all", TYPE, "write `code_case = \"kebab-case\"`"),
    (
        "skip",
        VARIANT,
        "remove `#[http(...)]` for a masked 500, or write `hide` for no detail",
    ),
    (
        "skip",
        FIELD,
        "remove it: only fields with `member` are in the body",
    ),
    (
        "skip_serializing",
        FIELD,
        "remove it: only fields with `member` are in the body",
    ),
    (
        "source",
        VARIANT | FIELD,
        "write `#[source]` on the field, without `http`",
    ),
    ("text", ONE | ENUM, "write `format = Text`"),
];

/// Returns what to write in this place instead of a word of another crate.
pub(crate) fn advice(word: &str, place: Place) -> Option<&'static str> {
    let is_meant =
        |(theirs, places, _): &&(&str, u8, &str)| *theirs == word && places & place.bit() != 0;
    ADVICE.iter().find(is_meant).map(|(.., advice)| *advice)
}

/// Returns the framework whose name this word begins with, such as `axum_0_8`.
pub(crate) fn framework(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let is_meant =
        |known: &str| word.starts_with(known) || (word == "actix" && known == "actix_web");
    let mut all = [FRAMEWORKS, OPENAPI_TOOLS].into_iter().flatten().copied();
    all.find(|known| is_meant(known))
}

/// Returns our name for a key of another crate.
pub(crate) fn synonym(word: &str) -> Option<&'static str> {
    let known = SYNONYMS.iter().find(|(theirs, _)| *theirs == word);
    known.map(|(_, ours)| *ours)
}

/// Returns ` (did you mean `x`?)`, or nothing.
pub(crate) fn did_you_mean(word: &str, known: &[impl AsRef<str>]) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"))
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn every_key_is_found_by_its_name() {
        for key in Key::all() {
            let found = Key::find(key.name()).map(Key::name);
            assert_eq!(found, Some(key.name()));
        }
        assert!(Key::find("unknown").is_none());
    }
}
