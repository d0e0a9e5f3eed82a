//! The response of an error.

/// The response of an error: plain `http`, which every framework can take.
pub type Response = http::Response<bytes::Bytes>;
