//! The errors of other crates, as they come from real databases and servers, and the
//! responses that `transparent` gives them.

mod databases;
mod overridden;
mod redis_server;
mod tokens;
mod upstream;

use std::error::Error;

use catchall::{Entry, HttpError, Response};

/// The errors of what a service calls, without further keys.
#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("the database fails")]
    #[http(transparent)]
    Diesel(#[from] diesel::result::Error),
    #[error("the file fails")]
    #[http(transparent)]
    Io(#[from] std::io::Error),
    #[error("the token fails")]
    #[http(transparent)]
    Token(#[from] jsonwebtoken::errors::Error),
    #[error("the cache fails")]
    #[http(transparent)]
    Redis(#[from] redis::RedisError),
    #[error("the upstream fails")]
    #[http(transparent)]
    Reqwest(#[from] reqwest::Error),
    #[error("old upstream")]
    #[http(transparent)]
    Reqwest012(#[from] reqwest_0_12::Error),
    #[error("the database fails")]
    #[http(transparent)]
    Rusqlite(#[from] rusqlite::Error),
    #[error("the database fails")]
    #[http(transparent)]
    SeaOrm(#[from] sea_orm_2::DbErr),
    #[error("old database")]
    #[http(transparent)]
    SeaOrm1(#[from] sea_orm_1::DbErr),
    #[error("the database fails")]
    #[http(transparent)]
    Sqlx(#[from] sqlx_core::Error),
    #[error("old database")]
    #[http(transparent)]
    Sqlx08(#[from] sqlx_core_0_8::Error),
    #[error("time is up")]
    #[http(transparent)]
    Elapsed(#[from] tokio::time::error::Elapsed),
}

/// Returns the response of an error, which must not contain any of its texts.
#[track_caller]
fn response(error: impl Into<AppError>) -> Response {
    let error = error.into();
    let response = error.to_response();
    let sent = format!("{response:?}");
    let mut text: Option<&dyn Error> = Some(&error);
    while let Some(error) = text {
        let shown = error.to_string();
        assert!(!sent.contains(&shown), "{shown:?} is in {sent}");
        text = error.source();
    }
    response
}

/// Returns the status and the code of an error's response.
#[track_caller]
fn answer(error: impl Into<AppError>) -> (u16, String) {
    let response = response(error);
    let body: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
    let code = body["code"].as_str().unwrap().to_owned();
    assert_eq!(
        response.headers().contains_key("retry-after"),
        response.status() == 503
    );
    // What is sent is in the catalog.
    let catalog = AppError::catalog();
    assert!(!catalog.is_open());
    let is_published = |status| {
        let mut statuses = catalog.find(&code).flat_map(Entry::statuses);
        statuses.any(|known| *known == status)
    };
    assert!(is_published(response.status()));
    (response.status().as_u16(), code)
}

#[track_caller]
fn assert_answer(error: impl Into<AppError>, status: u16, code: &str) {
    assert_eq!(answer(error), (status, code.to_owned()));
}
