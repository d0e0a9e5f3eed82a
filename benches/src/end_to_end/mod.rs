//! Whole requests.

pub(crate) mod load;
pub(crate) mod pipe;
