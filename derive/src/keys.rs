//! Every key of `#[http(...)]`, and where it may stand.

/// Where an attribute stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    Enum,
    Struct,
    Variant,
    Case,
    On,
    Field,
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
        }
    }
}

const ENUM: u8 = Place::Enum.bit();
const STRUCT: u8 = Place::Struct.bit();
const VARIANT: u8 = Place::Variant.bit();
const CASE: u8 = Place::Case.bit();
const ON: u8 = Place::On.bit();
const FIELD: u8 = Place::Field.bit();
/// What one problem type may say.
const ONE: u8 = STRUCT | VARIANT | CASE;
const TYPE: u8 = ENUM | STRUCT;

/// One key.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    places: u8,
    /// Whether it may be given more than once.
    pub(crate) repeats: bool,
    /// How it is written.
    pub(crate) usage: &'static str,
}

const fn once(name: &'static str, places: u8, usage: &'static str) -> Key {
    Key {
        name,
        places,
        repeats: false,
        usage,
    }
}

const fn many(name: &'static str, places: u8, usage: &'static str) -> Key {
    Key {
        name,
        places,
        repeats: true,
        usage,
    }
}

/// The framework words.
pub(crate) const FRAMEWORKS: &[&str] = &[
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

pub(crate) const KEYS: &[Key] = &[
    once("status", ONE | ENUM | FIELD, "status = expr"),
    once("code", ONE | ENUM, "code = \"...\""),
    once("type", ONE, "type = \"https://...\""),
    once("title", ONE, "title = \"...\""),
    once("detail", ONE | ENUM, "detail = \"...\""),
    once("instance", ONE, "instance = \"...\""),
    once("hide", ONE, "hide"),
    once("expose", ONE, "expose"),
    once("unmask", ONE, "unmask"),
    once("transparent", STRUCT | VARIANT | FIELD, "transparent"),
    once("chain", STRUCT | VARIANT, "chain(AppError, OtherError)"),
    many("case", STRUCT | VARIANT, "case(pattern => 404)"),
    many("header", ONE | ENUM | ON | FIELD, "header(\"Name\" = expr)"),
    once("retry_after", ONE | ENUM | ON | FIELD, "retry_after = expr"),
    many(
        "www_authenticate",
        ONE | ENUM | ON,
        "www_authenticate = \"Bearer\"",
    ),
    once("allow", ONE | ENUM | ON, "allow = \"GET, POST\""),
    once("location", ONE | ENUM | ON, "location = expr"),
    many("link", ONE | ENUM | ON, "link = expr"),
    once("content_range", ONE | ENUM | ON, "content_range = expr"),
    many("member", ONE | ENUM | FIELD, "member(\"key\" = expr)"),
    once("format", ONE | ENUM | ON, "format = Text"),
    many("grpc", ONE, "grpc = NOT_FOUND"),
    once("log", ONE | ON, "log = warn"),
    once("web", TYPE, "web"),
    once("unmapped", ENUM, "unmapped = deny"),
    once("code_case", ENUM, "code_case = \"kebab-case\""),
    once("code_prefix", ENUM, "code_prefix = \"billing.\""),
    once(
        "type_base",
        TYPE,
        "type_base = \"https://errors.example.com/\"",
    ),
    many("on", TYPE, "on(401, www_authenticate = \"Bearer\")"),
    once("finish", TYPE, "finish = path::to::function"),
    once("crate", TYPE, "crate = ::path"),
    many("via", TYPE, "via = ::path::to::macro"),
];

pub(crate) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

pub(crate) fn is_framework(name: &str) -> bool {
    FRAMEWORKS.contains(&name)
}

impl Key {
    pub(crate) fn may_stand(&self, place: Place) -> bool {
        self.places & place.bit() != 0
    }

    /// Where it may stand, in words.
    pub(crate) fn places(&self) -> String {
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

/// The known word that is nearest to a wrong one, if one is near.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    // Three letters in common at the start are no accident.
    let extends = |long: &str, short: &str| short.len() >= 3 && long.starts_with(short);
    known
        .map(|candidate| {
            let is_part = extends(word, candidate) || extends(candidate, word);
            let distance = distance(word, candidate);
            (if is_part { distance.min(1) } else { distance }, candidate)
        })
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must change, be added, left out or swapped.
fn distance(a: &str, b: &str) -> usize {
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

/// What other crates call our keys.
const SYNONYMS: &[(&str, &str)] = &[
    ("delegate", "transparent"),
    ("error_code", "code"),
    ("extension", "member"),
    ("forward", "transparent"),
    ("headers", "header"),
    ("level", "log"),
    ("mask", "hide"),
    ("members", "member"),
    ("message", "detail"),
    ("msg", "detail"),
    ("reason", "detail"),
    ("skip", "hide"),
    ("status_code", "status"),
    ("type_uri", "type"),
];

/// Our word for a key of another crate.
pub(crate) fn synonym(word: &str) -> Option<&'static str> {
    let known = SYNONYMS.iter().find(|(theirs, _)| *theirs == word);
    known.map(|(_, ours)| *ours)
}

/// ` (did you mean `x`?)`, or nothing.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(" (did you mean `{near}`?)"))
}
