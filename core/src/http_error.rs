//! The trait that the derive implements.

use std::any::type_name;
use std::borrow::Cow;
use std::error::Error;
use std::sync::Arc;

use http::StatusCode;

use crate::convert;
use crate::convert::log::target::{CATCHALL, Target};
use crate::table::Row;
use crate::{Catalog, Description, RequestContext, Response, status};

/// An error that knows which HTTP response it is.
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
/// The trait is dyn-compatible; `&E`, `Box<E>` and `Arc<E>` implement it too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which HTTP response it is",
    label = "needs `#[derive(catchall::HttpError)]`, or at `?` a status: `.or_problem(500)?`",
    note = "add `#[derive(catchall::HttpError)]` to `{Self}`, or `impl catchall::HttpError for` it; \
            for an error of another crate write `.or_problem(500)?`"
)]
pub trait HttpError: Error {
    /// The status of the response. Never logs.
    fn status(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }

    /// The stable machine-readable name of this kind of error. Never logs.
    fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(status::code(self.status().as_u16()))
    }

    /// Says what this occurrence has beyond its status and code: detail,
    /// members, headers.
    ///
    /// Where it sets no detail, a 4xx gets the text of `Display`, and a 5xx
    /// gets none.
    ///
    /// A derived error only says here what is not in its table. Who lets another
    /// error speak calls [`Description::delegate`].
    fn describe(&self, description: &mut Description<'_>) {
        let _ = description;
    }

    /// The last word on the response, after it was logged.
    fn finish(&self, context: Option<&RequestContext>, response: &mut Response) {
        let _ = (context, response);
    }

    /// The response of this error. Logs it: one event per call.
    fn to_response(&self) -> Response {
        self.__respond(None)
    }

    /// The response of this error to a request that is known: the default format
    /// is the one of [`ProblemJson`](crate::body::format::ProblemJson),
    /// [`Text`](crate::body::format::Text) and [`Html`](crate::body::format::Html) that its
    /// `Accept` prefers. Logs it: one event per call.
    ///
    /// For code between catchall and a framework that it does not know.
    fn to_response_in(&self, context: &RequestContext) -> Response {
        self.__respond(Some(context))
    }

    /// Every problem type this error can be, in declaration order.
    #[must_use]
    fn catalog() -> &'static Catalog
    where
        Self: Sized,
    {
        &Catalog::EMPTY
    }

    /// What the derive knows of this variant. None where only `describe` can
    /// tell.
    #[doc(hidden)]
    fn __row(&self) -> Option<Row> {
        None
    }

    /// Both `to_response` and `to_response_in`. A derived error has its own: this
    /// one needs the methods of `&Self`, which every type would pay for.
    #[doc(hidden)]
    fn __respond(&self, context: Option<&RequestContext>) -> Response {
        convert::respond(&self, context)
    }

    /// Where the log says that the error comes from: the module of its type,
    /// `catchall` if it is not known.
    #[doc(hidden)]
    fn __target(&self) -> &'static Target {
        &CATCHALL
    }

    /// The name of the error's type, for the log.
    #[doc(hidden)]
    fn type_name(&self) -> &'static str {
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

        fn __respond(&self, context: Option<&RequestContext>) -> Response {
            (**self).__respond(context)
        }

        fn __target(&self) -> &'static Target {
            (**self).__target()
        }

        fn type_name(&self) -> &'static str {
            (**self).type_name()
        }
    };
}

impl<E: HttpError + ?Sized> HttpError for &E {
    forward!();
}

impl<E: HttpError> HttpError for Box<E> {
    forward!();

    fn catalog() -> &'static Catalog {
        E::catalog()
    }
}

impl<E: HttpError + ?Sized> HttpError for Arc<E> {
    forward!();
}
