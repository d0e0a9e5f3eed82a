//! The log subscriber while a piece of code runs.

use std::sync::LazyLock;

use tracing::{Dispatch, Subscriber};
use tracing_subscriber::Registry;

/// Runs a function while this thread's events go to the subscriber.
///
/// If there is only one subscriber, tracing asks the thread that is the first to
/// emit an event whether it is enabled. The thread of another test, which has no
/// subscriber, would disable it for every thread. So there is always a second one.
pub(crate) fn with_subscriber<T>(
    subscriber: impl Subscriber + Send + Sync,
    run: impl FnOnce() -> T,
) -> T {
    static SECOND: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(Registry::default()));
    LazyLock::force(&SECOND);
    tracing::subscriber::with_default(subscriber, run)
}
