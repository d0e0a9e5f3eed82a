//! The allocations of an actix-web response beyond a dynamic body: none, because
//! the header map that it is copied from is reused for the next response, which
//! must not contain the headers of the previous one.

use actix_web::{HttpResponse, ResponseError};
use allocation_counter::measure;
use catchall::HttpError;

#[derive(Debug, thiserror::Error, HttpError)]
#[http(actix_web)]
enum AppError {
    #[error("nothing here")]
    #[http(404)]
    Static,
    #[error("no user {id}")]
    #[http(404)]
    NoUser { id: u64 },
    #[error("slow down")]
    #[http(429, retry_after = wait)]
    Slow { wait: u64 },
    #[error("not signed in")]
    #[http(401, www_authenticate = "Bearer", header("X-Hint" = "sign in"))]
    NotSignedIn,
    #[error("as text")]
    #[http(409, format = Text)]
    AsText,
}

const ALL: [AppError; 5] = [
    AppError::Static,
    AppError::NoUser { id: 7 },
    AppError::Slow { wait: 30 },
    AppError::NotSignedIn,
    AppError::AsText,
];

/// Returns the headers in order.
fn headers(response: &HttpResponse) -> Vec<(String, Vec<u8>)> {
    let headers = response.headers().iter();
    let mut headers: Vec<_> = headers
        .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
        .collect();
    headers.sort_unstable();
    headers
}

#[test]
fn only_a_body_that_varies_is_allocated() {
    // The first response of a thread pays for what the thread keeps.
    for error in &ALL {
        drop(error.error_response());
    }
    let allocations = |error: &AppError| measure(|| drop(error.error_response())).count_total;
    assert_eq!(allocations(&AppError::Static), 0);
    assert_eq!(allocations(&AppError::NoUser { id: 7 }), 1);
    assert_eq!(allocations(&AppError::Slow { wait: 30 }), 0);
}

#[test]
fn a_response_has_no_header_of_the_one_before() {
    let alone = |at: usize| {
        let response = std::thread::spawn(move || headers(&ALL[at].error_response()));
        response.join().unwrap()
    };
    let alone: Vec<_> = (0..ALL.len()).map(alone).collect();
    for before in &ALL {
        for (error, expected) in ALL.iter().zip(&alone) {
            drop(before.error_response());
            assert_eq!(&headers(&error.error_response()), expected, "{before:?}");
        }
    }
}

#[test]
fn waits_of_any_length_are_whole() {
    for wait in [0, 9, 10, 99, 100, 999, 1000, u64::MAX] {
        let response = AppError::Slow { wait }.error_response();
        let retry_after = response.headers().get("retry-after").unwrap();
        assert_eq!(retry_after.to_str().unwrap(), wait.to_string());
    }
}
