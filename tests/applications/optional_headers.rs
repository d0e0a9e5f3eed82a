//! An identity provider: headers that are present only if a field has a value,
//! and headers that depend only on the status.

use std::time::{Duration, SystemTime};

use catchall::HttpError;
use catchall::header::Challenge;
use serde::Serialize;
use serde_json::json;
use thiserror::Error;

use crate::support::{self, Members};

#[derive(Clone, Debug, Serialize)]
enum Kind {
    Dpop(Option<String>),
    UseDpopNonce(Option<String>, String),
    Challenge(String),
    TooManyRequests(i64),
    Blocked,
    BadRequest,
    SessionExpired,
    Internal,
}

impl Kind {
    fn status(&self) -> u16 {
        match self {
            Self::Dpop(_) | Self::Challenge(_) | Self::SessionExpired => 401,
            Self::UseDpopNonce(..) | Self::BadRequest => 400,
            Self::TooManyRequests(_) => 429,
            Self::Blocked => 403,
            Self::Internal => 500,
        }
    }
}

fn dpop(error: &str) -> Challenge {
    Challenge::new("DPoP").param("error", error)
}

fn at(timestamp: i64) -> Option<SystemTime> {
    let seconds = u64::try_from(timestamp).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

#[derive(Debug, Error, HttpError)]
#[error("{message}")]
#[http(
    status = error.status(),
    format = Members,
    on(401, www_authenticate = "OAuth"),
    case({ error: Kind::Dpop(origin), .. } => 401,
        www_authenticate = dpop("invalid_dpop_proof"),
        header("Access-Control-Allow-Origin" = origin)),
    case({ error: Kind::UseDpopNonce(origin, nonce), .. } => 400,
        www_authenticate = dpop("use_dpop_nonce"),
        header("DPoP-Nonce" = nonce),
        header("Access-Control-Allow-Origin" = origin),
        header("Access-Control-Expose-Headers" = origin.as_ref().map(|_| "DPoP-Nonce"))),
    case({ error: Kind::Challenge(challenge), .. } => 401, www_authenticate = challenge),
    case({ error: Kind::TooManyRequests(until), .. } => 429,
        format = Html,
        retry_after = at(*until),
        header("x-retry-not-before" = until)),
    case({ error: Kind::Blocked, .. } => 403, format = Html),
)]
struct LoginError {
    #[http(member)]
    timestamp: i64,
    #[http(member)]
    error: Kind,
    #[http(member)]
    message: String,
}

fn error(kind: Kind, message: &str) -> LoginError {
    LoginError {
        timestamp: 1_700_000_000,
        error: kind,
        message: message.into(),
    }
}

fn body(kind: &Kind, message: &str) -> serde_json::Value {
    json!({ "timestamp": 1_700_000_000, "error": kind, "message": message })
}

const ORIGIN: &str = "https://app.example.com";

#[test]
fn an_origin_is_allowed_if_it_is_known() {
    let known = Kind::Dpop(Some(ORIGIN.into()));
    support::json(
        &error(known.clone(), "bad proof"),
        401,
        &body(&known, "bad proof"),
    )
    .has("www-authenticate", r#"DPoP error="invalid_dpop_proof""#)
    .has("access-control-allow-origin", ORIGIN);
    let unknown = Kind::Dpop(None);
    support::json(
        &error(unknown.clone(), "bad proof"),
        401,
        &body(&unknown, "bad proof"),
    )
    .has("www-authenticate", r#"DPoP error="invalid_dpop_proof""#)
    .lacks("access-control-allow-origin");
}

#[test]
fn a_400_may_have_a_challenge() {
    let known = Kind::UseDpopNonce(Some(ORIGIN.into()), "n1".into());
    support::json(&error(known.clone(), "nonce"), 400, &body(&known, "nonce"))
        .has("www-authenticate", r#"DPoP error="use_dpop_nonce""#)
        .has("dpop-nonce", "n1")
        .has("access-control-allow-origin", ORIGIN)
        .has("access-control-expose-headers", "DPoP-Nonce");
    let unknown = Kind::UseDpopNonce(None, "n1".into());
    support::json(
        &error(unknown.clone(), "nonce"),
        400,
        &body(&unknown, "nonce"),
    )
    .has("dpop-nonce", "n1")
    .lacks("access-control-allow-origin")
    .lacks("access-control-expose-headers");
}

#[test]
fn every_other_401_has_the_common_challenge() {
    let own = Kind::Challenge(r#"Bearer realm="admin""#.into());
    support::json(
        &error(own.clone(), "no token"),
        401,
        &body(&own, "no token"),
    )
    .has("www-authenticate", r#"Bearer realm="admin""#);
    let other = Kind::SessionExpired;
    support::json(
        &error(other.clone(), "too late"),
        401,
        &body(&other, "too late"),
    )
    .has("www-authenticate", "OAuth");
    let plain = Kind::BadRequest;
    support::json(
        &error(plain.clone(), "no name"),
        400,
        &body(&plain, "no name"),
    )
    .lacks("www-authenticate");
}

#[test]
fn people_get_a_page() {
    let limit = error(Kind::TooManyRequests(1_577_836_800), "slow <down>");
    let page = support::media(&limit, 429, "text/html; charset=utf-8")
        .has("x-retry-not-before", "1577836800")
        .has("retry-after", "Wed, 01 Jan 2020 00:00:00 GMT");
    assert!(page.body().contains("slow &lt;down&gt;"), "{}", page.body());
    let blocked = error(Kind::Blocked, "your address is blocked");
    let page = support::media(&blocked, 403, "text/html; charset=utf-8").lacks("retry-after");
    assert!(
        page.body().contains("your address is blocked"),
        "{}",
        page.body()
    );
}

#[test]
fn what_a_member_names_is_public_even_at_500() {
    let internal = Kind::Internal;
    support::json(
        &error(internal.clone(), "try again"),
        500,
        &body(&internal, "try again"),
    );
}
