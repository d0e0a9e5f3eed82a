//! The types that the value of a key may have.

mod challenge;
pub(crate) mod code;
pub(crate) mod condition;
mod content_range;
pub(crate) mod detail;
pub(crate) mod displayed;
pub(crate) mod grpc_code;
mod header_value;
pub(crate) mod json_type;
mod link;
mod location;
pub(crate) mod metadata;
mod rate_limit;
mod retry_after;
pub(crate) mod short_number;
pub(crate) mod uri;

pub use challenge::Challenge;
pub use content_range::ContentRange;
pub use header_value::{InvalidValue, ToHeaderValue};
pub use link::Link;
pub use location::ToLocation;
pub use metadata::ToMetadata;
pub use rate_limit::{RateLimit, RateLimitPolicy};
pub use retry_after::ToRetryAfter;
