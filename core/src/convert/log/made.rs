//! The result of a conversion, for its event.

/// The result of a conversion, for the log.
#[derive(Clone, Copy)]
pub(crate) enum Made {
    /// An HTTP response.
    Response,
    /// A gRPC status, with the name of its code.
    #[cfg(feature = "tonic-0.14")]
    Call(&'static str),
    /// Nothing: the error is only logged.
    Nothing,
}
