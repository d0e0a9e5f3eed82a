//! What is compared: the five cases, series of sizes, and the ways to make a
//! response of them. The peers are in a workspace of their own, which uses this
//! crate.

#![allow(
    missing_docs,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "only the benchmarks use it, and a conversion takes an error by value"
)]

mod case;
mod errors;
mod groups;

/// The ways to make a response of the five cases that need no crate but those that
/// catchall's users have anyway.
pub mod contenders {
    pub mod by_hand;
    pub mod floor;
    pub mod ours;
}

/// What is measured beside the five cases: more of something, and more around a
/// conversion.
pub mod series {
    pub mod depth;
    pub mod detail;
    pub mod members;
    pub mod served;
    pub mod variants;
}

pub use case::{Answer, Case, answer, callgrind, config, conversion, ready};
pub use errors::{PlainError, Refused, Sample, Source, Wrong};

/// For the lists of groups, whose names are those of the benchmark that uses them.
pub mod prelude {
    pub use crate::case::{conversion, logged};
    pub use crate::series::served::{call, request};
    pub use crate::{allocations, contenders, groups, instructions, series};
}
