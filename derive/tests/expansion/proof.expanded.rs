// enum AppError<'a> {
//     #[error("no user {0}")]
//     #[http(404)]
//     User(Id<'a>),
//     #[error("{} of {name} are invalid", places.len())]
//     #[http(422)]
//     Invalid { name: String, places: (Vec<Place>, u8), kind: Kind },
// }

#[automatically_derived]
#[allow(
    deprecated,
    unused_qualifications,
    unused_variables,
    clippy::used_underscore_binding
)]
impl<'a> ::catchall::HttpError for AppError<'a> {
    fn __table() -> &'static ::catchall::__private::Table {
        &::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "User{\"title\":\"Not Found\",\"status\":404,\"code\":\"user\"}Invalid{\"title\":\"Unprocessable Content\",\"status\":422,\"code\":\"invalid\"}",
            // 0: variant "User", status 404, flags: DISPLAY | EVIDENCE | PHRASE, code "user", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"user\""
            // 1: variant "Invalid", status 422, flags: DISPLAY | EVIDENCE | PHRASE | UNPROVED, code "invalid", title "Unprocessable Content", JSON "{\"title\":\"Unprocessable Content\",\"status\":422,\"code\":\"invalid\""
            more: ::core::option::Option::None,
        }
    }
    fn __row(
        &self,
    ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
        (
            ::catchall::__private::table::<Self>(),
            match self {
                AppError::User { .. } => 0,
                AppError::Invalid { .. } => 1,
            },
        )
    }
    fn __evidence(&self, __d: &mut ::catchall::__private::Evidence<'_>) {
        #[allow(unused_imports)]
        use ::catchall::__private::{
            HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _,
        };
        match self {
            AppError::User { 0: _0, .. } => {
                (&::catchall::__private::Held(_0)).evidence(__d);
            }
            AppError::Invalid { places, kind, .. } => {
                {
                    let (__part, ..) = places;
                    (&::catchall::__private::Held(__part)).evidence(__d);
                }
                (&::catchall::__private::Held(kind)).evidence(__d);
            }
        }
    }
    fn __facts() -> &'static ::core::primitive::str {
        "\u{1}Dno user text"
    }
}
#[automatically_derived]
impl<'a> ::core::convert::From<AppError<'a>> for ::catchall::Response {
    fn from(__error: AppError<'a>) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
#[allow(deprecated, unreachable_patterns, unused_qualifications)]
const _: () = {
    if ::catchall::__private::is_error!(
        in | __error : & 'static AppError < 'static > | match __error { AppError::User {
        0 : __field, .. } => ::core::option::Option::Some(__field), _ =>
        ::core::option::Option::None, }
    ) {
        use ::catchall::__private::probe::refuse as __refuse;
        __refuse(
            "field `0` is an error, and the detail of a 4xx is the text of `Display`, which may show it: write `detail = \"...\"` or `hide`, or `expose` if the client may read it",
        );
    }
};
#[allow(deprecated, unreachable_patterns, unused_qualifications)]
const _: () = {
    if ::catchall::__private::is_error!(
        in | __error : & 'static AppError < 'static > | match __error { AppError::Invalid
        { places : __field, .. } => ::core::option::Option::Some(& __field.0), _ =>
        ::core::option::Option::None, }
    ) {
        use ::catchall::__private::probe::refuse as __refuse;
        __refuse(
            "field `places` is an error, and the detail of a 4xx is the text of `Display`, which may show it: write `detail = \"...\"` or `hide`, or `expose` if the client may read it",
        );
    }
    if ::catchall::__private::is_error!(
        in | __error : & 'static AppError < 'static > | match __error { AppError::Invalid
        { kind : __field, .. } => ::core::option::Option::Some(__field), _ =>
        ::core::option::Option::None, }
    ) {
        use ::catchall::__private::probe::refuse as __refuse;
        __refuse(
            "field `kind` is an error, and the detail of a 4xx is the text of `Display`, which may show it: write `detail = \"...\"` or `hide`, or `expose` if the client may read it",
        );
    }
};
