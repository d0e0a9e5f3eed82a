//! How a problem becomes a body.

pub(crate) mod accept;
pub(crate) mod flatten;
pub mod format;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod names;
pub(crate) mod raw;
pub(crate) mod sink;
