//! A storage node: an outer error treats one inner error differently, an inner
//! state decides, and the log level depends on the status.

use catchall::HttpError;
use serde_json::json;
use thiserror::Error;
use tracing::Level;

use crate::support::{self, CANARY};

#[derive(Debug)]
enum State {
    Stopping { step: u8 },
    Broken,
    Loading,
}

#[derive(Debug, Error, HttpError)]
#[http(
    format = Json::message("msg"),
    on(401, www_authenticate = "Bearer"),
    on(401 | 403, log = warn),
    on(404 | 408 | 409 | 412 | 429 | 503, log = info),
)]
enum GetTenant {
    #[error("NotFound: tenant {0}")]
    #[http(404)]
    NotFound(u32),
    #[error("no token")]
    #[http(401)]
    Unauthenticated,
    #[error("too many requests")]
    #[http(429, retry_after = 1)]
    TooManyRequests,
    #[error("Forbidden: not the owner")]
    #[http(403)]
    Forbidden,
    #[error("will not become active: {0:?}")]
    #[http(
        409,
        detail = "the tenant will not become active",
        case(State::Stopping { step } => 503, detail = "shutting down, step {step}", retry_after = 1),
    )]
    WillNotBecomeActive(State),
    #[error("the wait took {seconds} s")]
    #[http(408)]
    Timeout { seconds: u64 },
    #[error("page cache at {0}")]
    Broken(String),
}

#[derive(Debug, Error, HttpError)]
#[http(format = Json::message("msg"), on(404 | 409 | 412 | 503, log = info))]
enum DeleteTimeline {
    #[error("there is no timeline")]
    #[http(404)]
    NotFound,
    #[error("could not get the tenant")]
    #[http(
        transparent,
        case(GetTenant::NotFound(id) => 412, code = "no_tenant",
            detail = "Precondition failed: tenant {id} is missing"),
    )]
    Tenant(#[source] GetTenant),
    #[error("delete failed")]
    Other(#[source] anyhow::Error),
}

#[test]
fn the_outer_error_sees_it_differently() {
    let inner = GetTenant::NotFound(7);
    support::json(&inner, 404, &json!({ "msg": "NotFound: tenant 7" }));
    support::json(
        &DeleteTimeline::Tenant(inner),
        412,
        &json!({ "msg": "Precondition failed: tenant 7 is missing" }),
    );
    support::json(
        &DeleteTimeline::NotFound,
        404,
        &json!({ "msg": "there is no timeline" }),
    );
}

#[test]
fn every_other_inner_error_stays_what_it_is() {
    let all = || {
        [
            (GetTenant::Unauthenticated, 401, "no token", Level::WARN),
            (
                GetTenant::TooManyRequests,
                429,
                "too many requests",
                Level::INFO,
            ),
            (
                GetTenant::Forbidden,
                403,
                "Forbidden: not the owner",
                Level::WARN,
            ),
            (
                GetTenant::WillNotBecomeActive(State::Broken),
                409,
                "the tenant will not become active",
                Level::INFO,
            ),
            (
                GetTenant::WillNotBecomeActive(State::Loading),
                409,
                "the tenant will not become active",
                Level::INFO,
            ),
            (
                GetTenant::Timeout { seconds: 5 },
                408,
                "the wait took 5 s",
                Level::INFO,
            ),
            (
                GetTenant::Broken(CANARY.into()),
                500,
                "Internal Server Error",
                Level::ERROR,
            ),
        ]
    };
    for (error, status, text, level) in all() {
        support::json(&error, status, &json!({ "msg": text }));
        assert_eq!(support::logged(&error).level, level, "{error:?}");
    }
    for (error, status, text, level) in all() {
        let error = DeleteTimeline::Tenant(error);
        support::json(&error, status, &json!({ "msg": text }));
        assert_eq!(support::logged(&error).level, level, "{error:?}");
    }
}

#[test]
fn a_state_decides() {
    let stopping = || GetTenant::WillNotBecomeActive(State::Stopping { step: 2 });
    support::json(&stopping(), 503, &json!({ "msg": "shutting down, step 2" }))
        .has("retry-after", "1");
    assert_eq!(support::logged(&stopping()).level, Level::INFO);
    // An outer error passes on what the keys of the inner one name.
    support::json(
        &DeleteTimeline::Tenant(stopping()),
        503,
        &json!({ "msg": "shutting down, step 2" }),
    )
    .has("retry-after", "1");
}

#[test]
fn the_chain_is_for_the_log() {
    let cause = anyhow::Error::new(support::internal()).context("upload");
    let error = DeleteTimeline::Other(cause);
    support::json(&error, 500, &json!({ "msg": "Internal Server Error" }));
    let event = support::logged(&error);
    assert_eq!(event.level, Level::ERROR);
    assert!(
        event.fields.contains(&format!("upload: {CANARY}")),
        "{}",
        event.fields
    );
}
