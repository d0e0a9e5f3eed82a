// #[error("no item {id}")]
// #[http(410, type = "https://example.com/gone")]
// struct Gone {
//     #[http(member)]
//     id: u64,
// }

const _: () = {
    static __TABLE: [::catchall::__private::Row; 1] = [
        ::catchall::__private::Row::new(
            "{\"type\":\"https://example.com/gone\",\"title\":\"Gone\",\"status\":410,\"code\":\"gone\"}",
            410,
            [0, 76, 76],
            [[71, 75], [9, 33], [44, 48]],
            ::catchall::__private::DISPLAY,
            ::catchall::__private::Level::Default,
        ),
    ];
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::used_underscore_binding)]
    impl ::catchall::HttpError for Gone {
        fn status(&self) -> ::catchall::__private::StatusCode {
            ::catchall::__private::status(self)
        }
        fn code(&self) -> ::catchall::__private::Cow<'_, ::core::primitive::str> {
            ::catchall::__private::code(self)
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            let _ = match self {
                Self { id, .. } => {
                    let __more = __d.begin(&__TABLE[0], self);
                    if __more {
                        __d.member("id", &(id));
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
            const { &::catchall::Catalog::new(&__TABLE, __DOCS, &[]) }
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<Gone> for ::catchall::Response {
    fn from(__error: Gone) -> Self {
        ::catchall::__private::respond(&__error)
    }
}
