//! The five cases, and who takes part.

use crate::{by_hand, floor, ours};

/// A unit variant with a fixed text; one with a formatted text; a masked 500
/// with a source; three field errors; a `Retry-After`.
pub const CASES: [&str; 5] = [
    "static 404",
    "formatted 404",
    "masked 500",
    "422 with fields",
    "429 with retry",
];

/// Builds an error and converts it.
pub type Run = fn();

/// One way to make the response.
pub struct Contender {
    /// Its name.
    pub name: &'static str,
    /// One run per case. What it makes is not dropped: that is no part of the
    /// conversion.
    pub runs: [Run; 5],
    /// Whether those behind it are held against it.
    pub is_floor: bool,
}

const fn contender(name: &'static str, runs: [Run; 5]) -> Contender {
    Contender {
        name,
        runs,
        is_floor: false,
    }
}

/// Each follows the floor that it is held against.
#[must_use]
pub fn contenders() -> Vec<Contender> {
    vec![
        Contender {
            is_floor: true,
            ..contender("floor", floor::BARE)
        },
        contender("catchall", ours::BARE),
        Contender {
            is_floor: true,
            ..contender("floor, axum", floor::AXUM)
        },
        contender("catchall, axum", ours::AXUM),
        contender("by hand, axum", by_hand::AXUM),
    ]
}

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
