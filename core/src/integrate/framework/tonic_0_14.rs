//! tonic 0.14: the status of a call.

/// For a type with this key. The error is the source of the status if it can be
/// shared and has no lifetime.
#[cfg(feature = "tonic-0.14")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tonic_0_14 {
    (off $($otherwise:tt)*) => {};
    ([] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl ::core::convert::From<$ty> for $crate::framework::tonic_0_14::Status
        where
            $($bounds)*
        {
            fn from(__error: $ty) -> Self {
                #[allow(unused_imports)]
                use $crate::framework::tonic_0_14::NotKept as _;
                $crate::framework::tonic_0_14::Owned(__error).into_status()
            }
        }
    };
    ([$lifetime:lifetime $($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$lifetime $($generics)*> ::core::convert::From<$ty> for $crate::framework::tonic_0_14::Status
        where
            $($bounds)*
        {
            fn from(__error: $ty) -> Self {
                $crate::framework::tonic_0_14::status(&__error)
            }
        }
    };
    ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($generics)*> ::core::convert::From<$ty> for $crate::framework::tonic_0_14::Status
        where
            $ty: ::core::marker::Send + ::core::marker::Sync + 'static,
            $($bounds)*
        {
            fn from(__error: $ty) -> Self {
                $crate::framework::tonic_0_14::Owned(__error).into_status()
            }
        }
    };
}

#[cfg(not(feature = "tonic-0.14"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tonic_0_14 {
    (off $($otherwise:tt)*) => { $($otherwise)* };
    ($($item:tt)*) => {};
}

#[cfg(feature = "tonic-0.14")]
pub use on::*;

#[cfg(feature = "tonic-0.14")]
mod on {
    pub use tonic::Status;

    use std::collections::{BTreeMap, HashMap};
    use std::error::Error;
    use std::fmt::Display;
    use std::sync::Arc;

    use tonic::metadata::{AsciiMetadataKey, BinaryMetadataKey, MetadataMap, MetadataValue};
    use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

    use crate::describe::decision::Decision;
    use crate::describe::delegate::{Delegate, pointers};
    use crate::describe::description::Description;
    use crate::describe::subject::Subject;
    use crate::facts::RESERVED_MEMBERS;
    use crate::http_error::HttpError;
    use crate::integrate::field_error::FieldErrors;
    use crate::integrate::grpc::violation::Violation;
    use crate::integrate::grpc::{self, GrpcStatus};
    use crate::problem::Problem;
    use crate::value::grpc_code::ToGrpcCode;

    /// Returns the status of a borrowed error, for generated code.
    #[must_use]
    pub fn status(error: &dyn HttpError) -> Status {
        status_of(&error)
    }

    /// An error by value. An inherent method keeps it as the source of the
    /// status if possible; [`NotKept`] provides the method for all other types.
    #[derive(Debug)]
    pub struct Owned<E>(pub E);

    impl<E: HttpError + Send + Sync + 'static> Owned<E> {
        /// Returns the status, with the error as its source.
        #[must_use]
        pub fn into_status(self) -> Status {
            let mut status = status(&self.0);
            status.set_source(Arc::new(self.0));
            status
        }
    }

    /// Errors that are not `Send + Sync`.
    pub trait NotKept {
        /// Returns the status, without a source.
        fn into_status(self) -> Status;
    }

    impl<E: HttpError> NotKept for Owned<E> {
        fn into_status(self) -> Status {
            status(&self.0)
        }
    }

    impl ToGrpcCode for tonic::Code {
        fn to_grpc_code(&self) -> Option<i32> {
            Some(i32::from(*self))
        }
    }

    /// Keeps the problem as the source of the status.
    impl From<Problem> for Status {
        fn from(problem: Problem) -> Self {
            let mut status = status_of(&problem);
            status.set_source(Arc::new(problem));
            status
        }
    }

    /// Contains what a client of this service may read of another service's status,
    /// with the status as its cause: the code (as the HTTP status that
    /// `google.rpc.Code` assigns to it; the gRPC code is kept too), the reason of its
    /// `ErrorInfo` as the problem's code, and `RetryInfo` as `Retry-After`. For a
    /// 4xx, it also contains the message as the detail, the metadata of `ErrorInfo`
    /// as members, and the violations of `BadRequest` as the member `errors`. The
    /// metadata of the call and all other details are left out.
    impl From<Status> for Problem {
        fn from(status: Status) -> Self {
            problem_of(&status).with_cause(status)
        }
    }

    /// Delegates like [`Problem`]; a message that is not public is shown if the
    /// outer error has `unmask`.
    impl Delegate for Status {
        fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
            visit(&Received {
                problem: problem_of(self),
                message: self.message(),
                status: self,
            });
        }
    }

    pointers!(Status);

    /// A status of another service.
    struct Received<'a> {
        problem: Problem,
        message: &'a str,
        status: &'a Status,
    }

    impl Subject for Received<'_> {
        fn decide(&self, decision: &mut Decision<'_>) {
            Subject::decide(&self.problem, decision);
        }

        fn describe(&self, description: &mut Description<'_>) {
            Subject::describe(&self.problem, description);
        }

        fn display(&self) -> Option<&dyn Display> {
            Some(&self.message)
        }

        fn error(&self) -> Option<&dyn Error> {
            Some(self.status)
        }

        fn type_name(&self) -> &'static str {
            "tonic::Status"
        }
    }

    fn status_of(subject: &dyn Subject) -> Status {
        let answer = grpc::answer(subject);
        let code = i32::from(answer.code).into();
        let metadata = metadata(&answer);
        let GrpcStatus {
            message,
            reason,
            domain,
            members,
            retry_after,
            violations,
            localized,
            ..
        } = answer;
        let mut details = ErrorDetails::new();
        details.set_error_info(
            reason,
            domain,
            members.into_iter().collect::<HashMap<_, _>>(),
        );
        if retry_after.is_some() {
            details.set_retry_info(retry_after);
        }
        if !violations.is_empty() {
            let violations: Vec<_> = violations.into_iter().map(field_violation).collect();
            details.set_bad_request(violations);
        }
        if let Some((language, message)) = localized {
            details.set_localized_message(language, message);
        }
        Status::with_error_details_and_metadata(code, message, details, metadata)
    }

    fn field_violation(violation: Violation) -> FieldViolation {
        let Violation {
            field,
            detail,
            code,
        } = violation;
        FieldViolation {
            reason: code.unwrap_or_default(),
            ..FieldViolation::new(field, detail)
        }
    }

    fn metadata(answer: &GrpcStatus) -> MetadataMap {
        let mut map = MetadataMap::new();
        for (key, value) in &answer.metadata {
            if let Ok(key) = key.parse::<BinaryMetadataKey>() {
                map.append_bin(key, MetadataValue::from_bytes(value));
            } else if let Ok(key) = key.parse::<AsciiMetadataKey>()
                && let Ok(value) = MetadataValue::try_from(value.as_slice())
            {
                map.append(key, value);
            }
        }
        map
    }

    fn problem_of(status: &Status) -> Problem {
        let code = i32::from(status.code());
        let http = grpc::status_of(code);
        let mut problem = Problem::new(http);
        if code != 0 {
            problem = problem.with_grpc_code(code);
        }
        let details = status.get_error_details();
        if let Some(code) = details
            .error_info()
            .and_then(|info| grpc::code(&info.reason))
        {
            problem = problem.with_code(code);
        }
        if let Some(delay) = details.retry_info().and_then(|info| info.retry_delay) {
            problem = problem.with_retry_after(delay);
        }
        // A status with a source and without details was created on this side of the
        // connection, for a failure to get an answer: its message is about this
        // service.
        let is_own_failure = status.details().is_empty() && Error::source(status).is_some();
        if http >= 500 || is_own_failure {
            return problem;
        }
        if !status.message().is_empty() {
            problem = problem.with_detail(status.message().to_owned());
        }
        if let Some(info) = details.error_info() {
            // A map has no defined order.
            let members: BTreeMap<_, _> = info.metadata.iter().collect();
            for (name, text) in members {
                if !RESERVED_MEMBERS.contains(&name.as_str()) {
                    problem = problem.with_member(name.clone(), text);
                }
            }
        }
        if let Some(bad_request) = details.bad_request() {
            let errors: FieldErrors = bad_request
                .field_violations
                .iter()
                .map(field_error)
                .collect();
            problem = problem.with_member("errors", errors);
        }
        // The texts of another service are not sent in a 5xx.
        problem.mark_as_read(http);
        problem
    }

    fn field_error(violation: &FieldViolation) -> crate::integrate::field_error::FieldError {
        let violation = Violation {
            field: violation.field.clone(),
            detail: violation.description.clone(),
            code: grpc::code(&violation.reason),
        };
        violation.into_error()
    }

    #[cfg(feature = "boundary")]
    impl crate::boundary::service::ErrorBody for tonic::body::Body {
        fn of_error(body: bytes::Bytes) -> Self {
            Self::new(http_body_util::Full::new(body))
        }
    }
}
