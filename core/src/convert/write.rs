//! Writes a problem, in one pass and into one buffer.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use crate::body::accept;
use crate::body::buffer::{exactly, scratch, scratch_pair};
use crate::body::format::{Body, ProblemJson as Settings, Shape};
use crate::body::html::Page;
use crate::body::sink::{
    Audience, Collected, EmptySink, Kind, ProblemJsonSink, ShapedJson, TextSink,
};
#[cfg(feature = "xml")]
use crate::body::xml::ProblemXmlSink;
use crate::caught::caught;
use crate::convert::decide::{Decided, inspect};
use crate::convert::header_rules;
use crate::convert::headers::{PROBLEM_JSON, vary_by_accept};
use crate::convert::link::ErrorLink;
use crate::convert::wording::Wording;
use crate::convert::writer::{Outcome, describe};
use crate::note::{Failure, Note, Notes};
use crate::problem::Problem;
use crate::request::RequestContext;
use crate::response::Response;
use crate::table;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
#[cfg(feature = "xml")]
const PROBLEM_XML: HeaderValue = HeaderValue::from_static("application/problem+xml");

/// What is known after a response is written.
#[derive(Default)]
pub(crate) struct Written {
    /// Something could not be sent.
    pub(crate) notes: Notes,
    /// Few responses have it. It is boxed, so that the others do not pay for its size.
    pub(crate) kept: Option<Box<Kept>>,
}

/// What is needed after a response is written.
pub(crate) struct Kept {
    /// The private context, for the log.
    pub(crate) private: String,
    /// The problem that is sent, if `finish` takes it.
    pub(crate) problem: Option<Problem>,
}

impl Written {
    pub(crate) fn new(notes: Notes, private: String, problem: Option<Problem>) -> Self {
        let is_kept = !private.is_empty() || problem.is_some();
        Self {
            notes,
            kept: is_kept.then(|| Box::new(Kept { private, problem })),
        }
    }
}

/// Writes the response of a conversion into an empty one.
pub(crate) fn write(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    context: Option<&RequestContext>,
    keeps_private: bool,
    response: &mut Response,
) -> Result<Written, Failure> {
    *response.status_mut() = decided.status_code();
    let (shape, is_negotiated) = shape(decided, context);
    let mut wording = Wording::of(decided, context, shape);
    let is_translated = wording.as_ref().is_some_and(Wording::is_translated);
    let takes_problem = link.takes_problem();
    let mut private = String::new();
    let private_parts = keeps_private.then_some(&mut private);
    let mut problem = None;
    let headers = response.headers_mut();
    let (body, outcome) = if takes_problem || is_translated || matches!(shape, Shape::Other) {
        let (mut collected, mut outcome) = collected(link, decided, headers, private_parts);
        if let Some(wording) = &mut wording {
            outcome.notes = outcome.notes.with(wording.translate(&mut collected));
        }
        let body = match (shape, decided.format) {
            (Shape::Other, Some(format)) => {
                let error = typed_error(link);
                format.render_error(&collected, error, context)
            }
            (shape, _) => body_of(&collected, shape),
        };
        problem = Some(collected).filter(|_| takes_problem);
        (body, outcome)
    } else {
        let mut kind = decided.kind();
        if let Some(wording) = &wording {
            kind.language = wording.language();
        }
        body(link, decided, kind, shape, headers, private_parts)
    };
    if let Some(failure) = outcome.failure {
        return Err(Failure(failure));
    }
    if body.failed {
        return Err(Failure(Note::FormatFails));
    }
    if let Shape::ProblemJson(_) = shape {
        outcome.outgoing.complete_problem(headers);
    } else if body.is_page {
        outcome.outgoing.complete_page(headers, body.media_type);
    } else {
        // A cache would replace what it has stored by `no-store` (RFC 9111
        // §4.3.4).
        let is_stored = decided.status() == 304;
        outcome
            .outgoing
            .complete(headers, body.media_type, is_stored);
    }
    *response.body_mut() = body.bytes;
    if is_negotiated || body.is_negotiated {
        vary_by_accept(response.headers_mut());
    }
    if let Some(wording) = &wording {
        wording.complete(response.headers_mut());
    }
    let lacking = header_rules::lacking(link, decided.status(), response.headers());
    let notes = outcome.notes.with(lacking);
    Ok(Written::new(notes, private, problem))
}

/// Returns the bytes of a problem+json body.
#[inline]
fn problem_body(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    settings: Settings,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> (Bytes, Outcome) {
    // Saves the writing if only headers differ between occurrences.
    if let Some(body) = fixed_body(decided, settings) {
        let outcome = describe(link, decided, &mut EmptySink, headers, private);
        return (Bytes::from_static(body), outcome);
    }
    scratch(|out| {
        let mut sink = problem_json(out, decided, settings);
        let outcome = describe(link, decided, &mut sink, headers, private);
        sink.end();
        (exactly(out), outcome)
    })
}

/// Returns the shape of the body, and whether it was chosen by the request's `Accept`.
#[inline]
fn shape(decided: &Decided<'_>, context: Option<&RequestContext>) -> (Shape, bool) {
    let shape = match decided.format {
        _ if decided.status() == 304 => return (Shape::Empty, false),
        Some(format) => format.shape(),
        None => Shape::Negotiated,
    };
    match (shape, context) {
        (Shape::Negotiated, None) => (Shape::ProblemJson(Settings::default()), false),
        // The developer page shows it, whatever the browser accepts.
        #[cfg(feature = "boundary")]
        (Shape::Negotiated, Some(context))
            if context.is_for_developer && decided.status() >= 500 =>
        {
            (Shape::ProblemJson(Settings::default()), true)
        }
        (Shape::Negotiated, Some(context)) => (accept::preferred(context.accept()), true),
        (shape, _) => (shape, false),
    }
}

/// Returns the outermost error that can be downcast. What a `Problem` holds may be a
/// pointer to the error, so the error itself comes first.
fn typed_error<'l>(link: &'l ErrorLink<'l>) -> Option<&'l (dyn std::error::Error + 'static)> {
    let outermost = link.outermost().subject.typed();
    outermost.or_else(|| {
        link.outward()
            .filter_map(|link| link.subject.typed())
            .last()
    })
}

/// Returns the body in a built-in shape.
pub(crate) fn body(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    kind: Kind<'_>,
    shape: Shape,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> (Body, Outcome) {
    let (media_type, bytes, outcome) = match shape {
        Shape::ProblemJson(settings) => {
            let (bytes, outcome) = problem_body(link, decided, settings, headers, private);
            (PROBLEM_JSON, bytes, outcome)
        }
        Shape::Json(shape) => scratch(|out| {
            let mut sink = ShapedJson::begin(out, shape, kind);
            let outcome = describe(link, decided, &mut sink, headers, private);
            sink.end(kind);
            (JSON, exactly(out), outcome)
        }),
        Shape::Text => scratch(|out| {
            let mut sink = TextSink::begin(out);
            let outcome = describe(link, decided, &mut sink, headers, private);
            sink.end(kind);
            (TEXT, exactly(out), outcome)
        }),
        #[cfg(feature = "xml")]
        Shape::ProblemXml => scratch_pair(|out, extensions| {
            let mut sink = ProblemXmlSink::begin(out, extensions, kind);
            let outcome = describe(link, decided, &mut sink, headers, private);
            sink.end();
            (PROBLEM_XML, exactly(out), outcome)
        }),
        Shape::Html => scratch_pair(|out, problem| {
            let mut sink = Page::begin(out, problem, kind);
            let outcome = describe(link, decided, &mut sink, headers, private);
            sink.end(headers);
            (HTML, exactly(out), outcome)
        }),
        Shape::Empty | Shape::Negotiated | Shape::Other => {
            let outcome = describe(link, decided, &mut EmptySink, headers, private);
            return (Body::empty(), outcome);
        }
    };
    let body = Body {
        is_page: matches!(shape, Shape::Html),
        ..Body::of(Some(media_type), bytes)
    };
    (body, outcome)
}

/// Returns the body of a problem in a built-in shape.
pub(crate) fn body_of(problem: &Problem, shape: Shape) -> Body {
    let written = inspect(problem, |link, decided| {
        let mut headers = HeaderMap::new();
        #[cfg_attr(
            not(feature = "fluent"),
            expect(unused_mut, reason = "there is only one language")
        )]
        let mut kind = decided.kind();
        #[cfg(feature = "fluent")]
        if let Some(language) = problem.language() {
            kind.language = language;
        }
        #[cfg(feature = "fluent")]
        {
            kind.sentences = problem.0.sentences.as_deref();
        }
        let (body, outcome) = body(link, decided, kind, shape, &mut headers, None);
        Body {
            failed: outcome.failure.is_some(),
            ..body
        }
    });
    written.unwrap_or(Body {
        failed: true,
        ..Body::empty()
    })
}

/// Returns the body of a row if only the headers differ between occurrences.
fn fixed_body(decided: &Decided<'_>, settings: Settings) -> Option<&'static [u8]> {
    let row = decided.row()?;
    let is_fixed = decided.is_alone
        && decided.request_id.is_none()
        && settings.has_code
        && row.has(table::FIXED_BODY);
    if is_fixed { row.body() } else { None }
}

/// Returns the JSON up to the detail: the row's own, if it has it.
fn problem_json<'a>(
    out: &'a mut Vec<u8>,
    decided: &Decided<'_>,
    settings: Settings,
) -> ProblemJsonSink<'a> {
    if settings.has_code
        && let Some(row) = decided.row()
    {
        // If there are other errors, one of them may have a detail that takes precedence.
        let is_alone = decided.is_alone;
        let json = if is_alone {
            row.json_with_detail()
        } else {
            row.json()
        };
        if let Some(json) = json {
            return ProblemJsonSink::begun(out, json, is_alone && row.detail().is_some());
        }
    }
    ProblemJsonSink::begin(out, settings, decided.kind())
}

/// Returns the problem that is passed to a user's format.
fn collected(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> (Problem, Outcome) {
    let mut parts = Collected::default();
    let outcome = describe(link, decided, &mut parts, headers, private);
    let problem = Problem::collected(decided.kind(), parts, headers.clone());
    (problem, outcome)
}

/// Returns the parts of the occurrence, without making a response or a log
/// event; empty if it cannot be written.
pub(crate) fn collect(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    audience: Audience,
) -> Result<(Collected, HeaderMap), Failure> {
    let mut parts = Collected::new(audience);
    let mut headers = HeaderMap::new();
    let described = caught(|| describe(link, decided, &mut parts, &mut headers, None).result());
    described.unwrap_or(Err(Failure(Note::Panics)))?;
    Ok((parts, headers))
}
