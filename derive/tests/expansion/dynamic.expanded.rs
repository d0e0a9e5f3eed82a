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
    static __NAMES: [::catchall::__private::HeaderName; 2] = [
        ::catchall::__private::HeaderName::from_static("x-id"),
        ::catchall::__private::HeaderName::from_static("x-load"),
    ];
    #[automatically_derived]
    #[allow(
        deprecated,
        unused_qualifications,
        unused_variables,
        clippy::used_underscore_binding
    )]
    impl ::catchall::HttpError for AppError {
        fn __table() -> &'static ::catchall::__private::Table {
            static __RULES: [::catchall::__private::Rule; 1] = [
                ::catchall::__private::Rule {
                    statuses: &[(429, 429)],
                    level: 0,
                    format: 0,
                    headers: &[],
                },
            ];
            static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table {
                module: ::core::module_path!(),
                text: "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"}Slow{\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"slow\",\"detail\":\"slow down\"}InvalidLate{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"late\"}",
                // 0: variant "UserNotFound", status 404, flags: DESCRIBES | PHRASE, code "user_not_found", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\""
                // 1: variant "Slow", status 429, flags: IMPLICIT | FIXED_BODY | DESCRIBES | PHRASE, code "slow", title "Too Many Requests", JSON "{\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"slow\"", JSON of the detail ",\"detail\":\"slow down\""
                // 2: variant "Invalid", flags: DISPLAY | EVIDENCE | DECIDES | DESCRIBES
                // 3: variant "Late", status 503, format 1, own: format, flags: DISPLAY | DECIDES | PHRASE, code "late", title "Service Unavailable", JSON "{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"late\""
                more: ::core::option::Option::Some(
                    &::catchall::__private::More {
                        headers: &[],
                        formats: &[&::catchall::format::Text],
                        rules: &__RULES,
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
                    AppError::Slow { .. } => 1,
                    AppError::Invalid { .. } => 2,
                    AppError::Late => 3,
                },
            )
        }
        fn decide(&self, __d: &mut ::catchall::Decision<'_>) {
            #[allow(unused_imports)]
            use ::catchall::__private::{AnyCode as _, OptionalCode as _};
            match self {
                AppError::Invalid { 0: _0, .. } => {
                    __d.status(&(_0.status()));
                    __d.beyond_status(|__d| {
                        __d.optional_code(
                            ::catchall::__private::CodeText::optional(
                                (&&::catchall::__private::CodeValue(&(_0.code()))).value(),
                            ),
                        );
                        __d.implied_code("", "invalid");
                    });
                }
                AppError::Late { .. } => {
                    __d.beyond_status(|__d| {
                        __d.unmask(self.is_public());
                    });
                }
                _ => {}
            }
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            match self {
                AppError::UserNotFound { id, .. } => {
                    __d.detail(&::core::format_args!("no user {0:>4}", id));
                    __d.header(&__NAMES[0], id);
                }
                AppError::Slow { 0: _0, .. } => {
                    __d.retry_after(_0);
                }
                AppError::Invalid { 0: _0, .. } => {
                    __d.named_member("errors", &(&_0.errors));
                }
                _ => {}
            }
        }
        fn __describe_type(&self, __d: &mut ::catchall::Description<'_>) {
            __d.on(
                &[429..=429],
                |__d| {
                    __d.header(&__NAMES[1], &(self.load()));
                },
            );
        }
        fn __evidence(&self, __d: &mut ::catchall::__private::Evidence<'_>) {
            #[allow(unused_imports)]
            use ::catchall::__private::{
                HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _,
            };
            match self {
                AppError::Invalid { 0: _0, .. } => {
                    (&::catchall::__private::Held(_0)).evidence(__d);
                }
                _ => {}
            }
        }
        fn __typed(
            &self,
        ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            ::catchall::__private::typed(self)
        }
        fn __facts() -> &'static ::core::primitive::str {
            "\u{1}dno user 1\u{1}hx-id\0\u{1}hretry-after\u{1}o429-429\u{2}x-load\0\u{1}S\u{1}C\u{1}Merrors\u{2}a\u{1}o429-429\u{2}x-load"
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
