//! The shortcut: a problem in place of `None` or of a foreign error.

use std::error::Error;

use http::StatusCode;

use super::Problem;
use crate::problem_type::ProblemType;

/// Adds `or_problem` to `Option` and `Result`.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{OrProblem, Problem};
///
/// fn read(path: &str) -> catchall::Result<String> {
///     let name = path.strip_prefix('/').or_problem(400)?;
///     let text = std::fs::read_to_string(name).or_problem(500)?;
///     let line = text.lines().next().or_problem(|| {
///         Problem::not_found().with_detail(format!("{name} is empty"))
///     })?;
///     Ok(line.to_owned())
/// }
///
/// assert_eq!(read("x").unwrap_err().status(), 400);
/// assert_eq!(read("/no/such/file").unwrap_err().status(), 500);
/// ```
pub trait OrProblem<T> {
    /// Returns the value, or this problem: a status number, a `StatusCode`, a
    /// [`ProblemType`], a [`Problem`] or a closure that returns one of these.
    /// The error of a `Result` becomes its cause, whose text is logged, not sent.
    ///
    /// # Errors
    ///
    /// Returns the problem if there is no value.
    fn or_problem<P: IntoProblem>(self, problem: P) -> Result<T, Problem>;
}

impl<T> OrProblem<T> for Option<T> {
    fn or_problem<P: IntoProblem>(self, problem: P) -> Result<T, Problem> {
        self.ok_or_else(|| problem.into_problem())
    }
}

impl<T, E> OrProblem<T> for Result<T, E>
where
    E: Into<Box<dyn Error + Send + Sync>> + 'static,
{
    fn or_problem<P: IntoProblem>(self, problem: P) -> Result<T, Problem> {
        self.map_err(|error| problem.into_problem().with_cause(error))
    }
}

/// A type that [`or_problem`](OrProblem::or_problem) takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a problem",
    label = "expected a status number, a `StatusCode`, a `ProblemType`, a `Problem`, \
             or a closure that returns one of these"
)]
pub trait IntoProblem {
    /// Creates the problem.
    fn into_problem(self) -> Problem;
}

impl IntoProblem for u16 {
    fn into_problem(self) -> Problem {
        Problem::new(self)
    }
}

impl IntoProblem for StatusCode {
    fn into_problem(self) -> Problem {
        Problem::new(self)
    }
}

impl IntoProblem for ProblemType {
    fn into_problem(self) -> Problem {
        Problem::of(self)
    }
}

impl IntoProblem for Problem {
    fn into_problem(self) -> Problem {
        self
    }
}

impl<F: FnOnce() -> P, P: IntoProblem> IntoProblem for F {
    fn into_problem(self) -> Problem {
        self().into_problem()
    }
}
