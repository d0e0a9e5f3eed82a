//! What only generated code says.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::error::Error;
use std::fmt::Display;

use http::HeaderName;
use serde_core::Serialize;

use super::{Description, Pass, Place, RESERVED};
use crate::body::flatten::{self, Flatten};
use crate::body::raw::Raw;
use crate::convert::note::Note;
use crate::convert::selection::Layers;
use crate::describe::chain::{self, Downcast};
use crate::status::ToStatus;
use crate::table::Row;
use crate::value::ToHeaderValue;
use crate::value::code::is_code;
use crate::value::detail::ToDetail;

impl Description<'_> {
    /// The row of a case, and the text of its implicit detail.
    #[doc(hidden)]
    pub fn case(&mut self, row: Option<Row>, display: &dyn Display) {
        self.cases = self.cases.saturating_add(1);
        self.begin(row.unwrap_or(Row::UNMAPPED), display);
    }

    /// Whether this is the pass that decides, and not one behind it.
    #[doc(hidden)]
    #[must_use]
    pub fn selects(&self) -> bool {
        matches!(self.pass, Pass::Select(_))
    }

    /// Says that two places may name the same member.
    #[doc(hidden)]
    pub fn layer(&mut self) {
        if let Some(selection) = self.selection() {
            selection.layers = selection.layers.max(Layers::Members);
        }
    }

    /// Sets the status where neither a variant nor what it delegates to has.
    #[doc(hidden)]
    pub fn default_status<T: ToStatus + ?Sized>(&mut self, status: &T) {
        if let Pass::Select(selection) = &self.pass
            && selection.lacks_status(self.depth)
        {
            self.status(status);
        }
    }

    /// Sets the code where neither a variant nor what it delegates to has.
    #[doc(hidden)]
    pub fn default_code<T: AsRef<str> + ?Sized>(&mut self, type_base: &str, code: &T) {
        let Some(selection) = self.selection() else {
            return;
        };
        match selection.row {
            // The name of what nobody mapped may be in it.
            _ if selection.is_unmapped() => {}
            Some(row) if !row.code().is_empty() => {}
            Some(row) if row.uri().is_empty() => self.code_of_type(type_base, code),
            Some(_) => self.code(code),
            None => {}
        }
    }

    /// Sets the code, and the type URI that it is the end of.
    #[doc(hidden)]
    pub fn code_of_type<T: AsRef<str> + ?Sized>(&mut self, type_base: &str, code: &T) {
        if self
            .selection()
            .is_some_and(|selection| !selection.has_code())
        {
            self.code(code);
            if !type_base.is_empty() && is_code(code.as_ref()) {
                self.type_uri(&format!("{type_base}{}", code.as_ref()));
            }
        }
    }

    /// Sets the status of an error that nobody has mapped, a 5xx.
    #[doc(hidden)]
    pub fn unmapped_status(&mut self, status: u16) {
        if let Some(selection) = self.selection() {
            selection.unmapped.get_or_insert(status);
        }
    }

    /// Whether this error's status is known already and is one of these.
    #[doc(hidden)]
    #[must_use]
    pub fn is(&self, statuses: &[std::ops::RangeInclusive<u16>]) -> bool {
        let status = match &self.pass {
            Pass::Select(selection) => selection.status(),
            Pass::Write { decided, .. } => decided.status(),
            Pass::Backtrace(_) => return false,
        };
        statuses.iter().any(|range| range.contains(&status))
    }

    /// Sets the detail unless there is none.
    #[doc(hidden)]
    pub fn optional_detail<T: ToDetail + ?Sized>(&mut self, detail: &T) {
        detail.with_detail(&mut |text| self.set_detail(text));
        if !self.has.detail {
            self.declined_detail = Some(self.depth);
        }
    }

    /// Says that there is no detail.
    #[doc(hidden)]
    pub fn no_detail(&mut self) {
        self.has.detail = true;
    }

    /// Adds every entry of a value that serialises to a JSON object.
    #[doc(hidden)]
    pub fn flatten<T: Serialize + ?Sized>(&mut self, value: &T) {
        if self.is_masked() || !matches!(self.pass, Pass::Write { .. }) {
            return;
        }
        self.has.layers = true;
        let flattened = flatten::entries(value, &mut |name, json| {
            if RESERVED.contains(&name) {
                self.note = Some(Note::MemberReserved);
            } else {
                self.put_member(name, &Raw(json));
            }
        });
        self.failure = match flattened {
            Ok(()) => return,
            Err(Flatten::NoObject) => Some(Note::FlattenedNoObject),
            Err(Flatten::Fails) => Some(Note::MemberFails),
        };
    }

    /// A typed header from a format string.
    #[doc(hidden)]
    pub fn typed_header<T: ToHeaderValue + ?Sized>(&mut self, name: &HeaderName, value: &T) {
        self.put_header(name, value.to_header_value(), Place::Typed);
    }

    /// Another value of a typed header.
    #[doc(hidden)]
    pub fn append_typed<T: ToHeaderValue + ?Sized>(&mut self, name: &HeaderName, value: &T) {
        self.put_header(name, value.to_header_value(), Place::AppendTyped);
    }

    /// A backtrace, for the log of a 5xx.
    #[doc(hidden)]
    pub fn backtrace(&mut self, backtrace: Option<&Backtrace>) {
        let Some(backtrace) = backtrace.filter(|it| it.status() == BacktraceStatus::Captured)
        else {
            return;
        };
        match &mut self.pass {
            Pass::Select(selection) => selection.has_backtrace = true,
            Pass::Backtrace(text) if text.is_none() => **text = Some(backtrace.to_string()),
            Pass::Backtrace(_) | Pass::Write { .. } => {}
        }
    }

    /// Lets the first error of these types in a source chain speak.
    #[doc(hidden)]
    pub fn chain(&mut self, start: Option<&(dyn Error + 'static)>, types: &[Downcast]) {
        match chain::find(start, types) {
            Some(found) => self.delegate(&found),
            None => self.unmapped(),
        }
    }
}
