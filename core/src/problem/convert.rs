//! The getters of a problem, and the conversions to and from it.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use super::cause::Cause;
use super::members::{self, Members};
use super::subject::Types;
use super::{Format, Problem, ProblemParts};
use crate::body::format::{Body, Shape};
use crate::body::sink::{Audience, Collected, Kind};
use crate::convert::{self, decide, write};
use crate::http_error::{HttpError, downcast};
use crate::request::RequestContext;
use crate::response::Response;

impl Problem {
    /// Makes the response. Logs it: one event per call.
    #[must_use]
    pub fn to_response(&self) -> Response {
        convert::respond(self, None)
    }

    /// Makes the response for a known request, like
    /// [`HttpError::to_response_in`](crate::HttpError::to_response_in). Logs it:
    /// one event per call.
    #[must_use]
    pub fn to_response_in(&self, context: &RequestContext) -> Response {
        convert::respond(self, Some(context))
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        decide::status(self)
    }

    /// Returns the stable machine-readable name of this kind of error.
    #[must_use]
    pub fn code(&self) -> Cow<'_, str> {
        decide::code(self)
    }

    /// Returns the type URI, RFC 9457 §3.1.1.
    #[must_use]
    pub fn type_uri(&self) -> Cow<'_, str> {
        let uri = decide::inspect(self, |_, decided| decided.uri().map(str::to_owned));
        uri.flatten()
            .map_or(Cow::Borrowed("about:blank"), Cow::Owned)
    }

    /// Returns the title, RFC 9457 §3.1.3. If the problem was read from a response,
    /// this includes a title that a 5xx does not send on.
    #[must_use]
    pub fn title(&self) -> Cow<'_, str> {
        if let Some(title) = self.own_title() {
            return Cow::Borrowed(title);
        }
        let title = decide::inspect(self, |_, decided| decided.title().to_owned());
        Cow::Owned(title.unwrap_or_default())
    }

    /// Returns the language of the title as a BCP 47 tag, if it was chosen by the request's
    /// `Accept-Language`: for a [`Format`] that writes it, such as the `lang` of an HTML page.
    #[cfg(feature = "fluent")]
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// Returns the title that was set on the problem itself.
    pub(crate) fn own_title(&self) -> Option<&str> {
        self.0.title.as_deref().filter(|title| !title.is_empty())
    }

    /// Returns the public text, RFC 9457 §3.1.4. A masked problem has none,
    /// except one that was read from a response: the program sees what a 5xx
    /// does not send on.
    #[must_use]
    pub fn detail(&self) -> Option<Cow<'_, str>> {
        match &self.0.detail {
            Some(detail) => Some(Cow::Borrowed(detail)),
            None => self.collected_parts().0.detail.map(Cow::Owned),
        }
    }

    /// Returns the URI reference that identifies this occurrence, RFC 9457 §3.1.5.
    #[must_use]
    pub fn instance(&self) -> Option<Cow<'_, str>> {
        match &self.0.instance {
            Some(instance) => Some(Cow::Borrowed(instance)),
            None => self.collected_parts().0.instance.map(Cow::Owned),
        }
    }

    /// Returns an extension member, RFC 9457 §3.2.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Value> {
        self.members().remove(name)
    }

    /// Returns all extension members.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        let members = self.collected_parts().0.members.into_iter();
        // A value that is nested too deeply for a `Value` is left out.
        let value =
            |(name, json): (String, String)| Some((name, serde_json::from_str(&json).ok()?));
        members.filter_map(value).collect()
    }

    /// Returns all extension members as JSON, with every digit.
    pub(crate) fn members_as_json(&self) -> Vec<(String, String)> {
        self.collected_parts().0.members
    }

    /// Returns the headers that the response will have, except those of its body.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        self.collected_parts().1
    }

    /// Returns the error that caused the problem.
    #[must_use]
    pub fn cause(&self) -> Option<&(dyn Error + 'static)> {
        self.0.cause.error()
    }

    /// Renders the body in this format, for a [`Format`] that builds on another one.
    #[must_use]
    pub fn body(&self, format: &dyn Format) -> Body {
        match format.shape() {
            Shape::Other => {
                let parts = decide::inspect(self, |link, decided| {
                    let (parts, headers) =
                        write::collect(link, decided, Audience::Client).unwrap_or_default();
                    Self::collected(decided.kind(), parts, headers)
                });
                format.render(&parts.unwrap_or_else(Self::internal_server_error), None)
            }
            _ => format.render(self, None),
        }
    }

    /// Creates the problem that is passed to a user's format.
    pub(crate) fn collected(kind: Kind<'_>, parts: Collected, headers: HeaderMap) -> Self {
        let owned = |text: &str| Some(Cow::Owned(text.to_owned()));
        let mut members = Members::default();
        for (name, json) in parts.members {
            members.put(members::StoredMember {
                name: Cow::Owned(name),
                json,
                is_read: false,
            });
        }
        Self::with_parts(ProblemParts {
            status: Some(kind.status.as_u16()),
            code: owned(kind.code),
            uri: kind.uri.and_then(owned),
            title: owned(kind.title),
            detail: parts.detail.map(Cow::Owned),
            instance: parts.instance.map(Cow::Owned),
            members,
            #[cfg(feature = "fluent")]
            arguments: parts
                .arguments
                .into_iter()
                .map(|(name, json)| (Cow::Owned(name), json))
                .collect(),
            headers,
            ..ProblemParts::default()
        })
    }

    /// Returns the parts of the occurrence, or empty parts if they cannot be written.
    /// The program itself sees the texts of another service.
    fn collected_parts(&self) -> (Collected, HeaderMap) {
        decide::inspect(self, |link, decided| {
            write::collect(link, decided, Audience::Program).ok()
        })
        .flatten()
        .unwrap_or_default()
    }
}
impl From<Problem> for Response {
    fn from(problem: Problem) -> Self {
        problem.to_response()
    }
}

/// Lets `?` convert an error in a function that returns [`catchall::Result`](crate::Result).
impl<E: HttpError + Send + Sync + 'static> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::caused_by(Cause::of(error).with_types(<(E,)>::TYPES))
    }
}

/// A masked, logged 500.
#[cfg(feature = "anyhow")]
impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        Self::caused_by(Cause::anyhow(error))
    }
}

/// A masked, logged 500.
#[cfg(feature = "eyre")]
impl From<eyre::Report> for Problem {
    fn from(error: eyre::Report) -> Self {
        Self::caused_by(Cause::eyre(error))
    }
}

impl Problem {
    /// Converts the first error of one of these types in a source chain into a
    /// problem, or returns a masked, logged 500 if there is no such error. In an
    /// `anyhow::Error` or an `eyre::Report`, errors that were attached with
    /// `.context(..)` are searched too.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{HttpError, Problem};
    /// # use std::fmt;
    /// # use http::StatusCode;
    /// # #[derive(Debug)]
    /// # struct NoUser;
    /// # impl fmt::Display for NoUser {
    /// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("no user") }
    /// # }
    /// # impl std::error::Error for NoUser {}
    /// # impl HttpError for NoUser {
    /// #     fn status(&self) -> StatusCode { StatusCode::NOT_FOUND }
    /// # }
    ///
    /// let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(NoUser);
    /// assert_eq!(Problem::from_chain::<(NoUser,)>(boxed).status(), 404);
    /// assert_eq!(Problem::from_chain::<(NoUser,)>("disk full").status(), 500);
    /// ```
    #[must_use]
    pub fn from_chain<T: ErrorTypes>(
        error: impl Into<Box<dyn Error + Send + Sync>> + 'static,
    ) -> Self {
        Self::caused_by(Cause::of(error).with_types(T::TYPES))
    }
}

/// A tuple of error types to search a source chain for, in order of preference.
/// Implemented for tuples of one to eight types.
pub trait ErrorTypes {
    /// The types, for the library.
    #[doc(hidden)]
    const TYPES: &'static (dyn Any + Send + Sync);
}

macro_rules! error_types {
    ($($ty:ident)*) => {
        impl<$($ty: HttpError + Send + Sync + 'static),*> ErrorTypes for ($($ty,)*) {
            const TYPES: &'static (dyn Any + Send + Sync) =
                &(&[$(downcast::<$ty>()),*] as Types);
        }
    };
}

error_types!(A);
error_types!(A B);
error_types!(A B C);
error_types!(A B C D);
error_types!(A B C D E);
error_types!(A B C D E F);
error_types!(A B C D E F G);
error_types!(A B C D E F G H);

/// Writes the status, the title and the detail, such as
/// `404 Not Found: no user 7`: what the client reads, and nothing more. For a
/// problem that was read from a response, it writes what the other service sent.
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

/// Two problems are equal if their bodies are equal; headers and causes are not compared.
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
