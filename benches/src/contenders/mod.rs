//! The ways that need no crate but those that catchall's users have anyway.

use crate::contender::{Contender, contender, floor};

pub mod by_hand;
mod by_hand_axum;
pub mod floor;
pub mod ours;
mod practical_floor;

pub(crate) use by_hand_axum::Struct as ByHandAxum;
pub(crate) use floor::{Axum as FloorAxum, escape, respond};
pub(crate) use ours::Axum as CatchallAxum;

/// Each after the floor that it is compared with.
#[must_use]
pub fn contenders() -> Vec<Contender> {
    vec![
        floor::<floor::Bare>("floor, http"),
        contender::<practical_floor::Bare>("practical floor, http"),
        contender::<ours::Bare>("catchall, http"),
        contender::<ours::OwnTemplate>("catchall, http, `detail = \"...\"`"),
        floor::<floor::Axum>("floor, axum"),
        contender::<practical_floor::Axum>("practical floor, axum"),
        contender::<ours::Axum>("catchall, axum"),
        contender::<by_hand_axum::Struct>("by hand, axum"),
        contender::<by_hand_axum::JsonMacro>("by hand with `json!`, axum"),
    ]
}
