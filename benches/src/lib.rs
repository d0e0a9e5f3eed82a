//! The five cases, and ways to make a response of them: the floors, catchall
//! and hand-written code. The peers are in a workspace of their own, which
//! uses this crate.

mod answer;
mod contender;
pub mod contenders;
mod errors;
mod programs;
mod series;
mod server;

pub use answer::{Answer, check};
pub use contender::{Case, Contender, Way, contender, floor};
pub use contenders::contenders;
pub use errors::{CASES, Errors, PlainError, Refused, Sample, Source, Wrong};
pub use programs::{allocations, repeat};
pub use series::{DEPTHS, LENGTHS, MEMBERS, series};
pub use server::{SERVED, request, router};
