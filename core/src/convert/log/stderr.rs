//! The last resort: the first 5xx that is not logged elsewhere is written to stderr.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether nothing has been written yet, and the program has not disabled it.
static IS_ENABLED: AtomicBool = AtomicBool::new(true);

/// Disables the line on stderr about a 5xx that is not logged.
///
/// A 5xx does not tell its client what failed, so the log must. If neither a
/// `tracing` subscriber nor a logger of the crate `log` receives the event of a
/// 5xx, the first such error of the process is written to stderr: one line, which
/// also explains what to add to the log filter. An error whose level is `off`, or
/// below `warn`, is never written.
///
/// After this function is called, nothing is written.
///
/// ```
/// # extern crate catchall_core as catchall;
/// // At the start of a program that does not log and whose stderr is not read:
/// catchall::disable_stderr_fallback();
/// ```
pub fn disable_stderr_fallback() {
    IS_ENABLED.store(false, Ordering::Relaxed);
}

#[cfg(feature = "tracing")]
pub(super) use self::write::{Reason, is_enabled, write_once};

#[cfg(feature = "tracing")]
mod write {
    use std::io::Write;
    use std::sync::atomic::Ordering;

    use super::IS_ENABLED;
    use crate::convert::log::event::Event;

    /// The reason why an event is not logged.
    #[derive(Clone, Copy)]
    pub(in crate::convert::log) enum Reason {
        NotInstalled,
        Filtered,
    }

    #[inline]
    pub(in crate::convert::log) fn is_enabled() -> bool {
        IS_ENABLED.load(Ordering::Relaxed)
    }

    /// Writes one line, unless one was written before.
    pub(in crate::convert::log) fn write_once(
        reason: Reason,
        module: &str,
        level: log::Level,
        event: &Event<'_>,
    ) {
        if !IS_ENABLED.swap(false, Ordering::Relaxed) {
            return;
        }
        let level = level.as_str().to_ascii_lowercase();
        // The root module: the next error may be from another module.
        let root = module.split("::").next().unwrap_or(module);
        let advice = match reason {
            Reason::NotInstalled => format!(
                "Such errors are not logged: this thread has no tracing subscriber, and the \
                 program has no logger. Install one whose filter has `{root}={level}`."
            ),
            Reason::Filtered => format!(
                "Such errors are not logged: the filter of the log drops them. Add `{root}={level}` to \
                 it."
            ),
        };
        let line = format!(
            "catchall: {} - {advice} (This line is written once per process; \
             `catchall::disable_stderr_fallback()` turns it off.)\n",
            event.summary(),
        );
        // If stderr is closed, there is nowhere else to write.
        let _ = std::io::stderr().lock().write_all(line.as_bytes());
    }
}
