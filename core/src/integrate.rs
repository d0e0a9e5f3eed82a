//! Integrations with other crates.

#[cfg(feature = "anyhow")]
mod anyhow;
pub(crate) mod delegated;
#[cfg(feature = "eyre")]
mod eyre;
pub mod field_error;
#[allow(dead_code, reason = "each feature uses only some of it")]
mod foreign;
#[doc(hidden)]
pub mod framework;
#[cfg(feature = "tonic-0.14")]
pub(crate) mod grpc;
#[doc(hidden)]
pub mod openapi;
#[cfg(any(
    feature = "actix-web-4",
    feature = "axum-0.7-extract",
    feature = "axum-0.8-extract",
    feature = "boundary",
    feature = "poem-3",
    feature = "rocket-0.5",
    feature = "salvo-1"
))]
pub(crate) mod rejection;
