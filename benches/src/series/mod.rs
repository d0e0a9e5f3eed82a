//! What is measured beside the five cases: more of something, and more around a
//! conversion.

pub mod depth;
pub mod detail;
pub mod logged;
pub mod members;
pub mod served;
