//! Rocket 0.5, which shows the request to an error.

/// For a type with this key.
#[cfg(feature = "rocket-0.5")]
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_0_5 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<'__request, $($generics)*> $crate::framework::rocket_0_5::Responder<'__request, 'static> for $ty
        where
            $($bounds)*
        {
            fn respond_to(
                self,
                __request: &'__request $crate::framework::rocket_0_5::Request<'_>,
            ) -> $crate::framework::rocket_0_5::Result<'static> {
                $crate::framework::rocket_0_5::respond(&self, __request)
            }
        }
    };
}

#[cfg(not(feature = "rocket-0.5"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __rocket_0_5 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "rocket-0.5")]
pub use on::*;

#[cfg(feature = "rocket-0.5")]
mod on {
    pub use rocket::Request;
    pub use rocket::response::{Responder, Result};

    use std::io::Cursor;

    use http::header::ACCEPT;
    use http::{HeaderValue, Method};
    use rocket::Response;
    use rocket::http::{Header, Status};

    use crate::http_error::HttpError;
    use crate::integrate::framework::text_headers;
    use crate::problem::Problem;
    use crate::request::RequestContext;

    impl<'r> Responder<'r, 'static> for Problem {
        fn respond_to(self, request: &'r Request<'_>) -> Result<'static> {
            response(&self.to_response_in(&context(request)))
        }
    }

    /// # Errors
    ///
    /// Never.
    pub fn respond(error: &dyn HttpError, request: &Request<'_>) -> Result<'static> {
        response(&error.to_response_in(&context(request)))
    }

    fn context(request: &Request<'_>) -> RequestContext {
        let method = Method::from_bytes(request.method().as_str().as_bytes());
        let path = request.uri().path().as_str();
        let mut context = RequestContext::new(method.unwrap_or_default(), path);
        if let Some(route) = request.route() {
            context = context.with_route(route.uri.path().to_owned());
        }
        for value in request.headers().get(ACCEPT.as_str()) {
            if let Ok(value) = HeaderValue::from_str(value) {
                context = context.with_accept(value);
            }
        }
        context
    }

    /// Always `Ok`: an `Err` would lose its body to a catcher.
    #[expect(clippy::unnecessary_wraps, reason = "what Rocket wants")]
    fn response(made: &crate::response::Response) -> Result<'static> {
        let mut response = Response::new();
        response.set_status(Status::new(made.status().as_u16()));
        for (name, value) in text_headers(made.headers()) {
            response.adjoin_header(Header::new(name.as_str().to_owned(), value.to_owned()));
        }
        let body = made.body().clone();
        response.set_sized_body(body.len(), Cursor::new(body));
        Ok(response)
    }
}
