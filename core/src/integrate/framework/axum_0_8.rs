//! axum 0.8, whose traits are in `axum-core` 0.5.

/// For a type with this key.
#[cfg(feature = "axum-0.8")]
#[doc(hidden)]
#[macro_export]
macro_rules! __axum_0_8 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::axum_0_8::IntoResponse for $ty
        where
            $($bounds)*
        {
            fn into_response(self) -> $crate::framework::axum_0_8::Response {
                $crate::framework::axum_0_8::response($crate::__private::respond(&self, ::core::option::Option::None))
            }
        }
    };
}

#[cfg(not(feature = "axum-0.8"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __axum_0_8 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "axum-0.8")]
pub use on::*;

/// The errors of axum's own extractors, as fields of an error:
/// `#[http(transparent)] Json(#[from] JsonRejection)`. Their text is the detail of a 4xx.
#[cfg(feature = "axum-0.8-extract")]
mod extract {
    use std::error::Error;

    use axum_0_8::extract::rejection::{
        BytesRejection, ExtensionRejection, FailedToBufferBody, FormRejection, JsonRejection,
        MatchedPathRejection, PathRejection, QueryRejection, RawFormRejection,
        RawPathParamsRejection, StringRejection,
    };
    use http::StatusCode;

    use crate::catalog::Catalog;
    use crate::catalog::collect::Collector;
    use crate::describe::chain;
    use crate::describe::delegate::Delegate;
    use crate::describe::subject::Subject;
    use crate::integrate::field_error::FieldErrors;
    use crate::integrate::rejection::{self, Rejection};
    use crate::problem::Problem;

    /// The kinds of a rejection with their statuses, for a catalog.
    type Refusals = [(Rejection, u16)];

    const NONE: &Refusals = &[];
    const BODY: &Refusals = &[(Rejection::Body, 400), (Rejection::Other, 413)];
    const MEDIA_TYPE: &Refusals = &[(Rejection::MediaType, 415)];
    const JSON: &Refusals = &[
        (Rejection::Json, 400),
        (Rejection::MediaType, 415),
        (Rejection::JsonData, 422),
    ];
    const FORM: &Refusals = &[
        (Rejection::Form, 400),
        (Rejection::MediaType, 415),
        (Rejection::Form, 422),
    ];
    const QUERY: &Refusals = &[(Rejection::Query, 400)];
    const PATH: &Refusals = &[(Rejection::Path, 400)];

    /// The place in the body, where serde knows it.
    fn place(error: &(dyn Error + 'static)) -> Option<FieldErrors> {
        type PathError = serde_path_to_error::Error<serde_json::Error>;

        let mut chain = chain::sources(Some(error));
        let found = chain.find_map(|error| error.downcast_ref::<PathError>())?;
        // The root is the whole body, which the detail is about.
        let has_place = found.path().iter().len() > 0;
        has_place.then(|| found.into())
    }

    fn problem(
        kind: Rejection,
        status: StatusCode,
        text: String,
        error: &(dyn Error + 'static),
    ) -> Problem {
        let problem = rejection::problem(kind, status, text);
        // Where the body is no JSON, the text has the line and the column.
        match place(error).filter(|_| kind == Rejection::JsonData) {
            Some(errors) => problem.with_member("errors", errors),
            None => problem,
        }
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

    macro_rules! rejections {
        ($($ty:ty, $rejection:ident => $kind:expr, in $known:expr;)*) => {$(
            impl Delegate for $ty {
                fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
                    let $rejection = self;
                    visit(&problem($kind, self.status(), self.body_text(), self));
                }

                fn __catalog(collector: &mut Collector) {
                    let entries = $known.concat().into_iter();
                    let entries = entries.flat_map(|(kind, status)| rejection::entries(kind, status));
                    collector.by_hand(Catalog::new(entries));
                }
            }

            impl From<$ty> for Problem {
                fn from(rejection: $ty) -> Self {
                    let $rejection = &rejection;
                    let problem = problem($kind, rejection.status(), rejection.body_text(), &rejection);
                    problem.with_cause(rejection)
                }
            }
        )*};
    }

    rejections! {
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
        QueryRejection, _rejection => Rejection::Query, in [QUERY];
        PathRejection, _rejection => Rejection::Path, in [PATH];
        RawPathParamsRejection, _rejection => Rejection::Path, in [PATH];
        // A mistake of the program: a masked 500.
        ExtensionRejection, _rejection => Rejection::Other, in [NONE];
        MatchedPathRejection, _rejection => Rejection::Other, in [NONE];
    }
}

#[cfg(feature = "axum-0.8")]
mod on {
    pub use axum_core_0_5::response::{IntoResponse, Response};

    use axum_core_0_5::body::Body;

    use crate::problem::Problem;

    impl IntoResponse for Problem {
        fn into_response(self) -> Response {
            response(self.to_response())
        }
    }

    #[must_use]
    pub fn response(response: crate::response::Response) -> Response {
        response.map(Body::from)
    }

    #[cfg(feature = "boundary")]
    impl crate::boundary::service::ErrorBody for Body {
        fn of_error(body: bytes::Bytes) -> Self {
            body.into()
        }

        fn __watched(self, watch: crate::boundary::service::Watch) -> Self {
            Self::new(crate::boundary::watched::Watched::new(self, watch))
        }
    }
}
