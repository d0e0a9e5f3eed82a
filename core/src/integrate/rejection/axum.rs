//! The errors of axum's own extractors, as fields of an error: the same in each version.

use std::error::Error;

use http::StatusCode;

use super::Rejection;
use crate::describe::chain;
use crate::integrate::field_error::FieldErrors;
use crate::problem::Problem;

/// The problem of a rejection, with the place in the body where serde knows it.
pub(crate) fn problem(
    kind: Rejection,
    status: StatusCode,
    text: String,
    error: &(dyn Error + 'static),
) -> Problem {
    let problem = super::problem(kind, status, text);
    // Where the body is no JSON, the text has the line and the column.
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

        $crate::integrate::rejection::axum::extracted! {
            JsonRejection, rejection => match rejection {
                JsonRejection::JsonDataError(_) => Rejection::JsonData,
                JsonRejection::JsonSyntaxError(_) => Rejection::Json,
                JsonRejection::MissingJsonContentType(_) => Rejection::MediaType,
                JsonRejection::BytesRejection(error) => of_bytes(error),
                _ => Rejection::Body,
            };
            FormRejection, rejection => match rejection {
                FormRejection::InvalidFormContentType(_) => Rejection::MediaType,
                FormRejection::BytesRejection(error) => of_bytes(error),
                _ => Rejection::Form,
            };
            RawFormRejection, rejection => match rejection {
                RawFormRejection::InvalidFormContentType(_) => Rejection::MediaType,
                RawFormRejection::BytesRejection(error) => of_bytes(error),
                _ => Rejection::Form,
            };
            StringRejection, rejection => match rejection {
                StringRejection::FailedToBufferBody(error) => of_buffer(error),
                _ => Rejection::Body,
            };
            BytesRejection, rejection => of_bytes(rejection);
            QueryRejection, rejection => Rejection::Query;
            PathRejection, rejection => Rejection::Path;
            RawPathParamsRejection, rejection => Rejection::Path;
            ExtensionRejection, rejection => Rejection::Other;
            MatchedPathRejection, rejection => Rejection::Other;
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
    ($($ty:ty, $rejection:ident => $kind:expr;)*) => {
        $crate::integrate::delegated::causes! {$(
            $ty, $rejection => $crate::integrate::rejection::axum::problem(
                $kind,
                $rejection.status(),
                $rejection.body_text(),
                $rejection,
            );
        )*}
    };
}
pub(crate) use extracted;
