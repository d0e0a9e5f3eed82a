// #[http(axum, unmaped = deny)]
// enum AppError<T> {
//     #[http(404, detail = "no {user}")]
//     UserNotFound(T),
// }

::core::compile_error! {
    "unknown key `unmaped` (did you mean `unmapped`?); an enum knows `actix_web`, `allow`, `axum`, `code`, `code_case`, `code_prefix`, `content_range`, `context`, `crate`, `detail`, `finish`, `format`, `header`, `lambda_http`, `link`, `location`, `member`, `on`, `poem`, `retry_after`, `rocket`, `salvo`, `shared_codes`, `status`, `tonic`, `type_base`, `unmapped`, `via`, `warp`, `web`, `worker`, `www_authenticate`"
}
::core::compile_error! {
    "there is no field `user`: there is `{0}`"
}
#[automatically_derived]
impl<T> ::catchall::HttpError for AppError<T>
where
    AppError<T>: ::core::error::Error,
{}
#[automatically_derived]
impl<T> ::core::convert::From<AppError<T>> for ::catchall::Response
where
    AppError<T>: ::core::error::Error,
{
    fn from(__error: AppError<T>) -> Self {
        ::catchall::__private::respond(&__error, ::core::option::Option::None)
    }
}
::catchall::__private::axum! {
    [T] [AppError < T >] [AppError < T > : ::core::error::Error]
}
