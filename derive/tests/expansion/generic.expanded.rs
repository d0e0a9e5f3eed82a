// #[http(axum)]
// enum Wrapped<'a, E, T: Debug = u8, const N: usize = 1>
// where
//     E: Clone,
// {
//     #[error(transparent)]
//     #[http(transparent)]
//     Inner(E),
//     #[error("{text}")]
//     #[http(404, detail = "no {text}")]
//     Text { text: &'a T, #[http(member)] all: [T; N] },
// }

const _: () = {
    static __TABLE: [::catchall::__private::Row; 2] = [
        ::catchall::__private::Row::new(
            "Inner",
            0,
            [5, 5, 5],
            [[5, 5], [5, 5], [5, 5]],
            ::catchall::__private::TRANSPARENT,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
            "Text{\"title\":\"Not Found\",\"status\":404,\"code\":\"text\"}",
            404,
            [4, 51, 51],
            [[46, 50], [0, 0], [14, 23]],
            0,
            ::catchall::__private::Level::Default,
        ),
    ];
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::used_underscore_binding)]
    impl<'a, E, T: Debug, const N: usize> ::catchall::HttpError for Wrapped<'a, E, T, N>
    where
        E: Clone,
        Wrapped<'a, E, T, N>: ::core::error::Error,
        E: ::catchall::__private::Delegate,
        [T; N]: ::catchall::__private::Serialize,
        &'a T: ::core::fmt::Display,
    {
        fn status(&self) -> ::catchall::__private::StatusCode {
            ::catchall::__private::status(self)
        }
        fn code(&self) -> ::catchall::__private::Cow<'_, ::core::primitive::str> {
            ::catchall::__private::code(self)
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            let _ = match self {
                Self::Inner { 0: _0, .. } => {
                    let __more = __d.begin(&__TABLE[0], self);
                    __d.delegate(_0);
                    __more
                }
                Self::Text { text, all, .. } => {
                    let __more = __d.begin(&__TABLE[1], self);
                    if __more {
                        __d.detail(&::core::format_args!("no {0}", text));
                        __d.member("all", &(all));
                    }
                    __more
                }
            };
        }
        fn to_response(&self) -> ::catchall::Response {
            ::catchall::__private::respond(self)
        }
        fn catalog() -> &'static ::catchall::Catalog {
            static __DOCS: &[&::core::primitive::str] = &[];
            const {
                &::catchall::Catalog::new(
                    &__TABLE,
                    __DOCS,
                    &[<E as ::catchall::__private::Delegate>::__catalog],
                )
            }
        }
    }
};
#[automatically_derived]
impl<'a, E, T: Debug, const N: usize> ::core::convert::From<Wrapped<'a, E, T, N>>
for ::catchall::Response
where
    E: Clone,
    Wrapped<'a, E, T, N>: ::core::error::Error,
    E: ::catchall::__private::Delegate,
    [T; N]: ::catchall::__private::Serialize,
    &'a T: ::core::fmt::Display,
{
    fn from(__error: Wrapped<'a, E, T, N>) -> Self {
        ::catchall::__private::respond(&__error)
    }
}
::catchall::__private::axum! {
    ['a, E, T : Debug, const N : usize] [Wrapped < 'a, E, T, N >] [E : Clone, Wrapped <
    'a, E, T, N > : ::core::error::Error, E : ::catchall::__private::Delegate, [T; N] :
    ::catchall::__private::Serialize, & 'a T : ::core::fmt::Display]
}
