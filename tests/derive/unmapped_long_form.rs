//! `unmapped(503, code = "...", ...)`: what unmapped variants become.

use crate::support;
use crate::ways;

use std::error::Error as StdError;

use crate::support::{headers, json, logged_once, shows};
use catchall::{HttpError, Problem};
use tracing::Level;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz")]
#[http(404)]
struct Found;

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz")]
#[http(unmapped(503, code = "server_error", retry_after = 5, log = warn))]
enum AppError {
    ZqUnmapped,
    ZqUnmappedField(#[source] std::io::Error),
    #[http(status = None::<u16>)]
    ZqUnmappedAtRunTime,
    #[http(case(0 => 404, code = "zero"))]
    ZqUnmappedCase(u8),
    #[http(chain(Found))]
    ZqChain(Box<dyn StdError + Send + Sync>),
    #[http(500)]
    Mapped,
}

fn unmapped() -> Vec<AppError> {
    let disk = || std::io::Error::other("zqcanaryqz");
    vec![
        AppError::ZqUnmapped,
        AppError::ZqUnmappedField(disk()),
        AppError::ZqUnmappedAtRunTime,
        AppError::ZqUnmappedCase(1),
        AppError::ZqChain(Box::new(disk())),
    ]
}

#[test]
fn an_unmapped_variant_has_the_keys_of_the_long_form() {
    for error in unmapped() {
        let name = format!("{error:?}");
        assert_eq!(error.status(), 503, "{name}");
        assert_eq!(error.code(), "server_error", "{name}");
        let (response, event) = logged_once(|| error.to_response());
        let (of_problem, _) = logged_once(|| Problem::from(error).to_response());
        for response in [response, of_problem] {
            assert_eq!(
                support::text(&response),
                r#"{"title":"Service Unavailable","status":503,"code":"server_error"}"#,
                "{name}"
            );
            assert_eq!(headers(&response, "retry-after"), ["5"], "{name}");
        }
        assert_eq!(event.level, Level::WARN, "{name}");
    }
}

#[test]
fn the_name_of_the_variant_stays_in_the_log() {
    let (response, event) = logged_once(|| AppError::ZqUnmapped.to_response());
    assert!(!shows(&response, "nmapped"), "{response:?}");
    assert!(
        event
            .field("exception.type")
            .ends_with("AppError::ZqUnmapped")
    );
}

#[test]
fn an_unmapped_variant_is_that_behind_others_too() {
    for error in unmapped() {
        for (way, convert) in ways::behind_others(error) {
            let response = convert();
            assert_eq!(json(&response)["code"], "server_error", "{way}");
            assert_eq!(response.status(), 503, "{way}");
            assert_eq!(headers(&response, "retry-after"), ["5"], "{way}");
            assert!(!shows(&response, "zqcanaryqz"), "{way}");
        }
    }
}

#[test]
fn a_mapped_variant_is_not_concerned() {
    let (response, event) = logged_once(|| AppError::Mapped.to_response());
    assert_eq!(json(&response)["code"], "mapped");
    assert_eq!(headers(&response, "retry-after"), [""; 0]);
    assert_eq!(event.level, Level::ERROR);
    let zero = AppError::ZqUnmappedCase(0).to_response();
    assert_eq!(zero.status(), 404);
    assert_eq!(headers(&zero, "retry-after"), [""; 0]);
}

#[test]
fn the_short_form_stays() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("zqcanaryqz")]
    #[http(unmapped = 503)]
    enum Short {
        ZqUnmapped,
    }

    let response = Short::ZqUnmapped.to_response();
    assert_eq!(
        support::text(&response),
        r#"{"title":"Service Unavailable","status":503,"code":"internal_error"}"#
    );
}
