//! The one function through which every conversion goes.

use std::error::Error;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use http::HeaderMap;

use crate::description::Description;
use crate::render::{self, Failure};
use crate::selection::Selection;
use crate::sink::Collected;
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

    /// The text that the log has: a problem's own, if nothing caused it.
    pub(crate) fn message(self) -> &'a dyn Display {
        match self {
            Self::Error(error) => error,
            Self::Problem(problem) => match problem.cause() {
                Some(cause) => cause,
                None => problem,
            },
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
    let mut response = Response::default();
    let is_made = convert(subject, Selection::default(), |selection| {
        render::render(subject, selection, context, &mut response)
    });
    if !is_made {
        response = render::plain_500();
    }
    subject.finish(context, &mut response);
    response
}

/// Asks the error what it is, makes what it becomes, and logs it, once. Returns
/// whether it could be made; `make` returns what the log should say about that.
pub(crate) fn convert(
    subject: Subject<'_>,
    mut selection: Selection,
    make: impl FnOnce(&mut Selection) -> Result<Option<&'static str>, Failure>,
) -> bool {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        subject.describe(&mut Description::select(&mut selection));
        make(&mut selection)
    }));
    let is_made = matches!(outcome, Ok(Ok(_)));
    let note = match outcome {
        Ok(Ok(note)) => note,
        Ok(Err(Failure(failure))) => Some(failure),
        Err(_panic) => Some(PANICS),
    };
    if !is_made {
        selection = selection.failed();
    }
    let status = selection.status();
    log::conversion(subject, &mut selection, status, note);
    is_made
}

/// What an error is, without a response and without a log event.
pub(crate) fn select(subject: Subject<'_>) -> Selection {
    let mut selection = Selection::default();
    let selected = catch_unwind(AssertUnwindSafe(|| {
        subject.describe(&mut Description::select(&mut selection));
    }));
    match selected {
        Ok(()) => selection,
        Err(_panic) => Selection::default(),
    }
}

/// What is said of the occurrence, without a response and without a log event;
/// nothing where it cannot be written.
pub(crate) fn collect(
    subject: Subject<'_>,
    selection: &mut Selection,
) -> Result<(Collected, HeaderMap), Failure> {
    let mut parts = Collected::default();
    let mut headers = HeaderMap::new();
    let collected = catch_unwind(AssertUnwindSafe(|| {
        render::describe(subject, selection, &mut parts, &mut headers)
    }));
    match collected.map(|outcome| outcome.failure) {
        Ok(None) => Ok((parts, headers)),
        Ok(Some(failure)) => Err(Failure(failure)),
        Err(_panic) => Err(Failure(PANICS)),
    }
}

const PANICS: &str = "the error panics while it is converted";
