//! Whatever can become a response: an error, a [`Problem`](crate::Problem), or an
//! error that knows nothing of HTTP.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::Display;

use crate::convert::log::target::{CATCHALL, Target};
use crate::describe::decision::Decision;
use crate::describe::delegate::Delegation;
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::finish::Finishing;
use crate::table::Row;

/// One error of a conversion. A conversion asks each error in this order: for its
/// row, what it decides, to whom it delegates, what it says, and, where an event
/// is logged, for its evidence.
pub trait Subject {
    /// What the derive knows of it; `None` where only [`case`](Self::case) can
    /// tell, and for what is not derived. Runs no code of the user's.
    fn row(&self) -> Option<Row> {
        None
    }

    /// The row of the case that matches.
    fn case(&self) -> Option<Row> {
        None
    }

    /// What the error itself decides.
    fn decide(&self, decision: &mut Decision<'_>);

    /// What its type decides for all variants that are silent.
    fn decide_type(&self, _decision: &mut Decision<'_>) {}

    /// Names the error that it delegates to.
    fn delegate(&self, _delegation: Delegation<'_>) {}

    /// Status and code of an error that is mapped by hand.
    fn by_hand(&self) -> Option<(u16, Cow<'static, str>)> {
        None
    }

    /// What the error itself says.
    fn describe(&self, description: &mut Description<'_>);

    /// What its type says for all variants.
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

    /// Where the log says that the error comes from.
    fn target(&self) -> &'static Target {
        &CATCHALL
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
