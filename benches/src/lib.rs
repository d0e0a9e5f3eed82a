//! What is compared: the five cases, series of sizes, and the ways to make a
//! response of them. The peers are in a workspace of their own, which uses this
//! crate.

mod answer;
mod case;
pub mod contenders;
mod errors;
mod groups;
pub mod series;

pub use answer::{Answer, Answered};
pub use case::{Case, Measure, Row, conversion, count, ready};
pub use errors::{PlainError, Refused, Sample, Source, Wrong};
