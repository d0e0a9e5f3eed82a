//! What a client may read of an error. Each part that differs between occurrences
//! passes through a function of this file before it is put into an HTTP or gRPC
//! response. Two steps do not need this: a row that decides alone has its own status,
//! so that all its keys are public (the derive omits its fixed `Display` from a 5xx),
//! and the body of an unmapped error without keys is a constant.
//!
//! An error is itself a 5xx if its own status is one, if it is unmapped, or if its
//! status is not an error status, such as 200.
//!
//! | part of an error | sent |
//! | --- | --- |
//! | code, type and title that a key names | always: they name the problem type, not the occurrence |
//! | code and type that another service sent | always, for the same reason |
//! | code and title derived from a variant's name | if the variant is mapped |
//! | detail, instance, members, metadata and headers that a key names | unless the response is a 5xx and the error itself is not |
//! | headers of an `on` | with its statuses |
//! | `Retry-After`, `Link` | always |
//! | a header that belongs to one status, such as `Allow` | with a response of that status, if it is also the error's own status |
//! | `Display`, without a key | if neither the error itself nor the response is a 5xx, or if the outermost error has `unmask` |
//! | `Display` that is not proved to omit the source | the same; but if there is a source, only with `expose`, which the derive takes as a proof |
//! | title, detail, instance and members that another service sent | never in a 5xx, and never if they came with a 5xx, unless the outermost error has `unmask` |
//! | private context, sources, `Debug`, backtraces | never |
//!
//! The outermost error is the outermost one that is not a `Problem`. The `finish` and
//! the `Format` of an application receive the error itself: they are responsible for
//! what they write. A `Problem` that the program reads, with `detail()`, `Display` or
//! `serde`, contains what another service sent.

use std::error::Error;

use http::{HeaderName, header};

use crate::caught::caught;
use crate::convert::link::ErrorLink;
use crate::describe::subject::Subject;
use crate::facts;
use crate::status;
use crate::table::{self, Row};

/// What a client may read of one error of a conversion.
#[derive(Clone, Copy)]
pub(crate) struct Mask {
    /// The status of the response.
    status: u16,
    /// The error's own status; `None` for an unmapped error, which is a 5xx.
    own: Option<u16>,
    /// Whether the outermost error has `unmask`.
    unmasks: bool,
}

/// Whether the text of `Display` is sent, and if not, why.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Yes,
    No,
    /// It may show a source.
    Unproved,
}

impl Mask {
    /// Creates the mask of an error whose row decides alone.
    #[inline]
    pub(crate) fn alone(row: Row) -> Self {
        Self {
            status: row.status(),
            own: Some(row.status()).filter(|_| !row.has(table::UNMAPPED)),
            unmasks: row.has(table::UNMASK),
        }
    }

    /// Creates the mask of an error with this own status, in a response with this status.
    pub(crate) fn new(status: u16, own: Option<u16>, unmasks: bool) -> Self {
        Self {
            status,
            own,
            unmasks,
        }
    }

    /// Returns the mask of an error with another own status.
    pub(crate) fn of(self, own: Option<u16>) -> Self {
        Self { own, ..self }
    }

    /// Returns the status of the response.
    #[inline]
    pub(crate) fn status(self) -> u16 {
        self.status
    }

    /// Returns whether the error is itself a 5xx: this includes an unmapped error, and
    /// one whose status is not an error status.
    #[inline]
    fn is_own_5xx(self) -> bool {
        self.own
            .is_none_or(|own| own >= 500 || !status::is_error(own))
    }

    /// Returns whether the response is a 5xx that was made from something else.
    #[inline]
    fn is_made_5xx(self) -> bool {
        self.status >= 500 && !self.is_own_5xx()
    }

    /// Returns whether the parts that a key names are sent: detail, instance, members, metadata.
    #[inline]
    pub(crate) fn shows_named(self) -> bool {
        !self.is_made_5xx()
    }

    /// Returns whether a header that a key names is sent.
    #[inline]
    pub(crate) fn shows_header(self, name: &HeaderName) -> bool {
        if self.own == Some(self.status) {
            return true;
        }
        match facts::belongs_to(name.as_str()) {
            Some(statuses) => {
                let is_unmapped = self.own.is_none() && self.status >= 500;
                is_unmapped || statuses.iter().any(|range| range.contains(&self.status))
            }
            None => !self.is_made_5xx() || *name == header::RETRY_AFTER || *name == header::LINK,
        }
    }

    /// Returns whether a header is sent that was set for a different status than that
    /// of the response.
    pub(crate) fn shows_bound_header(self, name: &HeaderName) -> bool {
        let is_of_status = facts::belongs_to(name.as_str())
            .is_none_or(|statuses| statuses.iter().any(|range| range.contains(&self.status)));
        is_of_status && self.shows_header(name)
    }

    /// Returns whether `Display` is sent without a key.
    #[inline]
    pub(crate) fn shows_display(self) -> bool {
        self.unmasks || !(self.status >= 500 || self.is_own_5xx())
    }

    /// Returns whether the text of an error is sent, which may not be proved to omit the source.
    #[inline]
    pub(crate) fn shown(self, subject: &dyn Subject, is_unproved: bool) -> Shown {
        if !self.shows_display() {
            return Shown::No;
        }
        if !is_unproved || self.unmasks || !has_source(subject.error()) {
            return Shown::Yes;
        }
        Shown::Unproved
    }

    /// Returns whether what another service sent with this status is passed on.
    pub(crate) fn shows_read(self, status: Option<u16>) -> bool {
        let was_5xx = status.is_some_and(|status| status >= 500);
        self.unmasks || (self.status < 500 && !was_5xx)
    }
}

/// Returns whether the error has a source. An error whose `source` panics may have one.
fn has_source(error: Option<&dyn Error>) -> bool {
    error.is_some_and(|error| caught(|| error.source().is_some()).unwrap_or(true))
}

/// Returns the error that is unmapped, and the row that stands for it: the one with the
/// keys of its type's `unmapped(...)`. The link is the innermost one.
pub(crate) fn unmapped<'l>(innermost: &'l ErrorLink<'l>) -> Option<(&'l ErrorLink<'l>, Row)> {
    let mut derived = innermost
        .outward()
        .filter_map(|link| link.row.map(|row| (link, row)));
    let (link, row) = derived.next()?;
    if link.own_status.get().is_some() {
        return None;
    }
    let is_row = row.has(table::UNMAPPED);
    Some((link, if is_row { row } else { row.unmapped() }))
}

/// Returns the row whose code, type and title are public: not those of an unmapped
/// error that are derived from its name.
pub(crate) fn public_row(innermost: &ErrorLink<'_>) -> Option<Row> {
    if innermost.own_status.get().is_some() {
        return innermost.row;
    }
    let is_private = |row: &Row| row.has(table::DERIVED_CODE | table::TRANSPARENT);
    let named = innermost.row.filter(|row| !is_private(row));
    named.or_else(|| unmapped(innermost).map(|(_, row)| row))
}

/// Returns the title of a row, if it is public and not the phrase of a status.
pub(crate) fn public_title(row: Row, is_mapped: bool) -> &'static str {
    let is_private = row.has(table::DERIVED_TITLE) && !is_mapped;
    if is_private || row.has(table::PHRASE) {
        ""
    } else {
        row.title()
    }
}
