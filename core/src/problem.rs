//! The problem: one occurrence of a problem type, owned.

mod build;
mod cause;
mod members;
mod or_problem;
mod serde;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use http::{HeaderMap, HeaderName, StatusCode, header};
use serde_json::{Map, Value};

pub use cause::ErrorTypes;
pub use or_problem::{IntoProblem, OrProblem};

use self::cause::Cause;
use self::members::Members;
use crate::body::raw::Raw;
use crate::body::sink::{Collected, Member};
use crate::convert::note::Note;
use crate::convert::selection::Selection;
use crate::convert::write as render;
use crate::convert::{self, Subject};
use crate::describe::chain::Downcast;
use crate::describe::{Description, Place};
use crate::{Delegate, Format, HttpError, Level, RequestContext, Response};

/// One occurrence of an error, RFC 9457 §3: for code that has no error enum.
///
/// Anything that implements [`HttpError`](crate::HttpError) becomes one with
/// `?`, and keeps its status, code, headers and text; the error itself stays
/// inside for the log. Foreign errors become one with
/// [`or_problem`](OrProblem::or_problem).
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::Problem;
///
/// let problem = Problem::not_found()
///     .with_detail("there is no user 7")
///     .with_member("user", 7);
/// assert_eq!(
///     problem.to_response().body(),
///     r#"{"title":"Not Found","status":404,"code":"not_found","detail":"there is no user 7","user":7}"#,
/// );
/// ```
///
/// Making a problem logs nothing; converting it into a response does, once.
pub struct Problem(Box<Parts>);

/// What was said of the problem itself; its cause speaks where it is silent.
#[derive(Default)]
struct Parts {
    status: Option<u16>,
    code: Option<Cow<'static, str>>,
    uri: Option<Cow<'static, str>>,
    title: Option<Cow<'static, str>>,
    detail: Option<Cow<'static, str>>,
    instance: Option<Cow<'static, str>>,
    members: Members,
    headers: HeaderMap,
    format: Option<&'static dyn Format>,
    level: Level,
    /// The gRPC code, where the one that the status implies is not wanted.
    grpc: Option<u8>,
    failure: bool,
    read: Read,
    /// What could not be kept, for the log.
    note: Option<Note>,
    cause: Cause,
    /// What the problem was made from, where that is not the cause.
    origin: Cause,
    /// The errors in the chain of the cause that may speak for it.
    speakers: &'static [Downcast],
}

/// A member that did not serialise when it was added.
struct Unwritable;

impl Member for Unwritable {
    fn write(&self, _out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        Err(serde_core::de::Error::custom("a member does not serialise"))
    }
}

impl Problem {
    /// The response. Logs it: one event per call.
    #[must_use]
    pub fn to_response(&self) -> Response {
        convert::respond_to(Subject::Problem(self), None)
    }

    /// The response to a request that is known, as
    /// [`HttpError::to_response_in`](crate::HttpError::to_response_in) makes it.
    /// Logs it: one event per call.
    #[must_use]
    pub fn to_response_in(&self, context: &RequestContext) -> Response {
        convert::respond_to(Subject::Problem(self), Some(context))
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.selection().status_code()
    }

    /// The stable machine-readable name of this kind of error.
    #[must_use]
    pub fn code(&self) -> Cow<'_, str> {
        self.selection().code()
    }

    /// The type URI, RFC 9457 §3.1.1.
    #[must_use]
    pub fn type_uri(&self) -> Cow<'_, str> {
        Cow::Owned(self.selection().uri().unwrap_or("about:blank").to_owned())
    }

    /// The title, RFC 9457 §3.1.3.
    #[must_use]
    pub fn title(&self) -> Cow<'_, str> {
        match self.0.title.as_deref() {
            None | Some("") => Cow::Owned(self.selection().title().to_owned()),
            Some(title) => Cow::Borrowed(title),
        }
    }

    /// The public text, RFC 9457 §3.1.4. A masked problem has none, but for a
    /// 5xx that was read: the program sees what the response leaves out.
    #[must_use]
    pub fn detail(&self) -> Option<Cow<'_, str>> {
        match &self.0.detail {
            Some(detail) => Some(Cow::Borrowed(detail)),
            None => self.collected_parts().0.detail.map(Cow::Owned),
        }
    }

    /// The URI reference that identifies this occurrence, RFC 9457 §3.1.5.
    #[must_use]
    pub fn instance(&self) -> Option<Cow<'_, str>> {
        match &self.0.instance {
            Some(instance) => Some(Cow::Borrowed(instance)),
            None => self.collected_parts().0.instance.map(Cow::Owned),
        }
    }

    /// An extension member, RFC 9457 §3.2.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Value> {
        self.members().remove(name)
    }

    /// All extension members.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        let members = self.collected_parts().0.members.into_iter();
        // One that is nested deeper than a `Value` can be read is left out.
        let value =
            |(name, json): (String, String)| Some((name, serde_json::from_str(&json).ok()?));
        members.filter_map(value).collect()
    }

    /// The headers that the response will have, but for those of its body.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        self.collected_parts().1
    }

    /// The error that caused it.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.error()
    }

    /// The body in this shape, for a [`Format`] that builds on another one.
    #[must_use]
    pub fn body(&self, format: &dyn Format) -> crate::Body {
        match format.shape() {
            crate::body::format::Shape::Other => {
                let selection = self.selection();
                let (parts, headers) =
                    convert::collect(Subject::Problem(self), &selection).unwrap_or_default();
                format.render(&Self::collected(&selection, parts, headers), None)
            }
            shape => render::body_of(self, shape),
        }
    }

    pub(crate) fn cause_type_name(&self) -> &'static str {
        match self.0.speaker() {
            Some(error) => error.type_name(),
            None => self.0.cause.type_name(),
        }
    }

    pub(crate) fn finish(&self, context: Option<&RequestContext>, response: &mut Response) {
        if let Some(error) = self.0.speaker() {
            error.finish(context, response);
        }
    }

    /// What a format of the user's is handed.
    pub(crate) fn collected(selection: &Selection, parts: Collected, headers: HeaderMap) -> Self {
        let mut problem = Self::new(selection.status());
        problem.0.headers = headers;
        problem.0.code = Some(selection.code());
        problem.0.uri = selection.uri().map(|uri| Cow::Owned(uri.to_owned()));
        problem.0.title = Some(Cow::Owned(selection.title().to_owned()));
        problem.0.detail = parts.detail.map(Cow::Owned);
        problem.0.instance = parts.instance.map(Cow::Owned);
        for (name, json) in parts.members {
            problem.0.members.put(members::Member {
                name: Cow::Owned(name),
                json,
                is_read: false,
            });
        }
        problem
    }

    fn selection(&self) -> Selection {
        convert::select(Subject::Problem(self))
    }

    /// The same for the program itself, from which nothing that was read is kept.
    fn open_selection(&self) -> Selection {
        let mut selection = self.selection();
        selection.unmask |= self.0.read.anything;
        selection
    }

    /// What is said, nothing if it cannot be written.
    fn collected_parts(&self) -> (Collected, HeaderMap) {
        convert::collect(Subject::Problem(self), &self.open_selection()).unwrap_or_default()
    }

    pub(crate) fn describe(&self, description: &mut Description<'_>) {
        let parts = &*self.0;
        description.overlay(parts.says_anything());
        if parts.grpc.is_some() || parts.status.is_some() {
            description.set_grpc(parts.grpc.unwrap_or(0));
        }
        if let Some(status) = parts.status {
            description.status(&status);
        }
        if let Some(code) = &parts.code {
            description.known_code(code);
        }
        if let Some(uri) = &parts.uri {
            description.known_type_uri(uri);
        }
        if let Some(title) = &parts.title {
            description.title(title);
        }
        if let Some(format) = parts.format {
            description.format(format);
        }
        description.log(parts.level);
        let hides = !description.unmasks();
        if let Some(detail) = &parts.detail
            && !(hides && parts.read.detail)
        {
            description.detail(detail);
        }
        if !(hides && parts.read.instance) {
            description.instance(&parts.instance);
        }
        if let Some(note) = parts.note {
            description.note(note);
        }
        if parts.failure {
            description.put_member("", &Unwritable);
        }
        for member in parts.members.iter() {
            if !(hides && member.is_read) {
                description.put_member(&member.name, &Raw(&member.json));
            }
        }
        for name in parts.headers.keys() {
            let [first, next] = if is_typed(name) {
                [Place::Typed, Place::AppendTyped]
            } else {
                [Place::Free, Place::Append]
            };
            let mut place = first;
            for value in parts.headers.get_all(name) {
                description.put_header(name, Ok(Some(value.clone())), place);
                place = next;
            }
        }
        match parts.speaker() {
            Some(error) => description.visit(error),
            None => description.unmapped(),
        }
        if let Some(report) = parts.cause.backtrace() {
            description.backtrace(Some(report));
        }
    }
}

/// What of a problem was read. Where it was a 5xx then, its texts and members
/// are another service's, and for the program alone.
#[derive(Clone, Copy, Default)]
struct Read {
    /// Whether it was read at all.
    anything: bool,
    /// Whether the detail is such a text.
    detail: bool,
    instance: bool,
}

impl Read {
    /// Lets what was read be sent on.
    fn publish(&mut self) {
        *self = Self {
            anything: self.anything,
            ..Self::default()
        };
    }
}

impl Parts {
    /// The error that says what the problem itself does not.
    fn speaker(&self) -> Option<&dyn HttpError> {
        match &self.origin {
            Cause::None => self.cause.speaker(self.speakers),
            origin => origin.speaker(self.speakers),
        }
    }

    /// Whether the response differs from the one of its cause.
    fn says_anything(&self) -> bool {
        self.detail.is_some()
            || self.instance.is_some()
            || self.failure
            || !self.members.is_empty()
            || !self.headers.is_empty()
    }
}

/// The headers that belong to the status, which a masked problem keeps.
fn is_typed(name: &HeaderName) -> bool {
    [
        header::ALLOW,
        header::CONTENT_RANGE,
        header::LINK,
        header::LOCATION,
        header::PROXY_AUTHENTICATE,
        header::RETRY_AFTER,
        header::UPGRADE,
        header::WWW_AUTHENTICATE,
    ]
    .contains(name)
}

impl Delegate for Problem {
    fn describe_to(&self, description: &mut Description<'_>) {
        self.describe(description);
    }
}

impl From<Problem> for Response {
    fn from(problem: Problem) -> Self {
        problem.to_response()
    }
}

/// The status, the title and the detail, such as `404 Not Found: no user 7`:
/// what the client is told, and nothing more; of a 5xx that was read, what the
/// other service told.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status().as_str(), self.title())?;
        match self.detail() {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("status", &self.status().as_u16())
            .field("code", &self.code())
            .field("detail", &self.detail())
            .field("cause", &self.cause())
            .finish_non_exhaustive()
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause()
    }
}

/// Two problems are equal if they say the same; headers do not count, nor what
/// caused them.
impl PartialEq for Problem {
    fn eq(&self, other: &Self) -> bool {
        self.status() == other.status()
            && self.code() == other.code()
            && self.type_uri() == other.type_uri()
            && self.title() == other.title()
            && self.detail() == other.detail()
            && self.instance() == other.instance()
            && self.members() == other.members()
    }
}
