//! The pass that writes: what is said goes to a sink, unless it was said
//! before or must not be heard.

use std::fmt::{self, Display};

use http::{HeaderName, HeaderValue, header};

use super::{Description, Pass};
use crate::header::InvalidValue;
use crate::sink::Member;
use crate::table::{self, Row};

/// Headers that the format or the server sets: a second one would contradict
/// the body. The derive refuses the same names.
const NOT_OURS: [HeaderName; 5] = [
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    HeaderName::from_static("keep-alive"),
    header::DATE,
];

impl Description<'_> {
    pub(super) fn write_row(&mut self, row: &'static Row, display: &dyn Display) {
        let mut previous = None;
        for header in row.extra().headers {
            let place = match (previous == Some(&header.name), header.typed) {
                (false, false) => Place::Free,
                (false, true) => Place::Typed,
                (true, false) => Place::Append,
                (true, true) => Place::AppendTyped,
            };
            self.put_header(&header.name, Ok(Some(header.value.clone())), place);
            previous = Some(&header.name);
        }
        if self.has.detail
            || !self
                .selection
                .row
                .is_some_and(|deciding| std::ptr::eq(deciding, row))
        {
            return;
        }
        match row.detail() {
            Some(_) if row.has(table::IMPLICIT) && !self.selection.shows_display() => {}
            Some(detail) => self.set_detail(&detail),
            // What was a 5xx stays masked where an outer error makes it a 4xx:
            // nobody had to prove that its text is fit for a client.
            None if row.has(table::DISPLAY)
                && self.selection.shows_display()
                && (self.selection.unmask || !self.selection.is_own_server_error()) =>
            {
                self.set_detail(&display);
            }
            None => {}
        }
    }

    /// Whether the speaker was delegated to and may not say anything free.
    pub(super) fn is_masked(&self) -> bool {
        self.depth > 0 && self.selection.is_server_error() && !self.selection.unmask
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
        if let Pass::Write { sink, .. } = &mut self.pass {
            if let Some(names) = &mut self.names {
                if names.iter().any(|known| known == name) {
                    return;
                }
                names.push(name.to_owned());
            }
            if sink.member(name, value).is_err() {
                self.failure = Some("a member does not serialise");
            }
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
        let Pass::Write { headers, .. } = &mut self.pass else {
            return;
        };
        if NOT_OURS.contains(name) {
            self.note = Some("a header belongs to the body or to the connection");
            return;
        }
        match place {
            Place::Free | Place::Typed => {
                // What a delegated error said gives way to an outer one.
                let deeper =
                    |(known, depth): &(HeaderName, u16)| known == name && *depth > self.depth;
                if let Some(at) = self.delegated.iter().position(deeper) {
                    self.delegated.swap_remove(at);
                    headers.remove(name);
                }
                let declined =
                    |(known, depth): &(HeaderName, u16)| known == name && *depth == self.depth;
                self.header_taken =
                    !headers.contains_key(name) && !self.declined.iter().any(declined);
            }
            Place::Append | Place::AppendTyped => {}
        }
        if !self.header_taken {
            return;
        }
        match value {
            Ok(Some(value)) => {
                if self.depth > 0 && !place.appends() {
                    self.delegated.push((name.clone(), self.depth));
                }
                self.has.cache_control |= *name == header::CACHE_CONTROL;
                if headers.try_append(name.clone(), value).is_err() {
                    self.note = Some("there are too many headers");
                }
            }
            Ok(None) if place.appends() => {}
            Ok(None) => self.declined.push((name.clone(), self.depth)),
            Err(_) => self.note = Some("a header has a value that is not valid"),
        }
    }

    pub(super) fn check(&mut self, outcome: fmt::Result) {
        if outcome.is_err() {
            self.failure = Some("a `Display` of the error fails");
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
}

impl Place {
    fn appends(self) -> bool {
        matches!(self, Self::Append | Self::AppendTyped)
    }

    fn is_typed(self) -> bool {
        matches!(self, Self::Typed | Self::AppendTyped)
    }
}
