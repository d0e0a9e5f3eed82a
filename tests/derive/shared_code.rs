//! Several variants with one code are one problem type: one status, one type
//! URI, one title.

use catchall::HttpError;
use thiserror::Error;

#[derive(Debug)]
enum Field {
    Name,
    Size(u32),
}

#[derive(Debug, Error, HttpError)]
#[error("wrong")]
#[http(type_base = "https://errors.example.com/")]
enum AppError {
    #[http(400, code = "bad_request")]
    Missing,
    #[http(400, code = "bad_request")]
    Malformed,
    /// A case has the status of its variant, and may share a code with others
    /// of that status.
    #[http(400, case(Field::Size(size) if *size > 3 => code = "bad_request"))]
    Field(Field),
}

const BODY: &str = concat!(
    r#"{"type":"https://errors.example.com/bad_request","title":"Bad request","status":400,"#,
    r#""code":"bad_request","detail":"wrong"}"#,
);

#[test]
fn variants_with_one_code_are_one_problem_type() {
    for error in [
        AppError::Missing,
        AppError::Malformed,
        AppError::Field(Field::Size(4)),
    ] {
        assert_eq!(error.to_response().body(), BODY, "{error:?}");
    }
    for error in [
        AppError::Field(Field::Name),
        AppError::Field(Field::Size(1)),
    ] {
        assert_eq!(error.code(), "field", "{error:?}");
    }
}
