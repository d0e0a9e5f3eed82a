//! The event of a response: who receives it, and what it contains.

#[path = "../support/mod.rs"]
mod support;

mod logger;
mod robust;
mod stderr;
mod target;
mod visited;
mod without_response;
