//! The errors of axum's own extractors as fields of an error: the same in each version.

use std::error::Error;

use http::StatusCode;

use super::Rejection;
use crate::catalog::Catalog;
use crate::describe::chain;
use crate::integrate::field_error::FieldErrors;
use crate::problem::Problem;

/// Returns the problem of a rejection, with the location in the body if serde knows it.
pub(crate) fn problem(
    kind: Rejection,
    status: StatusCode,
    text: String,
    error: &(dyn Error + 'static),
) -> Problem {
    let problem = super::problem(kind, status, text);
    // If the body is not JSON, the text contains the line and the column.
    match place(error).filter(|_| kind == Rejection::JsonData) {
        Some(errors) => problem.with_member("errors", errors),
        None => problem,
    }
}

fn place(error: &(dyn Error + 'static)) -> Option<FieldErrors> {
    type PathError = serde_path_to_error::Error<serde_json::Error>;

    let mut chain = chain::sources(Some(error));
    let found = chain.find_map(|error| error.downcast_ref::<PathError>())?;
    // The root is the whole body, which the detail is about.
    let has_place = found.path().iter().len() > 0;
    has_place.then(|| found.into())
}

/// The kinds of a rejection, with their statuses.
type Refusals = [(Rejection, u16)];

pub(crate) const NONE: &Refusals = &[];
pub(crate) const BODY: &Refusals = &[(Rejection::Body, 400), (Rejection::Other, 413)];
pub(crate) const MEDIA_TYPE: &Refusals = &[(Rejection::MediaType, 415)];
pub(crate) const JSON: &Refusals = &[
    (Rejection::Json, 400),
    (Rejection::MediaType, 415),
    (Rejection::JsonData, 422),
];
pub(crate) const FORM: &Refusals = &[
    (Rejection::Form, 400),
    (Rejection::MediaType, 415),
    (Rejection::Form, 422),
];
pub(crate) const QUERY: &Refusals = &[(Rejection::Query, 400)];
pub(crate) const PATH: &Refusals = &[(Rejection::Path, 400)];

/// Returns the catalog of these kinds.
pub(crate) fn catalog(refusals: &[&Refusals]) -> Catalog {
    let refusals = refusals.iter().copied().flatten();
    Catalog::new(refusals.flat_map(|(kind, status)| super::entries(*kind, *status)))
}

/// `#[http(transparent)] Json(#[from] JsonRejection)`, for the types of one version. Their
/// text is the detail of a 4xx.
macro_rules! extractors {
    ($axum:ident) => {
        use $axum::extract::rejection::{
            BytesRejection, ExtensionRejection, FailedToBufferBody, FormRejection, JsonRejection,
            MatchedPathRejection, PathRejection, QueryRejection, RawFormRejection,
            RawPathParamsRejection, StringRejection,
        };

        use crate::integrate::rejection::Rejection;
        use crate::integrate::rejection::axum::{BODY, FORM, JSON, MEDIA_TYPE, NONE, PATH, QUERY};

        $crate::integrate::rejection::axum::extracted! {
            JsonRejection, rejection => match rejection {
                JsonRejection::JsonDataError(_) => Rejection::JsonData,
                JsonRejection::JsonSyntaxError(_) => Rejection::Json,
                JsonRejection::MissingJsonContentType(_) => Rejection::MediaType,
                JsonRejection::BytesRejection(error) => of_bytes(error),
                _ => Rejection::Body,
            }, in [JSON, BODY];
            FormRejection, rejection => match rejection {
                FormRejection::InvalidFormContentType(_) => Rejection::MediaType,
                FormRejection::BytesRejection(error) => of_bytes(error),
                _ => Rejection::Form,
            }, in [FORM, BODY];
            RawFormRejection, rejection => match rejection {
                RawFormRejection::InvalidFormContentType(_) => Rejection::MediaType,
                RawFormRejection::BytesRejection(error) => of_bytes(error),
                _ => Rejection::Form,
            }, in [MEDIA_TYPE, BODY];
            StringRejection, rejection => match rejection {
                StringRejection::FailedToBufferBody(error) => of_buffer(error),
                _ => Rejection::Body,
            }, in [BODY];
            BytesRejection, rejection => of_bytes(rejection), in [BODY];
            QueryRejection, rejection => Rejection::Query, in [QUERY];
            PathRejection, rejection => Rejection::Path, in [PATH];
            RawPathParamsRejection, rejection => Rejection::Path, in [PATH];
            // A bug of the program: a masked 500.
            ExtensionRejection, rejection => Rejection::Other, in [NONE];
            MatchedPathRejection, rejection => Rejection::Other, in [NONE];
        }

        fn of_buffer(rejection: &FailedToBufferBody) -> Rejection {
            match rejection {
                FailedToBufferBody::LengthLimitError(_) => Rejection::Other,
                _ => Rejection::Body,
            }
        }

        fn of_bytes(rejection: &BytesRejection) -> Rejection {
            match rejection {
                BytesRejection::FailedToBufferBody(error) => of_buffer(error),
                _ => Rejection::Body,
            }
        }
    };
}
pub(crate) use extractors;

macro_rules! extracted {
    ($($ty:ty, $rejection:ident => $kind:expr, in $refusals:expr;)*) => {
        $crate::integrate::delegated::causes! {$(
            $ty, $rejection => $crate::integrate::rejection::axum::problem(
                $kind,
                $rejection.status(),
                $rejection.body_text(),
                $rejection,
            ), in $crate::integrate::rejection::axum::catalog(&$refusals);
        )*}
    };
}
pub(crate) use extracted;
