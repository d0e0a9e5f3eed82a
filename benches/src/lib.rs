//! The cases, and the ways to make a response that are held against each
//! other.

mod by_hand;
mod cases;
mod floor;
mod ours;

pub use cases::{CASES, Run};

/// The run of this contender and this case.
#[must_use]
pub fn run(contender: &str, case: &str) -> Option<fn()> {
    let at = CASES.iter().position(|known| *known == case)?;
    let contender = contenders()
        .into_iter()
        .find(|known| known.name == contender)?;
    Some(contender.runs[at])
}

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
