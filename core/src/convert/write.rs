//! A problem is written: once around, into one buffer.

use std::cell::Cell;
use std::fmt::{self, Display, Write as _};
use std::ops::RangeInclusive;

use bytes::Bytes;
use http::header::VARY;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::body::accept;
use crate::body::format::{Body, ProblemJson as Settings, Shape};
use crate::body::html::Page;
use crate::body::member::Member;
use crate::body::names::NameSet;
use crate::body::sink::{
    Audience, Collected, EmptySink, ProblemJsonSink, ShapedJson, Sink, TextSink,
};
use crate::caught::caught;
use crate::convert::decide::{Decided, inspect};
use crate::convert::header_rules;
use crate::convert::headers::{Outgoing, PROBLEM_JSON};
use crate::convert::link::ErrorLink;
use crate::convert::mask::{self, Mask, Shown};
use crate::describe::description::{Description, Place, Recipient};
use crate::describe::subject::Subject;
use crate::facts;
use crate::note::{Failure, Note};
use crate::problem::Problem;
use crate::request::RequestContext;
use crate::response::Response;
use crate::table::{self, Row};
use crate::value::detail::ToDetail;
use crate::value::metadata::Metadata;
use crate::value::{InvalidValue, uri};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const ACCEPT: HeaderValue = HeaderValue::from_static("accept");
const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// What is known once a response is written.
#[derive(Default)]
pub(crate) struct Written {
    /// Something could not be sent.
    pub(crate) note: Option<Note>,
    /// Few responses have it: it is boxed, so that the others do not pay for its size.
    pub(crate) kept: Option<Box<Kept>>,
}

/// What is needed once a response is written.
pub(crate) struct Kept {
    /// The private context, for the log.
    pub(crate) private: String,
    /// The problem that is sent, where `finish` takes it.
    pub(crate) problem: Option<Problem>,
}

impl Written {
    pub(crate) fn new(note: Option<Note>, private: String, problem: Option<Problem>) -> Self {
        let is_kept = !private.is_empty() || problem.is_some();
        Self {
            note,
            kept: is_kept.then(|| Box::new(Kept { private, problem })),
        }
    }
}

/// Gives a response of which only the body is there the rest, where nothing of it
/// depends on the occurrence. Saves the writer, and so half of the instructions.
#[inline]
pub(crate) fn fixed(row: Row, response: &mut Response) {
    *response.status_mut() = status_code(row);
    let headers = response.headers_mut();
    headers_of_row(row, headers).complete_problem(headers);
}

/// The body of such a response.
#[inline]
pub(crate) fn static_body(row: Row) -> Bytes {
    Bytes::from_static(row.body().unwrap_or_default())
}

/// Whether the response of a row that decides alone is a problem+json to any request
/// whose `Accept` is not known, and nothing is asked once it is written.
#[inline]
pub(crate) fn is_plain(row: Row) -> bool {
    row.format().is_none() && row.status() != 304 && !row.has(table::FINISHES)
}

/// Writes the response of an error whose row decides alone into an empty one: its
/// status is the response's, so that nothing of it is masked but `Display`. Saves a
/// third of the instructions.
#[inline]
pub(crate) fn alone(
    subject: &dyn Subject,
    row: Row,
    private: Option<&mut String>,
    response: &mut Response,
) -> Result<Option<Note>, Failure> {
    *response.status_mut() = status_code(row);
    let headers = response.headers_mut();
    let mut outgoing = headers_of_row(row, headers);
    let mut note = None;
    // Saves the writer where the row and `Display` are all there is.
    let describes = row.has(table::SAYS);
    let bytes = if row.has(table::FIXED_BODY)
        && let Some(body) = row.body()
    {
        if describes {
            let said = describe_alone(subject, row, outgoing, &mut EmptySink, headers, private);
            (outgoing, note) = said?;
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
                note = display_alone(subject, row, &mut sink)?;
            }
            if describes {
                let said = describe_alone(subject, row, outgoing, &mut sink, headers, private)?;
                (outgoing, note) = (said.0, said.1.or(note));
            }
            sink.end();
            Ok(exactly(out))
        })?
    };
    outgoing.complete_problem(headers);
    // Saves the link for most statuses.
    if describes && note.is_none() && facts::mandatory_header(row.status()).is_some() {
        note = lacking_header(&ErrorLink::of_row(subject, row), row.status(), headers);
    }
    *response.body_mut() = bytes;
    Ok(note)
}

/// Shows the text of `Display` of an error whose row decides alone.
#[inline]
fn display_alone(
    subject: &dyn Subject,
    row: Row,
    sink: &mut ProblemJsonSink<'_>,
) -> Result<Option<Note>, Failure> {
    let mask = Mask::alone(row);
    if !mask.shows_display() {
        return Ok(None);
    }
    let Some(text) = subject.display() else {
        return Ok(None);
    };
    if row.has(table::UNPROVED) && mask.shows_unproved(subject.error()) != Shown::Yes {
        return Ok(Some(Note::DisplayUnproved));
    }
    sink.has_detail = true;
    let outcome = sink.detail(&text);
    outcome.map_err(|_| Failure(Note::DisplayFails))?;
    Ok(None)
}

/// Asks an error whose row decides alone, and whose detail is written, what it says.
#[inline]
fn describe_alone(
    subject: &dyn Subject,
    row: Row,
    outgoing: Outgoing,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> Result<(Outgoing, Option<Note>), Failure> {
    let mut writer = Writer::new(Mask::alone(row), sink, headers, private);
    writer.outgoing = outgoing;
    writer.current.row = Some(row);
    subject.describe(&mut Description::new(&mut writer));
    subject.describe_type(&mut Description::new(&mut writer));
    match writer.failure {
        Some(failure) => Err(Failure(failure)),
        None => Ok((writer.outgoing, writer.note)),
    }
}

#[inline]
fn status_code(row: Row) -> StatusCode {
    StatusCode::from_u16(row.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
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
    let takes_problem = link.takes_problem();
    let mut private = String::new();
    let private_parts = keeps_private.then_some(&mut private);
    let mut problem = None;
    let headers = response.headers_mut();
    let (body, outcome) = if takes_problem || matches!(shape, Shape::Other) {
        let (collected, outcome) = collected(link, decided, headers, private_parts);
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
        body(link, decided, shape, headers, private_parts)
    };
    if let Some(failure) = outcome.failure {
        return Err(Failure(failure));
    }
    if body.failed {
        return Err(Failure(Note::FormatFails));
    }
    if let Shape::ProblemJson(_) = shape {
        outcome.outgoing.complete_problem(headers);
    } else {
        // A cache would take `no-store` over for what it has stored (RFC 9111
        // §4.3.4).
        let is_stored = decided.status() == 304;
        outcome
            .outgoing
            .complete(headers, body.media_type, is_stored);
    }
    *response.body_mut() = body.bytes;
    if is_negotiated {
        vary(response.headers_mut());
    }
    let note = outcome
        .note
        .or_else(|| lacking_header(link, decided.status(), response.headers()));
    Ok(Written::new(note, private, problem))
}

/// The bytes of a problem+json.
#[inline]
fn problem_body(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    settings: Settings,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> (Bytes, Outcome) {
    // Saves the writing where only headers depend on the occurrence.
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

/// The shape of the body, and whether the request's `Accept` chose it.
#[inline]
fn shape(decided: &Decided<'_>, context: Option<&RequestContext>) -> (Shape, bool) {
    let shape = match decided.format {
        _ if decided.status() == 304 => return (Shape::Empty, false),
        Some(format) => format.shape(),
        None => Shape::Negotiated,
    };
    match (shape, context) {
        (Shape::Negotiated, None) => (Shape::ProblemJson(Settings::default()), false),
        (Shape::Negotiated, Some(context)) => (accept::preferred(context.accept()), true),
        (shape, _) => (shape, false),
    }
}

fn vary(headers: &mut HeaderMap) {
    // A map that is full stays as it is.
    let _: Result<bool, _> = headers.try_append(VARY, ACCEPT);
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

/// The outermost error that can be downcast. What a `Problem` holds may be a pointer
/// to the error, so the error itself comes first.
fn typed_error<'l>(link: &'l ErrorLink<'l>) -> Option<&'l (dyn std::error::Error + 'static)> {
    let outermost = link.outermost().subject.typed();
    outermost.or_else(|| {
        link.outward()
            .filter_map(|link| link.subject.typed())
            .last()
    })
}

/// The note on a response without the header that its status must have,
/// RFC 9110 §15. One that is written as `None` is left out on purpose.
fn lacking_header(link: &ErrorLink<'_>, status: u16, headers: &HeaderMap) -> Option<Note> {
    let name = facts::mandatory_header(status)?;
    let is_meant = |row: Row| row.has(table::LEFT_OUT) && row.status() == status;
    if link.outward().any(|link| link.row.is_some_and(is_meant)) {
        return None;
    }
    let value = headers.get(name);
    // An empty `Allow` is valid: the resource allows no method (§10.2.1).
    let is_there = value.is_some_and(|value| !value.is_empty() || name == "allow");
    (!is_there).then_some(Note::HeaderLacking)
}

/// What writing brought to light.
pub(crate) struct Outcome {
    outgoing: Outgoing,
    note: Option<Note>,
    /// Nothing can be sent.
    pub(crate) failure: Option<Note>,
}

impl Outcome {
    pub(crate) fn result(&self) -> Result<Option<Note>, Failure> {
        match self.failure {
            Some(failure) => Err(Failure(failure)),
            None => Ok(self.note),
        }
    }
}

/// Asks all errors of a conversion what they say, and hands it to the sink.
pub(crate) fn describe(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> Outcome {
    let mut writer = Writer::new(decided.mask(None), sink, headers, private);
    writer.links(link);
    writer.outcome()
}

/// The body in a shape of ours.
pub(crate) fn body(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    shape: Shape,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> (Body, Outcome) {
    let kind = decided.kind();
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
        Shape::Html => scratch(|out| {
            let mut sink = Page::begin(out, kind);
            let outcome = describe(link, decided, &mut sink, headers, private);
            sink.end();
            (HTML, exactly(out), outcome)
        }),
        Shape::Empty | Shape::Negotiated | Shape::Other => {
            let outcome = describe(link, decided, &mut EmptySink, headers, private);
            return (Body::empty(), outcome);
        }
    };
    let body = Body {
        media_type: Some(media_type),
        bytes,
        failed: false,
    };
    (body, outcome)
}

/// The body of a problem in a shape of ours.
pub(crate) fn body_of(problem: &Problem, shape: Shape) -> Body {
    let written = inspect(problem, |link, decided| {
        let mut headers = HeaderMap::new();
        let (body, outcome) = body(link, decided, shape, &mut headers, None);
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

/// The body of a row whose headers alone depend on the occurrence.
fn fixed_body(decided: &Decided<'_>, settings: Settings) -> Option<&'static [u8]> {
    let row = decided.row()?;
    let is_fixed = decided.is_alone && settings.has_code && row.has(table::FIXED_BODY);
    if is_fixed { row.body() } else { None }
}

/// The JSON up to the detail: the row's own, where it has it.
fn problem_json<'a>(
    out: &'a mut Vec<u8>,
    decided: &Decided<'_>,
    settings: Settings,
) -> ProblemJsonSink<'a> {
    if settings.has_code
        && let Some(row) = decided.row()
    {
        // Among others, another error may have a detail that takes precedence.
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

/// The problem that a format of the user's is given.
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

/// The parts of the occurrence, without a response and without a log event;
/// nothing where it cannot be written.
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

/// Receives the description of one error after the other, and masks it.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about what was written"
)]
struct Writer<'a> {
    sink: &'a mut dyn Sink,
    headers: &'a mut HeaderMap,
    /// Receives the private context; `None` where no event is logged.
    private: Option<&'a mut String>,
    outgoing: Outgoing,
    /// The error that is described.
    current: Current,
    has_detail: bool,
    has_instance: bool,
    /// Whether two errors, or two parts of one, may name the same member.
    has_layers: bool,
    /// Whether the last header was kept, for those that append to it.
    keeps_header: bool,
    rare: Option<Box<Rare>>,
    note: Option<Note>,
    failure: Option<Note>,
}

/// What is known of the error that is described.
struct Current {
    mask: Mask,
    row: Option<Row>,
    depth: usize,
    delegates: bool,
    /// Whether its detail is `None`, so that its type adds none.
    declines_detail: bool,
}

/// What only few errors have.
#[derive(Default)]
struct Rare {
    /// The headers that the error at hand leaves out: its type does not add them.
    declined: Vec<HeaderName>,
    /// The members so far.
    names: NameSet,
    /// The private context of the error at hand.
    context: NameSet,
    /// The detail of a type whose variant delegates to an error without one.
    type_detail: Option<String>,
}

impl<'a> Writer<'a> {
    #[inline]
    fn new(
        mask: Mask,
        sink: &'a mut dyn Sink,
        headers: &'a mut HeaderMap,
        private: Option<&'a mut String>,
    ) -> Self {
        let has_detail = sink.has_detail();
        Self {
            sink,
            headers,
            private,
            outgoing: Outgoing::default(),
            current: Current {
                mask,
                row: None,
                depth: 0,
                delegates: false,
                declines_detail: false,
            },
            has_detail,
            has_instance: false,
            has_layers: false,
            keeps_header: false,
            rare: None,
            note: None,
            failure: None,
        }
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    fn outcome(self) -> Outcome {
        Outcome {
            outgoing: self.outgoing,
            note: self.note,
            failure: self.failure,
        }
    }

    /// Asks all errors, the outermost first.
    fn links(&mut self, innermost: &ErrorLink<'_>) {
        self.has_layers = innermost.outer.is_some();
        innermost.inward(&mut |link| self.link(link));
        self.unmapped(innermost);
        let late = self.rare.as_mut().and_then(|rare| rare.type_detail.take());
        if let Some(detail) = late.filter(|_| !self.has_detail) {
            self.put_detail(&detail);
        }
        if innermost.is_endless {
            self.note = Some(Note::DelegatesWithoutEnd);
        }
    }

    fn link(&mut self, link: &ErrorLink<'_>) {
        self.current = Current {
            mask: self.current.mask.of(link.own_status.get()),
            row: link.row,
            depth: link.depth,
            delegates: link.delegates.get(),
            declines_detail: false,
        };
        if let Some(rare) = &mut self.rare {
            rare.declined.clear();
            rare.context = NameSet::default();
        }
        let subject = link.subject;
        let Some(row) = link.row else {
            self.has_layers = true;
            subject.describe(&mut Description::new(self));
            if !self.current.delegates {
                self.display(subject, true);
            }
            return;
        };
        let status = self.current.mask.status();
        let is_own = row.status() == status;
        self.fixed_headers(if is_own {
            row.headers()
        } else {
            row.own_headers()
        });
        self.detail_of_row(subject, row);
        subject.describe(&mut Description::new(self));
        if !is_own {
            for rule in row.rules(status) {
                self.fixed_headers(rule.headers);
            }
        }
        subject.describe_type(&mut Description::new(self));
    }

    /// The detail that a row has, or the text of `Display` where it implies that.
    #[inline]
    fn detail_of_row(&mut self, subject: &dyn Subject, row: Row) {
        if self.has_detail {
            return;
        }
        if row.has(table::DISPLAY) {
            self.display(subject, row.has(table::UNPROVED));
        } else if let Some(detail) = row.detail() {
            if !row.has(table::IMPLICIT) {
                self.detail(&detail);
            } else if self.current.mask.shows_display() {
                self.put_detail(&detail);
            }
        }
    }

    /// The parts of unmapped variants, where one turned out to be unmapped at
    /// run time.
    fn unmapped(&mut self, innermost: &ErrorLink<'_>) {
        let Some(row) = mask::unmapped_row(innermost) else {
            return;
        };
        if innermost.row == Some(row) || self.current.mask.status() != row.status() {
            return;
        }
        self.fixed_headers(row.headers());
        if let Some(detail) = row.detail() {
            self.detail(&detail);
        }
    }

    /// Puts headers whose value is known at compile time.
    fn fixed_headers(&mut self, headers: &'static [table::Header]) {
        let mut previous = None;
        for header in headers {
            let place = if previous == Some(&header.name) {
                Place::Append
            } else {
                Place::First
            };
            previous = Some(&header.name);
            self.put_header(&header.name, Ok(Some(header.value.clone())), place);
        }
    }

    /// Shows the text of `Display`, where no key has given a detail.
    fn display(&mut self, subject: &dyn Subject, is_unproved: bool) {
        let Some(text) = subject.display().filter(|_| !self.has_detail) else {
            return;
        };
        let mask = self.current.mask;
        let shown = if is_unproved {
            mask.shows_unproved(subject.error())
        } else if mask.shows_display() {
            Shown::Yes
        } else {
            Shown::No
        };
        match shown {
            Shown::Yes => self.put_detail(&text),
            Shown::No => {}
            Shown::Unproved => self.note = self.note.or(Some(Note::DisplayUnproved)),
        }
    }

    fn put_detail(&mut self, text: &dyn Display) {
        self.has_detail = true;
        let outcome = self.sink.detail(text);
        self.check(outcome);
    }

    fn check(&mut self, outcome: fmt::Result) {
        if outcome.is_err() {
            self.failure = Some(Note::DisplayFails);
        }
    }

    fn put_header(
        &mut self,
        name: &HeaderName,
        value: Result<Option<HeaderValue>, InvalidValue>,
        place: Place,
    ) {
        if place != Place::Append {
            self.keeps_header = self.takes_header(name, place);
        }
        if !self.keeps_header {
            return;
        }
        match value {
            Ok(Some(value)) => {
                if let Err(note) = self.outgoing.put(self.headers, name, value) {
                    self.note = Some(note);
                }
            }
            Ok(None) if place == Place::Append => {}
            Ok(None) => {
                let name = name.clone();
                self.rare().declined.push(name);
            }
            Err(_) => self.note = Some(Note::HeaderInvalid),
        }
    }

    /// Whether a header is public, and nothing that takes precedence has set it.
    fn takes_header(&self, name: &HeaderName, place: Place) -> bool {
        if Outgoing::has(self.headers, name) {
            return false;
        }
        if let Some(rare) = &self.rare
            && rare.declined.contains(name)
        {
            return false;
        }
        match place {
            Place::Bound => self.current.mask.shows_bound_header(name),
            _ => self.current.mask.shows_header(name),
        }
    }
}

impl Recipient for Writer<'_> {
    fn row(&self) -> usize {
        self.current.row.map_or(0, Row::index)
    }

    fn is(&self, statuses: &[RangeInclusive<u16>]) -> bool {
        let status = self.current.mask.status();
        statuses.iter().any(|range| range.contains(&status))
    }

    fn detail(&mut self, text: &dyn Display) {
        if self.has_detail {
            return;
        }
        // An inner error's detail does not take the place of one that is masked.
        self.has_detail = true;
        if self.current.mask.shows_named() {
            self.put_detail(text);
        }
    }

    fn no_detail(&mut self) {
        self.has_detail = true;
    }

    fn no_type_detail(&mut self) {
        self.current.declines_detail = true;
    }

    fn type_detail(&mut self, text: &dyn Display) {
        if self.has_detail || self.current.declines_detail {
            return;
        }
        if !self.current.delegates {
            return self.detail(text);
        }
        if self.current.mask.shows_named() {
            let mut late = String::new();
            let outcome = write!(late, "{text}");
            self.check(outcome);
            self.rare().type_detail = Some(late);
        }
    }

    fn instance(&mut self, instance: &dyn ToDetail) {
        if self.has_instance || !self.current.mask.shows_named() {
            return;
        }
        let mut text = None;
        let mut outcome = Ok(());
        instance.with_detail(&mut |display| {
            outcome = write!(text.insert(String::new()), "{display}");
        });
        if let Some(text) = text {
            self.has_instance = true;
            outcome = outcome.and_then(|()| self.sink.instance(&uri::encode(text.into())));
        }
        self.check(outcome);
    }

    fn wants_members(&self) -> bool {
        self.current.mask.shows_named()
    }

    fn member(&mut self, name: &str, value: &dyn Member, is_checked: bool) {
        if !self.current.mask.shows_named() {
            return;
        }
        if !is_checked && self.sink.reserves(name) {
            self.note = Some(Note::MemberReserved);
            return;
        }
        if self.has_layers && !self.rare().names.insert(name) {
            return;
        }
        if self.sink.member(name, value).is_err() {
            self.failure = Some(Note::MemberFails);
        }
    }

    fn layer(&mut self) {
        self.has_layers = true;
    }

    fn header(
        &mut self,
        name: &HeaderName,
        value: Result<Option<HeaderValue>, InvalidValue>,
        place: Place,
    ) {
        if place == Place::Valid {
            return self.put_header(name, value, place);
        }
        if header_rules::may_be_set(name, self.current.mask.status()) {
            self.put_header(name, header_rules::checked(name, value), place);
        } else {
            self.note = Some(Note::HeaderNotOurs);
            self.keeps_header = false;
        }
    }

    fn metadata(&mut self, key: &str, value: Metadata<'_>) {
        if self.current.mask.shows_named()
            && self.sink.metadata(key, self.current.depth, value).is_err()
        {
            self.note = Some(Note::MetadataInvalid);
        }
    }

    fn context(&mut self, name: &str, value: &dyn Display) {
        let Some(private) = &mut self.private else {
            return;
        };
        let names = &mut self.rare.get_or_insert_default().context;
        // A variant takes precedence over its type.
        if !names.insert(name) {
            return;
        }
        if !private.is_empty() {
            private.push(' ');
        }
        if write!(private, "{name}={value}").is_err() {
            private.push_str("(its `Display` fails)");
        }
    }

    fn audience(&self) -> Audience {
        self.sink.audience()
    }

    fn shows_read(&self, status: Option<u16>) -> bool {
        self.sink.audience() == Audience::Program || self.current.mask.shows_read(status)
    }

    fn note(&mut self, note: Note) {
        self.note = Some(note);
    }

    fn fail(&mut self, note: Note) {
        self.failure = Some(note);
    }
}

thread_local! {
    /// A body is written here and then copied to where it has exactly its
    /// length: one allocation per response, however often it had to grow.
    static SCRATCH: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// What a thread keeps between two responses.
const KEPT: usize = 16 * 1024;

/// The bytes at exactly their length. A box is taken as it is; of a `Vec` it would be
/// asked first whether it has room to spare. A buffer that the thread does not keep
/// is handed over, which saves a copy of a large body.
#[inline]
fn exactly(out: &mut Vec<u8>) -> Bytes {
    if out.capacity() > KEPT {
        Bytes::from(std::mem::take(out))
    } else {
        Bytes::from(Box::<[u8]>::from(&**out))
    }
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
