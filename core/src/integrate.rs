//! What other crates have to do with it.

#[cfg(feature = "anyhow")]
mod anyhow;
#[cfg(feature = "eyre")]
mod eyre;
pub mod field_error;
#[doc(hidden)]
pub mod framework;
#[cfg(feature = "tonic-0.14")]
pub(crate) mod grpc;
#[doc(hidden)]
pub mod openapi;
#[cfg(any(feature = "axum-0.8-extract", feature = "boundary"))]
pub(crate) mod rejection;
