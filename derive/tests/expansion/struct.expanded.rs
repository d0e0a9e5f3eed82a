// #[error("no item {id}")]
// #[http(410, type = "https://example.com/gone")]
// struct Gone {
//     #[http(member)]
//     id: u64,
// }

#[automatically_derived]
#[allow(
    deprecated,
    unused_qualifications,
    unused_variables,
    clippy::used_underscore_binding
)]
impl ::catchall::HttpError for Gone {
    fn __table() -> &'static ::catchall::__private::Table {
        &::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "{\"type\":\"https://example.com/gone\",\"title\":\"Gone\",\"status\":410,\"code\":\"gone\"}",
            // 0: variant "", status 410, flags: DISPLAY | DESCRIBES | DERIVED_TITLE, code "gone", type "https://example.com/gone", title "Gone", JSON "{\"type\":\"https://example.com/gone\",\"title\":\"Gone\",\"status\":410,\"code\":\"gone\""
            more: ::core::option::Option::None,
        }
    }
    fn __row(
        &self,
    ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
        (::catchall::__private::table::<Self>(), 0)
    }
    fn describe(&self, __d: &mut ::catchall::Description<'_>) {
        match self {
            Gone { id, .. } => {
                __d.named_member("id", id);
            }
        }
    }
    fn __typed(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
        ::catchall::__private::typed(self)
    }
    fn __facts() -> &'static ::core::primitive::str {
        "\u{1}Dno item 1\u{1}mid\u{2}i"
    }
}
#[automatically_derived]
impl ::core::convert::From<Gone> for ::catchall::Response {
    fn from(__error: Gone) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
