//! A problem becomes a response: once around, into one buffer.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::convert::{self, Subject};
use crate::description::{Description, Outcome};
use crate::format::{Body, Shape};
use crate::html::Page;
use crate::selection::Selection;
use crate::sink::{Collected, Empty, ProblemJson, ShapedJson, Sink, Text};
use crate::table::{self, Row};
use crate::{Problem, RequestContext, Response, accept};

const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const ACCEPT: HeaderValue = HeaderValue::from_static("accept");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A response cannot be made of this error.
pub(crate) struct Failure(pub(crate) &'static str);

/// Content type, cache control, one more: a map of three does not grow.
const HEADERS: usize = 3;

/// Makes an empty response the one of this error; returns what the log should
/// say about the making of it.
pub(crate) fn render(
    subject: Subject<'_>,
    selection: &mut Selection,
    context: Option<&RequestContext>,
    response: &mut Response,
) -> Result<Option<&'static str>, Failure> {
    *response.status_mut() = selection.status_code();
    *response.headers_mut() = HeaderMap::with_capacity(HEADERS);
    let headers = response.headers_mut();
    let shape = match (selection.format, context) {
        _ if selection.status() == 304 => Shape::Empty,
        (Some(format), _) => format.shape(),
        (None, None) => Shape::ProblemJson,
        (None, Some(context)) => {
            append(headers, VARY, ACCEPT);
            accept::preferred(context.accept())
        }
    };
    let own_body = match shape {
        Shape::ProblemJson => selection
            .fixed_body()
            .and_then(|row| Some((row, row.body()?))),
        _ => None,
    };
    let (body, outcome) = if let Some((row, body)) = own_body {
        if row.has(table::STATIC) {
            fixed(row, body, response);
            return Ok(None);
        }
        let outcome = describe(subject, selection, &mut Empty, headers);
        (
            body_of_type(PROBLEM_JSON, Bytes::from_static(body.as_bytes())),
            outcome,
        )
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
        return Err(Failure("the body's format fails"));
    }
    if let Some(media_type) = body.media_type {
        // Also where the format is the user's own.
        if media_type.as_bytes().starts_with(b"text/")
            && !headers.contains_key(X_CONTENT_TYPE_OPTIONS)
        {
            append(
                headers,
                X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            );
        }
        append(headers, CONTENT_TYPE, media_type);
    }
    // A cache would take it over for what it has stored (RFC 9111 §4.3.4).
    if !outcome.has_cache_control && selection.status() != 304 {
        append(headers, CACHE_CONTROL, NO_STORE);
    }
    let mut note = outcome.note;
    if selection.undisturbed().is_none() && lacks_header(selection.status(), headers) {
        note = note.or(Some("the status must have a header that nobody set"));
    }
    *response.body_mut() = body.bytes;
    Ok(note)
}

/// The response of a row that nothing changes.
fn fixed(row: &'static Row, body: &'static str, response: &mut Response) {
    let headers = response.headers_mut();
    append(headers, CONTENT_TYPE, PROBLEM_JSON);
    let mut has_cache_control = false;
    for header in row.extra().headers {
        has_cache_control |= header.name == CACHE_CONTROL;
        append(headers, header.name.clone(), header.value.clone());
    }
    if !has_cache_control {
        append(headers, CACHE_CONTROL, NO_STORE);
    }
    *response.body_mut() = Bytes::from_static(body.as_bytes());
}

/// A map that is full stays as it is.
fn append(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    let _: Result<bool, _> = headers.try_append(name, value);
}

/// The response where nothing else can be said.
pub(crate) fn plain_500() -> Response {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    fixed(&table::UNMAPPED_ROW, table::UNMAPPED_BODY, &mut response);
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

pub(crate) fn describe(
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
    let problem = Problem::collected(selection, parts, headers.clone());
    (problem, outcome)
}

/// The body of a problem in a shape of ours, for a format that wraps one.
pub(crate) fn body_of(problem: &Problem, shape: Shape) -> Body {
    let subject = Subject::Problem(problem);
    let written = catch_unwind(AssertUnwindSafe(|| {
        let mut selection = convert::select(subject);
        write(subject, &mut selection, shape, &mut HeaderMap::new())
    }));
    match written {
        Ok((body, outcome)) => Body {
            failed: outcome.failure.is_some(),
            ..body
        },
        Err(_panic) => Body {
            failed: true,
            ..Body::empty()
        },
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
