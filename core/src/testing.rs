//! Helpers for the tests of an application: [`assert_problem!`](crate::assert_problem),
//! [`assert_catalog!`](crate::assert_catalog), and checks of a whole error type.
//!
//! For `[dev-dependencies]`: enable the feature `testing` there.

mod canary;
mod contract;
mod gate;
mod problem;
mod samples;

pub use self::canary::{CANARY, assert_nothing_leaks};
pub use self::contract::assert_keeps_catalog;
pub use self::gate::assert_catalog;
pub use self::problem::{Expected, TestResponse, TestedResponse, read_response};
pub use self::samples::unmapped;
