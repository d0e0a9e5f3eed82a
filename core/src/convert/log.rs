//! The one event that a conversion logs. The names are OpenTelemetry's
//! semantic conventions.

#[cfg(feature = "tracing")]
mod emit;
#[cfg(feature = "tracing")]
mod event;
pub(crate) mod stderr;
pub(crate) mod target;

use crate::HttpError;
#[cfg(feature = "tracing")]
use crate::Level;
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
        Level::Default
    } else {
        selection.level
    };
    let note = note.or(refused);
    if let Some(level) = enabled(said, status, note.is_some())
        && emit::is_wanted(subject.target(), level, status >= 500)
    {
        texts::emit(level, subject, selection, status, note);
    }
}

/// The conversion of an error whose row says all there is to say.
#[cfg(feature = "tracing")]
#[inline]
pub(crate) fn row(error: &dyn HttpError, row: Row) {
    if let Some(level) = enabled(row.level(), row.status(), false)
        && emit::is_wanted(error.__target(), level, row.status() >= 500)
    {
        let subject = Subject::Error(error);
        let selection = crate::convert::select(subject);
        texts::emit(level, subject, &selection, row.status(), None);
    }
}

/// The level of the event, if anybody may want to know.
#[cfg(feature = "tracing")]
#[inline]
fn enabled(said: Level, status: u16, is_noted: bool) -> Option<Level> {
    let level = match said.resolve(status) {
        Level::Off => return None,
        level if is_noted => level.max(Level::Warn),
        level => level,
    };
    emit::may_be_taken(level, status >= 500).then_some(level)
}

#[cfg(feature = "tracing")]
mod texts {
    use std::error::Error;
    use std::fmt::{Display, Write};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use crate::Level;
    use crate::convert::Subject;
    use crate::convert::log::emit;
    use crate::convert::log::event::Event;
    use crate::convert::note::Note;
    use crate::convert::selection::Selection;
    use crate::describe::Description;
    use crate::describe::chain;
    use crate::table::Row;

    /// The text of an error, whatever its `Display` does.
    fn text(error: &dyn Display) -> String {
        let written = catch_unwind(AssertUnwindSafe(|| {
            let mut text = String::new();
            write!(text, "{error}").map(|()| text)
        }));
        match written {
            Ok(Ok(text)) => text,
            Ok(Err(_)) => "(the `Display` of this error fails)".to_owned(),
            Err(_panic) => "(the `Display` of this error panics)".to_owned(),
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
            let _ = catch_unwind(AssertUnwindSafe(|| subject.describe(&mut description)));
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
        let is_server_error = status >= 500;
        let backtrace = if is_server_error {
            backtrace(subject, selection)
        } else {
            None
        };
        let text = text(subject.message());
        let sources = subject.error().and_then(source_chain);
        let name = path(subject.type_name(), selection.outer);
        let origin = selection.origin.map(|ty| path(ty, selection.row));
        let code = selection.code();
        let event = Event {
            message: "request failed",
            status: Some(status),
            rpc: selection.rpc,
            code: Some(&code),
            uri: selection.uri(),
            name: Some(&name),
            text: Some(&text),
            backtrace: backtrace.as_deref(),
            sources: sources.as_deref(),
            origin: origin.as_deref(),
            context: None,
            note: note.map(Note::text),
        };
        emit::emit(subject.target(), level, is_server_error, &event);
    }
}
