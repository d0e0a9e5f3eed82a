//! Which problem type an error is: found before anything is written.

use std::borrow::Cow;

use http::StatusCode;

use crate::table::{self, Row};
use crate::{Format, Level, status};

/// The outcome of the first of the two passes over an error. What the outer
/// error says comes first, and the first to speak wins.
#[derive(Default)]
pub(crate) struct Selection {
    /// The row of the outermost variant: it names the error in the log.
    pub(crate) outer: Option<&'static Row>,
    /// The row that decides.
    pub(crate) row: Option<&'static Row>,
    /// What was said at run time, or beside a delegation.
    pub(crate) status: Option<u16>,
    /// The status where nobody says one, if it is not 500.
    pub(crate) unmapped: Option<u16>,
    pub(crate) code: Option<Cow<'static, str>>,
    pub(crate) uri: Option<Cow<'static, str>>,
    pub(crate) title: Option<Cow<'static, str>>,
    pub(crate) format: Option<&'static dyn Format>,
    /// How many delegations deep the error is that gave the format.
    format_depth: u8,
    pub(crate) level: Level,
    pub(crate) unmask: bool,
    /// Whether an error with no table has spoken.
    pub(crate) by_hand: bool,
    /// Whether a chain had none of the errors that were looked for.
    pub(crate) nobody: bool,
    pub(crate) has_backtrace: bool,
    /// Whether a problem says more than the error that caused it.
    pub(crate) overlaid: bool,
}

impl Selection {
    /// The status that was asked for, whatever it is.
    fn wanted(&self) -> u16 {
        match (self.status, self.row) {
            (Some(status), _) => status,
            (None, Some(row)) if row.status() != 0 => row.status(),
            _ => self.unmapped.unwrap_or(500),
        }
    }

    /// Whether it is known who speaks: a row, an error by hand, or nobody.
    pub(crate) fn is_decided(&self) -> bool {
        self.row.is_some() || self.by_hand || self.nobody
    }

    /// Whether nobody has said a status.
    pub(crate) fn is_unmapped(&self) -> bool {
        self.status.is_none() && self.row.is_none_or(|row| row.status() == 0)
    }

    /// The status of the response: a 500 where a non-error was asked for.
    pub(crate) fn status(&self) -> u16 {
        match self.wanted() {
            status if status::is_error(status) => status,
            _ => 500,
        }
    }

    /// The status that was asked for, if it is none an error may have.
    pub(crate) fn refused(&self) -> Option<u16> {
        Some(self.wanted()).filter(|status| !status::is_error(*status))
    }

    pub(crate) fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(crate) fn is_server_error(&self) -> bool {
        self.status() >= 500
    }

    /// Whether `Display` may be shown.
    pub(crate) fn shows_display(&self) -> bool {
        !self.is_server_error() || self.unmask
    }

    pub(crate) fn code(&self) -> Cow<'static, str> {
        if let Some(code) = &self.code {
            return code.clone();
        }
        match self.row.map_or("", Row::code) {
            _ if self.is_unmapped() => Cow::Borrowed(table::UNMAPPED_CODE),
            "" => Cow::Borrowed(status::code(self.status())),
            code => Cow::Borrowed(code),
        }
    }

    /// The type URI, `None` for `about:blank`.
    pub(crate) fn uri(&self) -> Option<&str> {
        let uri = self
            .uri
            .as_deref()
            .unwrap_or_else(|| self.mapped_row().map_or("", Row::uri));
        Some(uri).filter(|uri| !uri.is_empty() && *uri != "about:blank")
    }

    pub(crate) fn title(&self) -> &str {
        match self
            .title
            .as_deref()
            .unwrap_or_else(|| self.mapped_row().map_or("", Row::title))
        {
            "" => status::phrase(self.status()),
            title => title,
        }
    }

    /// The row, if it stands for a problem type that a client may know.
    fn mapped_row(&self) -> Option<&'static Row> {
        self.row.filter(|_| !self.is_unmapped())
    }

    /// The row, if nothing but it has a say in status, code, type and title.
    pub(crate) fn undisturbed(&self) -> Option<&'static Row> {
        let row = self.row?;
        let disturbed = self.status.is_some()
            || self.code.is_some()
            || self.uri.is_some()
            || self.title.is_some()
            || row.status() == 0;
        (!disturbed).then_some(row)
    }

    /// The row whose body is the whole response's.
    pub(crate) fn fixed(&self) -> Option<&'static Row> {
        let outer = self.outer?;
        let row = self.undisturbed()?;
        (std::ptr::eq(outer, row) && row.has(table::STATIC) && !self.overlaid).then_some(row)
    }

    /// Takes what a row says, where nobody has spoken yet.
    pub(crate) fn take(&mut self, row: &'static Row, depth: u8) {
        self.outer.get_or_insert(row);
        self.has_backtrace |= row.has(table::BACKTRACE);
        self.unmask |= depth == 0 && row.has(table::UNMASK);
        self.set_level(row.level());
        if let Some(format) = row.extra().format {
            self.set_format(format, depth);
        }
        if self.is_decided() {
            return;
        }
        if !row.has(table::TRANSPARENT) {
            self.row = Some(row);
            return;
        }
        if row.status() != 0 {
            self.status.get_or_insert(row.status());
        }
        let said = |text: &'static str| Some(Cow::Borrowed(text)).filter(|text| !text.is_empty());
        self.code = self.code.take().or_else(|| said(row.code()));
        self.uri = self.uri.take().or_else(|| said(row.uri()));
        self.title = self.title.take().or_else(|| said(row.title()));
    }

    /// Takes what an error without a table answered, where nobody has spoken.
    pub(crate) fn take_by_hand(&mut self, status: u16, code: Option<Cow<'static, str>>) {
        if !self.is_decided() {
            self.by_hand = true;
            self.status.get_or_insert(status);
            self.code = self.code.take().or(code);
        }
    }

    /// An outer error decides the shape, also where it speaks after the error
    /// that it delegates to, because only then its status is known.
    pub(crate) fn set_format(&mut self, format: &'static dyn Format, depth: u8) {
        if self.format.is_none() || depth < self.format_depth {
            self.format = Some(format);
            self.format_depth = depth;
        }
    }

    pub(crate) fn set_level(&mut self, level: Level) {
        if self.level == Level::Default {
            self.level = level;
        }
    }
}
