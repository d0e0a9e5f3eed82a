//! actix-web 4, which has an `http` of its own: 0.2.

/// For a type that asks for it.
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
                $crate::framework::actix_web_4::response($crate::HttpError::to_response(self))
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

    use actix_web::http::header::{HeaderName, HeaderValue};

    use crate::Problem;

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
    pub fn response(made: crate::Response) -> HttpResponse {
        let (parts, body) = made.into_parts();
        let mut response = HttpResponse::with_body(status(parts.status), body);
        for (name, value) in &parts.headers {
            // What is a header in `http` 1 is one in 0.2.
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_ref()),
                HeaderValue::from_bytes(value.as_bytes()),
            ) {
                response.headers_mut().append(name, value);
            }
        }
        response.map_into_boxed_body()
    }
}
