//! What is compared: the five cases, series of sizes, and the ways to make a
//! response of them. The peers are in a workspace of their own, which uses this
//! crate.

#![allow(
    missing_docs,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "only the benchmarks use it, and a conversion takes an error by value"
)]

mod answer;
mod case;
pub mod contenders;
mod errors;
mod groups;
pub mod series;

pub use answer::{Answer, Answered};
pub use case::{Case, conversion, line, ready};
pub use errors::{PlainError, Refused, Sample, Source, Wrong};

/// For the lists of groups, whose names are those of the benchmark that uses them.
pub mod prelude {
    pub use crate::case::conversion;
    pub use crate::series::logged::logged;
    pub use crate::series::served::{call, request};
    pub use crate::{allocations, contenders, groups, instructions, series};
}
