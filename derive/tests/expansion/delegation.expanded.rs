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
    static __TABLE: [::catchall::__private::Row; 3] = [
        ::catchall::__private::Row::new(
            "Billing",
            0,
            [7, 7, 7],
            [[7, 7], [7, 7], [7, 7]],
            ::catchall::__private::TRANSPARENT,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
            "Billing{\"title\":\"Payment Required\",\"status\":402,\"code\":\"declined\"}",
            402,
            [7, 65, 65],
            [[56, 64], [0, 0], [17, 33]],
            ::catchall::__private::STATIC | ::catchall::__private::FIXED_BODY,
            ::catchall::__private::Level::Default,
        ),
        ::catchall::__private::Row::new(
            "Chain",
            0,
            [5, 5, 5],
            [[5, 5], [5, 5], [5, 5]],
            ::catchall::__private::TRANSPARENT | ::catchall::__private::BACKTRACE,
            ::catchall::__private::Level::Default,
        ),
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
            let _ = match self {
                Self::Billing { 0: _0, .. } => {
                    match (&**_0,) {
                        (BillingError::Declined { reason, .. },) if reason.is_final() => {
                            __d.begin(&__TABLE[1], self)
                        }
                        _ => {
                            let __more = __d.begin(&__TABLE[0], self);
                            __d.delegate(_0);
                            __more
                        }
                    }
                }
                Self::Chain { 0: _0, .. } => {
                    let __more = __d.begin(&__TABLE[2], self);
                    if __more {
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
        ::catchall::__private::respond(&__error)
    }
}
