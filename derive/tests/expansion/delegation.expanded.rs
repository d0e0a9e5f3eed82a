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

#[automatically_derived]
#[allow(
    deprecated,
    unused_qualifications,
    unused_variables,
    clippy::used_underscore_binding
)]
impl ::catchall::HttpError for AppError {
    fn __table() -> &'static ::catchall::__private::Table {
        &::catchall::__private::Table {
            module: ::core::module_path!(),
            text: "BillingBilling{\"title\":\"Payment Required\",\"status\":402,\"code\":\"declined\"}Chain",
            // 0: variant "Billing", flags: TRANSPARENT
            // 1: variant "Billing", status 402, flags: STATIC | FIXED_BODY | PHRASE, code "declined", title "Payment Required", JSON "{\"title\":\"Payment Required\",\"status\":402,\"code\":\"declined\""
            // 2: variant "Chain", flags: TRANSPARENT | EVIDENCE
            more: ::core::option::Option::None,
        }
    }
    fn __row(
        &self,
    ) -> (&'static ::catchall::__private::Table, ::core::primitive::usize) {
        (
            ::catchall::__private::table::<Self>(),
            match self {
                AppError::Billing { .. } => ::catchall::__private::A_CASE,
                AppError::Chain { .. } => 2,
            },
        )
    }
    fn __case(&self) -> ::core::primitive::usize {
        match self {
            AppError::Billing { 0: _0, .. } => {
                match (&**_0,) {
                    (BillingError::Declined { reason, .. },) if reason.is_final() => 1,
                    _ => 0,
                }
            }
            _ => ::catchall::__private::A_CASE,
        }
    }
    fn delegate(&self, __d: ::catchall::Delegation<'_>) {
        match self {
            AppError::Billing { 0: _0, .. } => {
                match (__d.row(), (&**_0,)) {
                    (0, _) => {
                        <Box<
                            BillingError,
                        > as ::catchall::__private::Delegate>::__visit(_0, __d.visit());
                    }
                    _ => {}
                }
            }
            AppError::Chain { 0: _0, .. } => {
                #[allow(unused_imports)]
                use ::catchall::__private::{
                    NoContexts as _, SearchedLocal as _, SearchedOther as _,
                    StartDeep as _, StartHere as _, StartInside as _, StartNowhere as _,
                };
                __d.chain(
                    ::catchall::__private::Attached(_0).contexts(),
                    ::catchall::__private::ChainStart::found(
                        (&&&&::catchall::__private::Start(_0)).start(),
                    ),
                    &[
                        (&::catchall::__private::Searched::<AppError>::TYPE).downcast(),
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
    fn __typed(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
        ::catchall::__private::typed(self)
    }
    fn __facts() -> &'static ::core::primitive::str {
        "\u{1}n0\u{2}1\0\u{1}x\0\u{1}n1\u{2}2"
    }
    fn __nested() -> &'static [fn(&mut ::catchall::__private::Collector)] {
        const {
            &[
                <Box<BillingError> as ::catchall::__private::Delegate>::__catalog,
                <AppError as ::catchall::__private::Delegate>::__catalog,
                <BillingError as ::catchall::__private::Delegate>::__catalog,
            ]
        }
    }
}
#[automatically_derived]
impl ::core::convert::From<AppError> for ::catchall::Response {
    fn from(__error: AppError) -> Self {
        ::catchall::__private::into_response(__error)
    }
}
