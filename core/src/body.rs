//! How a problem becomes a body.

pub(crate) mod accept;
pub mod format;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod sink;
