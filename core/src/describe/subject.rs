//! Anything that can become a response: an error, a [`Problem`](crate::Problem),
//! or an error of a crate without HTTP.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};

use crate::describe::decision::{Asked, Decision};
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::finish::Finishing;
use crate::table::{Row, Table};

/// One error of a conversion. Its methods are called in this order: `row`, `case`,
/// `decide`, `delegate`, `describe`, and `evidence` if an event is logged.
pub trait Subject {
    /// Returns what the derive knows about it; `None` if only
    /// [`case`](Self::case) finds the row, and for an error that is not derived.
    /// Does not run any code of the user's.
    fn row(&self) -> Option<Row> {
        None
    }

    /// Returns the row of the case that matches.
    fn case(&self) -> Option<Row> {
        None
    }

    /// Decides what the error itself decides.
    fn decide(&self, decision: &mut Decision<'_>);

    /// Decides what its type decides for the variants that do not.
    fn decide_type(&self, _decision: &mut Decision<'_>) {}

    /// Names the error that it delegates to.
    fn delegate(&self, _delegation: Delegation<'_>) {}

    /// Returns the status and code of an error that is mapped by hand; no code if
    /// only the status is asked for.
    fn by_hand(&self, _asked: Asked) -> Option<(u16, Cow<'static, str>)> {
        None
    }

    /// Describes the error itself.
    fn describe(&self, description: &mut Description<'_>);

    /// Describes all variants of its type.
    fn describe_type(&self, _description: &mut Description<'_>) {}

    /// Describes the error itself, then all variants of its type.
    fn describe_with_type(&self, description: &mut Description<'_>) {
        self.describe(description);
        self.describe_type(description);
    }

    /// Passes on its `finish`.
    fn finish(&self, _finishing: Finishing<'_>) {}

    /// Returns the text that is the detail if no other detail is set.
    fn display(&self) -> Option<&dyn Display>;

    /// Returns the error whose text and sources are logged.
    fn error(&self) -> Option<&dyn Error>;

    /// Returns the error if its type borrows nothing, so that it can be downcast.
    fn typed(&self) -> Option<&(dyn Error + 'static)> {
        None
    }

    /// Returns the text that is logged if there is no error.
    fn message(&self) -> Option<&dyn Display> {
        None
    }

    /// Adds what else is logged.
    fn evidence(&self, _evidence: &mut Evidence<'_>) {}

    /// Returns the module of its type, for the log; `catchall` if it is not known.
    fn module(&self) -> &'static str {
        Table::BY_HAND.module
    }

    /// Returns the name of its type, for the log.
    fn type_name(&self) -> &'static str;

    /// Returns whether it only adds to the error that it delegates to, as a
    /// `Problem` does: then that error counts as the outermost one.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Returns whether it leaves the problem type and the occurrence to the error
    /// that it delegates to, so that the response is that of the inner error alone.
    fn adds_nothing(&self) -> bool {
        false
    }
}

/// Receives the error that an error delegates to, in
/// [`HttpError::delegate`](crate::HttpError::delegate).
///
/// What the outer error decides and describes takes precedence.
///
/// ```
/// use std::fmt;
/// # extern crate catchall_core as catchall;
/// use catchall::{Delegation, HttpError, Problem};
///
/// #[derive(Debug)]
/// struct Upstream(Problem);
/// # impl fmt::Display for Upstream {
/// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("upstream") }
/// # }
/// # impl std::error::Error for Upstream {}
///
/// impl HttpError for Upstream {
///     fn delegate(&self, delegation: Delegation<'_>) {
///         delegation.to(&self.0);
///     }
/// }
///
/// assert_eq!(Upstream(Problem::not_found()).to_response().status(), 404);
/// ```
pub struct Delegation<'a> {
    row: Option<Row>,
    visit: &'a mut dyn FnMut(&dyn Subject),
}

impl fmt::Debug for Delegation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delegation").finish_non_exhaustive()
    }
}

impl<'a> Delegation<'a> {
    pub(crate) fn new(row: Option<Row>, visit: &'a mut dyn FnMut(&dyn Subject)) -> Self {
        Self { row, visit }
    }

    /// Returns which row of its table the error is.
    #[doc(hidden)]
    #[must_use]
    pub fn row(&self) -> usize {
        self.row.map_or(0, Row::index)
    }

    /// Returns the function that receives the error.
    #[doc(hidden)]
    pub fn visit(self) -> &'a mut dyn FnMut(&dyn Subject) {
        self.visit
    }
}
