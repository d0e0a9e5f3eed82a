// #[http(axum)]
// enum AppError {
//     /// The user was deleted.
//     #[error("no such user")]
//     #[http(404)]
//     UserNotFound,
//     #[error("who are you?")]
//     #[http(401, www_authenticate = "Bearer")]
//     Unauthorized,
//     #[error("database error")]
//     Database(#[from] DbError),
// }

const _: () = {
    static __TABLE: [::catchall::__private::Row; 3] = [
        ::catchall::__private::Row::new(
            "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\",\"detail\":\"no such user\"}",
            404,
            [12, 69, 93],
            [[54, 68], [0, 0], [22, 31]],
            ::catchall::__private::STATIC | ::catchall::__private::FIXED_BODY
                | ::catchall::__private::IMPLICIT,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
                "Unauthorized{\"title\":\"Unauthorized\",\"status\":401,\"code\":\"unauthorized\",\"detail\":\"who are you?\"}",
                401,
                [12, 70, 94],
                [[57, 69], [0, 0], [22, 34]],
                ::catchall::__private::STATIC | ::catchall::__private::FIXED_BODY
                    | ::catchall::__private::IMPLICIT,
                ::catchall::__private::Level::Default,
            )
            .with({
                static __HEADERS: [::catchall::__private::Header; 1] = [
                    ::catchall::__private::Header {
                        name: ::catchall::__private::HeaderName::from_static(
                            "www-authenticate",
                        ),
                        value: ::catchall::__private::HeaderValue::from_static("Bearer"),
                        typed: true,
                    },
                ];
                static __EXTRA: ::catchall::__private::Extra = ::catchall::__private::Extra {
                    headers: &__HEADERS,
                    format: ::core::option::Option::None,
                    title: "",
                    detail: "",
                    grpc: 0,
                };
                &__EXTRA
            }),
        ::catchall::__private::Row::unmapped(
            "Database",
            500,
            ::catchall::__private::STATIC | ::catchall::__private::FIXED_BODY
                | ::catchall::__private::DISPLAY | ::catchall::__private::UNMAPPED,
            ::catchall::__private::Level::Default,
        ),
    ];
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::used_underscore_binding)]
    impl ::catchall::HttpError for AppError {
        fn status(&self) -> ::catchall::__private::StatusCode {
            ::catchall::__private::status(self)
        }
        fn code(&self) -> ::catchall::__private::Cow<'_, ::core::primitive::str> {
            ::catchall::__private::code(self)
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            let _ = __d
                .begin(
                    &__TABLE[match self {
                        Self::UserNotFound { .. } => 0,
                        Self::Unauthorized { .. } => 1,
                        Self::Database { .. } => 2,
                    }],
                    self,
                );
        }
        fn to_response(&self) -> ::catchall::Response {
            ::catchall::__private::respond(self)
        }
        fn catalog() -> &'static ::catchall::Catalog {
            static __DOCS: &[&::core::primitive::str] = &["The user was deleted."];
            const { &::catchall::Catalog::new(&__TABLE, __DOCS, &[]) }
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::respond(&__error)
    }
}
::catchall::__private::axum! {
    [] [AppError] []
}
