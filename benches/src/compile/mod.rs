//! What the compiler makes of an enum, and how long it takes.

pub(crate) mod check;
mod source;
