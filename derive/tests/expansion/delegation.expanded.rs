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
        b"\0\0\0\0\x10\x06\0\0\0\0\0\0\0\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\x07\0\0\0\x07\0\0\0\0\0\x81\0\x92\x01\0\0\x07\0\0\0\x07\0A\0A\08\0@\0\0\0\0\0\x11\0!\0B\0B\0\0\0\0\0P\x06\0\0\0\0I\0\0\0\x05\0\x05\0\x05\0\x05\0\x05\0\x05\0\x05\0\x05\0\x05\0\0\0\x05\0",
        &[],
        &[],
    );
    static __TARGET: ::catchall::__private::Target = ::catchall::__private::Target::new(
        ::core::module_path!(),
    );
    #[automatically_derived]
    #[allow(deprecated, unused_qualifications, clippy::used_underscore_binding)]
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
        fn __target(&self) -> &'static ::catchall::__private::Target {
            &__TARGET
        }
        fn describe(&self, __d: &mut ::catchall::Description<'_>) {
            match self {
                AppError::Billing { 0: _0, .. } => {
                    match (&**_0,) {
                        (
                            BillingError::Declined { reason, .. },
                        ) if reason.is_final() => {
                            __d.case(__TABLE.row(1), self);
                        }
                        _ => {
                            __d.case(__TABLE.row(0), self);
                            __d.delegate(_0);
                        }
                    }
                }
                AppError::Chain { 0: _0, .. } => {
                    if !__d.selects() {
                        {
                            #[allow(unused_imports)]
                            use ::catchall::__private::NoBacktrace as _;
                            __d.backtrace(::catchall::__private::Held(_0).backtrace());
                        }
                    }
                    {
                        #[allow(unused_imports)]
                        use ::catchall::__private::SourceChain as _;
                        __d.chain(
                            (*_0).__catchall_start(),
                            &[
                                ::catchall::__private::downcast::<AppError>,
                                ::catchall::__private::downcast::<BillingError>,
                            ],
                        );
                    }
                }
            }
        }
        fn __respond(
            &self,
            __context: ::core::option::Option<&::catchall::RequestContext>,
        ) -> ::catchall::Response {
            ::catchall::__private::respond(self, __context)
        }
        fn catalog() -> &'static ::catchall::Catalog {
            const {
                &::catchall::Catalog::new(
                    &__TABLE,
                    "",
                    &[
                        <Box<
                            BillingError,
                        > as ::catchall::__private::Delegate>::__catalog,
                        <AppError as ::catchall::__private::Delegate>::__catalog,
                        <BillingError as ::catchall::__private::Delegate>::__catalog,
                    ],
                )
            }
        }
    }
};
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::respond(&__error, ::core::option::Option::None)
    }
}
