//! What the extractors of a framework reject: the kinds, and the code of each.

#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
pub(crate) mod axum;

use http::StatusCode;

#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
use crate::catalog::{Entry, MemberSpec};
#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
use crate::integrate::field_error::FieldErrors;
use crate::problem::Problem;
#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
use crate::problem_type::ProblemType;
#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
use crate::status;
#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
use crate::value::json_type::HasJsonType;

const NO_MEDIA_TYPE: &str = "missing_content_type";
const OTHER_MEDIA_TYPE: &str = "unsupported_media_type";

/// The part of a request that an extractor could not read.
#[cfg_attr(
    not(feature = "boundary"),
    allow(dead_code, reason = "no framework has all of these kinds")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// The body is not JSON.
    Json,
    /// The body is JSON with an unexpected shape.
    JsonData,
    /// The body has another media type, or none.
    MediaType,
    /// The body is not a form, or is a form with other fields.
    Form,
    /// The body could not be read.
    Body,
    Query,
    Path,
    /// Anything else, for which the status is enough.
    Other,
}

impl Rejection {
    /// Returns the code, or `None` if it is the code of the status.
    pub(crate) fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::Json => "invalid_json",
            Self::JsonData | Self::Body => "invalid_body",
            Self::MediaType if lacks_media_type() => NO_MEDIA_TYPE,
            Self::MediaType => OTHER_MEDIA_TYPE,
            Self::Other => return None,
            Self::Form => "invalid_form",
            Self::Query => "invalid_query",
            Self::Path => "invalid_path",
        })
    }
}

/// Returns whether the request has no `Content-Type`, as far as a boundary knows.
fn lacks_media_type() -> bool {
    #[cfg(feature = "boundary")]
    if let Some(scope) = crate::convert::scope::current() {
        return scope.context.lacks_media_type();
    }
    false
}

/// Returns the problem of a rejection. Its text is the detail of a 4xx, and is not sent with a 5xx.
pub(crate) fn problem(kind: Rejection, status: StatusCode, text: String) -> Problem {
    let problem = Problem::new(status);
    if status.is_server_error() {
        return problem;
    }
    let problem = problem.with_detail(text);
    match kind.code() {
        Some(code) => problem.with_code(code),
        None => problem,
    }
}

/// Returns the catalog entries of a rejection with this status.
#[cfg(any(feature = "axum-0.7-extract", feature = "axum-0.8-extract"))]
pub(crate) fn entries(kind: Rejection, status: u16) -> impl Iterator<Item = Entry> {
    let codes = match kind {
        Rejection::MediaType => vec![NO_MEDIA_TYPE, OTHER_MEDIA_TYPE],
        kind => vec![kind.code().unwrap_or(status::code(status))],
    };
    codes.into_iter().map(move |code| {
        let entry = Entry::new(ProblemType::new(status, code));
        let (text, has_errors) = match kind {
            Rejection::Json => ("The body is not JSON.", false),
            Rejection::JsonData => ("The body is JSON with an unexpected shape.", true),
            Rejection::MediaType if code == NO_MEDIA_TYPE => ("The body has no media type.", false),
            Rejection::MediaType => ("The body has an unexpected media type.", false),
            Rejection::Form => ("The body is not the expected form.", false),
            Rejection::Query => ("The query is not the expected one.", false),
            Rejection::Path => ("The path is not the expected one.", false),
            Rejection::Body | Rejection::Other => ("", false),
        };
        let entry = entry.with_description(text);
        if has_errors {
            let errors = MemberSpec::new("errors", FieldErrors::JSON_TYPE);
            entry.with_member(errors.optional())
        } else {
            entry
        }
    })
}
