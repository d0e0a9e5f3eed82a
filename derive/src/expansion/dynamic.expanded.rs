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
    static __TABLE: [::catchall::__private::Row; 4] = [
        ::catchall::__private::Row::new(
            "UserNotFound{\"title\":\"Not Found\",\"status\":404,\"code\":\"user_not_found\"}",
            404,
            [12, 69, 69],
            [[54, 68], [0, 0], [22, 31]],
            0,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
            "Slow{\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"slow\",\"detail\":\"slow down\"}",
            429,
            [4, 59, 80],
            [[54, 58], [0, 0], [14, 31]],
            ::catchall::__private::FIXED_BODY | ::catchall::__private::IMPLICIT,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
            "Invalid",
            0,
            [7, 7, 7],
            [[7, 7], [7, 7], [7, 7]],
            ::catchall::__private::DISPLAY,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
                "Late{\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"late\"}",
                503,
                [4, 61, 61],
                [[56, 60], [0, 0], [14, 33]],
                ::catchall::__private::DISPLAY,
                ::catchall::__private::Level::Default,
            )
            .with({
                static __EXTRA: ::catchall::__private::Extra = ::catchall::__private::Extra {
                    headers: &[],
                    format: ::core::option::Option::Some(&::catchall::format::Text),
                    title: "",
                    detail: "",
                    grpc: 0,
                };
                &__EXTRA
            }),
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
            let __more = match self {
                Self::UserNotFound { id, .. } => {
                    let __more = __d.begin(&__TABLE[0], self);
                    if __more {
                        __d.detail(&::core::format_args!("no user {0:>4}", id));
                        __d.header(
                            &const {
                                ::catchall::__private::HeaderName::from_static("x-id")
                            },
                            &(id),
                        );
                    }
                    __more
                }
                Self::Slow { 0: _0, .. } => {
                    let __more = __d.begin(&__TABLE[1], self);
                    if __more {
                        __d.retry_after(&(_0));
                    }
                    __more
                }
                Self::Invalid { 0: _0, .. } => {
                    let __more = __d.begin(&__TABLE[2], self);
                    if __more {
                        __d.member("errors", &(&_0.errors));
                    } else {
                        __d.status(&(_0.status()));
                        __d.code(&(_0.code()));
                    }
                    __more
                }
                Self::Late { .. } => {
                    let __more = __d.begin(&__TABLE[3], self);
                    if !__more {
                        __d.unmask(self.is_public());
                    }
                    __more
                }
            };
            if __more && __d.is(&[429..=429]) {
                __d.header(
                    &const { ::catchall::__private::HeaderName::from_static("x-load") },
                    &(self.load()),
                );
            }
        }
        fn to_response(&self) -> ::catchall::Response {
            ::catchall::__private::respond(self)
        }
        fn catalog() -> &'static ::catchall::Catalog {
            static __DOCS: &[&::core::primitive::str] = &[];
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
