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

#[automatically_derived]
#[allow(
    deprecated,
    unused_qualifications,
    unused_variables,
    clippy::used_underscore_binding
)]
impl<'a, E, T: Debug, const N: usize> ::catchall::HttpError for Wrapped<'a, E, T, N>
where
    E: Clone,
    Wrapped<'a, E, T, N>: ::core::error::Error,
    E: ::catchall::__private::Delegate,
    [T; N]: ::catchall::__private::MemberValue,
    &'a T: ::core::fmt::Display,
{
    fn __table() -> &'static ::catchall::__private::Table {
        &::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "InnerText{\"title\":\"Not Found\",\"status\":404,\"code\":\"text\"}",
            // 0: variant "Inner", flags: TRANSPARENT
            // 1: variant "Text", status 404, flags: EVIDENCE | DESCRIBES | PHRASE, code "text", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"text\""
            more: ::core::option::Option::None,
        }
    }
    fn __row(
        &self,
    ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
        (
            ::catchall::__private::table::<Self>(),
            match self {
                Wrapped::Inner { .. } => 0,
                Wrapped::Text { .. } => 1,
            },
        )
    }
    fn delegate(&self, __d: ::catchall::Delegation<'_>) {
        match self {
            Wrapped::Inner { 0: _0, .. } => {
                <E as ::catchall::__private::Delegate>::__visit(_0, __d.visit());
            }
            _ => {}
        }
    }
    fn describe(&self, __d: &mut ::catchall::Description<'_>) {
        match self {
            Wrapped::Text { text, all, .. } => {
                __d.detail(&::core::format_args!("no {0}", text));
                __d.named_member("all", all);
            }
            _ => {}
        }
    }
    fn __evidence(&self, __d: &mut ::catchall::__private::Evidence<'_>) {
        #[allow(unused_imports)]
        use ::catchall::__private::{
            HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _,
        };
        match self {
            Wrapped::Text { text, all, .. } => {
                (&::catchall::__private::Held(text)).evidence(__d);
                (&::catchall::__private::Held(all)).evidence(__d);
            }
            _ => {}
        }
    }
    fn __facts() -> &'static ::core::primitive::str {
        "\u{1}n0\u{2}1\0\u{1}dno text\u{1}mall\u{2}a"
    }
    fn __nested() -> &'static [fn(&mut ::catchall::__private::Collector)] {
        const { &[<E as ::catchall::__private::Delegate>::__catalog] }
    }
}
#[automatically_derived]
impl<'a, E, T: Debug, const N: usize> ::core::convert::From<Wrapped<'a, E, T, N>>
for ::catchall::Response
where
    E: Clone,
    Wrapped<'a, E, T, N>: ::core::error::Error,
    E: ::catchall::__private::Delegate,
    [T; N]: ::catchall::__private::MemberValue,
    &'a T: ::core::fmt::Display,
{
    fn from(__error: Wrapped<'a, E, T, N>) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
::catchall::__private::axum! {
    ['a, E, T : Debug, const N : usize] [Wrapped < 'a, E, T, N >] [E : Clone, Wrapped <
    'a, E, T, N > : ::core::error::Error, E : ::catchall::__private::Delegate, [T; N] :
    ::catchall::__private::MemberValue, & 'a T : ::core::fmt::Display]
}
