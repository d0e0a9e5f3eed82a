//! What was decided before anything is written.

use crate::convert::selection::{Selection, Tableless};
use crate::table::{self, Row};

/// Most errors are their row and nothing else.
#[derive(Clone, Copy)]
pub(crate) enum Decided<'a> {
    Row(Row),
    Selection(&'a Selection),
}

impl Decided<'_> {
    pub(super) fn status(self) -> u16 {
        match self {
            Self::Row(row) => row.status(),
            Self::Selection(selection) => selection.status(),
        }
    }

    /// Whether more than one speaker may name the same member.
    pub(super) fn is_layered(self) -> bool {
        match self {
            Self::Row(_) => false,
            Self::Selection(selection) => selection.is_layered(),
        }
    }

    /// Whether it was this row that decided.
    pub(super) fn is_by(self, row: Row) -> bool {
        match self {
            Self::Row(deciding) => deciding == row,
            Self::Selection(selection) => selection.row == Some(row),
        }
    }

    pub(super) fn is_by_hand(self) -> bool {
        match self {
            Self::Row(_) => false,
            Self::Selection(selection) => selection.tableless == Tableless::ByHand,
        }
    }

    /// Whether the outermost error unmasks what is a 5xx.
    pub(super) fn unmasks(self) -> bool {
        match self {
            Self::Row(row) => row.has(table::UNMASK),
            Self::Selection(selection) => selection.unmask,
        }
    }

    pub(super) fn is_server_error(self) -> bool {
        self.status() >= 500
    }

    /// Whether a text known at compile time may be shown as `Display`.
    pub(super) fn shows_fixed_display(self) -> bool {
        self.unmasks() || !self.is_server_error()
    }

    /// Whether the text that `Display` writes may be shown. What is a 5xx on
    /// its own stays masked where an outer error makes it a 4xx: nobody had to
    /// prove that its text is fit for a client.
    pub(super) fn shows_display(self) -> bool {
        self.unmasks()
            || match self {
                Self::Row(row) => row.status() < 500 && !row.has(table::UNMAPPED),
                Self::Selection(selection) => {
                    !selection.is_server_error() && !selection.is_own_server_error()
                }
            }
    }
}
