// #[http(client)]
// enum ShopError {
//     #[http(404)]
//     NoUser { #[http(member)] id: u64 },
//     #[http(transparent)]
//     Billing(BillingError),
//     #[http(409, client = off)]
//     Taken(u8),
//     Bug,
// }

const _: () = {
    fn __table() -> &'static ::catchall::__private::Table {
        &::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "NoUser{\"title\":\"Not Found\",\"status\":404,\"code\":\"no_user\"}BillingTaken{\"title\":\"Conflict\",\"status\":409,\"code\":\"taken\"}Bug",
            // 0: variant "NoUser", status 404, flags: DISPLAY | DESCRIBES | PHRASE | UNPROVED, code "no_user", title "Not Found", JSON "{\"title\":\"Not Found\",\"status\":404,\"code\":\"no_user\""
            // 1: variant "Billing", flags: TRANSPARENT
            // 2: variant "Taken", status 409, flags: DISPLAY | PHRASE | UNPROVED, code "taken", title "Conflict", JSON "{\"title\":\"Conflict\",\"status\":409,\"code\":\"taken\""
            // 3: variant "Bug", status 500, flags: STATIC | DISPLAY | UNMAPPED | FIXED_BODY | PHRASE | UNPROVED
            more: ::core::option::Option::None,
        }
    }
    #[automatically_derived]
    #[allow(
        deprecated,
        unused_qualifications,
        unused_variables,
        clippy::used_underscore_binding
    )]
    impl ::catchall::HttpError for ShopError {
        fn __table() -> &'static ::catchall::__private::Table {
            __table()
        }
        fn __row(
            &self,
        ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
            (
                ::catchall::__private::table::<Self>(),
                match self {
                    ShopError::NoUser { .. } => 0,
                    ShopError::Billing { .. } => 1,
                    ShopError::Taken { .. } => 2,
                    ShopError::Bug => 3,
                },
            )
        }
        fn delegate(&self, __d: ::catchall::Delegation<'_>) {
            match self {
                ShopError::Billing { 0: _0, .. } => {
                    <BillingError as ::catchall::__private::Delegate>::__visit(
                        _0,
                        __d.visit(),
                    );
                }
                _ => {}
            }
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            match self {
                ShopError::NoUser { id, .. } => {
                    __d.named_member("id", id);
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
            "\u{1}mid\u{2}i\0\u{1}n0\u{2}1"
        }
        fn __nested() -> &'static [fn(&mut ::catchall::__private::Collector)] {
            const { &[<BillingError as ::catchall::__private::Delegate>::__catalog] }
        }
    }
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications)]
    impl ::catchall::FromProblem for ShopError {
        fn from_problem(
            __problem: ::catchall::Problem,
        ) -> ::core::result::Result<Self, ::catchall::Problem> {
            {
                let __reader = &::catchall::__private::ProblemReader::new(&__problem);
                if let ::core::option::Option::Some(__reader) = __reader.of(__table(), 0)
                {
                    let __read = || ::core::option::Option::Some(ShopError::NoUser {
                        id: <u64 as ::catchall::__private::FromMember>::from_member(
                            &__reader.member("id"),
                        )?,
                    });
                    if let ::core::option::Option::Some(__error) = __read() {
                        return ::core::result::Result::Ok(__error);
                    }
                }
            }
            let __problem = match <BillingError as ::catchall::FromProblem>::from_problem(
                __problem,
            ) {
                ::core::result::Result::Ok(__error) => {
                    return ::core::result::Result::Ok(ShopError::Billing { 0: __error });
                }
                ::core::result::Result::Err(__problem) => __problem,
            };
            ::core::result::Result::Err(__problem)
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<ShopError> for ::catchall::Response {
    fn from(__error: ShopError) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
