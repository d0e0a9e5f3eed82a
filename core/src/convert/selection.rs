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
    pub(crate) outer: Option<Row>,
    /// The row that decides.
    pub(crate) row: Option<Row>,
    /// The type of the error that decides, where another one delegated to it.
    pub(crate) origin: Option<&'static str>,
    /// The status where nobody says one, if it is not 500.
    pub(crate) unmapped: Option<u16>,
    pub(crate) format: Option<&'static dyn Format>,
    /// How many delegations deep the error is that named the format.
    format_depth: u16,
    /// What was said at run time, or beside a delegation: few errors do.
    texts: Option<Box<Texts>>,
    /// The status that an outer error said.
    status: Option<u16>,
    /// How many delegations deep that one is.
    status_depth: u16,
    /// The status of the error that decides.
    own_status: Option<u16>,
    /// How many delegations deep the row is.
    row_depth: u16,
    /// The gRPC code that was said, 0 for the one that the status implies.
    grpc: Option<u8>,
    /// The name of the gRPC code that is sent, where one is.
    pub(crate) rpc: Option<&'static str>,
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
    /// By nobody: there is no error that could.
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
    /// One of a call that fails with this gRPC code until it is known better.
    #[cfg(feature = "tonic-0.14")]
    pub(crate) fn of_call(code: &'static str) -> Self {
        Self {
            rpc: Some(code),
            ..Self::default()
        }
    }

    /// The status that was asked for, whatever it is.
    fn wanted(&self) -> u16 {
        let status = self.status.or(self.own_status);
        status.or(self.unmapped).unwrap_or(500)
    }

    /// Whether it is known who speaks: a row, an error by hand, or nobody.
    pub(crate) fn is_decided(&self) -> bool {
        self.row.is_some() || self.tableless != Tableless::No
    }

    /// Whether nobody has said a status.
    pub(crate) fn is_unmapped(&self) -> bool {
        self.status.is_none() && self.own_status.is_none()
    }

    /// Whether the error that decides is a 5xx by itself: its text is masked
    /// whatever an outer error makes of it.
    pub(crate) fn is_own_server_error(&self) -> bool {
        self.own_status
            .is_none_or(|status| !matches!(status, 300..500))
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

    pub(crate) fn code(&self) -> Cow<'static, str> {
        if let Some(code) = self.texts.as_ref().and_then(|texts| texts.code.as_ref()) {
            return code.clone();
        }
        match self.mapped_row().map_or("", Row::code) {
            "" if self.is_unmapped() => Cow::Borrowed(table::UNMAPPED_CODE),
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

    /// The row, if it stands for a problem type that a client may know: the name
    /// of a variant that nobody mapped is not public, whatever an outer error
    /// makes of it.
    fn mapped_row(&self) -> Option<Row> {
        self.row
            .filter(|row| self.own_status.is_some() || !row.has(table::DERIVED_CODE))
    }

    /// The row, if nothing but it has a say in status, code, type and title.
    pub(crate) fn undisturbed(&self) -> Option<Row> {
        let row = self.row?;
        let disturbed = self.status.is_some() || self.texts.is_some() || row.status() == 0;
        (!disturbed).then_some(row)
    }

    /// Whether more than one speaker may name the same member.
    pub(crate) fn is_layered(&self) -> bool {
        let alone = self.row.is_some() && self.outer == self.row;
        self.layers > Layers::One || !alone
    }

    /// The row whose body is the response's.
    pub(crate) fn fixed_body(&self) -> Option<Row> {
        let row = self.undisturbed()?;
        (self.outer == Some(row) && row.has(table::FIXED_BODY) && self.layers < Layers::Parts)
            .then_some(row)
    }

    /// Takes what a row says, where nobody has spoken yet.
    pub(crate) fn take(&mut self, row: Row, depth: u16) {
        self.outer.get_or_insert(row);
        self.has_backtrace |= row.has(table::BACKTRACE);
        self.unmask |= depth == 0 && row.has(table::UNMASK);
        self.set_level(row.level(), depth);
        if let Some(format) = row.format() {
            self.set_format(format, depth);
        }
        if let Some(code) = row.grpc() {
            self.set_grpc(code, depth);
        }
        if self.is_decided() {
            return;
        }
        if !row.has(table::TRANSPARENT) {
            self.row = Some(row);
            self.row_depth = depth;
            match row.status() {
                0 => {}
                status if row.has(table::UNMAPPED) => self.unmapped = Some(status),
                status => self.own_status = Some(status),
            }
            return;
        }
        if row.status() != 0 {
            self.set_status(row.status(), depth);
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

    /// Whether the row is of the error that is this deep.
    fn decides(&self, depth: u16) -> bool {
        self.row.is_some() && self.row_depth == depth
    }

    /// Whether an error that is this deep may say the status of its variants
    /// without one.
    pub(crate) fn lacks_status(&self, depth: u16) -> bool {
        self.own_status.is_none() && (self.decides(depth) || self.status.is_none())
    }

    /// Takes a status that is known while the program runs: of the error that
    /// decides, or of one that has delegated to it.
    pub(crate) fn set_status(&mut self, status: u16, depth: u16) {
        if self.decides(depth) {
            self.own_status.get_or_insert(status);
        } else if self.status.is_none() {
            self.status = Some(status);
            self.status_depth = depth;
        }
    }

    /// Takes a gRPC code, unless an outer error has said one, or a status that
    /// implies another.
    pub(crate) fn set_grpc(&mut self, code: u8, depth: u16) {
        if self.status.is_none() || depth <= self.status_depth {
            self.grpc.get_or_insert(code);
        }
    }

    /// The gRPC code that was said.
    #[cfg(feature = "tonic-0.14")]
    pub(crate) fn grpc(&self) -> Option<u8> {
        self.grpc.filter(|code| *code != 0)
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
    /// A code that only repeats its status is none.
    pub(crate) fn take_by_hand(&mut self, status: u16, code: Cow<'static, str>) {
        if !self.is_decided() {
            self.tableless = Tableless::ByHand;
            self.own_status = Some(status);
            if code != status::code(status) {
                self.set_code(code);
            }
        }
    }

    /// What is left for the log where no response could be made.
    pub(crate) fn failed(&self) -> Self {
        Self {
            outer: self.outer,
            has_backtrace: self.has_backtrace,
            rpc: self.rpc,
            ..Self::default()
        }
    }

    /// Nobody will speak.
    pub(crate) fn nobody(&mut self) {
        if !self.is_decided() {
            self.tableless = Tableless::Nobody;
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
