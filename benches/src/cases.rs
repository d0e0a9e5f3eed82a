//! The five cases.

/// A unit variant with a fixed text; one with a formatted text; a masked 500
/// with a source; three field errors; a `Retry-After`.
pub const CASES: [&str; 5] = [
    "static 404",
    "formatted 404",
    "masked 500",
    "422 with fields",
    "429 with retry",
];

/// What is wrong with a field, in the case that has three of them.
#[derive(Clone, Debug, serde::Serialize)]
pub(crate) struct Wrong {
    pub(crate) field: &'static str,
    pub(crate) message: &'static str,
}

/// The three of them.
pub(crate) fn wrongs() -> Vec<Wrong> {
    let wrong = |field, message| Wrong { field, message };
    vec![
        wrong("name", "must not be empty"),
        wrong("age", "must be a positive integer"),
        wrong("email", "must be an address"),
    ]
}

/// The source of the masked error.
pub(crate) fn source() -> std::io::Error {
    std::io::Error::other("connection refused by 10.0.0.7")
}

/// Builds an error and converts it.
pub type Run = fn();
