//! A server that stores shell history: one fixed reason per failure,
//! `{"reason":"..."}`.

use std::io;

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

#[derive(Debug, Error, HttpError)]
#[http(
    format = Json::message("reason"),
    on(401, www_authenticate = "Token"),
)]
enum SyncError {
    #[error("user not found")]
    #[http(404)]
    NoSuchUser,
    #[error("this server is not open for registrations")]
    #[http(400)]
    RegistrationClosed,
    #[error("Only alphanumeric and hyphens (-) are allowed in usernames")]
    #[http(400)]
    BadUsername,
    #[error("failed to add user")]
    #[http(400)]
    AddUser(#[source] io::Error),
    #[error("failed to register user")]
    #[http(400)]
    Register(#[source] io::Error),
    #[error("failed to delete user")]
    #[http(500, detail = "failed to delete user")]
    DeleteUser(#[source] io::Error),
    #[error("password is not correct")]
    #[http(401)]
    WrongPassword,
    #[error("failed to change user password")]
    #[http(500, detail = "failed to change user password")]
    ChangePassword(#[source] io::Error),
    #[error("could not add records; record too large")]
    #[http(400)]
    RecordTooLarge,
    #[error("failed to add record")]
    #[http(500, detail = "failed to add record")]
    AddRecord(#[source] io::Error),
    #[error("failed to calculate record index")]
    #[http(500, detail = "failed to calculate record index")]
    RecordIndex(#[source] io::Error),
    #[error("failed to delete store")]
    #[http(500, detail = "failed to delete store")]
    DeleteStore(#[source] io::Error),
    #[error("missing authorization header")]
    #[http(400)]
    NoAuthorization,
    #[error("invalid authorization header encoding")]
    #[http(400)]
    AuthorizationEncoding,
    #[error("session not found")]
    #[http(403)]
    NoSession,
    #[error("connection lost")]
    Storage(#[from] io::Error),
}

#[test]
fn each_failure_has_its_reason() {
    use SyncError as E;
    for (error, status, reason) in [
        (E::NoSuchUser, 404, "user not found"),
        (
            E::RegistrationClosed,
            400,
            "this server is not open for registrations",
        ),
        (
            E::BadUsername,
            400,
            "Only alphanumeric and hyphens (-) are allowed in usernames",
        ),
        (E::AddUser(support::internal()), 400, "failed to add user"),
        (
            E::Register(support::internal()),
            400,
            "failed to register user",
        ),
        (
            E::DeleteUser(support::internal()),
            500,
            "failed to delete user",
        ),
        (E::WrongPassword, 401, "password is not correct"),
        (
            E::ChangePassword(support::internal()),
            500,
            "failed to change user password",
        ),
        (
            E::RecordTooLarge,
            400,
            "could not add records; record too large",
        ),
        (
            E::AddRecord(support::internal()),
            500,
            "failed to add record",
        ),
        (
            E::RecordIndex(support::internal()),
            500,
            "failed to calculate record index",
        ),
        (
            E::DeleteStore(support::internal()),
            500,
            "failed to delete store",
        ),
        (E::NoAuthorization, 400, "missing authorization header"),
        (
            E::AuthorizationEncoding,
            400,
            "invalid authorization header encoding",
        ),
        (E::NoSession, 403, "session not found"),
        (
            E::Storage(support::internal()),
            500,
            "Internal Server Error",
        ),
    ] {
        support::json(&error, status, &json!({ "reason": reason }));
    }
}

#[test]
fn a_wrong_password_has_a_challenge() {
    let answer = support::json(
        &SyncError::WrongPassword,
        401,
        &json!({ "reason": "password is not correct" }),
    );
    answer.has("www-authenticate", "Token");
}

#[test]
fn the_cause_is_in_the_log() {
    let event = support::logged(&SyncError::DeleteStore(support::internal()));
    assert_eq!(event.level, Level::ERROR);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
}
