// #[http(unmapped(503, code = "down", retry_after = 5), context("tenant" = self.tenant()))]
// enum AppError {
//     #[error("no user {id}")]
//     #[http(404, context("key" = "user-{id}"), context("query" = ?query))]
//     UserNotFound { #[http(context)] id: u64, query: Query },
//     #[error("database error")]
//     Database(#[from] DbError),
// }

const _: () = {
    static __HEADERS: [::catchall::__private::Header; 1] = [
        ::catchall::__private::Header {
            name: ::catchall::__private::HeaderName::from_static("retry-after"),
            value: ::catchall::__private::HeaderValue::from_static("5"),
            typed: true,
        },
    ];
    static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table::new(
        "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"}Database{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"down\"}",
        b"\0\0\0\0\x02\x04\x94\x01\0\0\0\0\0\0\x0C\0E\0E\x006\0D\0\0\0\0\0\x16\0\x1F\0F\0F\0\0\0\0\x01\xA3\x04\xF7\x01\0\0F\0\0\0\x08\0A\0A\0<\0@\0\0\0\0\0\x12\0%\0B\0B\0",
        &__HEADERS,
        &[],
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
                        AppError::Database { .. } => 1,
                    },
                )
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            match self {
                AppError::UserNotFound { id, query, .. } => {
                    __d.context("key", &::core::format_args!("user-{0}", id));
                    __d.context("query", &::core::format_args!("{:?}", & (query)));
                    __d.context("id", &(id));
                }
                _ => {}
            }
            if !__d.selects() {
                __d.context("tenant", &(self.tenant()));
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
