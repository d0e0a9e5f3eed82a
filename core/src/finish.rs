//! What `finish = path` may be.

use crate::problem::Problem;
use crate::request::RequestContext;
use crate::response::Response;

/// A function that changes the response of an `E`, after it was logged: of the
/// error, the request where it is known, and the response; or of these and, behind
/// the error, the problem that is sent.
///
/// `M` tells the two kinds apart.
#[diagnostic::on_unimplemented(
    message = "`finish` is not a function for the response of this error",
    label = "expected `fn(&E, Option<&RequestContext>, &mut Response)`",
    note = "the types are `catchall::RequestContext` and `catchall::Response`; a function that takes \
            the problem, too, is `fn(&E, &Problem, Option<&RequestContext>, &mut Response)`"
)]
pub trait Finish<E: ?Sized, M> {
    /// Whether it takes the problem.
    const TAKES_PROBLEM: bool;

    /// Runs it.
    fn run(
        self,
        error: &E,
        context: Option<&RequestContext>,
        problem: Option<&Problem>,
        response: &mut Response,
    );
}

/// A function that does not take the problem.
#[derive(Debug)]
pub struct WithoutProblem;

/// A function that takes the problem.
#[derive(Debug)]
pub struct WithProblem;

impl<E: ?Sized, F, R> Finish<E, (WithoutProblem, R)> for F
where
    F: FnOnce(&E, Option<&RequestContext>, &mut Response) -> R,
{
    const TAKES_PROBLEM: bool = false;

    fn run(
        self,
        error: &E,
        context: Option<&RequestContext>,
        _problem: Option<&Problem>,
        response: &mut Response,
    ) {
        self(error, context, response);
    }
}

impl<E: ?Sized, F, R> Finish<E, (WithProblem, R)> for F
where
    F: FnOnce(&E, &Problem, Option<&RequestContext>, &mut Response) -> R,
{
    const TAKES_PROBLEM: bool = true;

    fn run(
        self,
        error: &E,
        context: Option<&RequestContext>,
        problem: Option<&Problem>,
        response: &mut Response,
    ) {
        let plain;
        let problem = match problem {
            Some(problem) => problem,
            // No problem was written: a plain 500 is sent.
            None => {
                plain = Problem::internal_server_error();
                &plain
            }
        };
        self(error, problem, context, response);
    }
}

/// Runs a `finish`.
pub fn run<E: ?Sized, M>(
    finish: impl Finish<E, M>,
    error: &E,
    context: Option<&RequestContext>,
    problem: Option<&Problem>,
    response: &mut Response,
) {
    finish.run(error, context, problem, response);
}

/// Whether a `finish` takes the problem.
pub fn takes_problem<E: ?Sized, M, F: Finish<E, M>>(_finish: F, _error: &E) -> bool {
    F::TAKES_PROBLEM
}
