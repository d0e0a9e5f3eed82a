// enum AppError {
//     #[error(transparent)]
//     #[http(transparent)]
//     #[http(
//         case(
//             BillingError::Declined{reason,
//             ..}if
//             reason.is_final()= >402,
//             code = "declined",
//             hide
//         )
//     )]
//     Billing(#[from] Box<BillingError>),
//     #[error("chain")]
//     #[http(chain(AppError, BillingError))]
//     Chain(#[source] anyhow::Error),
// }

const _: () = {
    static __TABLE: ::catchall::__private::Table = ::catchall::__private::Table::new(
        "BillingBilling{\"title\":\"Payment Required\",\"status\":402,\"code\":\"declined\"}Chain",
        // 0: variant "Billing", flags: TRANSPARENT
        // 1: variant "Billing", status 402, flags: STATIC | FIXED_BODY | PHRASE, code "declined", title "Payment Required", JSON "{\"title\":\"Payment Required\",\"status\":402,\"code\":\"declined\""
        // 2: variant "Chain", flags: TRANSPARENT | EVIDENCE
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
    impl ::catchall::HttpError for AppError {
        fn status(&self) -> ::catchall::__private::StatusCode {
            ::catchall::__private::status(self)
        }
        fn code(&self) -> ::catchall::__private::Cow<'_, ::core::primitive::str> {
            ::catchall::__private::code(self)
        }
        fn __row(&self) -> ::core::option::Option<::catchall::__private::Row> {
            __TABLE
                .row(
                    match self {
                        AppError::Billing { .. } => ::catchall::__private::A_CASE,
                        AppError::Chain { .. } => 2,
                    },
                )
        }
        fn __case(&self) -> ::core::option::Option<::catchall::__private::Row> {
            __TABLE
                .row(
                    match self {
                        AppError::Billing { 0: _0, .. } => {
                            match (&**_0,) {
                                (
                                    BillingError::Declined { reason, .. },
                                ) if reason.is_final() => 1,
                                _ => 0,
                            }
                        }
                        _ => ::catchall::__private::A_CASE,
                    },
                )
        }
        fn delegate(&self, __d: ::catchall::Delegation<'_>) {
            match self {
                AppError::Billing { 0: _0, .. } => {
                    match (__d.row(), (&**_0,)) {
                        (0, _) => {
                            <Box<
                                BillingError,
                            > as ::catchall::__private::Delegate>::__visit(
                                _0,
                                __d.visit(),
                            );
                        }
                        _ => {}
                    }
                }
                AppError::Chain { 0: _0, .. } => {
                    #[allow(unused_imports)]
                    use ::catchall::__private::{
                        NoContexts as _, SearchedLocal as _, SearchedOther as _,
                        StartDeep as _, StartHere as _, StartInside as _,
                        StartNowhere as _,
                    };
                    __d.chain(
                        ::catchall::__private::Attached(_0).contexts(),
                        ::catchall::__private::ChainStart::found(
                            (&&&&::catchall::__private::Start(_0)).start(),
                        ),
                        &[
                            (&::catchall::__private::Searched::<AppError>::TYPE)
                                .downcast(),
                            (&::catchall::__private::Searched::<BillingError>::TYPE)
                                .downcast(),
                        ],
                    );
                }
            }
        }
        fn __evidence(&self, __d: &mut ::catchall::__private::Evidence<'_>) {
            #[allow(unused_imports)]
            use ::catchall::__private::{
                HeldError as _, HeldNested as _, HeldOptional as _, HeldOther as _,
            };
            match self {
                AppError::Chain { 0: _0, .. } => {
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
                    "\u{1}n0\u{2}1\0\u{1}x\0\u{1}n1\u{2}2",
                    &[],
                    &[
                        <Box<
                            BillingError,
                        > as ::catchall::__private::Delegate>::__catalog,
                        <AppError as ::catchall::__private::Delegate>::__catalog,
                        <BillingError as ::catchall::__private::Delegate>::__catalog,
                    ],
                )
            })
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::respond(&__error, ::core::option::Option::None)
    }
}
