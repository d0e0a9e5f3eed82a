//! The one event that a conversion logs. The names are OpenTelemetry's
//! semantic conventions.

use crate::HttpError;
use crate::convert::Subject;
use crate::convert::note::Note;
use crate::convert::selection::Selection;
use crate::table::Row;

#[cfg(not(feature = "tracing"))]
pub(crate) fn row(_error: &dyn HttpError, _row: Row) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn conversion(
    _subject: Subject<'_>,
    _selection: &Selection,
    _status: u16,
    _note: Option<Note>,
) {
}

#[cfg(feature = "tracing")]
pub(crate) fn conversion(
    subject: Subject<'_>,
    selection: &Selection,
    status: u16,
    note: Option<Note>,
) {
    let refused = selection.refused().map(|_| Note::StatusRefused);
    // Who silenced an error did not know of this one.
    let said = if refused.is_some() {
        crate::Level::Default
    } else {
        selection.level
    };
    let note = note.or(refused);
    if let Some(level) = enabled(said, status, note.is_some()) {
        event::emit(level, subject, selection, status, note);
    }
}

/// The conversion of an error whose row says all there is to say.
#[cfg(feature = "tracing")]
#[inline]
pub(crate) fn row(error: &dyn HttpError, row: Row) {
    if let Some(level) = enabled(row.level(), row.status(), false) {
        let subject = Subject::Error(error);
        let selection = crate::convert::select(subject);
        event::emit(level, subject, &selection, row.status(), None);
    }
}

/// The level of the event, if anybody wants to know.
#[cfg(feature = "tracing")]
#[inline]
fn enabled(said: crate::Level, status: u16, is_noted: bool) -> Option<tracing::Level> {
    use crate::Level;

    let level = match said.resolve(status) {
        Level::Off => return None,
        level if is_noted => level.max(Level::Warn),
        level => level,
    };
    let level = match level {
        Level::Error => tracing::Level::ERROR,
        Level::Warn => tracing::Level::WARN,
        Level::Info => tracing::Level::INFO,
        Level::Trace => tracing::Level::TRACE,
        _ => tracing::Level::DEBUG,
    };
    let is_enabled = level <= tracing::level_filters::STATIC_MAX_LEVEL
        && level <= tracing::level_filters::LevelFilter::current();
    is_enabled.then_some(level)
}

#[cfg(feature = "tracing")]
mod event {
    use std::error::Error;
    use std::fmt::{Display, Write};

    use tracing::Level;

    use crate::convert::Subject;
    use crate::convert::caught::caught;
    use crate::convert::note::Note;
    use crate::convert::selection::Selection;
    use crate::describe::Description;
    use crate::describe::chain;
    use crate::table::Row;

    /// The text of an error, whatever its `Display` does.
    fn text(error: &dyn Display) -> String {
        let written = caught(|| {
            let mut text = String::new();
            write!(text, "{error}").map(|()| text)
        });
        match written {
            Some(Ok(text)) => text,
            Some(Err(_)) => "(the `Display` of this error fails)".to_owned(),
            None => "(the `Display` of this error panics)".to_owned(),
        }
    }

    /// The sources from the outside in, each behind a colon.
    fn source_chain(error: &dyn Error) -> Option<String> {
        let texts: Vec<String> = chain::sources(chain::source(error))
            .map(|source| text(&source))
            .collect();
        (!texts.is_empty()).then(|| texts.join(": "))
    }

    fn backtrace(subject: Subject<'_>, selection: &Selection) -> Option<String> {
        let mut backtrace = None;
        if selection.has_backtrace {
            let mut description = Description::backtrace_of(&mut backtrace);
            // Whatever it wrote before a panic is still worth having.
            let _: Option<()> = caught(|| subject.describe(&mut description));
        }
        backtrace
    }

    /// A type and its variant.
    fn path(ty: &str, row: Option<Row>) -> String {
        match row.map_or("", Row::variant) {
            "" => ty.to_owned(),
            variant => format!("{ty}::{variant}"),
        }
    }

    pub(super) fn emit(
        level: Level,
        subject: Subject<'_>,
        selection: &Selection,
        status: u16,
        note: Option<Note>,
    ) {
        let backtrace = if status >= 500 {
            backtrace(subject, selection)
        } else {
            None
        };
        let error = subject.error();
        let message = text(subject.message());
        let sources = error.and_then(source_chain);
        let name = path(subject.type_name(), selection.outer);
        let origin = selection.origin.map(|ty| path(ty, selection.row));
        let code = selection.code();
        let uri = selection.uri();

        macro_rules! event {
            ($level:expr) => {
                tracing::event!(
                    target: "catchall",
                    $level,
                    http.response.status_code = status,
                    rpc.response.status_code = selection.rpc,
                    error.type = &*code,
                    problem.type = uri,
                    exception.type = name,
                    exception.message = message,
                    exception.stacktrace = backtrace,
                    error.source_chain = sources,
                    error.origin = origin,
                    problem.note = note.map(Note::text),
                    "request failed",
                )
            };
        }
        match level {
            Level::ERROR => event!(Level::ERROR),
            Level::WARN => event!(Level::WARN),
            Level::INFO => event!(Level::INFO),
            Level::DEBUG => event!(Level::DEBUG),
            Level::TRACE => event!(Level::TRACE),
        }
    }
}
