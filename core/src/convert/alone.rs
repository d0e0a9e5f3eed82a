//! The response of an error whose row decides alone: it needs neither links nor a
//! decision. This whole file exists for speed: it saves half of the instructions of
//! most responses.

use bytes::Bytes;
use http::HeaderMap;

use crate::body::buffer::{exactly, scratch};
use crate::body::format::ProblemJson as Settings;
use crate::body::sink::{EmptySink, ProblemJsonSink, Sink};
use crate::convert::decide::Decided;
use crate::convert::header_rules;
use crate::convert::headers::Outgoing;
use crate::convert::link::ErrorLink;
use crate::convert::mask::{Mask, Shown};
use crate::convert::writer::describe_alone;
use crate::describe::subject::Subject;
use crate::facts;
use crate::note::{Failure, Note, Notes};
use crate::response::Response;
use crate::table::{self, Row};

/// Completes a response that has only a body, if nothing in it differs between
/// occurrences.
#[inline]
pub(crate) fn fixed(row: Row, response: &mut Response) {
    *response.status_mut() = row.status_code();
    let headers = response.headers_mut();
    headers_of_row(row, headers).complete_problem(headers);
}

/// Returns the body of such a response.
#[inline]
pub(crate) fn static_body(row: Row) -> Bytes {
    Bytes::from_static(row.body().unwrap_or_default())
}

/// Returns whether the response of a row that decides alone is problem+json for
/// every request whose `Accept` is not known, and nothing is asked after it is
/// written.
#[inline]
pub(crate) fn is_plain(row: Row) -> bool {
    row.format().is_none() && row.status() != 304 && !row.has(table::FINISHES)
}

/// Writes the response of an error whose row decides alone into an empty one. Its
/// status is the status of the response, so that only `Display` can be masked.
#[inline]
pub(crate) fn write(
    subject: &dyn Subject,
    row: Row,
    private: Option<&mut String>,
    response: &mut Response,
) -> Result<Notes, Failure> {
    *response.status_mut() = row.status_code();
    let headers = response.headers_mut();
    let mut outgoing = headers_of_row(row, headers);
    let mut notes = Notes::NONE;
    // Saves the writer if there is only the row and `Display`.
    let describes = row.has(table::DESCRIBES);
    let bytes = if row.has(table::FIXED_BODY)
        && let Some(body) = row.body()
    {
        if describes {
            let outcome = describe_alone(subject, row, outgoing, &mut EmptySink, headers, private);
            (outgoing, notes) = outcome?;
        }
        Bytes::from_static(body)
    } else {
        scratch(|out| {
            let mut sink = match row.json_with_detail() {
                Some(json) => ProblemJsonSink::begun(out, json, row.detail().is_some()),
                None => {
                    ProblemJsonSink::begin(out, Settings::default(), Decided::of_row(row).kind())
                }
            };
            if !sink.has_detail && row.has(table::DISPLAY) {
                notes = display_alone(subject, row, &mut sink)?;
            }
            if describes {
                let outcome = describe_alone(subject, row, outgoing, &mut sink, headers, private)?;
                (outgoing, notes) = (outcome.0, outcome.1.with(notes));
            }
            sink.end();
            Ok(exactly(out))
        })?
    };
    outgoing.complete_problem(headers);
    // Saves the link for most statuses.
    if describes && facts::mandatory_header(row.status()).is_some() {
        let link = ErrorLink::of_row(subject, row);
        notes = notes.with(header_rules::lacking(&link, row.status(), headers));
    }
    *response.body_mut() = bytes;
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
