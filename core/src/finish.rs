//! What `finish = path` may be.

use crate::problem::Problem;
use crate::request::RequestContext;
use crate::response::Response;

/// A function that changes the response of an `E` after it was logged. It takes
/// the error, the request if it is known, and the response; or the error, the
/// problem that is sent, the request and the response.
///
/// `M` tells the two kinds apart.
#[diagnostic::on_unimplemented(
    message = "`finish` is not a function for the response of this error",
    label = "expected `fn(&{E}, Option<&RequestContext>, &mut Response)`",
    note = "the types are `catchall::RequestContext` and `catchall::Response`; a function that \
            also takes the problem is `fn(&{E}, &Problem, Option<&RequestContext>, &mut Response)`"
)]
pub trait Finish<E: ?Sized, M> {
    /// Whether the function takes the problem.
    const TAKES_PROBLEM: bool;

    /// Runs the function.
    fn run(
        self,
        error: &E,
        context: Option<&RequestContext>,
        problem: Option<&Problem>,
        response: &mut Response,
    );

    /// Passes the function to `finishing`. This is a method of the trait so that
    /// rustc names none of our types next to a wrong signature.
    fn hand_over(self, finishing: Finishing<'_>, error: &E)
    where
        Self: Sized,
    {
        match finishing.0 {
            Step::Look(takes_problem) => *takes_problem = Self::TAKES_PROBLEM,
            Step::Run {
                context,
                problem,
                response,
            } => self.run(error, context, problem, response),
        }
    }
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
        let problem = if let Some(problem) = problem {
            problem
        } else {
            // No problem was written, and a plain 500 is sent.
            plain = Problem::internal_server_error();
            &plain
        };
        self(error, problem, context, response);
    }
}

/// Runs the `finish` of an error, or finds out what it takes. An error passes it on
/// in one place, so that a wrong signature causes one message.
#[derive(Debug)]
pub struct Finishing<'a>(Step<'a>);

#[derive(Debug)]
enum Step<'a> {
    /// Finds out whether it takes the problem.
    Look(&'a mut bool),
    Run {
        context: Option<&'a RequestContext>,
        problem: Option<&'a Problem>,
        response: &'a mut Response,
    },
}

impl<'a> Finishing<'a> {
    pub(crate) fn look(takes_problem: &'a mut bool) -> Self {
        Self(Step::Look(takes_problem))
    }

    pub(crate) fn run(
        context: Option<&'a RequestContext>,
        problem: Option<&'a Problem>,
        response: &'a mut Response,
    ) -> Self {
        Self(Step::Run {
            context,
            problem,
            response,
        })
    }

    /// Runs the method of an error that is mapped by hand.
    pub(crate) fn with_method(self, finish: &dyn Fn(Option<&RequestContext>, &mut Response)) {
        if let Step::Run {
            context, response, ..
        } = self.0
        {
            finish(context, response);
        }
    }
}
