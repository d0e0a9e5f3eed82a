//! The level of the one event that a conversion logs.

/// The level of an error in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// Not set: `Error` for a 5xx, `Debug` for everything else.
    #[default]
    #[doc(hidden)]
    Default,
    /// Not logged.
    Off,
    /// `tracing::Level::TRACE`
    Trace,
    /// `tracing::Level::DEBUG`
    Debug,
    /// `tracing::Level::INFO`
    Info,
    /// `tracing::Level::WARN`
    Warn,
    /// `tracing::Level::ERROR`
    Error,
}
