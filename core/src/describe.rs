//! The visitors of an error: what it decides, how it describes itself, and which
//! error it delegates to.

pub(crate) mod chain;
pub(crate) mod decision;
pub(crate) mod delegate;
pub(crate) mod description;
pub(crate) mod evidence;
pub(crate) mod held;
pub mod probe;
pub(crate) mod subject;
