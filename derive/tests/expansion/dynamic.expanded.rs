// #[http(on(429, header("X-Load" = self.load())))]
// enum AppError {
//     #[error("no user {id}")]
//     #[http(404, detail = "no user {id:>4}", header("X-Id" = id))]
//     UserNotFound { id: u64 },
//     #[error("slow down")]
//     #[http(429)]
//     Slow(#[http(retry_after)] Duration),
//     #[error("invalid")]
//     #[http(status = _0.status(), code = _0.code(), member("errors" = &_0.errors))]
//     Invalid(Report),
//     #[error("late")]
//     #[http(503, unmask = self.is_public(), format = Text)]
//     Late,
// }

const _: () = {
    static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table::new(
        "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"}Slow{\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"slow\",\"detail\":\"slow down\"}InvalidLate{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"late\"}",
        b"\0\0\0\0\0\x04\x94\x01\0\0\0\0\0\0\x0C\0E\0E\x006\0D\0\0\0\0\0\x16\0\x1F\0F\0F\0\0\0\0\0\x88\x04\xAD\x01\0\0F\0\0\0\x04\0;\0P\x006\0:\0\0\0\0\0\x0E\0\x1F\0Q\0Q\0\0\0\0\0\x02\x06\0\0\0\0\x97\0\0\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\0\0\x07\0\0\0\x01\0\x02\x06\xF7\x01\0\0\x9E\0\0\0\x04\0=\0=\08\0<\0\0\0\0\0\x0E\0!\0>\0>\0",
        &[],
        &[&::catchall::format::Text],
    );
    static __NAMES: [::catchall::__private::HeaderName; 2] = [
        ::catchall::__private::HeaderName::from_static("x-id"),
        ::catchall::__private::HeaderName::from_static("x-load"),
    ];
    static __TARGET: ::catchall::__private::Target = ::catchall::__private::Target::new(
        ::core::module_path!(),
    );
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::used_underscore_binding)]
    impl ::catchall::HttpError for AppError {
        fn status(&self) -> ::catchall::__private::StatusCode {
            ::catchall::__private::status(self)
        }
        fn code(&self) -> ::catchall::__private::Cow<'_, ::core::primitive::str> {
            ::catchall::__private::code(self)
        }
        fn __row(&self) -> ::core::option::Option<::catchall::__private::Row> {
            __TABLE
                .row(
                    match self {
                        AppError::UserNotFound { .. } => 0,
                        AppError::Slow { .. } => 1,
                        AppError::Invalid { .. } => 2,
                        AppError::Late => 3,
                    },
                )
        }
        fn __target(&self) -> &'static ::catchall::__private::Target {
            &__TARGET
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            match self {
                AppError::UserNotFound { id, .. } => {
                    __d.detail(&::core::format_args!("no user {0:>4}", id));
                    __d.header(&__NAMES[0], &(id));
                }
                AppError::Slow { 0: _0, .. } => {
                    __d.retry_after(&(_0));
                }
                AppError::Invalid { 0: _0, .. } => {
                    if __d.selects() {
                        __d.status(&(_0.status()));
                        __d.code(&(_0.code()));
                    } else {
                        __d.named_member("errors", &(&_0.errors));
                    }
                }
                AppError::Late { .. } => {
                    if __d.selects() {
                        __d.unmask(self.is_public());
                    }
                }
            }
            if !__d.selects() && __d.is(&[429..=429]) {
                __d.header(&__NAMES[1], &(self.load()));
            }
        }
        fn __respond(
            &self,
            __context: ::core::option::Option<&::catchall::RequestContext>,
        ) -> ::catchall::Response {
            ::catchall::__private::respond(self, __context)
        }
        fn catalog() -> &'static ::catchall::Catalog {
            const { &::catchall::Catalog::new(&__TABLE, "", &[]) }
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::respond(&__error, ::core::option::Option::None)
    }
}
