//! The visitor for decisions: status, code, type, title, level, format.

use std::borrow::Cow;
use std::fmt;

use crate::level::Level;
use crate::note::{Note, Notes};
use crate::problem::Format;
use crate::status::ToStatus;
use crate::table::Row;
use crate::value::code::is_code;
use crate::value::condition::Condition;
use crate::value::grpc_code::ToGrpcCode;
use crate::value::uri;

/// Receives what an error decides, one call for each part. If a part is set
/// twice, the first call wins.
///
/// An error decides in [`HttpError::decide`](crate::HttpError::decide). If it
/// delegates, its decisions take precedence over those of the inner error.
///
/// ```
/// use std::fmt;
/// # extern crate catchall_core as catchall;
/// use catchall::{Decision, HttpError};
///
/// #[derive(Debug)]
/// struct OutOfCredit;
/// # impl fmt::Display for OutOfCredit {
/// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("no credit") }
/// # }
/// # impl std::error::Error for OutOfCredit {}
///
/// impl HttpError for OutOfCredit {
///     fn decide(&self, decision: &mut Decision<'_>) {
///         decision.status(&403_u16);
///         decision.type_uri("https://example.com/probs/out-of-credit");
///         decision.title("You do not have enough credit.");
///     }
/// }
///
/// assert_eq!(OutOfCredit.to_response().status(), 403);
/// ```
pub struct Decision<'a> {
    own: &'a mut OwnDecision,
    row: Option<Row>,
    asked: Asked,
}

/// What an error is asked to decide.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Everything.
    All,
    /// The status.
    Status,
    /// The code, and what it may be derived from.
    Code,
}

impl Asked {
    /// Returns whether an error that has decided this much need not be asked
    /// further: no error that it delegates to can change the answer.
    pub(crate) fn is_answered(self, own: &OwnDecision) -> bool {
        match self {
            Self::All => false,
            Self::Status => own.status.is_some(),
            Self::Code => own.code.is_some(),
        }
    }
}

/// What one error, and its type, decided at run time.
pub(crate) struct OwnDecision {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<Cow<'static, str>>,
    pub(crate) uri: Option<Cow<'static, str>>,
    pub(crate) title: Option<Cow<'static, str>>,
    /// A title that another service sent, and the status that it was sent with.
    pub(crate) read_title: Option<(Cow<'static, str>, Option<u16>)>,
    pub(crate) format: Option<&'static dyn Format>,
    pub(crate) level: Level,
    /// The gRPC code, 0 if the status implies it.
    pub(crate) grpc: Option<u8>,
    pub(crate) unmask: bool,
    /// What could not be kept, for the log.
    pub(crate) notes: Notes,
    /// Whether a header that the status must have is set by other code.
    pub(crate) is_completed_elsewhere: bool,
    /// The status of the type, for variants without one.
    pub(crate) type_status: Option<u16>,
    /// The code of the type, for variants without one, and the type URI that ends
    /// in it.
    pub(crate) type_code: Option<(String, String)>,
}

impl OwnDecision {
    pub(crate) const NOTHING: Self = Self {
        status: None,
        code: None,
        uri: None,
        title: None,
        read_title: None,
        format: None,
        level: Level::Default,
        grpc: None,
        unmask: false,
        notes: Notes::NONE,
        is_completed_elsewhere: false,
        type_status: None,
        type_code: None,
    };
}

impl fmt::Debug for Decision<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decision").finish_non_exhaustive()
    }
}

impl<'a> Decision<'a> {
    pub(crate) fn new(own: &'a mut OwnDecision, row: Option<Row>, asked: Asked) -> Self {
        Self { own, row, asked }
    }

    /// Sets the status. A status that is not an error becomes a logged 500.
    /// `None` leaves the error unmapped.
    pub fn status<T: ToStatus + ?Sized>(&mut self, status: &T) {
        if self.own.status.is_none() {
            self.own.status = status.to_status();
        }
    }

    /// Sets the code: letters, digits, `.`, `_` and `-`. Any other text is replaced
    /// by the code of the status, and the log has a note.
    pub fn code<T: AsRef<str> + ?Sized>(&mut self, code: &T) {
        let code = code.as_ref();
        if is_code(code) {
            self.set_code(Cow::Owned(code.to_owned()));
        } else {
            self.own.notes.add(Note::CodeInvalid);
        }
    }

    /// Sets the type URI, RFC 9457 §3.1.1. Characters that a URI reference
    /// cannot contain (RFC 3986) are percent-encoded.
    pub fn type_uri<T: AsRef<str> + ?Sized>(&mut self, uri: &T) {
        let uri = uri::encode(Cow::Borrowed(uri.as_ref())).into_owned();
        self.set_uri(Cow::Owned(uri));
    }

    /// Sets the title, RFC 9457 §3.1.3.
    pub fn title<T: AsRef<str> + ?Sized>(&mut self, title: &T) {
        self.set_title(Cow::Owned(title.as_ref().to_owned()));
    }

    /// Sets the format of the body.
    pub fn format(&mut self, format: &'static dyn Format) {
        self.own.format.get_or_insert(format);
    }

    /// Sets the level of the log event. A level that is set for a status that
    /// is not a 5xx does not apply if the response becomes a 5xx.
    pub fn log(&mut self, level: Level) {
        if self.own.level == Level::Default {
            self.own.level = level;
        }
    }

    /// Sets the gRPC code, 1 to 16, if it is not the one that the status
    /// implies: a number, or the `Code` of a gRPC crate.
    pub fn grpc_code<T: Into<i32>>(&mut self, code: T) {
        if let Ok(code @ 1..=16) = u8::try_from(code.into()) {
            self.set_grpc(code);
        }
    }

    /// Makes the text of `Display` the detail of a 5xx, too. Only the outermost
    /// error can do this.
    pub fn unmask<T: Condition>(&mut self, unmask: T) {
        self.own.unmask |= unmask.holds();
    }

    pub(crate) fn set_code(&mut self, code: Cow<'static, str>) {
        self.own.code.get_or_insert(code);
    }

    pub(crate) fn set_uri(&mut self, uri: Cow<'static, str>) {
        self.own.uri.get_or_insert(uri);
    }

    pub(crate) fn set_title(&mut self, title: Cow<'static, str>) {
        self.own.title.get_or_insert(title);
    }

    pub(crate) fn complete_elsewhere(&mut self) {
        self.own.is_completed_elsewhere = true;
    }

    pub(crate) fn set_read_title(&mut self, title: Cow<'static, str>, status: Option<u16>) {
        self.own.read_title.get_or_insert((title, status));
    }

    /// Sets the gRPC code, 0 if the status implies it.
    pub(crate) fn set_grpc(&mut self, code: u8) {
        self.own.grpc.get_or_insert(code);
    }

    // For generated code.

    /// Returns which row of its table the error is.
    #[doc(hidden)]
    #[must_use]
    pub fn row(&self) -> usize {
        self.row.map_or(0, Row::index)
    }

    /// Decides everything except the status. Its expressions do not run if only the
    /// status is asked for: otherwise, errors that call `status` and `code` of one
    /// another would take twice as long for each level.
    #[doc(hidden)]
    pub fn beyond_status(&mut self, decide: impl FnOnce(&mut Self)) {
        if self.asked != Asked::Status {
            decide(self);
        }
    }

    /// Adds a note if the status is not one of those that the attribute lists.
    #[doc(hidden)]
    pub fn statuses(&mut self, named: &[u16]) {
        if self
            .own
            .status
            .is_some_and(|status| !named.contains(&status))
        {
            self.own.notes.add(Note::StatusUnnamed);
        }
    }

    /// Adds a note if the status of the type is not one of those that the attribute lists.
    #[doc(hidden)]
    pub fn type_statuses(&mut self, named: &[u16]) {
        let status = self.own.type_status.filter(|_| self.own.status.is_none());
        if status.is_some_and(|status| !named.contains(&status)) {
            self.own.notes.add(Note::StatusUnnamed);
        }
    }

    /// Sets the gRPC code if there is one. A code that is not an error is left out.
    #[doc(hidden)]
    pub fn grpc<T: ToGrpcCode + ?Sized>(&mut self, code: &T) {
        match code.to_grpc_code() {
            Some(code @ 1..=16) => self.grpc_code(code),
            Some(_) => self.own.notes.add(Note::NoErrorCode),
            None => {}
        }
    }

    /// Sets the code if there is one.
    #[doc(hidden)]
    pub fn optional_code(&mut self, code: Option<&str>) {
        if let Some(code) = code {
            self.code(code);
        }
    }

    /// Sets the code, and the type URI that ends in it.
    #[doc(hidden)]
    pub fn code_of_type(&mut self, type_base: &str, code: Option<&str>) {
        if let Some(code) = code {
            if is_code(code) {
                self.type_uri(&format!("{type_base}{code}"));
            }
            self.code(code);
        }
    }

    /// Sets the status of the variants that have none.
    #[doc(hidden)]
    pub fn type_status<T: ToStatus + ?Sized>(&mut self, status: &T) {
        self.own.type_status = status.to_status();
    }

    /// Sets the code of a variant whose expression returns none.
    #[doc(hidden)]
    pub fn implied_code(&mut self, type_base: &str, code: &'static str) {
        if self.own.code.is_none() && !self.own.notes.has(Note::CodeInvalid) {
            self.type_code(type_base, Some(code));
        }
    }

    /// Sets the code of the variants that have none.
    #[doc(hidden)]
    pub fn type_code(&mut self, type_base: &str, code: Option<&str>) {
        if let Some(code) = code {
            if !is_code(code) {
                self.own.notes.add(Note::CodeInvalid);
                return;
            }
            let uri = match type_base {
                "" => String::new(),
                base => format!("{base}{code}"),
            };
            self.own.type_code = Some((code.to_owned(), uri));
        }
    }
}
