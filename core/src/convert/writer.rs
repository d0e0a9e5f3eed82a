//! Receives the descriptions of the errors of a conversion, and masks them.

use std::fmt::{self, Display, Write as _};
use std::ops::RangeInclusive;

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::body::member::{Member, Name};
use crate::body::names::NameSet;
use crate::body::sink::{Audience, Sink};
use crate::convert::decide::Decided;
use crate::convert::header_rules;
use crate::convert::headers::Outgoing;
use crate::convert::link::ErrorLink;
use crate::convert::mask::{self, Mask, Shown};
use crate::describe::description::{Description, Place, Recipient};
use crate::describe::subject::Subject;
use crate::facts;
use crate::note::{Failure, Note, Notes};
use crate::table::{self, Row};
use crate::value::detail::ToDetail;
use crate::value::metadata::Metadata;
use crate::value::{InvalidValue, uri};

/// The member that shows the identifier of the request.
const REQUEST_ID: &str = "request_id";

/// The result of describing the errors of a conversion.
pub(crate) struct Outcome {
    pub(crate) outgoing: Outgoing,
    pub(crate) notes: Notes,
    /// Nothing can be sent.
    pub(crate) failure: Option<Note>,
}

impl Outcome {
    pub(crate) fn result(&self) -> Result<Notes, Failure> {
        match self.failure {
            Some(failure) => Err(Failure(failure)),
            None => Ok(self.notes),
        }
    }
}

/// Describes all errors of a conversion to a sink.
pub(crate) fn describe(
    link: &ErrorLink<'_>,
    decided: &Decided<'_>,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> Outcome {
    let mut writer = Writer::new(decided.mask(None), sink, headers, private);
    writer.request_id = decided.request_id;
    writer.links(link);
    if let Some(id) = writer.request_id.take() {
        writer.has_layers = false;
        writer.add_member(Name::checked(REQUEST_ID), &id);
    }
    writer.outcome()
}

/// Describes an error whose row decides alone and whose detail is already written.
#[expect(clippy::inline_always, reason = "saves 30 instructions, twice")]
#[inline(always)]
pub(crate) fn describe_alone(
    subject: &dyn Subject,
    row: Row,
    outgoing: Outgoing,
    sink: &mut dyn Sink,
    headers: &mut HeaderMap,
    private: Option<&mut String>,
) -> Result<(Outgoing, Notes), Failure> {
    let mut writer = Writer::new(Mask::alone(row), sink, headers, private);
    writer.outgoing = outgoing;
    writer.current.row = Some(row);
    subject.describe_with_type(&mut Description::new(&mut writer));
    let Writer {
        outgoing,
        notes,
        failure,
        rare,
        ..
    } = writer;
    // Saves a call for most errors, which have none.
    if let Some(rare) = rare {
        drop(rare);
    }
    match failure {
        Some(failure) => Err(Failure(failure)),
        None => Ok((outgoing, notes)),
    }
}

/// Receives the descriptions of the errors one after another, and masks them.
struct Writer<'a> {
    sink: &'a mut dyn Sink,
    headers: &'a mut HeaderMap,
    /// Receives the private context; `None` if no event is logged.
    private: Option<&'a mut String>,
    outgoing: Outgoing,
    /// The error that is described.
    current: Current,
    has_detail: bool,
    has_instance: bool,
    /// Whether two errors, or two parts of one, may name the same member.
    has_layers: bool,
    /// The text for [`REQUEST_ID`], unless an error has a member with that name.
    request_id: Option<&'a str>,
    /// The header that was set last, for calls that append to it; `None` if it is
    /// not sent.
    appendable: Option<HeaderName>,
    rare: Option<Box<Rare>>,
    notes: Notes,
    failure: Option<Note>,
}

/// What is known about the error that is described.
struct Current {
    mask: Mask,
    /// The mask of its own status, while the mask of the final status replaces it.
    of_own_status: Option<Mask>,
    /// Whether it turned out to be unmapped at run time.
    is_unmapped: bool,
    row: Option<Row>,
    depth: usize,
    delegates: bool,
    /// Whether its detail is `None`, so that its type does not add one.
    declines_detail: bool,
}

/// State that only few errors have.
#[derive(Default)]
struct Rare {
    /// The headers that the current error leaves out, so that its type does not add them.
    declined: Vec<HeaderName>,
    /// The members so far.
    names: NameSet,
    /// The names of the private context of the current error.
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
                of_own_status: None,
                is_unmapped: false,
                row: None,
                depth: 0,
                delegates: false,
                declines_detail: false,
            },
            has_detail,
            has_instance: false,
            has_layers: false,
            request_id: None,
            appendable: None,
            rare: None,
            notes: Notes::NONE,
            failure: None,
        }
    }

    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    fn outcome(self) -> Outcome {
        Outcome {
            outgoing: self.outgoing,
            notes: self.notes,
            failure: self.failure,
        }
    }

    /// Asks all errors, starting with the outermost one.
    fn links(&mut self, innermost: &ErrorLink<'_>) {
        self.has_layers |= innermost.outer.is_some();
        let unmapped = mask::unmapped(innermost).filter(|(link, row)| link.row != Some(*row));
        innermost.inward(&mut |link| {
            let unmapped = unmapped.filter(|(owner, _)| std::ptr::eq(*owner, link));
            self.link(link, unmapped.map(|(_, row)| row));
        });
        let late = self.rare.as_mut().and_then(|rare| rare.type_detail.take());
        if let Some(detail) = late.filter(|_| !self.has_detail) {
            self.put_detail(&detail);
        }
        if innermost.is_endless {
            self.notes.add(Note::DelegatesWithoutEnd);
        }
    }

    /// Asks one error. The row stands for it if it turned out to be unmapped.
    fn link(&mut self, link: &ErrorLink<'_>, unmapped: Option<Row>) {
        let own = link.own_status.get();
        self.current = Current {
            mask: self.current.mask.of(own),
            of_own_status: None,
            is_unmapped: unmapped.is_some(),
            row: link.row,
            depth: link.depth,
            delegates: link.delegates.get(),
            declines_detail: false,
        };
        self.appendable = None;
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
        if let Some(unmapped) = unmapped {
            self.fixed_headers(unmapped.own_headers());
            if let Some(detail) = unmapped.detail() {
                self.detail(&detail);
            }
        }
        if !is_own {
            self.names_final_status(true);
            for rule in row.rules(status) {
                self.fixed_headers(rule.headers);
            }
            self.names_final_status(false);
        }
        subject.describe_type(&mut Description::new(self));
    }

    /// Writes the detail of a row, or the text of `Display` if the row implies that.
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

    /// Adds headers whose value is known at compile time.
    fn fixed_headers(&mut self, headers: &'static [table::Header]) {
        let status = self.current.mask.status();
        // Another error may have changed the status since the derive checked it.
        let is_sent = |header: &&table::Header| header_rules::may_be_set(&header.name, status);
        let mut previous = None;
        for header in headers.iter().filter(is_sent) {
            let place = if previous == Some(&header.name) {
                Place::Append
            } else {
                Place::First
            };
            previous = Some(&header.name);
            self.put_header(&header.name, Ok(Some(header.value.clone())), place);
        }
    }

    /// Writes the text of `Display` if no key has set a detail.
    fn display(&mut self, subject: &dyn Subject, is_unproved: bool) {
        let Some(text) = subject.display().filter(|_| !self.has_detail) else {
            return;
        };
        match self.current.mask.shown(subject, is_unproved) {
            Shown::Yes => self.put_detail(text),
            Shown::No => {}
            Shown::Unproved => self.notes.add(Note::DisplayUnproved),
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
        let is_taken = match place {
            Place::Append => self.appendable.as_ref() == Some(name),
            _ => self.takes_header(name, place),
        };
        if place != Place::Append {
            self.appendable = is_taken.then(|| name.clone());
        }
        if !is_taken {
            return;
        }
        match value {
            Ok(Some(value)) => {
                let is_ours = place == Place::Known;
                if let Err(note) = self.outgoing.put(self.headers, name, value, is_ours) {
                    self.notes.add(note);
                }
            }
            Ok(None) => self.decline(name, place),
            Err(_) => {
                self.notes.add(Note::HeaderInvalid);
                self.decline(name, place);
            }
        }
    }

    /// Prevents the type of the error from adding the header.
    fn decline(&mut self, name: &HeaderName, place: Place) {
        if place != Place::Append {
            self.rare().declined.push(name.clone());
        }
    }

    /// Returns whether a header is public and has not been set by anything that takes precedence.
    fn takes_header(&self, name: &HeaderName, place: Place) -> bool {
        let mask = self.current.mask;
        self.is_free(name)
            && match place {
                Place::Bound => mask.shows_bound_header(name),
                _ => mask.shows_header(name),
            }
    }

    /// Returns whether a header has been neither set nor left out by anything that
    /// takes precedence.
    #[inline]
    fn is_free(&self, name: &HeaderName) -> bool {
        // Saves a call and a search for the first header.
        (self.headers.is_empty() && self.rare.is_none()) || self.is_found_free(name)
    }

    fn is_found_free(&self, name: &HeaderName) -> bool {
        let is_declined = |rare: &Rare| rare.declined.contains(name);
        !Outgoing::has(self.headers, name) && !self.rare.as_deref().is_some_and(is_declined)
    }
}

impl Writer<'_> {
    /// Adds a member, unless there is one with the same name.
    fn add_member(&mut self, name: Name<'_>, value: &dyn Member) {
        if self.has_layers && !self.rare().names.insert(name.text) {
            return;
        }
        if name.text == REQUEST_ID {
            self.request_id = None;
        }
        if self.sink.member(name, value).is_err() {
            self.failure = Some(Note::MemberFails);
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

    fn names_final_status(&mut self, is_so: bool) {
        let mask = self.current.mask;
        if is_so {
            self.current.of_own_status = Some(mask);
            self.current.mask = mask.of(Some(mask.status()));
        } else if let Some(mask) = self.current.of_own_status.take() {
            self.current.mask = mask;
        }
    }

    fn is_unmapped(&self) -> bool {
        self.current.is_unmapped
    }

    fn detail(&mut self, text: &dyn Display) {
        if self.has_detail {
            return;
        }
        // An inner error's detail does not replace one that is masked.
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

    fn member(&mut self, name: Name<'_>, value: &dyn Member) {
        if !self.current.mask.shows_named() {
            return;
        }
        if !name.is_checked && self.sink.reserves(name.text) {
            self.notes.add(Note::MemberReserved);
            return;
        }
        self.add_member(name, value);
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
        let status = self.current.mask.status();
        // On a type, a typed key such as `content_range` applies only to the variants
        // whose status allows its header.
        if place == Place::Known && facts::refused_at(name.as_str(), status).is_some() {
            self.appendable = None;
        } else if header_rules::may_be_set(name, status) {
            self.put_header(name, header_rules::checked(name, value), place);
        } else {
            self.notes.add(Note::HeaderNotOurs);
            self.appendable = None;
        }
    }

    fn retry_after(&mut self, value: Result<Option<HeaderValue>, InvalidValue>) {
        // Saves 50 instructions: it is valid, public at every status, and has one value.
        match value {
            Ok(Some(_)) if !self.is_free(&RETRY_AFTER) => {}
            Ok(Some(value)) => {
                if let Err(note) = self.outgoing.put_short(self.headers, RETRY_AFTER, value) {
                    self.notes.add(note);
                }
            }
            _ => self.put_header(&RETRY_AFTER, value, Place::Known),
        }
    }

    fn metadata(&mut self, key: &str, value: Metadata<'_>) {
        if self.current.mask.shows_named()
            && self.sink.metadata(key, self.current.depth, value).is_err()
        {
            self.notes.add(Note::MetadataInvalid);
        }
    }

    fn argument(&mut self, name: &str, value: &dyn Member) {
        if self.current.mask.shows_named() {
            self.sink.argument(name, value);
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

    fn notes(&mut self, notes: Notes) {
        self.notes = self.notes.with(notes);
    }

    fn fail(&mut self, note: Note) {
        self.failure = Some(note);
    }
}
