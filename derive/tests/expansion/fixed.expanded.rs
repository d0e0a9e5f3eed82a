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

#[automatically_derived]
#[allow(
    deprecated,
    unused_qualifications,
    unused_variables,
    clippy::used_underscore_binding
)]
impl ::catchall::HttpError for AppError {
    fn __table() -> &'static ::catchall::__private::Table {
        static __HEADERS: [::catchall::__private::Header; 1] = [
            ::catchall::__private::Header {
                name: ::catchall::__private::HeaderName::from_static("www-authenticate"),
                value: ::catchall::__private::HeaderValue::from_static("Bearer"),
            },
        ];
        static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\",\"detail\":\"no such user\"}Unauthorized{\"title\":\"Unauthorized\",\"status\":401,\"code\":\"unauthorized\",\"detail\":\"who are you?\"}Database",
            // 0: variant "UserNotFound", status 404, flags: STATIC | IMPLICIT | FIXED_BODY | PHRASE, code "user_not_found", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"", JSON of the detail ",\"detail\":\"no such user\""
            // 1: variant "Unauthorized", status 401, headers 1, of them own 1, flags: STATIC | IMPLICIT | FIXED_BODY | PHRASE, code "unauthorized", title "Unauthorized", JSON "{\"title\":\"Unauthorized\",\"status\":401,\"code\":\"unauthorized\"", JSON of the detail ",\"detail\":\"who are you?\""
            // 2: variant "Database", status 500, flags: STATIC | DISPLAY | UNMAPPED | FIXED_BODY | PHRASE
            more: ::core::option::Option::Some(
                &::catchall::__private::More {
                    headers: &__HEADERS,
                    formats: &[],
                    rules: &[],
                    format: 0,
                    unmapped: 0,
                },
            ),
        };
        &__TABLE
    }
    fn __row(
        &self,
    ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
        (
            ::catchall::__private::table::<Self>(),
            match self {
                AppError::UserNotFound => 0,
                AppError::Unauthorized => 1,
                AppError::Database { .. } => 2,
            },
        )
    }
    fn __typed(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
        ::catchall::__private::typed(self)
    }
    fn __facts() -> &'static ::core::primitive::str {
        "The user was deleted."
    }
}
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
::catchall::__private::axum! {
    [] [AppError] []
}
