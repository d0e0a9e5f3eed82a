//! The one event that a conversion logs. The names are OpenTelemetry's
//! semantic conventions.

use crate::convert::Subject;
use crate::selection::Selection;

#[cfg(not(feature = "tracing"))]
pub(crate) fn conversion(
    _subject: Subject<'_>,
    _selection: &mut Selection,
    _status: u16,
    _note: Option<&'static str>,
) {
}

#[cfg(feature = "tracing")]
pub(crate) fn conversion(
    subject: Subject<'_>,
    selection: &mut Selection,
    status: u16,
    note: Option<&'static str>,
) {
    use crate::Level;

    let refused = selection
        .refused()
        .map(|_| "the status is none that an error may have");
    // Who silenced an error did not know of this one.
    let said = if refused.is_some() {
        Level::Default
    } else {
        selection.level
    };
    let note = note.or(refused);
    let level = match said.resolve(status) {
        Level::Off => return,
        level if note.is_some() => level.max(Level::Warn),
        level => level,
    };
    let level = match level {
        Level::Error => tracing::Level::ERROR,
        Level::Warn => tracing::Level::WARN,
        Level::Info => tracing::Level::INFO,
        Level::Trace => tracing::Level::TRACE,
        _ => tracing::Level::DEBUG,
    };
    if level <= tracing::level_filters::STATIC_MAX_LEVEL
        && level <= tracing::level_filters::LevelFilter::current()
    {
        event::emit(level, subject, selection, status, note);
    }
}

#[cfg(feature = "tracing")]
mod event {
    use std::error::Error;
    use std::fmt::{Display, Write};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use tracing::Level;

    use crate::chain;
    use crate::convert::Subject;
    use crate::description::Description;
    use crate::selection::Selection;
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

    fn backtrace(subject: Subject<'_>, selection: &mut Selection) -> Option<String> {
        let mut backtrace = None;
        if selection.has_backtrace {
            let mut description = Description::backtrace_of(selection, &mut backtrace);
            // Whatever it wrote before a panic is still worth having.
            let _ = catch_unwind(AssertUnwindSafe(|| subject.describe(&mut description)));
        }
        backtrace
    }

    /// A type and its variant.
    fn path(ty: &str, row: Option<&Row>) -> String {
        match row.map_or("", Row::variant) {
            "" => ty.to_owned(),
            variant => format!("{ty}::{variant}"),
        }
    }

    pub(super) fn emit(
        level: Level,
        subject: Subject<'_>,
        selection: &mut Selection,
        status: u16,
        note: Option<&'static str>,
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
                    problem.note = note,
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
