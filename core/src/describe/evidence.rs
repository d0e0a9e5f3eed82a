//! What only the log contains of an error: backtraces, and errors that are not its source.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::error::Error;
use std::fmt::Display;

/// Receives the evidence of one error. Only asked if an event is logged.
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

    /// Adds text that contains the frames of a stack.
    pub fn stacktrace(&mut self, text: &dyn Display) {
        if self.backtrace.is_none() {
            *self.backtrace = Some(text.to_string());
        }
    }

    /// Adds an error that is not reachable through `source`.
    pub fn error(&mut self, error: Option<&dyn Error>) {
        if let Some(error) = error {
            (self.error)(error);
        }
    }

    /// Adds what the handler of a report has captured, such as a backtrace or a
    /// span trace: it is available only as printed text.
    #[cfg(feature = "eyre")]
    pub(crate) fn report(&mut self, report: &eyre::Report) {
        let text = format!("{report:?}");
        // The default handler only prints the sources.
        if has_more_than_sources(report, &text) {
            self.stacktrace(&text);
        }
    }
}

/// Returns whether the text contains more than the texts of the error and its sources.
#[cfg(feature = "eyre")]
fn has_more_than_sources(report: &eyre::Report, text: &str) -> bool {
    let mut rest = text.to_owned();
    for source in report.chain() {
        rest = rest.replacen(&source.to_string(), "", 1);
    }
    rest.replace("Caused by:", "")
        .contains(|char: char| char.is_alphabetic())
}
