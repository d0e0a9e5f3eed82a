//! `reqwest::Error`: the same rows for each version.

use super::UsualProblem;
use crate::integrate::delegated::causes;

macro_rules! row {
    ($error:ident) => {
        if $error.is_timeout() {
            UsualProblem::UpstreamTimeout
        } else if $error.is_connect()
            || $error.is_body()
            || $error.is_decode()
            || $error.is_redirect()
            || $error.is_upgrade()
            || $error
                .status()
                .is_some_and(|status| status.is_server_error())
            || ($error.is_request() && !$error.is_builder())
        {
            UsualProblem::BadUpstream
        } else {
            // A request that could not be built, and a 4xx: the service sent a wrong
            // request.
            UsualProblem::Unmapped
        }
    };
}

/// The rows that a client can receive.
const ROWS: [UsualProblem; 2] = [UsualProblem::UpstreamTimeout, UsualProblem::BadUpstream];

#[cfg(feature = "reqwest-0.12")]
causes! {
    reqwest_0_12::Error, error => row!(error).problem(),
        in UsualProblem::catalog(&ROWS);
}

#[cfg(feature = "reqwest-0.13")]
causes! {
    reqwest_0_13::Error, error => row!(error).problem(),
        in UsualProblem::catalog(&ROWS);
}
