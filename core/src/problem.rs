//! The problem: one occurrence of a problem type, owned. Also the format, which
//! turns it into a body: the two refer to each other.

mod build;
mod cause;
mod convert;
pub(crate) mod members;
mod or_problem;
mod serde;
mod subject;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use http::{HeaderMap, HeaderName};

pub use convert::ErrorTypes;
pub use or_problem::{IntoProblem, OrProblem};

use self::cause::Cause;
use self::members::Members;
use crate::body::format::{Body, Shape};
#[cfg(feature = "fluent")]
use crate::body::sink::Sentences;
use crate::level::Level;
use crate::note::Notes;
use crate::request::RequestContext;

/// One occurrence of an error, RFC 9457 §3: for code that has no error enum.
///
/// Any type that implements [`HttpError`](crate::HttpError) becomes a problem
/// with `?` and keeps its status, code, headers and text. The error itself is
/// kept inside for the log. Foreign errors become a problem with
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
/// Creating a problem does not log. Converting it into a response logs once.
pub struct Problem(pub(crate) Box<ProblemParts>);

/// What was set on the problem itself. Its cause decides everything that was not set.
#[derive(Default)]
pub(crate) struct ProblemParts {
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<Cow<'static, str>>,
    pub(crate) uri: Option<Cow<'static, str>>,
    pub(crate) title: Option<Cow<'static, str>>,
    pub(crate) detail: Option<Cow<'static, str>>,
    pub(crate) instance: Option<Cow<'static, str>>,
    pub(crate) members: Members,
    pub(crate) headers: HeaderMap,
    /// The headers that belong to one status, but were set while the problem had
    /// another: they are meant for any status.
    pub(crate) unbound: Vec<HeaderName>,
    pub(crate) format: Option<&'static dyn Format>,
    pub(crate) level: Level,
    /// The gRPC code, if it is not the one that the status implies.
    pub(crate) grpc: Option<u8>,
    /// A framework sets the header that the status must have.
    pub(crate) is_completed_elsewhere: bool,
    /// The values for translations, as JSON. If a name is given twice, the first one wins.
    #[cfg(feature = "fluent")]
    pub(crate) arguments: Vec<(Cow<'static, str>, String)>,
    /// The language of the title, if it was chosen for a client.
    #[cfg(feature = "fluent")]
    pub(crate) language: Option<String>,
    /// The sentences of the HTML page, for the same client.
    #[cfg(feature = "fluent")]
    pub(crate) sentences: Option<Box<Sentences>>,
    /// A member could not be serialised.
    pub(crate) failure: bool,
    pub(crate) read: Option<Read>,
    /// What could not be kept, for the log.
    pub(crate) notes: Notes,
    pub(crate) cause: Cause,
    /// The causes that a later one replaced, oldest first.
    pub(crate) displaced: Vec<Cause>,
}

/// Which parts of a problem came from another service: the wording of a
/// response that was written for this service and not for its clients.
pub(crate) struct Read {
    /// The status that it came with, if it had one.
    pub(crate) status: Option<u16>,
    pub(crate) title: bool,
    pub(crate) detail: bool,
    pub(crate) instance: bool,
    /// The headers that it came with.
    pub(crate) headers: Box<HeaderMap>,
}

/// A format turns a problem into a body.
///
/// An application with its own body shape implements it once and names it on
/// its error: `#[http(format = MyShape)]`.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Body, Format, Problem, RequestContext};
/// use serde_json::json;
///
/// struct MyShape;
///
/// impl Format for MyShape {
///     fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
///         Body::json(&json!({
///             "ok": false,
///             "reason": problem.detail().unwrap_or(problem.title()),
///         }))
///     }
/// }
/// ```
///
/// A masked problem has no detail here either. If `render` panics, the response
/// is a plain, logged 500.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a format",
    label = "`format` needs a constant whose type implements `catchall::Format`",
    note = "write a built-in format, such as `ProblemJson` or `Text`, or implement \
            `catchall::Format`"
)]
pub trait Format: Send + Sync {
    /// Creates the body.
    fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body;

    /// Creates the body, with access to the error itself, which can be downcast to
    /// its type. Nothing in it is public by default. It is `None` if the type of
    /// the error has generic parameters or is mapped by hand, unless a [`Problem`]
    /// holds it.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use std::error::Error;
    ///
    /// use catchall::{Body, Format, Problem, RequestContext};
    ///
    /// struct Numbered;
    ///
    /// impl Format for Numbered {
    ///     fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
    ///         Body::new("text/plain", problem.title().into_owned())
    ///     }
    ///
    ///     fn render_error(
    ///         &self,
    ///         problem: &Problem,
    ///         error: Option<&(dyn Error + 'static)>,
    ///         context: Option<&RequestContext>,
    ///     ) -> Body {
    ///         match error.and_then(|error| error.downcast_ref::<std::num::ParseIntError>()) {
    ///             Some(_) => Body::new("text/plain", "17"),
    ///             None => self.render(problem, context),
    ///         }
    ///     }
    /// }
    /// ```
    fn render_error(
        &self,
        problem: &Problem,
        error: Option<&(dyn Error + 'static)>,
        context: Option<&RequestContext>,
    ) -> Body {
        let _ = error;
        self.render(problem, context)
    }

    /// Returns the shape, if the library writes it itself.
    #[doc(hidden)]
    fn shape(&self) -> Shape {
        Shape::Other
    }
}

impl fmt::Debug for dyn Format + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Format")
    }
}
