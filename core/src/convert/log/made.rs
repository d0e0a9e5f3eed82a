//! What an event is about.

/// What a conversion made, for the log.
#[derive(Clone, Copy)]
pub(crate) enum Made {
    /// A response of HTTP.
    Response,
    /// A status of gRPC, with the name of its code.
    #[cfg(feature = "tonic-0.14")]
    Call(&'static str),
    /// Nothing: the error is only logged.
    Nothing,
}
