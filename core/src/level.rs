//! The level of the one event that a conversion logs.

/// How loud an error is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// Not said: `Error` for a 5xx, `Debug` for everything else.
    #[default]
    #[doc(hidden)]
    Default,
    /// Nothing is logged.
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

impl Level {
    /// The level that counts for this status.
    pub(crate) fn resolve(self, status: u16) -> Self {
        match self {
            Self::Default if status >= 500 => Self::Error,
            Self::Default => Self::Debug,
            level => level,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Level;
    use crate::facts::LEVELS;

    #[test]
    fn the_number_of_a_level_is_its_place() {
        let levels = [
            Level::Default,
            Level::Off,
            Level::Trace,
            Level::Debug,
            Level::Info,
            Level::Warn,
            Level::Error,
        ];
        assert_eq!(levels.len(), LEVELS.len());
        for (at, (level, name)) in levels.into_iter().zip(LEVELS).enumerate() {
            assert_eq!(level as usize, at);
            let word = format!("{level:?}").to_lowercase();
            assert_eq!(word.strip_prefix("default").unwrap_or(&word), name);
        }
    }
}
