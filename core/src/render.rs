//! A problem becomes a response: once around, into one buffer.

use std::cell::Cell;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue};

use crate::convert::Subject;
use crate::description::{Description, Outcome};
use crate::format::{Body, Json, Shape};
use crate::html::Page;
use crate::selection::Selection;
use crate::sink::{Collected, Empty, ProblemJson, ShapedJson, Sink, Text};
use crate::{Problem, RequestContext, Response};

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A response cannot be made of this error.
pub(crate) struct Failure(pub(crate) &'static str);

/// A response, and what the log should say about the making of it.
pub(crate) struct Rendered {
    pub(crate) response: Response,
    pub(crate) note: Option<&'static str>,
}

/// Content type, cache control, one more: a map of three does not grow.
const HEADERS: usize = 3;

pub(crate) fn render(
    subject: Subject<'_>,
    selection: &mut Selection,
    context: Option<&RequestContext>,
) -> Result<Rendered, Failure> {
    let mut headers = HeaderMap::with_capacity(HEADERS);
    let shape = match selection.format {
        _ if selection.status() == 304 => Shape::Empty,
        None => Shape::ProblemJson,
        Some(format) => format.shape(),
    };
    let (body, outcome) = if let (Shape::ProblemJson, Some(row)) = (shape, selection.fixed())
        && let Some(body) = row.body()
    {
        let mut has_cache_control = false;
        for header in row.extra().headers {
            has_cache_control |= header.name == CACHE_CONTROL;
            headers.append(header.name.clone(), header.value.clone());
        }
        let outcome = Outcome {
            has_cache_control,
            note: None,
            failure: None,
        };
        (
            body_of_type(PROBLEM_JSON, Bytes::from_static(body.as_bytes())),
            outcome,
        )
    } else if let Shape::Other = shape {
        let (problem, outcome) = collect(subject, selection, &mut headers);
        let body = selection
            .format
            .map_or_else(Body::empty, |format| format.render(&problem, context));
        (body, outcome)
    } else {
        write(subject, selection, shape, &mut headers)
    };
    if let Some(failure) = outcome.failure {
        return Err(Failure(failure));
    }
    if body.failed {
        return Err(Failure("the body's format fails"));
    }
    let mut note = outcome.note;
    if let Some(media_type) = body.media_type {
        if matches!(shape, Shape::Text | Shape::Html)
            && !headers.contains_key(X_CONTENT_TYPE_OPTIONS)
        {
            headers.append(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        }
        headers.insert(CONTENT_TYPE, media_type);
    }
    if !outcome.has_cache_control {
        headers.append(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if selection.undisturbed().is_none() && lacks_header(selection.status(), &headers) {
        note = note.or(Some("the status must have a header that nobody set"));
    }
    let mut response = Response::new(body.bytes);
    *response.status_mut() = selection.status_code();
    *response.headers_mut() = headers;
    Ok(Rendered { response, note })
}

/// The response where nothing else can be said.
pub(crate) fn plain_500() -> Response {
    let mut response = Response::new(Bytes::from_static(crate::table::UNMAPPED_BODY.as_bytes()));
    *response.status_mut() = http::StatusCode::INTERNAL_SERVER_ERROR;
    response.headers_mut().append(CONTENT_TYPE, PROBLEM_JSON);
    response
        .headers_mut()
        .append(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The header that a status must have, RFC 9110 §15.
fn lacks_header(status: u16, headers: &HeaderMap) -> bool {
    use http::header::{ALLOW, LOCATION, PROXY_AUTHENTICATE, UPGRADE, WWW_AUTHENTICATE};
    let header = match status {
        401 => WWW_AUTHENTICATE,
        405 => ALLOW,
        407 => PROXY_AUTHENTICATE,
        426 => UPGRADE,
        301 | 302 | 303 | 307 | 308 => LOCATION,
        _ => return false,
    };
    !headers.contains_key(header)
}

fn body_of_type(media_type: HeaderValue, bytes: Bytes) -> Body {
    Body {
        media_type: Some(media_type),
        bytes,
        failed: false,
    }
}

fn describe(
    subject: Subject<'_>,
    selection: &mut Selection,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
) -> Outcome {
    let mut description = Description::write(selection, sink, headers);
    subject.describe(&mut description);
    description.outcome()
}

fn write(
    subject: Subject<'_>,
    selection: &mut Selection,
    shape: Shape,
    headers: &mut HeaderMap,
) -> (Body, Outcome) {
    scratch(|out| match shape {
        Shape::ProblemJson => {
            let mut sink = ProblemJson::begin(out, selection);
            let outcome = describe(subject, selection, &mut sink, headers);
            sink.end();
            (
                body_of_type(PROBLEM_JSON, Bytes::copy_from_slice(out)),
                outcome,
            )
        }
        Shape::Json(shape) => {
            let mut sink = ShapedJson::begin(out, shape, selection);
            let outcome = describe(subject, selection, &mut sink, headers);
            sink.end(selection);
            (body_of_type(JSON, Bytes::copy_from_slice(out)), outcome)
        }
        Shape::Text => {
            let mut sink = Text::begin(out);
            let outcome = describe(subject, selection, &mut sink, headers);
            sink.end(selection);
            (body_of_type(TEXT, Bytes::copy_from_slice(out)), outcome)
        }
        Shape::Html => {
            let mut sink = Page::begin(out, selection);
            let outcome = describe(subject, selection, &mut sink, headers);
            sink.end();
            (body_of_type(HTML, Bytes::copy_from_slice(out)), outcome)
        }
        Shape::Empty | Shape::Other => {
            let outcome = describe(subject, selection, &mut Empty, headers);
            (Body::empty(), outcome)
        }
    })
}

/// The problem that a format of the user's is handed.
pub(crate) fn collect(
    subject: Subject<'_>,
    selection: &mut Selection,
    headers: &mut HeaderMap,
) -> (Problem, Outcome) {
    let mut parts = Collected::default();
    let outcome = describe(subject, selection, &mut parts, headers);
    (Problem::collected(selection, parts), outcome)
}

/// The body of a problem in a shape of ours, for a format that wraps one.
pub(crate) fn body_of(problem: &Problem, shape: Shape, _context: Option<&RequestContext>) -> Body {
    let mut selection = Selection::default();
    let subject = Subject::Problem(problem);
    subject.describe(&mut Description::select(&mut selection));
    let shape = match shape {
        Shape::Other => Shape::Json(Json::message("message")),
        shape => shape,
    };
    let (body, outcome) = write(subject, &mut selection, shape, &mut HeaderMap::new());
    Body {
        failed: outcome.failure.is_some(),
        ..body
    }
}

thread_local! {
    /// A body is written here and then copied to where it has exactly its
    /// length: one allocation per response, however often it had to grow.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What a thread keeps between two responses.
const KEPT: usize = 16 * 1024;

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
