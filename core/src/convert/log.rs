//! The one event that a conversion logs: its level, and its texts.

#[cfg(feature = "tracing")]
mod emit;
#[cfg(feature = "tracing")]
mod event;
mod made;
pub(crate) mod stderr;
#[cfg(feature = "tracing")]
mod texts;

pub(crate) use self::made::Made;
use crate::convert::decide::Decided;
use crate::convert::link::Link;
use crate::level::Level;
use crate::note::Note;

/// Whether an event of these errors may be logged, so that it is worth to keep their
/// private context.
#[inline]
pub(crate) fn may_be_logged(decided: &Decided<'_>) -> bool {
    has_taker(decided.status() >= 500) && level(decided, None).is_some()
}

/// Logs a conversion.
#[inline]
pub(crate) fn conversion(
    link: &Link<'_>,
    decided: &Decided<'_>,
    note: Option<Note>,
    private: Option<&str>,
    made: Made,
) {
    if has_taker(decided.status() >= 500) {
        log_taken(link, decided, note, private, made);
    }
}

/// Not inlined: where nothing is logged, the conversion needs no registers for it.
#[inline(never)]
fn log_taken(
    link: &Link<'_>,
    decided: &Decided<'_>,
    note: Option<Note>,
    private: Option<&str>,
    made: Made,
) {
    if let Some(level) = level(decided, note) {
        emit(level, link, decided, note, private, made);
    }
}

/// The level of the event, where it may be logged. A `log` key sets it, by variant or
/// by `on`; without one a 5xx is an error, and everything else is debug. Where
/// something could not be sent, it is a warning at least.
fn level(decided: &Decided<'_>, note: Option<Note>) -> Option<Level> {
    let is_server_error = decided.status() >= 500;
    let level = match decided.level {
        Level::Default if is_server_error => Level::Error,
        Level::Default => Level::Debug,
        Level::Off => return None,
        level => level,
    };
    let level = match note {
        Some(_) => level.max(Level::Warn),
        None => level,
    };
    may_be_taken(level, is_server_error).then_some(level)
}

#[cfg(feature = "tracing")]
use self::emit::{has_taker, may_be_taken};
#[cfg(feature = "tracing")]
use self::texts::emit;

#[cfg(not(feature = "tracing"))]
fn has_taker(_is_server_error: bool) -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
fn may_be_taken(_level: Level, _is_server_error: bool) -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
fn emit(
    _level: Level,
    _link: &Link<'_>,
    _decided: &Decided<'_>,
    _note: Option<Note>,
    _private: Option<&str>,
    _made: Made,
) {
}
