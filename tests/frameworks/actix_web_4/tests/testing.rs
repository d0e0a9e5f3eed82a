//! `assert_problem!` accepts a response of actix-web, which uses an older version of `http`.

use actix_web::ResponseError;
use actix_web::body::to_bytes;
use catchall::{HttpError, assert_problem};

#[derive(Debug, thiserror::Error, HttpError)]
#[error("slow down")]
#[http(actix_web, 429, retry_after = 5)]
struct Slow;

#[actix_web::test]
async fn its_parts_are_compared() {
    let response = Slow.error_response();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = to_bytes(response.into_body()).await.unwrap();
    assert_problem!(
        (status, &headers, body),
        429,
        code = "slow",
        detail = "slow down",
        header("Retry-After") = "5"
    );
}
