//! What the compiler makes of an enum, and how long it takes.

pub(crate) mod check;
pub(crate) mod code;
mod files;
pub(crate) mod source;
pub(crate) mod variants;
