//! Who speaks, and for whom.

use std::borrow::Cow;
#[cfg(any(feature = "anyhow", feature = "eyre", feature = "tonic-0.14"))]
use std::fmt::Display;

use super::{Description, Pass};
use crate::HttpError;
use crate::selection::{Layers, Tableless};

impl Description<'_> {
    /// Whether the speaker has more to say than the error it speaks for.
    pub(crate) fn overlay(&mut self, says_anything: bool) {
        if says_anything {
            self.selection.layers = Layers::Parts;
        }
    }

    /// Something that was to be sent could not be kept.
    pub(crate) fn note(&mut self, note: &'static str) {
        self.note = Some(note);
    }

    /// Sets the gRPC code, 0 for the one that the status implies.
    pub(crate) fn set_grpc(&mut self, code: u8) {
        if matches!(self.pass, Pass::Select) {
            self.selection.set_grpc(code, self.depth);
        }
    }

    /// Nobody else will speak: a 500, unless somebody has.
    pub(crate) fn unmapped(&mut self) {
        if matches!(self.pass, Pass::Select) {
            self.selection.nobody();
        }
    }

    /// The text of an error that knows nothing of HTTP: shown where an outer
    /// error unmasks it, at no status without that.
    #[cfg(any(feature = "anyhow", feature = "eyre", feature = "tonic-0.14"))]
    pub(crate) fn foreign(&mut self, error: &dyn Display) {
        if self.selection.unmask {
            self.set_detail(error);
        }
    }

    /// Hears an error at the present depth.
    pub(crate) fn visit(&mut self, error: &dyn HttpError) {
        let was_decided = self.selection.is_decided();
        self.hear(error);
        if self.depth > 0 && !was_decided && self.selection.is_decided() {
            self.selection.origin.get_or_insert(error.type_name());
        }
    }

    fn hear(&mut self, error: &dyn HttpError) {
        let rows = self.rows;
        error.describe(self);
        if self.rows != rows {
            // It has a table, so its other methods would only ask here again.
            return;
        }
        match self.pass {
            Pass::Select if !self.selection.is_decided() => {
                let code = error.code().into_owned();
                self.selection
                    .take_by_hand(error.status().as_u16(), Cow::Owned(code));
            }
            // As in a table: what is a 5xx on its own stays masked where an outer
            // error makes it a 4xx.
            Pass::Write { .. }
                if self.selection.tableless == Tableless::ByHand
                    && self.selection.shows_display()
                    && (self.selection.unmask || !self.selection.is_own_server_error()) =>
            {
                self.set_detail(&error);
            }
            _ => {}
        }
    }
}
