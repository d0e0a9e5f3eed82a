//! Whether another attempt is worth it.

use http::header::RETRY_AFTER;

use crate::body::sink::Audience;
use crate::convert::{decide, write};
use crate::describe::subject::Subject;
use crate::status;
use crate::table::Row;

/// Whether the same request may succeed later: as the outermost error with `retryable`
/// says, else where there is a `Retry-After`, or by the status. Never logs.
pub(crate) fn is_retryable(subject: &dyn Subject) -> bool {
    let found = decide::inspect(subject, |link, decided| {
        let rows = link.outward().filter_map(|link| link.row);
        if let Some(said) = rows.filter_map(Row::retryable).last() {
            return said;
        }
        let has_header = || {
            let collected = write::collect(link, decided, Audience::Program);
            collected.is_ok_and(|(_, headers)| headers.contains_key(RETRY_AFTER))
        };
        status::is_temporary(decided.status()) || has_header()
    });
    found.unwrap_or_default()
}
