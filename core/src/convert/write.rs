//! A problem becomes a response: once around, into one buffer.

use std::cell::Cell;

use bytes::Bytes;
use http::header::VARY;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::body::accept;
use crate::body::format::{Body, Shape};
use crate::body::html::Page;
use crate::body::sink::{Collected, Empty, ProblemJson, ShapedJson, Sink, Text};
use crate::convert::caught::caught;
use crate::convert::headers::{Outgoing, PROBLEM_JSON};
use crate::convert::note::{Failure, Note};
use crate::convert::selection::Selection;
use crate::convert::{self, Subject};
use crate::describe::{Decided, Description, Outcome};
use crate::facts;
use crate::table::{self, Row};
use crate::{HttpError, Problem, RequestContext, Response};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const ACCEPT: HeaderValue = HeaderValue::from_static("accept");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// Gives a response of which only the body is there what the row says.
#[inline]
pub(crate) fn fixed(row: Row, response: &mut Response) {
    *response.status_mut() = status_code(row.status());
    let headers = response.headers_mut();
    headers_of_row(row, headers).complete_problem(headers);
}

/// Puts the headers that a row says.
#[inline]
fn headers_of_row(row: Row, headers: &mut HeaderMap) -> Outgoing {
    let mut outgoing = Outgoing::default();
    for header in row.headers() {
        // The derive refuses a literal that is too long.
        let _: Result<(), Note> = outgoing.append(headers, &header.name, header.value.clone());
    }
    outgoing
}

/// The response where nothing else can be said.
pub(crate) fn plain_500() -> Response {
    let mut response = Response::new(Bytes::from_static(table::UNMAPPED_BODY.as_bytes()));
    fixed(Row::UNMAPPED, &mut response);
    response
}

/// Makes an empty response the one of an error that only its own row and what
/// it says itself decide: a problem.
pub(crate) fn by_row(
    error: &dyn HttpError,
    row: Row,
    response: &mut Response,
) -> Result<Option<Note>, Failure> {
    *response.status_mut() = status_code(row.status());
    let headers = response.headers_mut();
    let mut outgoing = headers_of_row(row, headers);
    let mut note = None;
    let body = match row.body_of_many() {
        Some(body) => {
            let said = say(error, row, &mut Empty, headers, outgoing)?;
            (outgoing, note) = (said.outgoing, said.note);
            Bytes::from_static(body)
        }
        None => scratch(|out| {
            let mut sink = ProblemJson::of_row(out, row);
            if !sink.has_detail && row.shows_display() {
                sink.has_detail = true;
                sink.detail(&error)
                    .map_err(|_| Failure(Note::DisplayFails))?;
            }
            if row.says_more() {
                let said = say(error, row, &mut sink, headers, outgoing)?;
                (outgoing, note) = (said.outgoing, said.note);
            }
            sink.end();
            Ok(exactly(out))
        })?,
    };
    outgoing.complete_problem(headers);
    *response.body_mut() = body;
    Ok(note)
}

/// Hears what an error says beyond its row.
fn say<'a>(
    error: &dyn HttpError,
    row: Row,
    sink: &'a mut dyn Sink,
    headers: &'a mut HeaderMap,
    outgoing: Outgoing,
) -> Result<Outcome, Failure> {
    let has_detail = sink.has_detail();
    let mut description =
        Description::write(Decided::Row(row), sink, headers, outgoing, has_detail);
    error.describe(&mut description);
    let outcome = description.outcome();
    match outcome.failure {
        Some(failure) => Err(Failure(failure)),
        None => Ok(outcome),
    }
}

/// Makes an empty response the one of an error, whatever has a say in it.
pub(crate) fn render(
    subject: Subject<'_>,
    selection: &Selection,
    context: Option<&RequestContext>,
    response: &mut Response,
) -> Result<Option<Note>, Failure> {
    *response.status_mut() = selection.status_code();
    let shape = match (selection.format, context) {
        _ if selection.status() == 304 => Shape::Empty,
        (Some(format), _) => format.shape(),
        (None, None) => Shape::ProblemJson,
        (None, Some(context)) => accept::preferred(context.accept()),
    };
    let headers = response.headers_mut();
    let own_body = match shape {
        Shape::ProblemJson => selection.fixed_body().and_then(Row::body),
        _ => None,
    };
    let (body, outcome) = if let Some(body) = own_body {
        let outcome = describe(subject, selection, &mut Empty, headers);
        let body = Body {
            media_type: Some(PROBLEM_JSON),
            bytes: Bytes::from_static(body),
            failed: false,
        };
        (body, outcome)
    } else if let Shape::Other = shape {
        let (problem, outcome) = collect(subject, selection, headers);
        let body = selection
            .format
            .map_or_else(Body::empty, |format| format.render(&problem, context));
        (body, outcome)
    } else {
        write(subject, selection, shape, headers)
    };
    if let Some(failure) = outcome.failure {
        return Err(Failure(failure));
    }
    if body.failed {
        return Err(Failure(Note::FormatFails));
    }
    if let Shape::ProblemJson = shape {
        outcome.outgoing.complete_problem(headers);
    } else {
        // A cache would take `no-store` over for what it has stored (RFC 9111
        // §4.3.4).
        let is_stored = selection.status() == 304;
        let outgoing = outcome.outgoing;
        outgoing.complete(headers, body.media_type, is_stored);
    }
    if selection.format.is_none() && selection.status() != 304 && context.is_some() {
        // A map that is full stays as it is.
        let _: Result<bool, _> = headers.try_append(VARY, ACCEPT);
    }
    let mut note = outcome.note;
    if selection.undisturbed().is_none() && lacks_header(selection.status(), response.headers()) {
        note = note.or(Some(Note::HeaderLacking));
    }
    *response.body_mut() = body.bytes;
    Ok(note)
}

fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The header that a status must have, RFC 9110 §15.
fn lacks_header(status: u16, headers: &HeaderMap) -> bool {
    facts::mandatory_header(status).is_some_and(|header| !headers.contains_key(header))
}

pub(crate) fn describe(
    subject: Subject<'_>,
    selection: &Selection,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
) -> Outcome {
    let decided = Decided::Selection(selection);
    let outgoing = Outgoing::default();
    let has_detail = sink.has_detail();
    let mut description = Description::write(decided, sink, headers, outgoing, has_detail);
    subject.describe(&mut description);
    description.outcome()
}

fn write(
    subject: Subject<'_>,
    selection: &Selection,
    shape: Shape,
    headers: &mut HeaderMap,
) -> (Body, Outcome) {
    scratch(|out| {
        let (media_type, outcome) = match shape {
            Shape::ProblemJson => {
                let mut sink = ProblemJson::begin(out, selection);
                let outcome = describe(subject, selection, &mut sink, headers);
                sink.end();
                (PROBLEM_JSON, outcome)
            }
            Shape::Json(shape) => {
                let mut sink = ShapedJson::begin(out, shape, selection);
                let outcome = describe(subject, selection, &mut sink, headers);
                sink.end(selection);
                (JSON, outcome)
            }
            Shape::Text => {
                let mut sink = Text::begin(out);
                let outcome = describe(subject, selection, &mut sink, headers);
                sink.end(selection);
                (TEXT, outcome)
            }
            Shape::Html => {
                let mut sink = Page::begin(out, selection);
                let outcome = describe(subject, selection, &mut sink, headers);
                sink.end();
                (HTML, outcome)
            }
            Shape::Empty | Shape::Other => {
                let outcome = describe(subject, selection, &mut Empty, headers);
                return (Body::empty(), outcome);
            }
        };
        let body = Body {
            media_type: Some(media_type),
            bytes: exactly(out),
            failed: false,
        };
        (body, outcome)
    })
}

/// The problem that a format of the user's is handed.
pub(crate) fn collect(
    subject: Subject<'_>,
    selection: &Selection,
    headers: &mut HeaderMap,
) -> (Problem, Outcome) {
    let mut parts = Collected::default();
    let outcome = describe(subject, selection, &mut parts, headers);
    let problem = Problem::collected(selection, parts, headers.clone());
    (problem, outcome)
}

/// The body of a problem in a shape of ours, for a format that wraps one.
pub(crate) fn body_of(problem: &Problem, shape: Shape) -> Body {
    let subject = Subject::Problem(problem);
    let written = caught(|| {
        let selection = convert::select(subject);
        let mut headers = HeaderMap::new();
        let (body, outcome) = write(subject, &selection, shape, &mut headers);
        Body {
            failed: outcome.failure.is_some(),
            ..body
        }
    });
    written.unwrap_or_else(|| Body {
        failed: true,
        ..Body::empty()
    })
}

thread_local! {
    /// A body is written here and then copied to where it has exactly its
    /// length: one allocation per response, however often it had to grow.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What a thread keeps between two responses.
const KEPT: usize = 16 * 1024;

/// A copy of exactly this length. A box is taken as it is; of a `Vec` it would be
/// asked first whether it has room to spare.
#[inline]
fn exactly(bytes: &[u8]) -> Bytes {
    Bytes::from(Box::<[u8]>::from(bytes))
}

/// Lends the thread's buffer. An error that is converted while another one is
/// being written finds an empty one.
fn scratch<T>(write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    let mut buffer = SCRATCH.try_with(Cell::take).unwrap_or_default();
    buffer.clear();
    let result = write(&mut buffer);
    if buffer.capacity() <= KEPT {
        // A thread that is shutting down keeps nothing.
        let _ = SCRATCH.try_with(|kept| kept.set(buffer));
    }
    result
}
