//! The one decision: what follows from the decisions of all errors of a
//! conversion, and from the final status.
//!
//! Each part is taken from the first of these that has it:
//!
//! 1. the outer variant, or its case;
//! 2. the `on` of its type, for the final status (level, format and headers);
//! 3. the keys of its type;
//! 4. the same three of the error that it delegates to.
//!
//! The `status`, `code` and `detail` of a type are for its variants that have none:
//! if such a variant delegates, the inner error takes precedence over them.

use std::borrow::Cow;

use http::StatusCode;

use crate::body::sink::Kind;
use crate::caught::caught;
use crate::convert::link::{ErrorLink, walk};
use crate::convert::mask::{self, Mask};
use crate::describe::decision::Asked;
use crate::describe::subject::Subject;
use crate::level::Level;
use crate::note::{Note, Notes};
use crate::problem::Format;
use crate::request::RequestContext;
use crate::status;
use crate::table::{self, Row};
use crate::value::code::is_code;

/// The result of the decision.
pub(crate) struct Decided<'l> {
    /// The status of the response.
    status: u16,
    /// What could not be kept.
    notes: Notes,
    names: Names<'l>,
    pub(crate) level: Level,
    pub(crate) format: Option<&'static dyn Format>,
    /// Whether the outermost error makes `Display` public at every status.
    pub(crate) unmasks: bool,
    /// Whether only one error sets anything, and its row contains all of it.
    pub(crate) is_alone: bool,
    /// The identifier of the request, if the body shows it.
    pub(crate) request_id: Option<&'l str>,
    #[cfg_attr(
        not(feature = "tonic-0.14"),
        expect(dead_code, reason = "only gRPC asks")
    )]
    grpc: u8,
}

/// The code, type and title.
enum Names<'l> {
    /// Those of a row: its JSON contains them.
    Row(Row),
    Text {
        code: Cow<'l, str>,
        uri: Cow<'l, str>,
        title: Cow<'l, str>,
    },
}

impl<'l> Decided<'l> {
    /// Returns what a row decides alone.
    #[inline]
    pub(crate) fn of_row(row: Row) -> Self {
        Self {
            status: row.status(),
            notes: Notes::NONE,
            names: Names::Row(row),
            level: row.level(),
            format: row.format(),
            unmasks: row.has(table::UNMASK),
            is_alone: true,
            request_id: None,
            grpc: row.grpc().unwrap_or(0),
        }
    }

    /// Returns a plain 500, for an error that cannot become a response.
    pub(crate) fn failed() -> Self {
        Self::of_row(Row::UNMAPPED)
    }

    /// Adds the identifier of the request to the body of a 5xx, for people to quote.
    pub(crate) fn show_request_id(&mut self, request: Option<&'l RequestContext>) {
        if self.status >= 500 {
            self.request_id = request.and_then(RequestContext::request_id);
        }
    }

    /// Returns the notes on the decision, for the log.
    #[inline]
    pub(crate) fn notes(&self) -> Notes {
        self.notes
    }

    #[inline]
    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    #[inline]
    pub(crate) fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Returns the row whose JSON contains the status, code, type and title.
    #[inline]
    pub(crate) fn row(&self) -> Option<Row> {
        match self.names {
            Names::Row(row) => Some(row),
            Names::Text { .. } => None,
        }
    }

    pub(crate) fn code(&self) -> &str {
        match &self.names {
            Names::Text { code, .. } => code,
            Names::Row(row) => self.code_of_row(*row),
        }
    }

    /// Returns only the code.
    pub(crate) fn into_code(self) -> Cow<'static, str> {
        match &self.names {
            Names::Text { code, .. } => Cow::Owned(code.clone().into_owned()),
            Names::Row(row) => Cow::Borrowed(self.code_of_row(*row)),
        }
    }

    fn code_of_row(&self, row: Row) -> &'static str {
        match row.code() {
            "" if row.has(table::UNMAPPED) => table::UNMAPPED_CODE,
            "" => status::code(self.status),
            code => code,
        }
    }

    /// Returns the type URI, or `None` for `about:blank`.
    pub(crate) fn uri(&self) -> Option<&str> {
        let uri = match &self.names {
            Names::Text { uri, .. } => uri,
            Names::Row(row) => row.uri(),
        };
        Some(uri).filter(|uri| !uri.is_empty() && *uri != "about:blank")
    }

    pub(crate) fn title(&self) -> &str {
        let title = match &self.names {
            Names::Text { title, .. } => title,
            Names::Row(row) => row.title(),
        };
        match title {
            "" => status::phrase(self.status),
            title => title,
        }
    }

    /// Returns what a client may read of an error whose own status is this one.
    #[inline]
    pub(crate) fn mask(&self, own: Option<u16>) -> Mask {
        Mask::new(self.status, own, self.unmasks)
    }

    pub(crate) fn kind(&self) -> Kind<'_> {
        Kind {
            status: self.status_code(),
            code: self.code(),
            uri: self.uri(),
            title: self.title(),
            language: "en",
            sentences: None,
        }
    }

    /// Returns the gRPC code, if it is not the one that the status implies.
    #[cfg(feature = "tonic-0.14")]
    pub(crate) fn grpc(&self) -> Option<u8> {
        Some(self.grpc).filter(|code| *code != 0)
    }
}

/// Decides for all errors of a conversion. The link is the innermost one.
pub(crate) fn decide<'l>(innermost: &'l ErrorLink<'l>) -> Decided<'l> {
    // Saves 90 instructions for each error that only delegates.
    if let Some(row) = innermost.row_for_all() {
        let own_status = Some(row.status()).filter(|_| !row.has(table::UNMAPPED));
        for link in innermost.outward() {
            link.own_status.set(own_status);
        }
        return Decided::of_row(row);
    }
    let wanted = statuses(innermost);
    let status = match wanted {
        wanted if status::is_error(wanted) => wanted,
        _ => 500,
    };
    let is_unmapped = innermost
        .outward()
        .last()
        .is_none_or(|link| link.own_status.get().is_none());
    let mut parts = Parts::of_innermost(innermost);
    let unmapped = mask::unmapped(innermost);
    for link in innermost.outward() {
        let unmapped = unmapped.filter(|(owner, _)| std::ptr::eq(*owner, link));
        parts.take(link, status, unmapped.map(|(_, row)| row));
    }
    let as_is = match parts {
        Parts {
            row: Some(row),
            code: None,
            uri: None,
            title: None,
            read_title: None,
            ..
        } if row.status() == status => Some(row),
        _ => None,
    };
    // The row that stands for an unmapped error does not contain what that error sets.
    let is_of_row =
        as_is.is_none_or(|row| innermost.row == Some(row) || innermost.subject.adds_nothing());
    let mut outer = innermost.outward().skip(1);
    let is_alone = is_of_row && outer.all(|link| link.subject.adds_nothing());
    let names = match as_is {
        Some(row) => Names::Row(row),
        None => parts.names(status, is_unmapped),
    };
    if wanted != status {
        parts.notes.add(Note::StatusRefused);
    }
    Decided {
        status,
        notes: parts.notes,
        names,
        level: parts.level,
        format: parts.format,
        unmasks: parts.unmasks,
        is_alone,
        request_id: None,
        grpc: parts.grpc.unwrap_or(0),
    }
}

/// Asks an error what it decides, without making a response or a log event.
pub(crate) fn inspect<T>(
    subject: &dyn Subject,
    mut inspect: impl FnMut(&ErrorLink<'_>, &Decided<'_>) -> T,
) -> Option<T> {
    let mut found = None;
    let _ = caught(|| {
        walk(subject, Asked::All, &mut |link| {
            found = Some(inspect(link, &decide(link)));
        });
    });
    found
}

/// Returns the status of an error.
pub(crate) fn status(subject: &dyn Subject) -> StatusCode {
    if let Some(row) = subject.row()
        && row.decides_alone()
    {
        return Decided::of_row(row).status_code();
    }
    let mut status = StatusCode::INTERNAL_SERVER_ERROR;
    let _ = caught(|| {
        walk(subject, Asked::Status, &mut |link| {
            status = decide(link).status_code();
        });
    });
    status
}

/// Returns the code of an error.
pub(crate) fn code(subject: &dyn Subject) -> Cow<'static, str> {
    let mut code = Cow::Borrowed(table::UNMAPPED_CODE);
    let _ = caught(|| {
        walk(subject, Asked::Code, &mut |link| {
            code = decide(link).into_code();
        });
    });
    code
}

/// Finds the status that each error would have as the outermost one, and returns
/// the status of the conversion.
fn statuses(innermost: &ErrorLink<'_>) -> u16 {
    let mut status = None;
    for link in innermost.outward() {
        let row = link.row.filter(|row| row.status() != 0);
        let of_row = row.filter(|row| !row.has(table::UNMAPPED)).map(Row::status);
        let by_hand = link.by_hand.map(|(status, _)| *status);
        let own = of_row.or(link.decision.status).or(by_hand);
        status = own.or(status).or(link.decision.type_status);
        link.own_status.set(status);
    }
    let unmapped = || mask::unmapped(innermost).map(|(_, row)| row.status());
    status.or_else(unmapped).unwrap_or(500)
}

/// What the errors decided, from the inside out: an outer error replaces what an
/// inner one decided.
struct Parts<'l> {
    /// The row of the innermost error, if it names a problem type.
    row: Option<Row>,
    is_mapped: bool,
    code: Option<Cow<'l, str>>,
    uri: Option<Cow<'l, str>>,
    title: Option<Cow<'l, str>>,
    /// A title that another service sent, and the status that it was sent with.
    read_title: Option<(&'l str, Option<u16>)>,
    level: Level,
    format: Option<&'static dyn Format>,
    grpc: Option<u8>,
    unmasks: bool,
    notes: Notes,
}

impl<'l> Parts<'l> {
    /// Returns only the problem type of the innermost error.
    fn of_innermost(link: &'l ErrorLink<'l>) -> Self {
        let row = mask::public_row(link).filter(|row| !row.has(table::TRANSPARENT));
        // A code that only repeats its status does not count.
        let code = link
            .by_hand
            .filter(|(status, code)| code != status::code(*status))
            .map(|(_, code)| &**code);
        let valid = code.filter(|code| is_code(code));
        let mut notes = Notes::NONE;
        if code != valid {
            notes.add(Note::CodeInvalid);
        }
        Self {
            row,
            is_mapped: link.own_status.get().is_some(),
            notes,
            code: valid.map(Cow::Borrowed),
            uri: None,
            title: None,
            read_title: None,
            level: Level::Default,
            format: None,
            grpc: None,
            unmasks: false,
        }
    }

    /// Takes what an error decided, for the final status. If the error is unmapped, the
    /// row contains the keys of its type's `unmapped(...)`.
    fn take(&mut self, link: &'l ErrorLink<'l>, status: u16, unmapped: Option<Row>) {
        let decision = link.decision;
        self.notes = self.notes.with(decision.notes);
        if let Some((code, uri)) = &decision.type_code
            && link.own_status.get().is_some()
            && self.code.is_none()
            && self.row.is_none_or(|row| row.code().is_empty())
        {
            self.code = Some(Cow::Borrowed(code));
            if self.uri.is_none()
                && self.row.is_none_or(|row| row.uri().is_empty())
                && !uri.is_empty()
            {
                self.uri = Some(Cow::Borrowed(uri));
            }
        }
        if let Some(row) = link.row {
            self.take_row(link, row, status, unmapped);
        }
        replace(&mut self.code, decision.code.as_deref());
        replace(&mut self.uri, decision.uri.as_deref());
        self.replace_title(decision.title.as_deref());
        if let Some((title, status)) = &decision.read_title {
            self.title = None;
            self.read_title = Some((title, *status));
        }
        self.format = decision.format.or(self.format);
        self.take_level(link, decision.level, status);
        let sets_status = decision.status.is_some() || link.by_hand.is_some();
        self.take_grpc(sets_status, decision.grpc);
        if !link.is_overlay() {
            // The `unmask` of an inner error is replaced here.
            self.unmasks = decision.unmask || link.row.is_some_and(|row| row.has(table::UNMASK));
        }
    }

    fn take_row(&mut self, link: &'l ErrorLink<'l>, row: Row, status: u16, unmapped: Option<Row>) {
        self.format = row.type_format().or(self.format);
        // The first rule takes precedence over the others.
        let mut rules = row.rules(status);
        let (mut level, mut format) = (Level::Default, None);
        for rule in &mut rules {
            if level == Level::Default {
                level = rule.level;
            }
            format = format.or(rule.format);
        }
        let of_unmapped = unmapped.and_then(Row::own_format);
        let own = row.own_format().or(of_unmapped);
        self.format = own.or(format).or(self.format);
        if level != Level::Default {
            self.level = level;
        }
        if let Some(unmapped) = unmapped {
            self.take_level(link, unmapped.own_level(), status);
            self.take_grpc(false, unmapped.grpc());
        }
        self.take_level(link, row.own_level(), status);
        let sets_status = row.status() != 0 && !row.has(table::UNMAPPED);
        self.take_grpc(sets_status, row.grpc());
        if row.has(table::TRANSPARENT) && row.has_text() {
            let given = |text: &'static str| Some(text).filter(|text| !text.is_empty());
            replace(&mut self.code, given(row.code()));
            replace(&mut self.uri, given(row.uri()));
            self.replace_title(given(row.title()));
        }
    }

    fn replace_title(&mut self, outer: Option<&'l str>) {
        replace(&mut self.title, outer);
        if outer.is_some() {
            self.read_title = None;
        }
    }

    /// Takes the level, unless it was set for a status that is not a 5xx and the final
    /// status is a 5xx.
    fn take_level(&mut self, link: &ErrorLink<'_>, level: Level, status: u16) {
        let is_for_others = link.own_status.get().is_some_and(|own| own < 500);
        if level != Level::Default && !(status >= 500 && is_for_others) {
            self.level = level;
        }
    }

    /// Takes the gRPC code. A status implies one, which replaces that of an inner error.
    fn take_grpc(&mut self, sets_status: bool, code: Option<u8>) {
        if sets_status {
            self.grpc = None;
        }
        self.grpc = code.or(self.grpc);
    }

    fn names(&mut self, status: u16, is_unmapped: bool) -> Names<'l> {
        let of_row = |text: fn(Row) -> &'static str| {
            let text = self.row.map_or("", text);
            Some(text).filter(|text| !text.is_empty())
        };
        let row_code = of_row(Row::code).map(Cow::Borrowed);
        let row_uri = of_row(Row::uri).map(Cow::Borrowed);
        let row_title = self
            .row
            .map(|row| mask::public_title(row, self.is_mapped))
            .filter(|title| !title.is_empty())
            .map(Cow::Borrowed);
        let mask = Mask::new(status, None, self.unmasks);
        let read_title = self
            .read_title
            .filter(|(_, status)| mask.shows_read(*status));
        let read_title = read_title.map(|(title, _)| Cow::Borrowed(title));
        Names::Text {
            code: self
                .code
                .take()
                .or(row_code)
                .unwrap_or(Cow::Borrowed(if is_unmapped {
                    table::UNMAPPED_CODE
                } else {
                    status::code(status)
                })),
            uri: self.uri.take().or(row_uri).unwrap_or_default(),
            title: self
                .title
                .take()
                .or(read_title)
                .or(row_title)
                .unwrap_or_default(),
        }
    }
}

/// Replaces what an inner error decided with what the outer one decided.
fn replace<'l>(part: &mut Option<Cow<'l, str>>, outer: Option<&'l str>) {
    if let Some(outer) = outer {
        *part = Some(Cow::Borrowed(outer));
    }
}
