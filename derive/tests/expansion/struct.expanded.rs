// #[error("no item {id}")]
// #[http(410, type = "https://example.com/gone")]
// struct Gone {
//     #[http(member)]
//     id: u64,
// }

const _: () = {
    static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table::new(
        "{\"type\":\"https://example.com/gone\",\"title\":\"Gone\",\"status\":410,\"code\":\"gone\"}",
        // 0: variant "", status 410, flags: DISPLAY | DESCRIBES | DERIVED_TITLE, code "gone", type "https://example.com/gone", title "Gone", JSON "{\"type\":\"https://example.com/gone\",\"title\":\"Gone\",\"status\":410,\"code\":\"gone\""
        &[],
        &[],
    );
    static __TARGET: ::catchall::__private::Target = ::catchall::__private::Target::new(
        ::core::module_path!(),
    );
    #[automatically_derived]
    #[allow(
        deprecated,
        unused_qualifications,
        unused_variables,
        clippy::used_underscore_binding
    )]
    impl ::catchall::HttpError for Gone {
        fn status(&self) -> ::catchall::__private::StatusCode {
            ::catchall::__private::status(self)
        }
        fn code(&self) -> ::catchall::__private::Cow<'_, ::core::primitive::str> {
            ::catchall::__private::code(self)
        }
        fn __row(&self) -> ::core::option::Option<::catchall::__private::Row> {
            __TABLE.row(0)
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            match self {
                Gone { id, .. } => {
                    __d.named_member("id", &(id));
                }
            }
        }
        fn __typed(
            &self,
        ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            ::catchall::__private::typed(self)
        }
        fn __target(&self) -> &'static ::catchall::__private::Target {
            &__TARGET
        }
        fn __respond(
            &self,
            __context: ::core::option::Option<&::catchall::RequestContext>,
        ) -> ::catchall::Response {
            ::catchall::__private::respond(self, __context)
        }
        fn __problem_types() -> ::core::option::Option<
            &'static ::catchall::__private::ProblemTypes,
        > {
            ::core::option::Option::Some(const {
                &::catchall::__private::ProblemTypes::new(
                    &__TABLE,
                    "\u{1}Dno item 1\u{1}mid\u{2}i",
                    &[],
                    &[],
                )
            })
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<Gone> for ::catchall::Response {
    fn from(__error: Gone) -> Self {
        ::catchall::__private::respond(&__error, ::core::option::Option::None)
    }
}
