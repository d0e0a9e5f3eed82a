//! `grpc`: for a gRPC service, without effect on HTTP.

use crate::asserts::text;
use catchall::HttpError;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
enum Without {
    #[error("no user {id}")]
    #[http(404)]
    NoUser { id: u8 },
}

#[derive(Debug, Error, HttpError)]
enum With {
    #[error("no user {id}")]
    #[http(404, grpc = FAILED_PRECONDITION)]
    #[http(grpc(metadata("user-id" = id), metadata("fixed" = "x")))]
    #[http(grpc(metadata("shown" = "{id}")))]
    NoUser { id: u8 },
}

#[test]
fn it_changes_nothing_of_the_http_response() {
    let without = Without::NoUser { id: 1 }.to_response();
    let with = With::NoUser { id: 1 }.to_response();
    assert_eq!(text(&without), text(&with));
    assert_eq!(without.headers(), with.headers());
    assert_eq!(without.status(), with.status());
}

macro_rules! every_code {
    ($($name:ident = $code:ident),* $(,)?) => {
        #[derive(Debug, Error, HttpError)]
        enum EveryCode {
            $(
                #[error("x")]
                #[http(400, grpc = $code)]
                $name,
            )*
        }

        #[test]
        fn every_code_but_ok_may_be_written() {
            $(assert_eq!(EveryCode::$name.status(), 400);)*
        }
    };
}

every_code! {
    Cancelled = CANCELLED,
    Unknown = UNKNOWN,
    InvalidArgument = INVALID_ARGUMENT,
    DeadlineExceeded = DEADLINE_EXCEEDED,
    NotFound = NOT_FOUND,
    AlreadyExists = ALREADY_EXISTS,
    PermissionDenied = PERMISSION_DENIED,
    ResourceExhausted = RESOURCE_EXHAUSTED,
    FailedPrecondition = FAILED_PRECONDITION,
    Aborted = ABORTED,
    OutOfRange = OUT_OF_RANGE,
    Unimplemented = UNIMPLEMENTED,
    Internal = INTERNAL,
    Unavailable = UNAVAILABLE,
    DataLoss = DATA_LOSS,
    Unauthenticated = UNAUTHENTICATED,
}

#[derive(Debug, Error, HttpError)]
#[error("struct")]
#[http(409, grpc = ABORTED, grpc(metadata("retry" = Option::<u8>::None)), case(1 => 410, grpc = NOT_FOUND, code = "one"))]
struct Struct(u8);

#[test]
fn a_struct_and_a_case_may_have_it_too() {
    assert_eq!(Struct(0).status(), 409);
    assert_eq!(Struct(1).to_response().status(), 410);
}
