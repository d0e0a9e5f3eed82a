//! The pass that writes: what is said goes to a sink, unless it was said
//! before or must not be heard.

use std::fmt::{self, Display};

use http::{HeaderName, HeaderValue, header};

use super::{Description, Pass};
use crate::body::sink::Member;
use crate::convert::header_rules;
use crate::convert::headers::Outgoing;
use crate::convert::note::Note;
use crate::table::{self, Row};
use crate::value::InvalidValue;

impl Description<'_> {
    pub(super) fn write_row(&mut self, row: Row, display: &dyn Display) {
        let mut previous = None;
        for header in row.headers() {
            let place = match (previous == Some(&header.name), header.typed) {
                (false, false) => Place::Free,
                (false, true) => Place::Typed,
                (true, false) => Place::Append,
                (true, true) => Place::AppendTyped,
            };
            self.put_header(&header.name, Ok(Some(header.value.clone())), place);
            previous = Some(&header.name);
        }
        let Pass::Write { decided, .. } = self.pass else {
            return;
        };
        if self.has.detail || !decided.is_by(row) {
            return;
        }
        match row.detail() {
            Some(_) if row.has(table::IMPLICIT) && !decided.shows_fixed_display() => {}
            Some(detail) => self.set_detail(&detail),
            None if row.has(table::DISPLAY) && decided.shows_display() => {
                self.set_detail(&display);
            }
            None => {}
        }
    }

    /// Whether the speaker was delegated to and may not say anything free.
    pub(super) fn is_masked(&self) -> bool {
        self.depth > 0
            && matches!(&self.pass, Pass::Write { decided, .. }
                if decided.is_server_error() && !decided.unmasks())
    }

    pub(super) fn set_detail(&mut self, detail: &dyn Display) {
        if self.has.detail || self.is_masked() || self.declined_detail == Some(self.depth) {
            return;
        }
        if let Pass::Write { sink, .. } = &mut self.pass {
            self.has.detail = true;
            let outcome = sink.detail(detail);
            self.check(outcome);
        }
    }

    pub(crate) fn put_member(&mut self, name: &str, value: &dyn Member) {
        if self.is_masked() {
            return;
        }
        if self.has.layers
            && matches!(self.pass, Pass::Write { .. })
            && !self.rare().names.insert(name)
        {
            return;
        }
        if let Pass::Write { sink, .. } = &mut self.pass
            && sink.member(name, value).is_err()
        {
            self.failure = Some(Note::MemberFails);
        }
    }

    pub(crate) fn put_header(
        &mut self,
        name: &HeaderName,
        value: Result<Option<HeaderValue>, InvalidValue>,
        place: Place,
    ) {
        if !place.is_typed() && self.is_masked() {
            return;
        }
        let Pass::Write { decided, .. } = &self.pass else {
            return;
        };
        // `Retry-After` from a number or a time needs no second look.
        let is_retry = place == Place::Known && *name == header::RETRY_AFTER;
        if !is_retry && !header_rules::may_be_set(name, decided.status()) {
            self.note = Some(Note::HeaderNotOurs);
            return;
        }
        let value = if is_retry {
            value
        } else {
            header_rules::checked(name, value)
        };
        if !place.appends() {
            self.header_taken = self.takes_header(name);
        }
        if !self.header_taken {
            return;
        }
        match value {
            Ok(Some(value)) => {
                let is_new = !place.appends();
                if self.depth > 0 && is_new {
                    let delegated = (name.clone(), self.depth);
                    self.rare().delegated.push(delegated);
                }
                if let Pass::Write {
                    headers, outgoing, ..
                } = &mut self.pass
                    && let Err(note) = outgoing.append(headers, name, value)
                {
                    self.note = Some(note);
                }
            }
            Ok(None) if place.appends() => {}
            Ok(None) => {
                let declined = (name.clone(), self.depth);
                self.rare().declined.push(declined);
            }
            Err(_) => self.note = Some(Note::HeaderInvalid),
        }
    }

    /// Whether nobody who counts more has spoken of this header.
    fn takes_header(&mut self, name: &HeaderName) -> bool {
        let Pass::Write { headers, .. } = &mut self.pass else {
            return false;
        };
        let Some(rare) = &mut self.rare else {
            return !Outgoing::has(headers, name);
        };
        // What a delegated error said gives way to an outer one.
        let deeper = |(known, depth): &(HeaderName, u16)| known == name && *depth > self.depth;
        if let Some(at) = rare.delegated.iter().position(deeper) {
            rare.delegated.swap_remove(at);
            headers.remove(name);
        }
        let declined = |(known, depth): &(HeaderName, u16)| known == name && *depth == self.depth;
        !Outgoing::has(headers, name) && !rare.declined.iter().any(declined)
    }

    pub(super) fn check(&mut self, outcome: fmt::Result) {
        if outcome.is_err() {
            self.failure = Some(Note::DisplayFails);
        }
    }
}

/// Whether a header is lost when a delegated problem is masked, and whether it
/// stands beside another one of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Free,
    Append,
    Typed,
    AppendTyped,
    /// Typed, and by a name of ours.
    Known,
}

impl Place {
    fn appends(self) -> bool {
        matches!(self, Self::Append | Self::AppendTyped)
    }

    fn is_typed(self) -> bool {
        matches!(self, Self::Typed | Self::AppendTyped | Self::Known)
    }
}
