//! The level of a log event.

/// `Off` means that no event is logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Off,
    Trace,
    Debug,
    Info,
    Warn,
    Error,
}

impl Level {
    pub(crate) const ALL: [Self; 6] = [
        Self::Off,
        Self::Trace,
        Self::Debug,
        Self::Info,
        Self::Warn,
        Self::Error,
    ];

    /// Returns how it is written in an attribute.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// Returns the number in a table, in which 0 is none.
    pub(crate) const fn number(self) -> u8 {
        self as u8 + 1
    }
}
