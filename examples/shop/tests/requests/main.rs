//! A shop on a free port, and requests to it.

mod errors;
mod failures;
mod harness;
mod program;
