//! Whether another attempt is worth it.

use http::HeaderValue;
use http::header::RETRY_AFTER;

use crate::body::sink::Audience;
use crate::convert::decide::{self, Decided};
use crate::convert::link::ErrorLink;
use crate::convert::write;
use crate::describe::subject::Subject;
use crate::status;
use crate::table::Row;

/// Returns whether the same request may succeed later: the value of the outermost
/// error with `retryable`, or else whether there is a `Retry-After`, or else by the
/// status. Never logs.
pub(crate) fn is_retryable(subject: &dyn Subject) -> bool {
    let found = decide::inspect(subject, |link, decided| {
        let rows = link.outward().filter_map(|link| link.row);
        if let Some(said) = rows.filter_map(Row::retryable).last() {
            return said;
        }
        status::is_temporary(decided.status()) || wait(link, decided).is_some()
    });
    found.unwrap_or_default()
}

/// Returns the `Retry-After` of an error. Never logs.
pub(crate) fn retry_after(subject: &dyn Subject) -> Option<HeaderValue> {
    decide::inspect(subject, wait).flatten()
}

fn wait(link: &ErrorLink<'_>, decided: &Decided<'_>) -> Option<HeaderValue> {
    let collected = write::collect(link, decided, Audience::Program);
    let (_, mut headers) = collected.ok()?;
    headers.remove(RETRY_AFTER)
}
