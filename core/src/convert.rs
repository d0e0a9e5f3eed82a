//! How an error becomes its response.
//!
//! [`link`] asks the error, and each error that it delegates to, and keeps them as links
//! of a list; [`decide`] makes one decision from them; [`write`](mod@write) and
//! [`writer`] write the response, with what [`mask`] lets a client read; [`log`] logs it;
//! and the `finish` of each error runs. If a row decides alone, [`alone`] does the work
//! of the first three.

mod alone;
pub(crate) mod decide;
pub(crate) mod format;
mod header_rules;
pub(crate) mod headers;
pub(crate) mod link;
pub(crate) mod log;
mod mask;
pub(crate) mod retry;
#[cfg(feature = "boundary")]
pub(crate) mod scope;
pub(crate) mod wording;
pub(crate) mod write;
pub(crate) mod writer;

use bytes::Bytes;
use http::HeaderMap;
#[cfg(feature = "boundary")]
use http::header::Entry;

use self::decide::{Decided, decide};
use self::link::{ErrorLink, walk};
use self::log::Made;
use self::write::Written;
use self::writer::describe;
use crate::body::sink::EmptySink;
use crate::caught::caught;
use crate::describe::decision::Asked;
use crate::describe::subject::Subject;
use crate::finish::Finishing;
use crate::note::{Failure, Note, Notes};
use crate::problem::Problem;
use crate::request::RequestContext;
#[cfg(feature = "boundary")]
use crate::request::X_REQUEST_ID;
use crate::response::Response;
use crate::table::{self, Row};

/// The result of a conversion: an HTTP response or a gRPC status.
pub(crate) trait Protocol<'r> {
    /// Makes and logs a response that a row decides alone, if there is a shorter way:
    /// for the error of the link and those around it.
    fn answer_alone(&mut self, _link: &ErrorLink<'_>, _row: Row) -> bool {
        false
    }

    /// Makes the response. Keeps the private context if it may be logged.
    fn make(
        &mut self,
        link: &ErrorLink<'_>,
        decided: &Decided<'_>,
        keeps_private: bool,
    ) -> Result<Written, Failure>;

    /// Makes a plain 500 instead.
    fn make_plain(&mut self);

    /// Returns what was made, for the log.
    fn made(&self) -> Made;

    /// Returns the request, if it is known without a boundary.
    fn request(&self) -> Option<&'r RequestContext> {
        None
    }

    /// Runs the `finish` of the errors.
    fn finish(&mut self, _link: &ErrorLink<'_>, _problem: Option<&Problem>) {}
}

/// Converts an error and logs it once.
///
/// A panic of the error does not reach the caller: if it panics, or cannot be
/// written, the result is a plain 500.
pub(crate) fn convert<'r>(subject: &dyn Subject, protocol: &mut impl Protocol<'r>) {
    let walked = caught(|| {
        walk(subject, Asked::All, &mut |link| {
            // Saves a third of the instructions if the errors around it add nothing.
            if let Some(row) = link.row_for_all()
                && protocol.answer_alone(link, row)
            {
                return;
            }
            let mut decided = decide(link);
            decided.show_request_id(protocol.request());
            answer(link, &decided, protocol);
        });
    });
    if walked.is_none() {
        let link = ErrorLink::failed(subject, subject.row());
        answer_plain(&link, Note::Panics, protocol);
    }
}

fn answer<'r>(link: &ErrorLink<'_>, decided: &Decided<'_>, protocol: &mut impl Protocol<'r>) {
    match protocol.make(
        link,
        decided,
        log::may_be_logged(decided.status(), decided.level),
    ) {
        Ok(written) => complete(link, decided, &written, protocol),
        Err(Failure(failure)) => answer_plain(link, failure, protocol),
    }
}

/// Logs what was made, and runs the `finish` of the errors.
fn complete<'r>(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    written: &Written,
    protocol: &mut impl Protocol<'r>,
) {
    let notes = written.notes.with(decided.notes());
    let private = written.kept.as_ref().map(|kept| kept.private.as_str());
    let request = protocol.request();
    log::conversion(link, decided, notes, private, protocol.made(), request);
    let problem = written.kept.as_ref().and_then(|kept| kept.problem.as_ref());
    protocol.finish(link, problem);
}

/// Answers with a plain 500 if no response can be made.
#[cold]
fn answer_plain<'r>(link: &ErrorLink<'_>, failure: Note, protocol: &mut impl Protocol<'r>) {
    protocol.make_plain();
    let written = Written {
        notes: failure.into(),
        kept: None,
    };
    complete(link, &Decided::failed(), &written, protocol);
}

/// An HTTP response.
struct Http<'a> {
    context: Option<&'a RequestContext>,
    response: &'a mut Response,
}

/// Makes the response of an error and logs it once.
#[expect(clippy::inline_always, reason = "saves 16 instructions")]
#[inline(always)]
pub(crate) fn respond(subject: &dyn Subject, context: Option<&RequestContext>) -> Response {
    #[cfg(feature = "boundary")]
    if let Some(scope) = scope::current() {
        let context = context.unwrap_or(&scope.context);
        context.make_request_id();
        let mut response = respond_all(subject, Some(context));
        with_request_id(response.headers_mut(), context);
        scope.rewrite(&mut response);
        scope.answer(&response);
        return response;
    }
    // For most errors, this saves what several errors need, which is half of the
    // instructions.
    match subject.row() {
        Some(row) if context.is_none() && row.decides_alone() => {
            if row.is_static() {
                respond_static(subject, row)
            } else if alone::is_plain(row) {
                respond_alone(subject, row, None)
            } else {
                respond_all(subject, context)
            }
        }
        _ => respond_all(subject, context),
    }
}

/// Makes the response of an error whose row contains all of it.
#[inline(never)]
fn respond_static(subject: &dyn Subject, row: Row) -> Response {
    // Saves the link and the decision, here and below.
    if log::has_listener(row.status()) {
        log_alone(subject, row, None, Notes::NONE, "");
    }
    alone::fixed(row)
}

/// Makes the response of an error whose row decides alone and has the body: only headers
/// differ between occurrences.
#[inline(never)]
fn respond_fixed(
    subject: &dyn Subject,
    row: Row,
    body: &'static [u8],
    link: Option<&ErrorLink<'_>>,
) -> Response {
    respond_with(subject, row, link, |private, headers| {
        let notes = alone::write_headers(subject, row, private, headers)?;
        Ok((Bytes::from_static(body), notes))
    })
}

/// Makes the response of an error whose row decides alone, with a problem+json body.
#[inline(never)]
fn respond_written(subject: &dyn Subject, row: Row, link: Option<&ErrorLink<'_>>) -> Response {
    respond_with(subject, row, link, |private, headers| {
        alone::write(subject, row, private, headers)
    })
}

/// Makes either of these responses. There is a link if other errors delegate to the error.
#[inline]
fn respond_alone(subject: &dyn Subject, row: Row, link: Option<&ErrorLink<'_>>) -> Response {
    match row.fixed_body() {
        Some(body) => respond_fixed(subject, row, body, link),
        None => respond_written(subject, row, link),
    }
}

/// Makes the response of an error whose row decides alone; the function writes its headers
/// and body.
#[inline]
fn respond_with(
    subject: &dyn Subject,
    row: Row,
    link: Option<&ErrorLink<'_>>,
    write: impl FnOnce(Option<&mut String>, &mut HeaderMap) -> Result<(Bytes, Notes), Failure>,
) -> Response {
    let mut head = alone::head(row);
    let mut private = String::new();
    let is_logged = log::has_listener(row.status());
    let keeps_private =
        is_logged && row.has(table::DESCRIBES) && log::may_be_logged(row.status(), row.level());
    let written = caught(|| {
        let private = keeps_private.then_some(&mut private);
        write(private, &mut head.headers)
    });
    let (body, notes) = match written.unwrap_or(Err(Failure(Note::Panics))) {
        Ok(written) => written,
        Err(Failure(failure)) => return respond_plain(subject, row, link, failure),
    };
    if is_logged {
        let notes = notes.with(lacking(subject, row, &head.headers));
        log_alone(subject, row, link, notes, &private);
    }
    Response::from_parts(head, body)
}

/// Makes a plain 500 if such an error panics or cannot be written.
#[cold]
fn respond_plain(
    subject: &dyn Subject,
    row: Row,
    link: Option<&ErrorLink<'_>>,
    failure: Note,
) -> Response {
    let mut response = Response::new(Bytes::new());
    let http = &mut Http {
        context: None,
        response: &mut response,
    };
    let alone = ErrorLink::of_row(subject, row);
    answer_plain(link.unwrap_or(&alone), failure, http);
    response
}

/// Returns the note on a missing header that the status requires. The derive has checked
/// the parts that are known at compile time.
#[inline(never)]
fn lacking(subject: &dyn Subject, row: Row, headers: &HeaderMap) -> Notes {
    if row.has(table::DESCRIBES) {
        header_rules::lacking(&ErrorLink::of_row(subject, row), row.status(), headers)
    } else {
        Notes::NONE
    }
}

/// Logs the response of an error whose row decides alone, with the errors that delegate to
/// it. Not inlined: if nothing is logged, the conversion needs no stack for the link.
#[inline(never)]
fn log_alone(
    subject: &dyn Subject,
    row: Row,
    link: Option<&ErrorLink<'_>>,
    notes: Notes,
    private: &str,
) {
    let alone = ErrorLink::of_row(subject, row);
    let decided = Decided::of_row(row);
    let link = link.unwrap_or(&alone);
    log::conversion(link, &decided, notes, Some(private), Made::Response, None);
}

/// Makes the response of any error.
#[inline(never)]
fn respond_all(subject: &dyn Subject, context: Option<&RequestContext>) -> Response {
    let mut response = Response::new(Bytes::new());
    convert(
        subject,
        &mut Http {
            context,
            response: &mut response,
        },
    );
    response
}

impl<'r> Protocol<'r> for Http<'r> {
    fn answer_alone(&mut self, link: &ErrorLink<'_>, row: Row) -> bool {
        let is_plain = self.context.is_none() && alone::is_plain(row);
        if is_plain {
            *self.response = respond_alone(link.subject, row, Some(link));
        }
        is_plain
    }

    fn make(
        &mut self,
        link: &ErrorLink<'_>,
        decided: &Decided<'_>,
        keeps_private: bool,
    ) -> Result<Written, Failure> {
        let Self { context, response } = self;
        caught(|| write::write(link, decided, *context, keeps_private, response))
            .unwrap_or(Err(Failure(Note::Panics)))
    }

    fn make_plain(&mut self) {
        if let Some(context) = self.context
            && let Some(response) = plain_for(context)
        {
            *self.response = response;
            return;
        }
        *self.response = alone::fixed(Row::UNMAPPED);
    }

    fn made(&self) -> Made {
        Made::Response
    }

    fn request(&self) -> Option<&'r RequestContext> {
        self.context
    }

    fn finish(&mut self, link: &ErrorLink<'_>, problem: Option<&Problem>) {
        let Self { context, response } = self;
        let may_finish =
            |link: &&ErrorLink<'_>| link.row.is_none_or(|row| row.has(table::FINISHES));
        for link in link.outward().filter(may_finish) {
            // What it changed before it panics is sent.
            let _ = caught(|| {
                let finishing = Finishing::run(*context, problem, response);
                link.subject.finish(finishing);
            });
        }
    }
}

/// Makes a plain 500 in the format that the client accepts, with the request id.
fn plain_for(context: &RequestContext) -> Option<Response> {
    let mut plain = None;
    let problem = Problem::internal_server_error();
    let _ = caught(|| {
        walk(&problem, Asked::All, &mut |link| {
            let mut decided = decide(link);
            decided.show_request_id(Some(context));
            let mut response = Response::new(Bytes::new());
            let written = write::write(link, &decided, Some(context), false, &mut response);
            plain = written.is_ok().then_some(response);
        });
    });
    plain
}

/// Adds the request id if a response has none.
#[cfg(feature = "boundary")]
pub(crate) fn with_request_id(headers: &mut HeaderMap, context: &RequestContext) {
    // A map that is full is not changed.
    if let Some(id) = context.request_id_value()
        && let Ok(Entry::Vacant(entry)) = headers.try_entry(X_REQUEST_ID)
    {
        let _ = entry.try_insert(id.clone());
    }
}

/// Logs an error that does not answer a request, once.
pub(crate) fn log_only(subject: &dyn Subject) {
    log_as(subject, Made::Nothing);
}

/// Logs the error of a response that was not made by this crate.
#[cfg(feature = "boundary")]
pub(crate) fn log_answered(subject: &dyn Subject) {
    log_as(subject, Made::Response);
}

fn log_as(subject: &dyn Subject, made: Made) {
    struct Nothing(Made);

    impl Protocol<'_> for Nothing {
        fn make(
            &mut self,
            link: &ErrorLink<'_>,
            decided: &Decided<'_>,
            keeps_private: bool,
        ) -> Result<Written, Failure> {
            if !keeps_private {
                return Ok(Written::default());
            }
            let mut private = String::new();
            let described = caught(|| {
                let sink = &mut EmptySink;
                describe(
                    link,
                    decided,
                    sink,
                    &mut HeaderMap::new(),
                    Some(&mut private),
                )
                .result()
            });
            let notes = match described.unwrap_or(Err(Failure(Note::Panics))) {
                Ok(notes) => notes,
                Err(Failure(failure)) => failure.into(),
            };
            Ok(Written::new(notes, private, None))
        }

        fn make_plain(&mut self) {}

        fn made(&self) -> Made {
            self.0
        }
    }

    convert(subject, &mut Nothing(made));
}
