//! The one function through which every conversion goes.

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::description::Description;
use crate::render::{self, Failure};
use crate::selection::Selection;
use crate::{HttpError, Problem, RequestContext, Response, log};

/// What becomes a response.
#[derive(Clone, Copy)]
pub(crate) enum Subject<'a> {
    Error(&'a dyn HttpError),
    Problem(&'a Problem),
}

impl<'a> Subject<'a> {
    pub(crate) fn describe(self, description: &mut Description<'_>) {
        match self {
            Self::Error(error) => description.visit(error),
            Self::Problem(problem) => problem.describe(description),
        }
    }

    fn finish(self, context: Option<&RequestContext>, response: &mut Response) {
        match self {
            Self::Error(error) => error.finish(context, response),
            Self::Problem(problem) => problem.finish(context, response),
        }
    }

    /// The error whose text and sources the log has.
    pub(crate) fn error(self) -> Option<&'a dyn Error> {
        match self {
            Self::Error(error) => Some(error),
            Self::Problem(problem) => problem.cause(),
        }
    }

    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Error(error) => error.type_name(),
            Self::Problem(problem) => problem.cause_type_name(),
        }
    }
}

/// Makes the response of an error and logs it, once.
///
/// Nothing that the error does can take the service down: where it panics, or
/// cannot be written, the response is a plain 500.
pub(crate) fn respond(subject: Subject<'_>, context: Option<&RequestContext>) -> Response {
    let mut selection = Selection::default();
    let mut response = Response::default();
    let rendered = catch_unwind(AssertUnwindSafe(|| {
        subject.describe(&mut Description::select(&mut selection));
        render::render(subject, &mut selection, context, &mut response)
    }));
    let note = match rendered {
        Ok(Ok(note)) => note,
        Ok(Err(Failure(failure))) => {
            response = render::plain_500();
            Some(failure)
        }
        Err(_panic) => {
            response = render::plain_500();
            Some("the error panics while it is converted")
        }
    };
    log::conversion(subject, &mut selection, response.status().as_u16(), note);
    subject.finish(context, &mut response);
    response
}

/// What an error is, without a response and without a log event.
pub(crate) fn select(error: &dyn HttpError) -> Selection {
    let mut selection = Selection::default();
    let selected = catch_unwind(AssertUnwindSafe(|| {
        Subject::Error(error).describe(&mut Description::select(&mut selection));
    }));
    match selected {
        Ok(()) => selection,
        Err(_panic) => Selection::default(),
    }
}
