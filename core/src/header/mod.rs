//! Response headers with a type of their own.

mod challenge;
mod content_range;
mod link;
mod location;
mod metadata;
mod retry_after;
pub(crate) mod short_number;
mod value;

pub use challenge::Challenge;
pub use content_range::ContentRange;
pub use link::Link;
pub use location::ToLocation;
pub use metadata::ToMetadata;
pub use retry_after::ToRetryAfter;
pub use value::{InvalidValue, ToHeaderValue};
