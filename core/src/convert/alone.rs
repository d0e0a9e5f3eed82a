//! The response of an error whose row decides alone: it needs neither links nor a
//! decision. This whole file exists for speed: it saves half of the instructions of
//! most responses.

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderMap, Response};

use crate::body::buffer::{exactly, scratch};
use crate::body::format::ProblemJson as Settings;
use crate::body::sink::{EmptySink, ProblemJsonSink, Sink};
use crate::convert::decide::Decided;
use crate::convert::headers::Outgoing;
use crate::convert::mask::{Mask, Shown};
use crate::convert::writer::describe_alone;
use crate::describe::subject::Subject;
use crate::note::{Failure, Note, Notes};
use crate::table::{self, Row};

/// Returns the head of a response without headers. The response is made of it at the
/// end: to change a response after it is made costs another copy of it.
#[inline]
pub(crate) fn head(row: Row) -> Parts {
    let (mut head, ()) = Response::new(()).into_parts();
    head.status = row.status_code();
    head
}

/// Makes a response in which nothing differs between occurrences.
#[inline]
pub(crate) fn fixed(row: Row) -> crate::response::Response {
    let mut head = head(row);
    let headers = &mut head.headers;
    headers_of_row(row, headers).complete_problem(headers);
    Response::from_parts(head, Bytes::from_static(row.body().unwrap_or_default()))
}

/// Returns whether the response of a row that decides alone is problem+json for
/// every request whose `Accept` is not known, and nothing is asked after it is
/// written.
#[inline]
pub(crate) fn is_plain(row: Row) -> bool {
    row.format().is_none() && row.status() != 304 && !row.has(table::FINISHES)
}

/// Writes the headers of an error whose row decides alone and has the body. Its
/// status is the status of the response, so that no header is masked.
#[inline]
pub(crate) fn write_headers(
    subject: &dyn Subject,
    row: Row,
    private: Option<&mut String>,
    headers: &mut HeaderMap,
) -> Result<Notes, Failure> {
    let outgoing = headers_of_row(row, headers);
    if row.has(table::DESCRIBES) {
        described(subject, row, outgoing, &mut EmptySink, headers, private)
    } else {
        outgoing.complete_problem(headers);
        Ok(Notes::NONE)
    }
}

/// Writes the headers and the body of an error whose row decides alone. Its status is
/// the status of the response, so that only `Display` can be masked.
#[inline]
pub(crate) fn write(
    subject: &dyn Subject,
    row: Row,
    private: Option<&mut String>,
    headers: &mut HeaderMap,
) -> Result<(Bytes, Notes), Failure> {
    let outgoing = headers_of_row(row, headers);
    scratch(|out| {
        let mut sink = match row.json_with_detail() {
            Some(json) => ProblemJsonSink::begun(out, json, row.detail().is_some()),
            None => ProblemJsonSink::begin(out, Settings::default(), Decided::of_row(row).kind()),
        };
        let mut notes = Notes::NONE;
        if !sink.has_detail && row.has(table::DISPLAY) {
            notes = display_alone(subject, row, &mut sink)?;
        }
        // Saves the writer if there is only the row and `Display`.
        if row.has(table::DESCRIBES) {
            let described = described(subject, row, outgoing, &mut sink, headers, private)?;
            notes = notes.with(described);
        } else {
            outgoing.complete_problem(headers);
        }
        sink.end();
        Ok((exactly(out), notes))
    })
}

/// Describes the error to a sink, and completes the headers.
#[expect(clippy::inline_always, reason = "saves 30 instructions, twice")]
#[inline(always)]
fn described(
    subject: &dyn Subject,
    row: Row,
    outgoing: Outgoing,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> Result<Notes, Failure> {
    let (outgoing, notes) = describe_alone(subject, row, outgoing, sink, headers, private)?;
    outgoing.complete_problem(headers);
    Ok(notes)
}

/// Writes the text of `Display` of an error whose row decides alone.
#[inline]
fn display_alone(
    subject: &dyn Subject,
    row: Row,
    sink: &mut ProblemJsonSink<'_>,
) -> Result<Notes, Failure> {
    match Mask::alone(row).shown(subject, row.has(table::UNPROVED)) {
        Shown::Yes => {}
        Shown::No => return Ok(Notes::NONE),
        Shown::Unproved => return Ok(Note::DisplayUnproved.into()),
    }
    if let Some(text) = subject.display() {
        sink.has_detail = true;
        let outcome = sink.detail(text);
        outcome.map_err(|_| Failure(Note::DisplayFails))?;
    }
    Ok(Notes::NONE)
}

/// Adds the headers of a row.
#[inline]
fn headers_of_row(row: Row, headers: &mut HeaderMap) -> Outgoing {
    #[inline(never)]
    fn put(all: &[table::Header], headers: &mut HeaderMap) -> Outgoing {
        let mut outgoing = Outgoing::default();
        for header in all {
            outgoing.append(headers, &header.name, header.value.clone());
        }
        outgoing
    }

    // Saves the call for most rows.
    match row.headers() {
        [] => Outgoing::default(),
        all => put(all, headers),
    }
}
