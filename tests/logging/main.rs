//! The event of a response: who gets it, and what it says.

#[path = "../support/mod.rs"]
mod support;

mod logger;
mod robust;
mod stderr;
mod target;
mod visited;
mod without_response;
