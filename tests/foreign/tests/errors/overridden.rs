//! A `case` takes precedence over the row, and keys next to `transparent` over its parts.

use catchall::{HttpError, Problem};

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no such user")]
    #[http(
        transparent,
        retry_after = 30,
        case(sqlx_core::Error::RowNotFound => 410, code = "user_gone", hide),
        case(sqlx_core::Error::WorkerCrashed => 503)
    )]
    Sqlx(#[from] sqlx_core::Error),
}

#[test]
fn a_row_is_overridden() {
    let answer = |error: sqlx_core::Error| {
        let response = AppError::from(error).to_response();
        let body: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
        let code = body["code"].as_str().unwrap().to_owned();
        (response.status().as_u16(), code, response)
    };
    let (status, code, _) = answer(sqlx_core::Error::RowNotFound);
    assert_eq!((status, code.as_str()), (410, "user_gone"));
    let (status, code, response) = answer(sqlx_core::Error::PoolTimedOut);
    assert_eq!((status, code.as_str()), (503, "service_unavailable"));
    assert_eq!(response.headers()["retry-after"], "30");
    assert_eq!(answer(sqlx_core::Error::WorkerCrashed).0, 503);
}

/// `?` in a handler that returns `catchall::Result`.
#[test]
fn a_problem_is_made_of_one() {
    fn handler() -> catchall::Result<()> {
        Err(sqlx_core::Error::RowNotFound)?;
        Ok(())
    }
    let problem = handler().unwrap_err();
    assert_eq!(problem.status(), 404);
    assert!(problem.cause().unwrap().is::<sqlx_core::Error>());
    let problem = Problem::from(std::io::Error::other("canary"));
    assert_eq!(problem.status(), 500);
    assert!(!format!("{:?}", problem.to_response()).contains("canary"));
}
