//! `shared_codes`: explicit equal codes may have several statuses.

use catchall::{HttpError, Problem};

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(shared_codes)]
enum Matrix {
    #[http(400, code = "M_UNKNOWN")]
    BadRequest,
    #[http(403, code = "M_UNKNOWN")]
    Forbidden,
    #[http(500, code = "M_UNKNOWN")]
    Internal,
    #[http(404, code = "M_NOT_FOUND", case(0 => 410, code = "M_NOT_FOUND"))]
    NotFound(u8),
}

#[test]
fn one_code_may_have_several_statuses() {
    for (error, status, code) in [
        (Matrix::BadRequest, 400, "M_UNKNOWN"),
        (Matrix::Forbidden, 403, "M_UNKNOWN"),
        (Matrix::Internal, 500, "M_UNKNOWN"),
        (Matrix::NotFound(0), 410, "M_NOT_FOUND"),
        (Matrix::NotFound(1), 404, "M_NOT_FOUND"),
    ] {
        assert_eq!(error.status(), status);
        assert_eq!(error.code(), code);
        let body: serde_json::Value = serde_json::from_slice(error.to_response().body()).unwrap();
        assert_eq!(body["status"], status);
        assert_eq!(body["code"], code);
        assert_eq!(Problem::from(error).code(), code);
    }
}

#[test]
fn each_status_of_a_code_is_in_the_catalog() {
    let catalog = Matrix::catalog();
    let unknown: Vec<_> = catalog.find("M_UNKNOWN").collect();
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].statuses(), [400, 403, 500]);
    assert_eq!(unknown[0].title(), "");
}
