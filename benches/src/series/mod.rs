//! What is measured beside the five cases: more of something, and more around a
//! conversion.

#[cfg(feature = "boundary")]
pub mod boundary;
pub mod depth;
pub mod detail;
pub mod logged;
pub mod members;
pub mod request;
