//! What a client may read of an error. Each part that depends on the occurrence passes
//! a function of this file before it is in a response, of HTTP or of gRPC. Two steps
//! need none: a row that decides alone has its own status, so that all its keys are
//! public (the derive leaves its fixed `Display` out of a 5xx), and the body of an
//! unmapped error without keys is a constant.
//!
//! An error is a 5xx itself where its own status is one, where it is unmapped, and where
//! its status is one that no error may have, such as 200.
//!
//! | part of an error | sent |
//! | --- | --- |
//! | code, type and title that a key names | always: they name the problem type, not the occurrence |
//! | code and type that another service sent | always, for the same reason |
//! | code and title made from a variant's name | where the variant is mapped |
//! | detail, instance, members, metadata and headers that a key names | unless the response is a 5xx and the error itself is none |
//! | headers of an `on` | with its statuses |
//! | `Retry-After`, `Link` | always |
//! | a header that belongs to one status, such as `Allow` | with a response of that status, and with the error's own status |
//! | `Display`, without a key | where neither the error itself nor the response is a 5xx, or where the outermost error has `unmask` |
//! | `Display` that is not proved to leave out the source | the same, but where there is a source only with `expose`, which the derive takes as a proof |
//! | title, detail, instance and members that another service sent | in no 5xx, and none that came with a 5xx; or where the outermost error has `unmask` |
//! | private context, sources, `Debug`, backtraces | never |
//!
//! The outermost error is the outermost one that is no `Problem`. A `finish` and a
//! `Format` of the application are given the error itself: what they write is theirs. A
//! `Problem` that the program reads, with `detail()`, `Display` or `serde`, has what
//! another service sent.

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
    /// The status that the error has itself; `None` for an unmapped one, which is
    /// a 5xx.
    own: Option<u16>,
    /// Whether the outermost error has `unmask`.
    unmasks: bool,
}

/// Why the text of `Display` is not sent, or that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Yes,
    No,
    /// It may show a source.
    Unproved,
}

impl Mask {
    /// Of an error whose row decides alone.
    #[inline]
    pub(crate) fn alone(row: Row) -> Self {
        Self {
            status: row.status(),
            own: Some(row.status()).filter(|_| !row.has(table::UNMAPPED)),
            unmasks: row.has(table::UNMASK),
        }
    }

    /// Of an error with this status of its own, in a response of this status.
    pub(crate) fn new(status: u16, own: Option<u16>, unmasks: bool) -> Self {
        Self {
            status,
            own,
            unmasks,
        }
    }

    /// The same of an error with another status of its own.
    pub(crate) fn of(self, own: Option<u16>) -> Self {
        Self { own, ..self }
    }

    /// The status of the response.
    #[inline]
    pub(crate) fn status(self) -> u16 {
        self.status
    }

    /// Whether the error is a 5xx itself: an unmapped one is, and so is one with a status
    /// that no error may have.
    #[inline]
    fn is_own_5xx(self) -> bool {
        self.own
            .is_none_or(|own| own >= 500 || !status::is_error(own))
    }

    /// Whether the response is a 5xx that was made of something else.
    #[inline]
    fn is_made_5xx(self) -> bool {
        self.status >= 500 && !self.is_own_5xx()
    }

    /// Whether what a key names is sent: detail, instance, members, metadata.
    #[inline]
    pub(crate) fn shows_named(self) -> bool {
        !self.is_made_5xx()
    }

    /// Whether a header that a key names is sent.
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

    /// The same for a header that was set for another status than the response has.
    pub(crate) fn shows_bound_header(self, name: &HeaderName) -> bool {
        let is_of_status = facts::belongs_to(name.as_str())
            .is_none_or(|statuses| statuses.iter().any(|range| range.contains(&self.status)));
        is_of_status && self.shows_header(name)
    }

    /// Whether `Display` is sent without a key.
    #[inline]
    pub(crate) fn shows_display(self) -> bool {
        self.unmasks || !(self.status >= 500 || self.is_own_5xx())
    }

    /// The same for the text of an error, which may not be proved to leave out the source.
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

    /// Whether what another service sent is sent on; the status is the one that it
    /// came with.
    pub(crate) fn shows_read(self, status: Option<u16>) -> bool {
        let was_5xx = status.is_some_and(|status| status >= 500);
        self.unmasks || (self.status < 500 && !was_5xx)
    }
}

/// Whether the error has a source. One whose `source` panics may have one.
fn has_source(error: Option<&dyn Error>) -> bool {
    error.is_some_and(|error| caught(|| error.source().is_some()).unwrap_or(true))
}

/// The error that is unmapped, and the row that stands for it: the one with the keys of
/// its type's `unmapped(...)`. The link is the innermost one.
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

/// The row whose code, type and title are public: not those of an unmapped error that
/// are made from its name.
pub(crate) fn public_row(innermost: &ErrorLink<'_>) -> Option<Row> {
    if innermost.own_status.get().is_some() {
        return innermost.row;
    }
    let is_private = |row: &Row| row.has(table::DERIVED_CODE | table::TRANSPARENT);
    let named = innermost.row.filter(|row| !is_private(row));
    named.or_else(|| unmapped(innermost).map(|(_, row)| row))
}

/// The title of a row, where it is public and no phrase of a status.
pub(crate) fn public_title(row: Row, is_mapped: bool) -> &'static str {
    let is_private = row.has(table::DERIVED_TITLE) && !is_mapped;
    if is_private || row.has(table::PHRASE) {
        ""
    } else {
        row.title()
    }
}
