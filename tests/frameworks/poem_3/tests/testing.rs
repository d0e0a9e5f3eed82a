//! `assert_problem!` accepts a response of poem.

use catchall::{HttpError, assert_problem};

#[derive(Debug, thiserror::Error, HttpError)]
#[error("slow down")]
#[http(poem, 429, retry_after = 5)]
struct Slow;

#[tokio::test]
async fn its_parts_are_compared() {
    let response = poem::Error::from(Slow).into_response();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.into_body().into_bytes().await.unwrap();
    assert_problem!(
        (status, &headers, body),
        429,
        code = "slow",
        detail = "slow down",
        header("Retry-After") = "5"
    );
}
