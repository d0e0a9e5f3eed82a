//! `None` alone, for every optional key.

use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("oops")]
    #[http(401, www_authenticate = None, detail = None, code = None, member("a" = None))]
    Oops,
    #[error("oops")]
    #[http(503, retry_after = None, header("X-A" = None), location = None, grpc = None)]
    Other,
}

fn main() {
    let response = AppError::Oops.to_response();
    assert!(response.headers().get("www-authenticate").is_none());
    assert_eq!(
        response.body(),
        r#"{"title":"Unauthorized","status":401,"code":"oops"}"#
    );
    assert!(AppError::Other.to_response().headers().get("retry-after").is_none());
}
