//! A shop on a free port, and requests to it.

mod errors;
mod failures;
mod harness;
mod program;
mod published;
#[path = "../../../../tests/support/tools.rs"]
mod tools;
mod typescript;
