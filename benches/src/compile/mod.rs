//! What the compiler makes of an enum, and how long it takes.

pub(crate) mod applications;
pub(crate) mod check;
pub(crate) mod code;
pub(crate) mod expansion;
mod files;
pub(crate) mod source;
pub(crate) mod timings;
pub(crate) mod variants;
