//! `chain` and `from_chain` find the types that anyhow and eyre find, including
//! those attached with `.context(..)`.

use crate::support;

use crate::support::{json, logged_once, shows};
use catchall::{HttpError, Problem, Response};
use eyre::WrapErr as _;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("no user {0}")]
#[http(404, code = "no_user")]
struct NoUser(u8);

#[derive(Debug, thiserror::Error, HttpError)]
#[error("the user is locked")]
#[http(423, code = "locked_user")]
struct Locked;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("the request failed")]
enum AppError {
    #[http(chain(NoUser, Locked))]
    Anyhow(anyhow::Error),
    #[http(chain(NoUser, Locked))]
    Eyre(eyre::Report),
    #[http(chain(NoUser, Locked))]
    AnyhowSource {
        #[source]
        source: anyhow::Error,
    },
    #[http(chain(NoUser, Locked), 502)]
    Fallback(anyhow::Error),
}

fn disk() -> std::io::Error {
    std::io::Error::other("secret disk")
}

/// All of them hold a `NoUser`, which anyhow itself finds.
fn anyhows() -> Vec<(&'static str, anyhow::Error)> {
    let all = vec![
        ("the error", anyhow::Error::new(NoUser(7))),
        ("below", anyhow::Error::new(NoUser(7)).context("secret")),
        ("context", anyhow::Error::new(disk()).context(NoUser(7))),
        (
            "context in the middle",
            anyhow::Error::new(disk())
                .context("secret one")
                .context(NoUser(7))
                .context("secret two"),
        ),
        (
            "context of a message",
            anyhow::anyhow!("secret").context(NoUser(7)),
        ),
        (
            "context of a result",
            anyhow::Context::context(Err::<(), _>(disk()), NoUser(7)).unwrap_err(),
        ),
        (
            "context of a result, lazily",
            anyhow::Context::with_context(Err::<(), _>(disk()), || NoUser(7)).unwrap_err(),
        ),
        (
            "context of none",
            anyhow::Context::context(None::<()>, NoUser(7)).unwrap_err(),
        ),
        ("message", anyhow::Error::msg(NoUser(7))),
    ];
    for (name, error) in &all {
        assert!(error.downcast_ref::<NoUser>().is_some(), "{name}");
    }
    all
}

fn eyres() -> Vec<(&'static str, eyre::Report)> {
    let all = vec![
        ("the error", eyre::Report::new(NoUser(7))),
        ("below", eyre::Report::new(NoUser(7)).wrap_err("secret")),
        ("context", eyre::Report::new(disk()).wrap_err(NoUser(7))),
        (
            "context in the middle",
            eyre::Report::new(disk())
                .wrap_err("secret one")
                .wrap_err(NoUser(7))
                .wrap_err("secret two"),
        ),
        (
            "context of a result",
            Err::<(), _>(disk()).wrap_err(NoUser(7)).unwrap_err(),
        ),
        ("message", eyre::Report::msg(NoUser(7))),
    ];
    for (name, error) in &all {
        assert!(error.downcast_ref::<NoUser>().is_some(), "{name}");
    }
    all
}

#[track_caller]
fn assert_no_user(name: &str, response: &Response) {
    let body = json(response);
    assert_eq!(body["status"], 404, "{name}");
    assert_eq!(body["code"], "no_user", "{name}");
    assert_eq!(body["detail"], "no user 7", "{name}");
    assert!(!shows(response, "secret"), "{name}: {response:?}");
}

#[test]
fn from_chain_finds_a_context_of_anyhow() {
    for (name, error) in anyhows() {
        let problem = Problem::from_chain::<(NoUser,)>(error);
        assert_eq!(problem.status(), 404, "{name}");
        assert_no_user(name, &problem.to_response());
    }
}

#[test]
fn from_chain_finds_a_context_of_eyre() {
    for (name, error) in eyres() {
        let problem = Problem::from_chain::<(NoUser,)>(error);
        assert_eq!(problem.status(), 404, "{name}");
        assert_no_user(name, &problem.to_response());
    }
}

#[test]
fn chain_finds_a_context_of_anyhow() {
    for (name, error) in anyhows() {
        assert_no_user(name, &AppError::Anyhow(error).to_response());
    }
    for (name, source) in anyhows() {
        let error = AppError::AnyhowSource { source };
        assert_no_user(name, &error.to_response());
        assert_no_user(name, &Problem::from(error).to_response());
    }
}

#[test]
fn chain_finds_a_context_of_eyre() {
    for (name, error) in eyres() {
        assert_no_user(name, &AppError::Eyre(error).to_response());
    }
}

#[test]
fn a_second_type_is_found_in_a_context_too() {
    let error = || anyhow::Error::new(disk()).context(Locked);
    let problem = Problem::from_chain::<(NoUser, Locked)>(error());
    assert_eq!(problem.status(), 423);
    assert_eq!(AppError::Anyhow(error()).status(), 423);
    let report = eyre::Report::new(disk()).wrap_err(Locked);
    assert_eq!(AppError::Eyre(report).status(), 423);
}

#[test]
fn a_context_without_any_of_the_types_is_a_masked_500() {
    let error = || anyhow::Error::new(disk()).context("secret");
    let report = eyre::Report::new(disk()).wrap_err("secret");
    for response in [
        Problem::from_chain::<(NoUser,)>(error()).to_response(),
        AppError::Anyhow(error()).to_response(),
        AppError::Eyre(report).to_response(),
    ] {
        support::assert_plain_500(&response);
    }
    let fallback = AppError::Fallback(error()).to_response();
    assert_eq!(fallback.status(), 502);
    assert!(!shows(&fallback, "secret"), "{fallback:?}");
}

#[test]
fn the_log_has_what_is_around_and_below_a_context() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the disk is gone")]
    #[http(503)]
    struct Gone;

    let error = || {
        anyhow::Error::new(disk())
            .context(Gone)
            .context("while saving")
    };
    let (response, event) = logged_once(|| Problem::from_chain::<(Gone,)>(error()).to_response());
    assert_eq!(response.status(), 503);
    for text in ["while saving", "the disk is gone", "secret disk"] {
        assert!(event.text().contains(text), "{text}: {}", event.text());
    }
}
