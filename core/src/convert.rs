//! The one function through which every conversion goes.

pub(crate) mod headers;
pub(crate) mod log;
pub(crate) mod note;
pub(crate) mod selection;
pub(crate) mod write;

use std::error::Error;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use http::HeaderMap;

use crate::body::sink::Collected;
use crate::convert::log::target::Target;
use crate::convert::note::{Failure, Note};
use crate::convert::selection::Selection;
use crate::describe::Description;
use crate::table::Row;
use crate::{HttpError, Problem, RequestContext, Response};

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

    pub(crate) fn target(self) -> &'static Target {
        match self {
            Self::Error(error) => error.__target(),
            Self::Problem(problem) => problem.target(),
        }
    }
}

/// Makes the response of an error and logs it, once.
///
/// Nothing that the error does can take the service down: where it panics, or
/// cannot be written, the response is a plain 500.
pub(crate) fn respond(error: &dyn HttpError, context: Option<&RequestContext>) -> Response {
    match error.__row() {
        // Where the request is known, it has a say in the format.
        Some(row) if context.is_none() && row.is_static() => {
            let mut response = Response::new(Bytes::from_static(row.body().unwrap_or_default()));
            write::fixed(row, &mut response);
            log::row(error, row);
            error.finish(context, &mut response);
            response
        }
        Some(row) if context.is_none() && row.decides_alone() => by_row(error, row, context),
        _ => respond_to(Subject::Error(error), context),
    }
}

/// The response of an error that its row and what it says itself decide: most
/// errors.
#[inline(never)]
fn by_row(error: &dyn HttpError, row: Row, context: Option<&RequestContext>) -> Response {
    let mut response = Response::new(Bytes::new());
    let rendered = catch_unwind(AssertUnwindSafe(|| {
        write::by_row(error, row, &mut response)
    }));
    match rendered {
        Ok(Ok(None)) => log::row(error, row),
        Ok(Ok(note)) => {
            let subject = Subject::Error(error);
            log::conversion(subject, &select(subject), row.status(), note);
        }
        Ok(Err(Failure(failure))) => response = failed(error, failure),
        Err(_panic) => response = failed(error, Note::Panics),
    }
    error.finish(context, &mut response);
    response
}

/// The same for whatever becomes a response, and whoever has a say in it.
#[inline(never)]
pub(crate) fn respond_to(subject: Subject<'_>, context: Option<&RequestContext>) -> Response {
    let mut response = Response::new(Bytes::new());
    let is_made = convert(subject, Selection::default(), |selection| {
        write::render(subject, selection, context, &mut response)
    });
    if !is_made {
        response = write::plain_500();
    }
    subject.finish(context, &mut response);
    response
}

/// Asks whatever becomes a response what it is, makes that of it, and logs it,
/// once. Returns whether it could be made; `make` returns what the log should say
/// about it.
pub(crate) fn convert(
    subject: Subject<'_>,
    mut selection: Selection,
    make: impl FnOnce(&mut Selection) -> Result<Option<Note>, Failure>,
) -> bool {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        subject.describe(&mut Description::select(&mut selection));
        make(&mut selection)
    }));
    let (note, is_made) = match outcome {
        Ok(Ok(note)) => (note, true),
        Ok(Err(Failure(failure))) => (Some(failure), false),
        Err(_panic) => (Some(Note::Panics), false),
    };
    if !is_made {
        selection = selection.failed();
    }
    log::conversion(subject, &selection, selection.status(), note);
    is_made
}

/// The response of an error of which none can be made.
#[cold]
fn failed(error: &dyn HttpError, failure: Note) -> Response {
    let response = write::plain_500();
    let subject = Subject::Error(error);
    let selection = select(subject).failed();
    log::conversion(
        subject,
        &selection,
        response.status().as_u16(),
        Some(failure),
    );
    response
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
    selection: &Selection,
) -> Result<(Collected, HeaderMap), Failure> {
    let mut parts = Collected::default();
    let mut headers = HeaderMap::new();
    let collected = catch_unwind(AssertUnwindSafe(|| {
        let headers = &mut headers;
        write::describe(subject, selection, &mut parts, headers).failure
    }));
    match collected {
        Ok(None) => Ok((parts, headers)),
        Ok(Some(failure)) => Err(Failure(failure)),
        Err(_panic) => Err(Failure(Note::Panics)),
    }
}
