//! Where an event goes: to the `tracing` subscriber of this thread; where there
//! is none, to the logger of the crate `log`; and where neither takes a 5xx, once
//! to stderr.

use tracing_core::subscriber::NoSubscriber;
use tracing_core::{LevelFilter, dispatcher};

use super::event::Event;
use super::stderr::{self, Reason};
use crate::level::Level;
use crate::target::Target;

/// Whether an event may be taken at all. Every conversion calls this, so it is only a
/// few loads, and the level is not computed for it.
#[inline]
pub(crate) fn has_taker(is_server_error: bool) -> bool {
    // Where no subscriber exists, tracing's maximum is `OFF`, but there may be a
    // logger.
    LevelFilter::current() != LevelFilter::OFF
        || log::max_level() != log::LevelFilter::Off
        || (is_server_error && stderr::is_enabled())
}

/// Whether an event of this level may be taken.
pub(crate) fn may_be_taken(level: Level, is_server_error: bool) -> bool {
    for_tracing(level) <= LevelFilter::current()
        || for_log(level) <= log::max_level()
        || (is_last_resort(level, is_server_error) && stderr::is_enabled())
}

/// Whether an event is taken, as far as can be known without it: otherwise its texts
/// need not be made.
pub(crate) fn is_wanted(target: &'static Target, level: Level, is_server_error: bool) -> bool {
    let is_last_resort = is_last_resort(level, is_server_error);
    let site = target.site(for_tracing(level));
    let has_subscriber = dispatcher::get_default(|dispatch| !dispatch.is::<NoSubscriber>());
    if has_subscriber && !site.interest().is_never() {
        return true;
    }
    let asks_logger = !has_subscriber || is_last_resort;
    (asks_logger && is_logged(target, for_log(level))) || (is_last_resort && stderr::is_enabled())
}

/// Gives an event to the subscriber, to the logger or to stderr.
pub(crate) fn emit(
    target: &'static Target,
    level: Level,
    is_server_error: bool,
    event: &Event<'_>,
) {
    let is_last_resort = is_last_resort(level, is_server_error);
    let has_subscriber = match to_subscriber(target, level, event) {
        Answer::Taken => return,
        Answer::Filtered => true,
        Answer::NoSubscriber => false,
    };
    // The logger does not receive an event that the subscriber filters out, unless a
    // 5xx would be lost.
    let asks_logger = !has_subscriber || is_last_resort;
    if asks_logger && is_logged(target, for_log(level)) {
        to_logger(target, level, event);
    } else if is_last_resort {
        let reason = if has_subscriber || log::max_level() > log::LevelFilter::Off {
            Reason::Filtered
        } else {
            Reason::NotInstalled
        };
        stderr::write_once(reason, target.module(), for_log(level), event);
    }
}

/// Whether stderr takes an event that is not logged. An error with a level below
/// `warn` may be lost.
fn is_last_resort(level: Level, is_server_error: bool) -> bool {
    is_server_error && level >= Level::Warn
}

enum Answer {
    Taken,
    Filtered,
    NoSubscriber,
}

fn to_subscriber(target: &'static Target, level: Level, event: &Event<'_>) -> Answer {
    let site = target.site(for_tracing(level));
    let metadata = site.metadata();
    // Not while the subscriber is borrowed: a callsite that is new asks it.
    let interest = site.interest();
    dispatcher::get_default(|dispatch| {
        if dispatch.is::<NoSubscriber>() {
            return Answer::NoSubscriber;
        }
        let is_enabled =
            interest.is_always() || (!interest.is_never() && dispatch.enabled(metadata));
        if !is_enabled {
            return Answer::Filtered;
        }
        event.record(metadata.fields(), |values| {
            dispatch.event(&tracing_core::Event::new(metadata, values));
        });
        Answer::Taken
    })
}

fn is_logged(target: &Target, level: log::Level) -> bool {
    let metadata = log::Metadata::builder()
        .level(level)
        .target(target.module())
        .build();
    level <= log::STATIC_MAX_LEVEL && level <= log::max_level() && log::logger().enabled(&metadata)
}

fn to_logger(target: &'static Target, level: Level, event: &Event<'_>) {
    let site = target.site(for_tracing(level));
    let line = event.line(site.metadata().fields());
    log::logger().log(
        &log::Record::builder()
            .level(for_log(level))
            .target(target.module())
            .module_path_static(Some(target.module()))
            .args(format_args!("{line}"))
            .build(),
    );
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
