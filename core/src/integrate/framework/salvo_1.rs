//! salvo 1, whose traits are in `salvo_core`, and which shows the request to an
//! error.

/// For a type with this key.
#[cfg(feature = "salvo-1")]
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_1 {
    (off $($otherwise:tt)*) => {};
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::framework::salvo_1::Writer for $ty
        where
            $ty: ::core::marker::Send,
            $($bounds)*
        {
            fn write<'__request, '__depot, '__response, '__write>(
                self,
                __request: &'__request mut $crate::framework::salvo_1::Request,
                __depot: &'__depot mut $crate::framework::salvo_1::Depot,
                __response: &'__response mut $crate::framework::salvo_1::Response,
            ) -> $crate::framework::salvo_1::Writing<'__write>
            where
                '__request: '__write,
                '__depot: '__write,
                '__response: '__write,
                Self: '__write,
            {
                $crate::framework::salvo_1::write(&self, __request, __response)
            }
        }
    };
}

#[cfg(not(feature = "salvo-1"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __salvo_1 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "salvo-1")]
pub use on::*;

#[cfg(feature = "salvo-1")]
mod on {
    pub use salvo_core::{Depot, Request, Response, Writer};

    use std::future::{Future, ready};
    use std::pin::Pin;

    use http::header::{ACCEPT, CONTENT_LENGTH, SET_COOKIE, VARY};
    use http::{Method, StatusCode};
    use salvo_core::async_trait;
    use salvo_core::http::ResBody;

    use crate::facts::{BODY_HEADERS, VERSION_HEADERS};
    use crate::http_error::HttpError;
    use crate::problem::Problem;
    use crate::request::RequestContext;

    pub type Writing<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

    #[async_trait]
    impl Writer for Problem {
        async fn write(self, request: &mut Request, _depot: &mut Depot, response: &mut Response) {
            send(self.to_response_in(&context(request)), request, response);
        }
    }

    #[must_use]
    pub fn write<'a>(
        error: &dyn HttpError,
        request: &Request,
        response: &mut Response,
    ) -> Writing<'a> {
        send(error.to_response_in(&context(request)), request, response);
        Box::pin(ready(()))
    }

    fn context(request: &Request) -> RequestContext {
        let context = RequestContext::new(request.method().clone(), request.uri().path());
        let mut context = match request.matched_path() {
            "" => context,
            // Without the slash in front, as salvo has it.
            route => context.with_route(format!("/{route}")),
        };
        for value in request.headers().get_all(ACCEPT) {
            context = context.with_accept(value.clone());
        }
        context
    }

    /// What stands in the response already is replaced, but for the headers that
    /// others add to. What the handler set for a body goes with that body.
    fn send(made: crate::response::Response, request: &Request, response: &mut Response) {
        let (parts, body) = made.into_parts();
        response.status_code(parts.status);
        for name in BODY_HEADERS {
            response.headers.remove(name);
        }
        if parts.status != StatusCode::NOT_MODIFIED {
            for name in VERSION_HEADERS {
                response.headers.remove(name);
            }
        }
        for name in parts.headers.keys() {
            if name != VARY && name != SET_COOKIE {
                response.headers.remove(name);
            }
        }
        for (name, value) in &parts.headers {
            response.headers.append(name.clone(), value.clone());
        }
        // Without a body salvo knows no length.
        if request.method() == Method::HEAD && !body.is_empty() {
            response.headers.insert(CONTENT_LENGTH, body.len().into());
        }
        // Also where it is empty: salvo writes a page of its own over no body.
        response.replace_body(ResBody::Once(body));
    }
}
