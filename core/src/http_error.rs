//! The trait that the derive implements.

mod searched;

use std::any::type_name;
use std::borrow::Cow;
use std::error::Error;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

pub(crate) use self::searched::downcast;
pub use self::searched::{Searched, SearchedLocal, SearchedOther};
use crate::catalog::Catalog;
use crate::catalog::collect::{Collector, ProblemTypes};
use crate::client::reader::FromRetryAfter;
use crate::convert::{self, decide};
use crate::describe::chain::SourceChain;
use crate::describe::decision::{Asked, Decision};
use crate::describe::delegate::Delegate;
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::describe::subject::{Delegation, Subject};
use crate::finish::Finishing;
use crate::request::RequestContext;
use crate::response::Response;
use crate::status;
use crate::table::{A_CASE, Row, Table};
use crate::value::json_type::JsonType;

/// An error that becomes an HTTP response.
///
/// Derive it with `#[derive(HttpError)]`, or write it by hand. Every method
/// has a default, and an error that overrides none of them is a masked and
/// logged `500 Internal Server Error`:
///
/// ```
/// use std::fmt;
/// # extern crate catchall_core as catchall;
/// use catchall::HttpError;
/// use http::StatusCode;
///
/// #[derive(Debug)]
/// struct Gone;
///
/// impl fmt::Display for Gone {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         f.write_str("this article was withdrawn")
///     }
/// }
///
/// impl std::error::Error for Gone {}
///
/// impl HttpError for Gone {
///     fn status(&self) -> StatusCode {
///         StatusCode::GONE
///     }
/// }
///
/// let response = Gone.to_response();
/// assert_eq!(response.status(), 410);
/// assert_eq!(
///     response.body(),
///     r#"{"title":"Gone","status":410,"code":"gone","detail":"this article was withdrawn"}"#,
/// );
/// ```
///
/// [`status`](Self::status) and [`code`](Self::code), or [`decide`](Self::decide) for more,
/// define the kind of error; [`describe`](Self::describe) adds what differs between two errors
/// of a kind; [`delegate`](Self::delegate) names an inner error for the rest.
///
/// The trait is dyn-compatible. `&E`, `Box<E>` and `Arc<E>` implement it too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not define its HTTP response",
    label = "needs `#[derive(catchall::HttpError)]`, or a status at `?`: `.or_problem(500)?`",
    note = "add `#[derive(catchall::HttpError)]` to `{Self}`, or `impl catchall::HttpError for` \
            it; for an error of another crate, write `.or_problem(500)?`"
)]
pub trait HttpError:
    Error // add `thiserror::Error` to the derives, or implement `Error` by hand
    + AsHttpError
{
    /// Returns the status of the response. Never logs.
    fn status(&self) -> StatusCode {
        if self.__row().0.is_derived() {
            return decide::status(&self.__as_dyn());
        }
        StatusCode::INTERNAL_SERVER_ERROR
    }

    /// Returns the stable machine-readable name of this kind of error. Never logs.
    fn code(&self) -> Cow<'_, str> {
        if self.__row().0.is_derived() {
            return decide::code(&self.__as_dyn());
        }
        Cow::Borrowed(status::code(self.status().as_u16()))
    }

    /// Decides what [`status`](Self::status) and [`code`](Self::code) cannot: type URI, title,
    /// format, log level. A status and a code that are set here take precedence over those two
    /// methods.
    fn decide(&self, decision: &mut Decision<'_>) {
        let _ = decision;
    }

    /// Names the error that this one delegates to, which provides everything that this one does
    /// not decide or describe. [`status`](Self::status) and [`code`](Self::code) are not called
    /// then.
    fn delegate(&self, delegation: Delegation<'_>) {
        let _ = delegation;
    }

    /// Describes this occurrence beyond its status and code: detail,
    /// members, headers, private context.
    ///
    /// If it sets no detail, a 4xx has the text of `Display`, and a 5xx has no
    /// detail. A derived error only describes here what is not in its table.
    fn describe(&self, description: &mut Description<'_>) {
        let _ = description;
    }

    /// Changes the response after it was logged. The promises of this crate end
    /// here.
    fn finish(&self, context: Option<&RequestContext>, response: &mut Response) {
        let _ = (context, response);
    }

    /// Makes the response of this error. Logs it: one event per call.
    fn to_response(&self) -> Response {
        respond(self.__as_dyn(), None)
    }

    /// Makes the response of this error for a known request: the default format
    /// is [`ProblemJson`](struct@crate::format::ProblemJson),
    /// [`Text`](crate::format::Text) or [`Html`](crate::format::Html), whichever
    /// its `Accept` prefers. Logs it: one event per call.
    ///
    /// For code that connects catchall to a framework that it does not know.
    fn to_response_in(&self, context: &RequestContext) -> Response {
        respond(self.__as_dyn(), Some(context))
    }

    /// Returns whether the same request may succeed later, for a client that reads the error
    /// back and for a retry policy. This is the value of `retryable` if it is given.
    /// Otherwise an error is retryable if it has a `Retry-After`, or if its status is 408,
    /// 425, 429, 502, 503 or 504 (RFC 9110 §15, RFC 8470 §5.2, RFC 6585 §4). Never logs. For
    /// a `&dyn HttpError`, call it on a reference: `(&error).is_retryable()`.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// # #[derive(Debug)]
    /// # struct Busy;
    /// # impl std::fmt::Display for Busy {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("busy") }
    /// # }
    /// # impl std::error::Error for Busy {}
    /// # impl catchall::HttpError for Busy {
    /// #     fn status(&self) -> http::StatusCode { http::StatusCode::SERVICE_UNAVAILABLE }
    /// # }
    /// use catchall::HttpError;
    ///
    /// assert!(Busy.is_retryable());
    /// ```
    #[must_use]
    fn is_retryable(&self) -> bool
    where
        Self: Sized,
    {
        is_retryable(&self)
    }

    /// Returns when to try again, as given by its `Retry-After` (RFC 9110 §10.2.3), in
    /// whole seconds. A date counts from now and needs the feature `httpdate`. Never logs.
    /// For a `&dyn HttpError`, call it on a reference.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// # #[derive(Debug)]
    /// # struct Busy;
    /// # impl std::fmt::Display for Busy {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("busy") }
    /// # }
    /// # impl std::error::Error for Busy {}
    /// # impl catchall::HttpError for Busy {
    /// #     fn status(&self) -> http::StatusCode { http::StatusCode::SERVICE_UNAVAILABLE }
    /// #     fn describe(&self, description: &mut catchall::Description<'_>) {
    /// #         description.retry_after(&5_u64);
    /// #     }
    /// # }
    /// use std::time::Duration;
    ///
    /// use catchall::HttpError;
    ///
    /// assert_eq!(Busy.retry_after(), Some(Duration::from_secs(5)));
    /// ```
    #[must_use]
    fn retry_after(&self) -> Option<Duration>
    where
        Self: Sized,
    {
        retry_after(&self)
    }

    /// Returns every problem type that a client can receive from this error, in the
    /// order of the variants. The derive implements it; an error that is mapped by hand
    /// can list them:
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, HttpError, ProblemType};
    /// use http::StatusCode;
    ///
    /// const GONE: ProblemType = ProblemType::new(410, "gone");
    ///
    /// #[derive(Debug)]
    /// struct Gone;
    /// # impl std::fmt::Display for Gone {
    /// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("gone") }
    /// # }
    /// # impl std::error::Error for Gone {}
    ///
    /// impl HttpError for Gone {
    ///     fn status(&self) -> StatusCode {
    ///         StatusCode::GONE
    ///     }
    ///
    ///     fn catalog() -> Catalog {
    ///         Catalog::new([Entry::new(GONE)])
    ///     }
    /// }
    ///
    /// assert_eq!(Gone::catalog().entries()[0].code(), "gone");
    /// ```
    #[must_use]
    fn catalog() -> Catalog
    where
        Self: Sized,
    {
        match problem_types::<Self>() {
            Some(types) => {
                let mut collector = Collector::default();
                collector.derived(&types, type_name::<Self>());
                collector.finish()
            }
            None => Catalog::new([]).open(),
        }
    }

    // For generated code.

    // All have defaults, and the derive overrides few of them: each method costs the
    // compiler of a derived error about half a million instructions.

    /// Returns what the derive knows about the type, without the following.
    #[doc(hidden)]
    #[must_use]
    fn __table() -> &'static Table
    where
        Self: Sized,
    {
        Table::BY_HAND
    }

    /// Returns the facts of each row, in the format of `record.rs`.
    #[doc(hidden)]
    #[must_use]
    fn __facts() -> &'static str
    where
        Self: Sized,
    {
        ""
    }

    /// Returns the types that the facts refer to.
    #[doc(hidden)]
    #[must_use]
    fn __member_types() -> &'static [JsonType]
    where
        Self: Sized,
    {
        &[]
    }

    /// Returns the types that variants delegate to.
    #[doc(hidden)]
    #[must_use]
    fn __nested() -> &'static [fn(&mut Collector)]
    where
        Self: Sized,
    {
        &[]
    }

    /// Returns the table of the type, and the row of this variant: none if only `__case`
    /// finds it, and for an error that is not derived.
    #[doc(hidden)]
    fn __row(&self) -> (&'static Table, usize) {
        (Table::BY_HAND, A_CASE)
    }

    /// Returns the row of the case that matches.
    #[doc(hidden)]
    fn __case(&self) -> usize {
        A_CASE
    }

    /// Decides what the type decides for all variants.
    #[doc(hidden)]
    fn __decide_type(&self, decision: &mut Decision<'_>) {
        let _ = decision;
    }

    /// Describes what the type describes for all variants.
    #[doc(hidden)]
    fn __describe_type(&self, description: &mut Description<'_>) {
        let _ = description;
    }

    /// Adds what only the log contains.
    #[doc(hidden)]
    fn __evidence(&self, evidence: &mut Evidence<'_>) {
        let _ = evidence;
    }

    /// Passes on its `finish`.
    #[doc(hidden)]
    fn __finish(&self, finishing: Finishing<'_>) {
        finishing.with_method(&|context, response| self.finish(context, response));
    }

    /// Returns the error as one that can be downcast, if its type borrows nothing.
    #[doc(hidden)]
    fn __typed(&self) -> Option<&(dyn Error + 'static)> {
        None
    }

    /// Returns the name of the error's type, for the log.
    #[doc(hidden)]
    fn __type_name(&self) -> &'static str {
        type_name::<Self>()
    }
}

/// Turns an error into a trait object, also in a default method of [`HttpError`]. Without it,
/// such a method needs the implementation for `&Self`, which every type would compile.
pub trait AsHttpError {
    #[doc(hidden)]
    fn __as_dyn(&self) -> &dyn HttpError;
}

impl<E: HttpError> AsHttpError for E {
    fn __as_dyn(&self) -> &dyn HttpError {
        self
    }
}

macro_rules! forward {
    () => {
        fn status(&self) -> StatusCode {
            (**self).status()
        }

        fn code(&self) -> Cow<'_, str> {
            (**self).code()
        }

        fn decide(&self, decision: &mut Decision<'_>) {
            (**self).decide(decision);
        }

        fn delegate(&self, delegation: Delegation<'_>) {
            (**self).delegate(delegation);
        }

        fn describe(&self, description: &mut Description<'_>) {
            (**self).describe(description);
        }

        fn finish(&self, context: Option<&RequestContext>, response: &mut Response) {
            (**self).finish(context, response);
        }

        fn to_response(&self) -> Response {
            (**self).to_response()
        }

        fn to_response_in(&self, context: &RequestContext) -> Response {
            (**self).to_response_in(context)
        }

        fn __row(&self) -> (&'static Table, usize) {
            (**self).__row()
        }

        fn __case(&self) -> usize {
            (**self).__case()
        }

        fn __decide_type(&self, decision: &mut Decision<'_>) {
            (**self).__decide_type(decision);
        }

        fn __describe_type(&self, description: &mut Description<'_>) {
            (**self).__describe_type(description);
        }

        fn __evidence(&self, evidence: &mut Evidence<'_>) {
            (**self).__evidence(evidence);
        }

        fn __finish(&self, finishing: Finishing<'_>) {
            (**self).__finish(finishing);
        }

        fn __typed(&self) -> Option<&(dyn Error + 'static)> {
            (**self).__typed()
        }

        fn __type_name(&self) -> &'static str {
            (**self).__type_name()
        }
    };
}

impl<E: HttpError + ?Sized> HttpError for &E {
    forward!();
}

// rustc names the box if its content is not an error.
#[diagnostic::do_not_recommend]
impl<E: HttpError> HttpError for Box<E> {
    forward!();

    fn catalog() -> Catalog {
        E::catalog()
    }

    fn __table() -> &'static Table {
        E::__table()
    }

    fn __facts() -> &'static str {
        E::__facts()
    }

    fn __member_types() -> &'static [JsonType] {
        E::__member_types()
    }

    fn __nested() -> &'static [fn(&mut Collector)] {
        E::__nested()
    }
}

impl<E: HttpError + ?Sized> HttpError for Arc<E> {
    forward!();
}

/// An error by reference, as a conversion sees it. It is one type for all
/// errors: generic code would be compiled again for each.
impl Subject for &dyn HttpError {
    fn row(&self) -> Option<Row> {
        let (table, row) = (**self).__row();
        table.row(row)
    }

    fn case(&self) -> Option<Row> {
        (**self).__row().0.row((**self).__case())
    }

    fn decide(&self, decision: &mut Decision<'_>) {
        (**self).decide(decision);
    }

    fn decide_type(&self, decision: &mut Decision<'_>) {
        (**self).__decide_type(decision);
    }

    fn delegate(&self, delegation: Delegation<'_>) {
        (**self).delegate(delegation);
    }

    fn by_hand(&self, asked: Asked) -> Option<(u16, Cow<'static, str>)> {
        let code = match asked {
            Asked::Status => String::new(),
            Asked::All | Asked::Code => (**self).code().into_owned(),
        };
        Some(((**self).status().as_u16(), Cow::Owned(code)))
    }

    fn describe(&self, description: &mut Description<'_>) {
        (**self).describe(description);
    }

    fn describe_type(&self, description: &mut Description<'_>) {
        (**self).__describe_type(description);
    }

    fn finish(&self, finishing: Finishing<'_>) {
        (**self).__finish(finishing);
    }

    fn display(&self) -> Option<&dyn Display> {
        Some(*self)
    }

    fn error(&self) -> Option<&dyn Error> {
        Some(self)
    }

    fn typed(&self) -> Option<&(dyn Error + 'static)> {
        (**self).__typed()
    }

    fn evidence(&self, evidence: &mut Evidence<'_>) {
        (**self).__evidence(evidence);
    }

    fn module(&self) -> &'static str {
        (**self).__row().0.module
    }

    fn type_name(&self) -> &'static str {
        (**self).__type_name()
    }
}

/// What the derive knows about a type. Only its catalog reads the facts, so the linker drops
/// them from a program that uses no catalog.
fn problem_types<E: HttpError>() -> Option<ProblemTypes> {
    let table = E::__table();
    table.is_derived().then(|| ProblemTypes {
        table,
        facts: E::__facts(),
        types: E::__member_types(),
        nested: E::__nested(),
    })
}

/// Returns whether another attempt is worth it. Not generic, so that it is not compiled
/// for each type.
fn is_retryable(error: &dyn HttpError) -> bool {
    convert::retry::is_retryable(&error)
}

/// Returns when to try again. Not generic, either.
fn retry_after(error: &dyn HttpError) -> Option<Duration> {
    FromRetryAfter::from_header(convert::retry::retry_after(&error).as_ref())
}

/// Makes the response of an error and logs it once.
pub(crate) fn respond(error: &dyn HttpError, context: Option<&RequestContext>) -> Response {
    convert::respond(&error, context)
}

/// Logs an error that does not answer a request, such as an error in a background
/// job, a stream or a socket.
///
/// The event is the same as that of its response, with all texts, sources, the
/// private context and the level, but without a status.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::Problem;
///
/// fn nightly() -> catchall::Result<()> {
///     // ...
/// #   Ok(())
/// }
///
/// if let Err(error) = nightly() {
///     catchall::log(&error);
/// }
/// ```
pub fn log<E: Delegate + ?Sized>(error: &E) {
    error.__visit(&mut |subject| convert::log_only(subject));
}

impl<E: HttpError> Delegate for E {
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
        let error: &dyn HttpError = self;
        visit(&error);
    }

    fn __catalog(collector: &mut Collector) {
        match problem_types::<E>() {
            Some(types) => collector.derived(&types, type_name::<E>()),
            None => collector.by_hand(E::catalog()),
        }
    }
}

macro_rules! delegate_dyn {
    ($($ty:ty),*) => {$(
        impl Delegate for $ty {
            fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
                let error: &dyn HttpError = &**self;
                visit(&error);
            }
        }
    )*};
}

delegate_dyn!(
    Box<dyn HttpError + '_>,
    Box<dyn HttpError + Send + '_>,
    Box<dyn HttpError + Send + Sync + '_>
);

macro_rules! unsized_errors {
    ($($ty:ty),*) => {$(
        impl SourceChain for $ty {
            fn first(&self) -> Option<&(dyn Error + 'static)> {
                Some(self)
            }
        }
    )*};
}

unsized_errors!(
    dyn HttpError,
    dyn HttpError + Send,
    dyn HttpError + Send + Sync
);
