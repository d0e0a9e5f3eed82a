//! The one event of a conversion: its level and its texts.

#[cfg(feature = "tracing")]
mod capped;
#[cfg(feature = "tracing")]
mod emit;
#[cfg(feature = "tracing")]
pub(crate) mod event;
mod made;
#[cfg(feature = "tracing")]
mod places;
#[cfg(feature = "boundary")]
pub(crate) mod report;
pub(crate) mod stderr;
#[cfg(feature = "tracing")]
mod texts;

pub(crate) use self::made::Made;
use crate::caught::caught;
use crate::convert::decide::Decided;
use crate::convert::link::ErrorLink;
use crate::level::Level;
use crate::note::Notes;
use crate::request::RequestContext;

/// Returns whether an event with this level may be logged, so that the private context
/// is needed. If something cannot be sent, the event becomes a warning, which is not
/// known yet.
#[inline]
pub(crate) fn may_be_logged(status: u16, own: Level) -> bool {
    has_hook() || (has_taker(status) && level(status, own, true).is_some())
}

/// Logs a conversion. Not inlined: if nothing is logged, the conversion needs no
/// registers for it.
#[inline(never)]
pub(crate) fn conversion(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    notes: Notes,
    private: Option<&str>,
    made: Made,
    request: Option<&RequestContext>,
) {
    let private = private.filter(|private| !private.is_empty());
    let level = level(decided.status(), decided.level, !notes.is_empty());
    if level.is_some() || has_hook() {
        // The response does not depend on whether a subscriber or a logger panics.
        let _ = caught(|| emit(level, link, decided, notes, private, made, request));
    }
}

/// Returns the level of the event, if it may be logged. A `log` key sets it, on a
/// variant or in an `on`; without one, a 5xx is an error, and everything else is
/// debug. If something could not be sent, it is at least a warning.
fn level(status: u16, own: Level, is_noted: bool) -> Option<Level> {
    let is_server_error = status >= 500;
    let level = match own {
        Level::Default if is_server_error => Level::Error,
        Level::Default => Level::Debug,
        Level::Off => return None,
        level => level,
    };
    let level = if is_noted {
        level.max(Level::Warn)
    } else {
        level
    };
    may_be_taken(level, is_server_error).then_some(level)
}

/// Returns whether anything receives events at all. This costs a few loads.
#[inline]
fn has_taker(status: u16) -> bool {
    takes_any(status >= 500)
}

#[cfg(feature = "tracing")]
use self::emit::{has_taker as takes_any, may_be_taken};
#[cfg(feature = "tracing")]
use self::texts::emit;

/// Returns whether a response without a boundary may be logged or reported.
#[inline]
pub(crate) fn has_listener(status: u16) -> bool {
    has_taker(status) || has_hook_of_process()
}

/// Returns whether a function is called for the failures of this thread.
#[cfg(feature = "boundary")]
fn has_hook() -> bool {
    has_hook_of_process() || crate::convert::scope::has_hook()
}

#[cfg(feature = "boundary")]
fn has_hook_of_process() -> bool {
    self::report::hook_of_process().is_some()
}

#[cfg(not(feature = "boundary"))]
fn has_hook_of_process() -> bool {
    false
}

/// There is no hook without a boundary.
#[cfg(not(feature = "boundary"))]
fn has_hook() -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
fn takes_any(_is_server_error: bool) -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
fn may_be_taken(_level: Level, _is_server_error: bool) -> bool {
    false
}

#[cfg(not(feature = "tracing"))]
fn emit(
    _level: Option<Level>,
    _link: &ErrorLink<'_>,
    _decided: &Decided<'_>,
    _notes: Notes,
    _private: Option<&str>,
    _made: Made,
    _request: Option<&RequestContext>,
) {
}
