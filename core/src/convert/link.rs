//! The errors of one conversion, from the outermost one to the one that does not
//! delegate.

use std::borrow::Cow;
use std::cell::Cell;

use crate::describe::decision::{Asked, Decision, OwnDecision};
use crate::describe::subject::{Delegation, Subject};
use crate::finish::Finishing;
use crate::table::{self, Row};

/// One error of a conversion, and what it has decided.
pub(crate) struct ErrorLink<'a> {
    pub(crate) subject: &'a dyn Subject,
    pub(crate) row: Option<Row>,
    pub(crate) decision: &'a OwnDecision,
    /// The status and code of an error that is mapped by hand.
    pub(crate) by_hand: Option<&'a (u16, Cow<'static, str>)>,
    /// The error that delegates to this one.
    pub(crate) outer: Option<&'a ErrorLink<'a>>,
    /// The number of errors around it.
    pub(crate) depth: usize,
    /// The status that it would have as the outermost error; `None` while it is
    /// not known, and for an unmapped error.
    pub(crate) own_status: Cell<Option<u16>>,
    /// Whether it delegates to another error.
    pub(crate) delegates: Cell<bool>,
    /// Whether the delegation does not end.
    pub(crate) is_endless: bool,
    /// Whether the errors around it, if any, leave everything to it.
    pub(crate) decides_for_all: bool,
}

/// Limits a delegation cycle, which would overflow the stack.
const DEEPEST: usize = 128;

impl<'a> ErrorLink<'a> {
    /// Creates the link of an error that its row alone decides.
    #[inline]
    pub(crate) fn of_row(subject: &'a dyn Subject, row: Row) -> Self {
        let own_status = Some(row.status()).filter(|_| !row.has(table::UNMAPPED));
        Self {
            own_status: Cell::new(own_status),
            ..Self::failed(subject, Some(row))
        }
    }

    /// Creates the link of an error about which nothing else can be known, because it panics.
    #[inline]
    pub(crate) fn failed(subject: &'a dyn Subject, row: Option<Row>) -> Self {
        Self {
            subject,
            row,
            decision: &OwnDecision::NOTHING,
            by_hand: None,
            outer: None,
            depth: 0,
            own_status: Cell::new(None),
            delegates: Cell::new(false),
            is_endless: false,
            decides_for_all: true,
        }
    }

    /// Returns whether it and the errors around it leave everything to the
    /// error that it delegates to.
    fn leaves_all_to_inner(&self) -> bool {
        self.decides_for_all && self.row.is_some_and(Row::leaves_all_to_inner)
    }

    /// Returns the row that decides alone for this error and those around it. `unmask`
    /// is that of the outermost error.
    #[inline]
    pub(crate) fn row_for_all(&self) -> Option<Row> {
        let row = self.row.filter(|_| self.decides_for_all)?;
        let is_masked = self.outer.is_some() && row.has(table::UNMASK);
        (row.decides_alone() && !is_masked).then_some(row)
    }

    /// Returns this error and those around it, from the inside out.
    pub(crate) fn outward(&'a self) -> impl Iterator<Item = &'a ErrorLink<'a>> {
        std::iter::successors(Some(self), |link| link.outer)
    }

    /// Calls the function with each error, from the outside in.
    pub(crate) fn inward(&self, each: &mut dyn FnMut(&ErrorLink<'_>)) {
        if let Some(outer) = self.outer {
            outer.inward(each);
        }
        each(self);
    }

    /// Returns the outermost error that is not a `Problem` around another error.
    pub(crate) fn outermost(&'a self) -> &'a ErrorLink<'a> {
        let mut outermost = self;
        for link in self.outward() {
            if !link.is_overlay() {
                outermost = link;
            }
        }
        outermost
    }

    /// Returns whether the `finish` of any of the errors takes the problem that is sent.
    #[inline]
    pub(crate) fn takes_problem(&self) -> bool {
        let takes = |link: &ErrorLink<'_>| {
            let may_take = link.row.is_none_or(|row| row.has(table::FINISHES));
            let mut takes_problem = false;
            if may_take {
                link.subject.finish(Finishing::look(&mut takes_problem));
            }
            takes_problem
        };
        takes(self) || self.outward().skip(1).any(takes)
    }

    /// Returns whether it only adds to the error that it delegates to.
    pub(crate) fn is_overlay(&self) -> bool {
        self.delegates.get() && self.subject.is_overlay()
    }
}

/// Asks an error, and those that it delegates to, what they decide. Calls the
/// function with the innermost one that is needed for the answer, while all of them
/// are alive.
pub(crate) fn walk(subject: &dyn Subject, asked: Asked, then: &mut dyn FnMut(&ErrorLink<'_>)) {
    step(subject, None, asked, then);
}

fn step(
    subject: &dyn Subject,
    outer: Option<&ErrorLink<'_>>,
    asked: Asked,
    then: &mut dyn FnMut(&ErrorLink<'_>),
) {
    let row = subject.row().or_else(|| subject.case());
    let own;
    // Saves 60 instructions for each error that decides nothing.
    let decision = if row.is_none_or(|row| row.has(table::DECIDES)) {
        own = decided(subject, row, asked);
        &own
    } else {
        &OwnDecision::NOTHING
    };
    let mut link = ErrorLink {
        subject,
        row,
        decision,
        by_hand: None,
        outer,
        depth: outer.map_or(0, |outer| outer.depth + 1),
        own_status: Cell::new(None),
        delegates: Cell::new(false),
        is_endless: false,
        decides_for_all: outer.is_none_or(ErrorLink::leaves_all_to_inner),
    };
    if row.is_none_or(|row| row.has(table::TRANSPARENT)) && !asked.is_answered(decision) {
        if link.depth < DEEPEST {
            subject.delegate(Delegation::new(row, &mut |inner| {
                // Only one error is delegated to, whatever another crate's
                // `Delegate` does.
                if !link.delegates.replace(true) {
                    step(inner, Some(&link), asked, then);
                }
            }));
        } else {
            link.is_endless = true;
        }
    }
    if link.delegates.get() {
        return;
    }
    let by_hand = match row {
        None if decision.status.is_none() => subject.by_hand(asked),
        _ => None,
    };
    link.by_hand = by_hand.as_ref();
    then(&link);
}

/// Returns what an error itself decides.
fn decided(subject: &dyn Subject, row: Option<Row>, asked: Asked) -> OwnDecision {
    let mut own = OwnDecision::NOTHING;
    let mut decision = Decision::new(&mut own, row, asked);
    subject.decide(&mut decision);
    subject.decide_type(&mut decision);
    own
}
