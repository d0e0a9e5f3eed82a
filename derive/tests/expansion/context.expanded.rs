// #[http(unmapped(503, code = "down", retry_after = 5), context("tenant" = self.tenant()))]
// enum AppError {
//     #[error("no user {id}")]
//     #[http(
//         404,
//         context("key" = "user-{id}"),
//         context("query" = ?query),
//         argument("key" = "user-{id}")
//     )]
//     UserNotFound { #[http(context, argument)] id: u64, query: Query },
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
                name: ::catchall::__private::HeaderName::from_static("retry-after"),
                value: ::catchall::__private::HeaderValue::from_static("5"),
            },
        ];
        static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"}Database{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"down\"}",
            // 0: variant "UserNotFound", status 404, flags: DISPLAY | EVIDENCE | DESCRIBES | PHRASE, code "user_not_found", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\""
            // 1: variant "Database", status 503, headers 1, of them own 1, flags: DISPLAY | UNMAPPED | FIXED_BODY | DESCRIBES | PHRASE, code "down", title "Service Unavailable", JSON "{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"down\""
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
                AppError::UserNotFound { .. } => 0,
                AppError::Database { .. } => 1,
            },
        )
    }
    fn describe(&self, __d: &mut ::catchall::Description<'_>) {
        match self {
            AppError::UserNotFound { id, query, .. } => {
                __d.argument(
                    "key",
                    &::catchall::__private::Displayed(
                        &::core::format_args!("user-{0}", id),
                    ),
                );
                __d.argument("id", id);
                __d.context("key", &::core::format_args!("user-{0}", id));
                __d.context("query", &::core::format_args!("{:?}", query));
                __d.context("id", id);
            }
            _ => {}
        }
    }
    fn __describe_type(&self, __d: &mut ::catchall::Description<'_>) {
        __d.context("tenant", &(self.tenant()));
    }
    fn __evidence(&self, __d: &mut ::catchall::__private::Evidence<'_>) {
        #[allow(unused_imports)]
        use ::catchall::__private::{
            HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _,
        };
        match self {
            AppError::UserNotFound { query, .. } => {
                (&::catchall::__private::Held(query)).evidence(__d);
            }
            _ => {}
        }
    }
    fn __typed(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
        ::catchall::__private::typed(self)
    }
    fn __facts() -> &'static ::core::primitive::str {
        "\u{1}Dno user 1"
    }
}
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
