//! What only the log has of an error: backtraces, and errors that are no source.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::error::Error;
use std::fmt::Display;

/// Receives the evidence of one error. Asked only where an event is logged.
pub struct Evidence<'a> {
    /// The first backtrace, as text.
    backtrace: &'a mut Option<String>,
    /// Receives an error that is neither a source nor delegated to.
    error: &'a mut dyn FnMut(&dyn Error),
}

impl<'a> Evidence<'a> {
    pub(crate) fn new(
        backtrace: &'a mut Option<String>,
        error: &'a mut dyn FnMut(&dyn Error),
    ) -> Self {
        Self { backtrace, error }
    }

    /// Adds a backtrace. The first one is logged.
    pub fn backtrace(&mut self, backtrace: Option<&Backtrace>) {
        let captured = backtrace.filter(|it| it.status() == BacktraceStatus::Captured);
        if let Some(backtrace) = captured {
            self.stacktrace(backtrace);
        }
    }

    /// Adds a text that has the frames of a stack.
    pub fn stacktrace(&mut self, text: &dyn Display) {
        if self.backtrace.is_none() {
            *self.backtrace = Some(text.to_string());
        }
    }

    /// Adds an error that `source` does not lead to.
    pub fn error(&mut self, error: Option<&dyn Error>) {
        if let Some(error) = error {
            (self.error)(error);
        }
    }

    /// Adds what the handler of a report captured, such as a backtrace or a span
    /// trace: only what it prints has it.
    #[cfg(feature = "eyre")]
    pub(crate) fn report(&mut self, report: &eyre::Report) {
        let text = format!("{report:?}");
        // The handler that is there without another crate prints the sources alone.
        if has_more_than_sources(report, &text) {
            self.stacktrace(&text);
        }
    }
}

/// Whether anything in the text is no text of the error and its sources.
#[cfg(feature = "eyre")]
fn has_more_than_sources(report: &eyre::Report, text: &str) -> bool {
    let mut rest = text.to_owned();
    for source in report.chain() {
        rest = rest.replacen(&source.to_string(), "", 1);
    }
    rest.replace("Caused by:", "")
        .contains(|char: char| char.is_alphabetic())
}
