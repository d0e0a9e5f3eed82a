//! actix-web 4, which has an `http` of its own: 0.2.

/// For a type with this key.
#[cfg(feature = "actix-web-4")]
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web_4 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::actix_web_4::ResponseError for $ty
        where
            $($bounds)*
        {
            fn status_code(&self) -> $crate::framework::actix_web_4::StatusCode {
                $crate::framework::actix_web_4::status($crate::HttpError::status(self))
            }

            fn error_response(&self) -> $crate::framework::actix_web_4::HttpResponse {
                $crate::framework::actix_web_4::response($crate::__private::respond(self, ::core::option::Option::None))
            }
        }
    };
}

#[cfg(not(feature = "actix-web-4"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __actix_web_4 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "actix-web-4")]
pub use on::*;

#[cfg(feature = "actix-web-4")]
mod on {
    pub use actix_web::http::StatusCode;
    pub use actix_web::{HttpResponse, ResponseError};

    use actix_web::http::header::{self, HeaderName, HeaderValue};

    use crate::convert::headers::spare;
    use crate::problem::Problem;
    use crate::value::short_number;

    impl ResponseError for Problem {
        fn status_code(&self) -> StatusCode {
            status(self.status())
        }

        fn error_response(&self) -> HttpResponse {
            response(self.to_response())
        }
    }

    #[must_use]
    pub fn status(status: http::StatusCode) -> StatusCode {
        StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    #[must_use]
    pub fn response(made: crate::response::Response) -> HttpResponse {
        let (parts, body) = made.into_parts();
        let mut response = HttpResponse::with_body(status(parts.status), body);
        for (name, value) in &parts.headers {
            if let (Some(name), Some(value)) = (name_of(name), value_of(value)) {
                response.headers_mut().append(name, value);
            }
        }
        spare::keep(parts.headers);
        response.map_into_boxed_body()
    }

    // What is a header in `http` 1 is one in 0.2, but must be read anew. What
    // most errors have need not.

    fn name_of(name: &http::HeaderName) -> Option<HeaderName> {
        static USUAL: [(http::HeaderName, HeaderName); 3] = [
            (http::header::CONTENT_TYPE, header::CONTENT_TYPE),
            (http::header::CACHE_CONTROL, header::CACHE_CONTROL),
            (http::header::RETRY_AFTER, header::RETRY_AFTER),
        ];
        match USUAL.iter().find(|(ours, _)| ours == name) {
            Some((_, theirs)) => Some(theirs.clone()),
            None => HeaderName::from_bytes(name.as_ref()).ok(),
        }
    }

    fn value_of(value: &http::HeaderValue) -> Option<HeaderValue> {
        static USUAL: [HeaderValue; 2] = [
            HeaderValue::from_static("application/problem+json"),
            HeaderValue::from_static("no-store"),
        ];
        if let Some(usual) = USUAL.iter().find(|usual| *usual == value.as_bytes()) {
            return Some(usual.clone());
        }
        match short_number::same(value.as_bytes()) {
            Some(number) => Some(HeaderValue::from_static(number)),
            None => HeaderValue::from_bytes(value.as_bytes()).ok(),
        }
    }
}
