//! The response of an error whose row decides alone: it needs neither links nor a
//! decision. All of this file is there for speed; it saves half of the instructions of
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

/// The head of a response without headers. It becomes a response with its body: that
/// saves the copy of a response that was changed after it was made.
#[inline]
pub(crate) fn head(row: Row) -> Parts {
    let (mut head, ()) = Response::new(()).into_parts();
    head.status = row.status_code();
    head
}

/// A response of which nothing depends on the occurrence.
#[inline]
pub(crate) fn fixed(row: Row) -> crate::response::Response {
    let mut head = head(row);
    let headers = &mut head.headers;
    headers_of_row(row, headers).complete_problem(headers);
    Response::from_parts(head, Bytes::from_static(row.body().unwrap_or_default()))
}

/// Whether the response of a row that decides alone is a problem+json to any request
/// whose `Accept` is not known, and nothing is asked once it is written.
#[inline]
pub(crate) fn is_plain(row: Row) -> bool {
    row.format().is_none() && row.status() != 304 && !row.has(table::FINISHES)
}

/// Writes the headers of an error whose row decides alone and has the body. The status is
/// the response's, so that nothing of them is masked.
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

/// Writes headers and body of an error whose row decides alone: nothing is masked but
/// `Display`.
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
        // Saves the writer where the row and `Display` are all there is.
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

/// Shows the text of `Display` of an error whose row decides alone.
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

/// Puts the headers that a row has.
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
