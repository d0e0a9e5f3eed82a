//! `grpc = expr`: a code that is known at run time.

use catchall::{HttpError, Problem};
use tonic::{Code, Status};

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(tonic)]
enum AppError {
    #[http(404, grpc = *_0)]
    Field(Code),
    #[http(404, grpc = self.grpc())]
    Method(bool),
    #[http(404, grpc = Code::OutOfRange)]
    Path,
    #[http(404, grpc = FAILED_PRECONDITION)]
    Name,
    #[http(404, case(0 => code = "zero", grpc = Code::Aborted))]
    Case(u8),
}

impl AppError {
    fn grpc(&self) -> Code {
        match self {
            Self::Method(true) => Code::AlreadyExists,
            _ => Code::Unavailable,
        }
    }
}

#[test]
fn the_code_may_be_an_expression() {
    for (error, code) in [
        (AppError::Field(Code::DataLoss), Code::DataLoss),
        (AppError::Field(Code::Aborted), Code::Aborted),
        (AppError::Method(true), Code::AlreadyExists),
        (AppError::Method(false), Code::Unavailable),
        (AppError::Path, Code::OutOfRange),
        (AppError::Name, Code::FailedPrecondition),
        (AppError::Case(0), Code::Aborted),
        (AppError::Case(1), Code::NotFound),
    ] {
        let name = format!("{error:?}");
        assert_eq!(error.to_response().status(), 404, "{name}");
        assert_eq!(Status::from(error).code(), code, "{name}");
    }
    let problem = Problem::from(AppError::Field(Code::DataLoss));
    assert_eq!(Status::from(problem).code(), Code::DataLoss);
}

/// `OK` is not the code of an error.
#[test]
fn an_expression_does_not_make_a_success_of_an_error() {
    assert_ne!(Status::from(AppError::Field(Code::Ok)).code(), Code::Ok);
}
