// #[http(axum, unmaped = deny)]
// enum AppError<T> {
//     #[http(404, detail = "no {user}")]
//     UserNotFound(T),
// }

::core::compile_error! {
    "unknown key `unmaped`: write `unmapped = deny`"
}
::core::compile_error! {
    "there is no field `user`: available: `{0}`"
}
#[automatically_derived]
#[allow(
    deprecated,
    unused_qualifications,
    unused_variables,
    clippy::used_underscore_binding
)]
impl<T> ::catchall::HttpError for AppError<T>
where
    AppError<T>: ::core::error::Error,
{
    fn __table() -> &'static ::catchall::__private::Table {
        &::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"}",
            // 0: variant "UserNotFound", status 404, flags: DISPLAY | EVIDENCE | PHRASE | UNPROVED, code "user_not_found", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\""
            more: ::core::option::Option::None,
        }
    }
    fn __row(
        &self,
    ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
        (
            ::catchall::__private::table::<Self>(),
            match self {
                AppError::UserNotFound { .. } => 0,
            },
        )
    }
    fn __evidence(&self, __d: &mut ::catchall::__private::Evidence<'_>) {
        #[allow(unused_imports)]
        use ::catchall::__private::{
            HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _,
        };
        match self {
            AppError::UserNotFound { 0: _0, .. } => {
                (&::catchall::__private::Held(_0)).evidence(__d);
            }
        }
    }
}
#[automatically_derived]
impl<T> ::core::convert::From<AppError<T>> for ::catchall::Response
where
    AppError<T>: ::core::error::Error,
{
    fn from(__error: AppError<T>) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
::catchall::__private::axum! {
    [T] [AppError < T >] [AppError < T > : ::core::error::Error]
}
