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
    /// The type of the error that decides, where another one delegated to it.
    pub(crate) origin: Option<&'static str>,
    /// The status where nobody says one, if it is not 500.
    pub(crate) unmapped: Option<u16>,
    pub(crate) format: Option<&'static dyn Format>,
    /// How many delegations deep the error is that named the format.
    format_depth: u16,
    /// What was said at run time, or beside a delegation: few errors do.
    texts: Option<Box<Texts>>,
    status: Option<u16>,
    pub(crate) level: Level,
    /// How many delegations deep the error is that named the level.
    level_depth: u16,
    pub(crate) unmask: bool,
    pub(crate) tableless: Tableless,
    pub(crate) has_backtrace: bool,
    pub(crate) layers: Layers,
}

/// Whether it was decided without a row.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tableless {
    #[default]
    No,
    /// By an error with no table.
    ByHand,
    /// By nobody: a chain had none of the errors that were looked for.
    Nobody,
}

/// How many may speak of the same part.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layers {
    #[default]
    One,
    /// A type and its variants may name the same member.
    Members,
    /// A problem says more than the error that caused it.
    Parts,
}

/// The texts that are not the row's.
#[derive(Default)]
struct Texts {
    code: Option<Cow<'static, str>>,
    uri: Option<Cow<'static, str>>,
    title: Option<Cow<'static, str>>,
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
        self.row.is_some() || self.tableless != Tableless::No
    }

    /// Whether nobody has said a status.
    pub(crate) fn is_unmapped(&self) -> bool {
        self.status.is_none() && self.row.is_none_or(|row| row.status() == 0)
    }

    /// Whether nobody mapped the row, and an outer error the whole.
    fn is_remapped(&self) -> bool {
        self.status.is_some() && self.row.is_some_and(|row| row.has(table::UNMAPPED))
    }

    /// Whether the code is the name of a variant that nobody has mapped.
    fn hides_code(&self) -> bool {
        self.is_unmapped() && self.row.is_none_or(|row| row.has(table::DERIVED_CODE))
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
        if let Some(code) = self.texts.as_ref().and_then(|texts| texts.code.as_ref()) {
            return code.clone();
        }
        match self.row.map_or("", Row::code) {
            _ if self.hides_code() => Cow::Borrowed(table::UNMAPPED_CODE),
            // An outer error gave it a status.
            table::UNMAPPED_CODE if self.is_remapped() => {
                Cow::Borrowed(status::code(self.status()))
            }
            "" => Cow::Borrowed(status::code(self.status())),
            code => Cow::Borrowed(code),
        }
    }

    /// The type URI, `None` for `about:blank`.
    pub(crate) fn uri(&self) -> Option<&str> {
        let said = self.texts.as_ref().and_then(|texts| texts.uri.as_deref());
        let uri = said.unwrap_or_else(|| self.mapped_row().map_or("", Row::uri));
        Some(uri).filter(|uri| !uri.is_empty() && *uri != "about:blank")
    }

    pub(crate) fn title(&self) -> &str {
        let said = self.texts.as_ref().and_then(|texts| texts.title.as_deref());
        match said.unwrap_or_else(|| self.mapped_row().map_or("", Row::title)) {
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
        let disturbed = self.status.is_some() || self.texts.is_some() || row.status() == 0;
        (!disturbed).then_some(row)
    }

    /// Whether more than one speaker may name the same member.
    pub(crate) fn is_layered(&self) -> bool {
        let alone = match (self.outer, self.row) {
            (Some(outer), Some(row)) => std::ptr::eq(outer, row),
            _ => false,
        };
        self.layers > Layers::One || !alone
    }

    /// The row whose body is the response's.
    pub(crate) fn fixed_body(&self) -> Option<&'static Row> {
        let outer = self.outer?;
        let row = self.undisturbed()?;
        (std::ptr::eq(outer, row) && row.has(table::FIXED_BODY) && self.layers < Layers::Parts)
            .then_some(row)
    }

    /// Takes what a row says, where nobody has spoken yet.
    pub(crate) fn take(&mut self, row: &'static Row, depth: u16) {
        self.outer.get_or_insert(row);
        self.has_backtrace |= row.has(table::BACKTRACE);
        self.unmask |= depth == 0 && row.has(table::UNMASK);
        self.set_level(row.level(), depth);
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
            self.set_status(row.status());
        }
        for (text, set) in [
            (row.code(), Self::set_code as fn(&mut Self, _)),
            (row.uri(), Self::set_uri),
            (row.title(), Self::set_title),
        ] {
            if !text.is_empty() {
                set(self, Cow::Borrowed(text));
            }
        }
    }

    pub(crate) fn set_status(&mut self, status: u16) {
        self.status.get_or_insert(status);
    }

    pub(crate) fn has_code(&self) -> bool {
        self.texts
            .as_ref()
            .is_some_and(|texts| texts.code.is_some())
    }

    pub(crate) fn set_code(&mut self, code: Cow<'static, str>) {
        self.texts.get_or_insert_default().code.get_or_insert(code);
    }

    pub(crate) fn set_uri(&mut self, uri: Cow<'static, str>) {
        self.texts.get_or_insert_default().uri.get_or_insert(uri);
    }

    pub(crate) fn set_title(&mut self, title: Cow<'static, str>) {
        self.texts
            .get_or_insert_default()
            .title
            .get_or_insert(title);
    }

    /// Takes what an error without a table answered, where nobody has spoken.
    pub(crate) fn take_by_hand(&mut self, status: u16, code: Option<Cow<'static, str>>) {
        if !self.is_decided() {
            self.tableless = Tableless::ByHand;
            self.set_status(status);
            if let Some(code) = code {
                self.set_code(code);
            }
        }
    }

    /// The outermost error decides, also with what it says last: an `on` is
    /// only heard once the status is known.
    pub(crate) fn set_format(&mut self, format: &'static dyn Format, depth: u16) {
        if self.format.is_none() || depth < self.format_depth {
            self.format = Some(format);
            self.format_depth = depth;
        }
    }

    /// The outermost error decides, as with the format.
    pub(crate) fn set_level(&mut self, level: Level, depth: u16) {
        if level == Level::Default {
            return;
        }
        if self.level == Level::Default || depth < self.level_depth {
            self.level = level;
            self.level_depth = depth;
        }
    }
}
