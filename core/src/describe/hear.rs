//! Who speaks, and for whom.

use std::borrow::Cow;
use std::fmt::Display;

use super::{Description, Pass};
use crate::HttpError;
use crate::convert::note::Note;
use crate::convert::selection::Layers;
use crate::table::{self, Row};

impl Description<'_> {
    /// Whether the speaker has more to say than the error it speaks for.
    pub(crate) fn overlay(&mut self, says_anything: bool) {
        if says_anything && let Some(selection) = self.selection() {
            selection.layers = Layers::Parts;
        }
    }

    /// Whether what is masked elsewhere may be said.
    pub(crate) fn unmasks(&self) -> bool {
        match &self.pass {
            Pass::Write { decided, .. } => decided.unmasks(),
            Pass::Select(_) | Pass::Backtrace(_) => true,
        }
    }

    /// Something that was to be sent could not be kept.
    pub(crate) fn note(&mut self, note: Note) {
        self.note = Some(note);
    }

    /// Sets the gRPC code, 0 for the one that the status implies.
    pub(crate) fn set_grpc(&mut self, code: u8) {
        let depth = self.depth;
        if let Some(selection) = self.selection() {
            selection.set_grpc(code, depth);
        }
    }

    /// Nobody else will speak: a 500, unless somebody has.
    pub(crate) fn unmapped(&mut self) {
        if let Some(selection) = self.selection() {
            selection.nobody();
        }
    }

    /// The text of an error that knows nothing of HTTP: shown where an outer
    /// error unmasks it, at no status without that.
    #[cfg(any(feature = "anyhow", feature = "eyre", feature = "tonic-0.14"))]
    pub(crate) fn foreign(&mut self, error: &dyn Display) {
        if let Pass::Write { decided, .. } = &self.pass
            && decided.unmasks()
        {
            self.set_detail(error);
        }
    }

    /// Hears an error of which the row is known.
    pub(crate) fn row(&mut self, error: &dyn HttpError, row: Row) {
        self.begin(row, error);
        if self.wants_more(row) {
            error.describe(self);
        }
    }

    /// Hears what the row says.
    pub(super) fn begin(&mut self, row: Row, display: &dyn Display) {
        match &mut self.pass {
            Pass::Select(selection) => selection.take(row, self.depth),
            Pass::Write { .. } => self.write_row(row, display),
            Pass::Backtrace(_) => {}
        }
    }

    /// Whether the error has more to say in this pass than its row.
    fn wants_more(&self, row: Row) -> bool {
        row.has(match self.pass {
            Pass::Select(_) => table::SELECTS,
            Pass::Write { .. } => table::SAYS,
            Pass::Backtrace(_) => table::BACKTRACE | table::TRANSPARENT,
        })
    }

    /// Hears an error at the present depth.
    pub(crate) fn visit(&mut self, error: &dyn HttpError) {
        let is_undecided =
            |this: &Self| matches!(&this.pass, Pass::Select(selection) if !selection.is_decided());
        let was_undecided = self.depth > 0 && is_undecided(self);
        self.hear(error);
        if was_undecided
            && !is_undecided(self)
            && let Some(selection) = self.selection()
        {
            selection.origin.get_or_insert(error.type_name());
        }
    }

    fn hear(&mut self, error: &dyn HttpError) {
        if let Some(row) = error.__row() {
            return self.row(error, row);
        }
        let cases = self.cases;
        error.describe(self);
        if self.cases != cases {
            // It has a table, so its other methods would only ask here again.
            return;
        }
        match &mut self.pass {
            Pass::Select(selection) if !selection.is_decided() => {
                let code = error.code().into_owned();
                selection.take_by_hand(error.status().as_u16(), Cow::Owned(code));
            }
            Pass::Write { decided, .. } if decided.is_by_hand() && decided.shows_display() => {
                self.set_detail(&error);
            }
            _ => {}
        }
    }
}
