//! `expose` with `transparent` and `chain`: the outer variant's own `Display` is
//! the detail of a 4xx, and masked in a 5xx.

use std::error::Error as StdError;

use crate::support::{json, shows};
use crate::ways::{behind_others, with_status};
use catchall::{HttpError, Problem, Response};

const CANARY: &str = "zqcanaryqz";

#[derive(Debug, thiserror::Error, HttpError)]
enum Upstream {
    #[error("no user")]
    #[http(404)]
    NoUser,
    #[error("a text")]
    #[http(409, detail = "the inner detail")]
    Said,
    #[error("zqcanaryqz")]
    #[http(503)]
    Down,
    #[error("zqcanaryqz {0}")]
    #[http(status = 503)]
    DownAtRunTime(u8),
    #[error("zqcanaryqz")]
    Unmapped,
    #[error("zqcanaryqz")]
    #[http(503, unmask)]
    Unmasked,
}

#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("{remote}: {inner}")]
    #[http(transparent = inner, expose)]
    Remote {
        remote: &'static str,
        #[source]
        inner: Upstream,
    },
    #[error("eu: {source}")]
    #[http(chain(Upstream), expose)]
    Chain {
        source: Box<dyn StdError + Send + Sync>,
    },
    #[error("the outer text")]
    #[http(404, transparent, expose)]
    AsClient(Upstream),
}

fn remote(inner: Upstream) -> AppError {
    let remote = "eu";
    AppError::Remote { remote, inner }
}

fn chain(inner: Upstream) -> AppError {
    let source = Box::new(inner);
    AppError::Chain { source }
}

fn detail(response: &Response) -> Option<String> {
    let detail = json(response).get("detail").cloned()?;
    Some(detail.as_str().unwrap().to_owned())
}

#[test]
fn the_own_display_is_the_detail_of_a_4xx() {
    for error in [remote(Upstream::NoUser), chain(Upstream::NoUser)] {
        let response = error.to_response();
        let body = json(&response);
        assert_eq!(body["status"], 404);
        assert_eq!(body["code"], "no_user");
        assert_eq!(body["detail"], "eu: no user");
        let response = Problem::from(error).to_response();
        assert_eq!(detail(&response).as_deref(), Some("eu: no user"));
    }
}

#[test]
fn the_own_display_takes_precedence_over_the_inner_detail() {
    for error in [remote(Upstream::Said), chain(Upstream::Said)] {
        let response = error.to_response();
        assert_eq!(response.status(), 409);
        assert_eq!(detail(&response).as_deref(), Some("eu: a text"));
    }
}

/// An application that adds its prefix to any delegated text.
#[test]
fn the_own_display_is_masked_in_a_5xx() {
    for inner in [
        || Upstream::Down,
        || Upstream::DownAtRunTime(1),
        || Upstream::Unmapped,
        || Upstream::Unmasked,
    ] {
        for error in [remote(inner()), chain(inner())] {
            for response in [error.to_response(), Problem::from(error).to_response()] {
                assert!(response.status().is_server_error());
                assert!(!shows(&response, CANARY), "{response:?}");
                assert!(!shows(&response, "eu"), "{response:?}");
            }
        }
    }
}

#[test]
fn it_stays_masked_where_an_outer_error_makes_a_4xx_of_it() {
    for (way, convert) in with_status(404, remote(Upstream::Down)) {
        let response = convert();
        assert!(!shows(&response, CANARY), "{way}: {response:?}");
    }
}

#[test]
fn it_is_masked_where_an_outer_error_makes_a_5xx_of_it() {
    for (way, convert) in with_status(503, remote(Upstream::NoUser)) {
        let response = convert();
        assert_eq!(detail(&response), None, "{way}");
    }
}

#[test]
fn it_is_the_detail_behind_others() {
    for (way, convert) in behind_others(remote(Upstream::NoUser)) {
        assert_eq!(detail(&convert()).as_deref(), Some("eu: no user"), "{way}");
    }
}

#[test]
fn a_4xx_of_a_5xx_shows_its_own_display() {
    for inner in [
        Upstream::Down,
        Upstream::DownAtRunTime(1),
        Upstream::Unmapped,
    ] {
        let response = AppError::AsClient(inner).to_response();
        assert_eq!(response.status(), 404);
        assert_eq!(detail(&response).as_deref(), Some("the outer text"));
        assert!(!shows(&response, CANARY), "{response:?}");
    }
}
