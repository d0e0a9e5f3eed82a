//! The destination of an event: the `tracing` subscriber of this thread; if there
//! is none, the logger of the crate `log`; and if neither receives a 5xx, stderr,
//! once.

use tracing_core::subscriber::{Interest, NoSubscriber};
use tracing_core::{LevelFilter, dispatcher};

use super::event::Event;
use super::stderr::{self, Reason};
use crate::level::Level;
use crate::target::{self, Site};

/// Returns whether an event may be received at all. Every conversion calls this, so
/// it costs only a few loads and does not compute the level.
#[inline]
pub(crate) fn has_taker(is_server_error: bool) -> bool {
    // If there is no subscriber, tracing's maximum level is `OFF`, but there may
    // be a logger.
    LevelFilter::current() != LevelFilter::OFF
        || log::max_level() != log::LevelFilter::Off
        || (is_server_error && stderr::is_enabled())
}

/// Returns whether an event of this level may be received.
pub(crate) fn may_be_taken(level: Level, is_server_error: bool) -> bool {
    for_tracing(level) <= LevelFilter::current()
        || for_log(level) <= log::max_level()
        || (is_last_resort(level, is_server_error) && stderr::is_enabled())
}

/// An event that is received, as far as can be known in advance: for all others, the
/// texts are not created.
pub(crate) struct WantedEvent {
    module: &'static str,
    level: Level,
    site: &'static Site,
    interest: Interest,
    has_subscriber: bool,
    is_last_resort: bool,
}

impl WantedEvent {
    pub(crate) fn of(module: &'static str, level: Level, is_server_error: bool) -> Option<Self> {
        let site = target::site(module, for_tracing(level));
        let wanted = Self {
            module,
            level,
            site,
            has_subscriber: dispatcher::get_default(|dispatch| !dispatch.is::<NoSubscriber>()),
            // Not while the subscriber is borrowed: a new callsite asks it.
            interest: site.interest(),
            is_last_resort: is_last_resort(level, is_server_error),
        };
        let is_wanted = (wanted.has_subscriber && !wanted.interest.is_never())
            || wanted.is_for_logger()
            || (wanted.is_last_resort && stderr::is_enabled());
        is_wanted.then_some(wanted)
    }

    /// Returns whether the logger receives it. It does not receive an event that the
    /// subscriber filters out, unless a 5xx would be lost.
    fn is_for_logger(&self) -> bool {
        let asks_logger = !self.has_subscriber || self.is_last_resort;
        asks_logger && is_logged(self.module, for_log(self.level))
    }

    /// Sends the event to the subscriber, to the logger or to stderr.
    pub(crate) fn emit(&self, event: &Event<'_>) {
        if self.has_subscriber && self.to_subscriber(event) {
            return;
        }
        if self.is_for_logger() {
            self.to_logger(event);
        } else if self.is_last_resort {
            let reason = if self.has_subscriber || log::max_level() > log::LevelFilter::Off {
                Reason::Filtered
            } else {
                Reason::NotInstalled
            };
            stderr::write_once(reason, self.module, for_log(self.level), event);
        }
    }

    /// Returns whether the subscriber of this thread receives it.
    fn to_subscriber(&self, event: &Event<'_>) -> bool {
        let metadata = self.site.metadata();
        let interest = &self.interest;
        dispatcher::get_default(|dispatch| {
            let is_enabled =
                interest.is_always() || (!interest.is_never() && dispatch.enabled(metadata));
            if is_enabled {
                event.record(metadata.fields(), |values| {
                    dispatch.event(&tracing_core::Event::new(metadata, values));
                });
            }
            is_enabled
        })
    }

    fn to_logger(&self, event: &Event<'_>) {
        let line = event.line(self.site.metadata().fields());
        let module = self.module;
        log::logger().log(
            &log::Record::builder()
                .level(for_log(self.level))
                .target(module)
                .module_path_static(Some(module))
                .args(format_args!("{line}"))
                .build(),
        );
    }
}

/// Returns whether stderr receives an event that is not logged. An error with a
/// level below `warn` may be lost.
fn is_last_resort(level: Level, is_server_error: bool) -> bool {
    is_server_error && level >= Level::Warn
}

fn is_logged(module: &str, level: log::Level) -> bool {
    let metadata = log::Metadata::builder().level(level).target(module).build();
    level <= log::STATIC_MAX_LEVEL && level <= log::max_level() && log::logger().enabled(&metadata)
}

fn for_tracing(level: Level) -> tracing_core::Level {
    match level {
        Level::Error => tracing_core::Level::ERROR,
        Level::Warn => tracing_core::Level::WARN,
        Level::Info => tracing_core::Level::INFO,
        Level::Trace => tracing_core::Level::TRACE,
        Level::Default | Level::Off | Level::Debug => tracing_core::Level::DEBUG,
    }
}

fn for_log(level: Level) -> log::Level {
    match level {
        Level::Error => log::Level::Error,
        Level::Warn => log::Level::Warn,
        Level::Info => log::Level::Info,
        Level::Trace => log::Level::Trace,
        Level::Default | Level::Off | Level::Debug => log::Level::Debug,
    }
}
