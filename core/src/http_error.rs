//! The trait that the derive implements.

use std::any::type_name;
use std::borrow::Cow;
use std::error::Error;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::catalog::Catalog;
use crate::catalog::collect::{Collector, ProblemTypes};
use crate::client::reader::FromRetryAfter;
use crate::convert;
use crate::describe::chain::{Downcast, SourceChain};
use crate::describe::decision::{Asked, Decision};
use crate::describe::delegate::Delegate;
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::describe::subject::{Delegation, Subject};
use crate::finish::Finishing;
use crate::request::RequestContext;
use crate::response::Response;
use crate::status;
use crate::table::Row;
use crate::target::{CATCHALL, Target};

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
pub trait HttpError: Error // add `thiserror::Error` to the derives, or implement `Error` by hand
{
    /// Returns the status of the response. Never logs.
    fn status(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    /// Returns the stable machine-readable name of this kind of error. Never logs.
    fn code(&self) -> Cow<'_, str> {
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
        self.__respond(None)
    }

    /// Makes the response of this error for a known request: the default format
    /// is [`ProblemJson`](struct@crate::format::ProblemJson),
    /// [`Text`](crate::format::Text) or [`Html`](crate::format::Html), whichever
    /// its `Accept` prefers. Logs it: one event per call.
    ///
    /// For code that connects catchall to a framework that it does not know.
    fn to_response_in(&self, context: &RequestContext) -> Response {
        self.__respond(Some(context))
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
        match Self::__problem_types() {
            Some(types) => {
                let mut collector = Collector::default();
                collector.derived(types, type_name::<Self>());
                collector.finish()
            }
            None => Catalog::new([]).open(),
        }
    }

    // For generated code.

    /// Returns what the derive knows about the type.
    #[doc(hidden)]
    #[must_use]
    fn __problem_types() -> Option<&'static ProblemTypes>
    where
        Self: Sized,
    {
        None
    }

    /// Returns what the derive knows about this variant. `None` if only `__case`
    /// finds the row, and for an error that is not derived.
    #[doc(hidden)]
    fn __row(&self) -> Option<Row> {
        None
    }

    /// Returns the row of the case that matches.
    #[doc(hidden)]
    fn __case(&self) -> Option<Row> {
        None
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

    /// Makes the response for both `to_response` and `to_response_in`. A derived
    /// error overrides it: this version needs the methods of `&Self`, which would
    /// be compiled for every type.
    #[doc(hidden)]
    fn __respond(&self, context: Option<&RequestContext>) -> Response {
        respond(&self, context)
    }

    /// Returns where the error comes from, for the log: the module of its type,
    /// or `catchall` if it is not known.
    #[doc(hidden)]
    fn __target(&self) -> &'static Target {
        &CATCHALL
    }

    /// Returns the name of the error's type, for the log.
    #[doc(hidden)]
    fn __type_name(&self) -> &'static str {
        type_name::<Self>()
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

        fn __row(&self) -> Option<Row> {
            (**self).__row()
        }

        fn __case(&self) -> Option<Row> {
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

        fn __respond(&self, context: Option<&RequestContext>) -> Response {
            (**self).__respond(context)
        }

        fn __target(&self) -> &'static Target {
            (**self).__target()
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

    fn __problem_types() -> Option<&'static ProblemTypes> {
        E::__problem_types()
    }
}

impl<E: HttpError + ?Sized> HttpError for Arc<E> {
    forward!();
}

/// An error by reference, as a conversion sees it. It is one type for all
/// errors: generic code would be compiled again for each.
impl Subject for &dyn HttpError {
    fn row(&self) -> Option<Row> {
        (**self).__row()
    }

    fn case(&self) -> Option<Row> {
        (**self).__case()
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

    fn target(&self) -> &'static Target {
        (**self).__target()
    }

    fn type_name(&self) -> &'static str {
        (**self).__type_name()
    }
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
        match E::__problem_types() {
            Some(types) => collector.derived(types, type_name::<E>()),
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

/// Calls the function with the error, if there is one.
fn visit<E: HttpError>(error: Option<&E>, visit: &mut dyn FnMut(&dyn Subject)) -> bool {
    if let Some(error) = error {
        let error: &dyn HttpError = error;
        visit(&error);
    }
    error.is_some()
}

/// Returns a function that looks for an `E` in a chain.
pub(crate) const fn downcast<E: HttpError + Send + Sync + 'static>() -> Downcast {
    Downcast {
        error: |error, then| visit(error.downcast_ref::<E>(), then),
        #[cfg(feature = "anyhow")]
        anyhow: |error, then| visit(error.downcast_ref::<E>(), then),
        #[cfg(feature = "eyre")]
        eyre: |error, then| visit(error.downcast_ref::<E>(), then),
    }
}

/// A type of `chain`, for generated code. An inherent method is for a type that can
/// be attached with `.context(..)`; [`SearchedLocal`] is for a type that stays on its
/// thread.
#[derive(Debug)]
pub struct Searched<E>(std::marker::PhantomData<E>);

impl<E> Searched<E> {
    /// The type.
    pub const TYPE: Self = Self(std::marker::PhantomData);
}

impl<E: HttpError + Send + Sync + 'static> Searched<E> {
    /// Returns a function that looks for it.
    #[must_use]
    pub fn downcast(&self) -> Downcast {
        downcast::<E>()
    }
}

/// A type that cannot be sent between threads.
pub trait SearchedLocal {
    /// Returns a function that looks for it.
    fn downcast(&self) -> Downcast;
}

impl<E: HttpError + 'static> SearchedLocal for Searched<E> {
    fn downcast(&self) -> Downcast {
        Downcast {
            error: |error, then| visit(error.downcast_ref::<E>(), then),
            #[cfg(feature = "anyhow")]
            anyhow: |_, _| false,
            #[cfg(feature = "eyre")]
            eyre: |_, _| false,
        }
    }
}

/// Any other type. The compiler reports elsewhere that nothing can be delegated to it.
pub trait SearchedOther {
    /// Returns a function that finds nothing.
    fn downcast(&self) -> Downcast {
        Downcast {
            error: |_, _| false,
            #[cfg(feature = "anyhow")]
            anyhow: |_, _| false,
            #[cfg(feature = "eyre")]
            eyre: |_, _| false,
        }
    }
}

impl<E> SearchedOther for &Searched<E> {}
