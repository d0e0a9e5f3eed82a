//! Whatever can become a response: an error, a [`Problem`](crate::Problem), or an
//! error of a crate without HTTP.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};

use crate::describe::decision::{Asked, Decision};
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::finish::Finishing;
use crate::table::{Row, Table};

/// One error of a conversion, which calls the methods in this order: `row`, `case`,
/// `decide`, `delegate`, `describe`, and where an event is logged `evidence`.
pub trait Subject {
    /// What the derive knows of it; `None` where only [`case`](Self::case) finds
    /// the row, and for what is not derived. Runs no code of the user's.
    fn row(&self) -> Option<Row> {
        None
    }

    /// The row of the case that matches.
    fn case(&self) -> Option<Row> {
        None
    }

    /// What the error itself decides.
    fn decide(&self, decision: &mut Decision<'_>);

    /// What its type decides for the variants that do not.
    fn decide_type(&self, _decision: &mut Decision<'_>) {}

    /// Names the error that it delegates to.
    fn delegate(&self, _delegation: Delegation<'_>) {}

    /// Status and code of an error that is mapped by hand; no code where only the
    /// status is asked for.
    fn by_hand(&self, _asked: Asked) -> Option<(u16, Cow<'static, str>)> {
        None
    }

    /// Describes the error itself.
    fn describe(&self, description: &mut Description<'_>);

    /// Describes all variants of its type.
    fn describe_type(&self, _description: &mut Description<'_>) {}

    /// Hands over its `finish`.
    fn finish(&self, _finishing: Finishing<'_>) {}

    /// The text that is the detail where nothing else is.
    fn display(&self) -> Option<&dyn Display>;

    /// The error whose text and sources are logged.
    fn error(&self) -> Option<&dyn Error>;

    /// The error, where its type borrows nothing: it can be downcast.
    fn typed(&self) -> Option<&(dyn Error + 'static)> {
        None
    }

    /// The text that is logged where there is no error.
    fn message(&self) -> Option<&dyn Display> {
        None
    }

    /// What else is logged.
    fn evidence(&self, _evidence: &mut Evidence<'_>) {}

    /// The module of its type, for the log; `catchall` if it is not known.
    fn module(&self) -> &'static str {
        Table::BY_HAND.module
    }

    /// The name of its type, for the log.
    fn type_name(&self) -> &'static str;

    /// Whether it only adds to the error that it delegates to, as a `Problem` does:
    /// that error counts as the outermost one.
    fn is_overlay(&self) -> bool {
        false
    }

    /// Whether it leaves problem type and occurrence to the error that it delegates
    /// to, so that the response is the one of that error alone.
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

    /// Which row of its table the error is.
    #[doc(hidden)]
    #[must_use]
    pub fn row(&self) -> usize {
        self.row.map_or(0, Row::index)
    }

    /// What receives the error.
    #[doc(hidden)]
    pub fn visit(self) -> &'a mut dyn FnMut(&dyn Subject) {
        self.visit
    }
}
