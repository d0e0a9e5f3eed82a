//! How a problem becomes a body: the built-in formats, and the writers that they
//! share.

pub(crate) mod accept;
pub(crate) mod buffer;
pub(crate) mod flatten;
pub mod format;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod member;
pub(crate) mod names;
pub(crate) mod raw;
pub(crate) mod serialize;
pub(crate) mod sink;
#[cfg(feature = "xml")]
pub(crate) mod xml;
