//! The same conversion in several sizes.

use crate::contender::{Case, Contender, Way, case};

mod depth;
mod detail;
mod members;

/// Bytes of the detail.
pub const LENGTHS: [usize; 3] = [16, 256, 4096];
/// Numbers of members.
pub const MEMBERS: [usize; 3] = [0, 5, 25];
/// Types that delegate, one to the next.
pub const DEPTHS: [usize; 4] = [1, 2, 4, 8];

fn one(name: &'static str, cases: Vec<Case>) -> Contender {
    Contender {
        name,
        cases,
        is_floor: name.contains("floor"),
    }
}

fn detail<W: Way>(name: &'static str) -> Contender {
    one(
        name,
        vec![case::<W, 16>(), case::<W, 256>(), case::<W, 4096>()],
    )
}

fn members<W: Way>(name: &'static str) -> Contender {
    one(name, vec![case::<W, 0>(), case::<W, 5>(), case::<W, 25>()])
}

/// All series.
#[must_use]
pub fn series() -> Vec<Contender> {
    vec![
        detail::<detail::Floor>("detail: floor, http"),
        detail::<detail::Ours>("detail: catchall, http"),
        detail::<detail::ByHand>("detail: by hand, axum"),
        detail::<detail::Writer>("detail: `serde_json::to_writer` alone"),
        members::<members::Floor>("members: floor, http"),
        members::<members::Ours>("members: catchall, http"),
        members::<members::ByHand>("members: by hand, axum"),
        one("depth: catchall, http", depth::cases()),
    ]
}
