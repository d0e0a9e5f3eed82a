//! One error for two protocols: the keys for gRPC do not change HTTP, and a backtrace is
//! only for the log.

use std::backtrace::Backtrace;
use std::fmt;
use std::time::Duration;

use catchall::HttpError;
use serde_json::json;
use tracing::Level;

use crate::support::{self, CANARY};

#[derive(Debug, HttpError)]
#[http(format = Json::message("error"))]
enum ClusterError {
    #[http(
        429,
        retry_after = wait,
        grpc = RESOURCE_EXHAUSTED,
        grpc(metadata("retry-after" = wait.map(|wait| wait.as_secs()))),
    )]
    RateLimit { wait: Option<Duration> },
    #[http(
        507,
        detail = "Insufficient storage",
        grpc = RESOURCE_EXHAUSTED,
        grpc(metadata("insufficient-storage" = "1")),
    )]
    InsufficientStorage,
    #[http(500, grpc = FAILED_PRECONDITION)]
    Precondition { description: String },
    #[http(304, grpc = FAILED_PRECONDITION)]
    NothingNew { shard: u32 },
    #[http(500, grpc = INTERNAL)]
    Service {
        description: String,
        backtrace: Option<Backtrace>,
    },
}

impl fmt::Display for ClusterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RateLimit { .. } => f.write_str("Rate limiting exceeded"),
            Self::InsufficientStorage => write!(f, "Insufficient storage: {CANARY}"),
            Self::Precondition { description } | Self::Service { description, .. } => {
                f.write_str(description)
            }
            Self::NothingNew { shard } => write!(f, "shard {shard} has nothing new"),
        }
    }
}

impl std::error::Error for ClusterError {}

#[test]
fn the_other_protocols_keys_are_not_in_the_response() {
    support::json(
        &ClusterError::RateLimit {
            wait: Some(Duration::from_millis(1200)),
        },
        429,
        &json!({ "error": "Rate limiting exceeded" }),
    )
    .has("retry-after", "2");
    support::json(
        &ClusterError::RateLimit { wait: None },
        429,
        &json!({ "error": "Rate limiting exceeded" }),
    )
    .lacks("retry-after");
    support::json(
        &ClusterError::InsufficientStorage,
        507,
        &json!({ "error": "Insufficient storage" }),
    )
    .lacks("insufficient-storage");
    support::json(
        &ClusterError::Precondition {
            description: CANARY.into(),
        },
        500,
        &json!({ "error": "Internal Server Error" }),
    );
    support::empty(&ClusterError::NothingNew { shard: 7 }, 304);
}

#[test]
fn a_backtrace_is_for_the_log() {
    let backtrace = Backtrace::force_capture();
    // The frames depend on the platform, so the first line is enough.
    let first = backtrace.to_string().lines().next().map(str::to_owned);
    let error = ClusterError::Service {
        description: CANARY.into(),
        backtrace: Some(backtrace),
    };
    let answer = support::json(&error, 500, &json!({ "error": "Internal Server Error" }));
    let first = first.expect("a backtrace has lines");
    assert!(!answer.body().contains(&first));
    let event = support::logged(&error);
    assert_eq!(event.level, Level::ERROR);
    assert!(event.fields.contains(CANARY), "{}", event.fields);
    assert!(event.fields.contains(&first), "{}", event.fields);
    let bare = ClusterError::Service {
        description: CANARY.into(),
        backtrace: None,
    };
    assert!(
        !support::logged(&bare)
            .fields
            .contains("exception.stacktrace")
    );
}
