//! `sqlx::Error`, which is the one of `sqlx-core`: the same rows for each version.

use super::UsualProblem;
use crate::integrate::delegated::causes;

macro_rules! row {
    ($sqlx:ident, $error:ident) => {{
        use $sqlx::error::Error;

        match $error {
            Error::RowNotFound => UsualProblem::NoRow,
            Error::Database(error) if error.is_unique_violation() => UsualProblem::AlreadyExists,
            Error::Database(error) if error.code().is_some_and(|code| is_passing(&code)) => {
                UsualProblem::Unavailable
            }
            Error::PoolTimedOut | Error::PoolClosed | Error::Io(_) => UsualProblem::Unavailable,
            _ => UsualProblem::Unmapped,
        }
    }};
}

/// Returns whether the same transaction may succeed a moment later: a serialization
/// failure, a deadlock, or a server that is starting, stopping or has no free
/// connection.
fn is_passing(sqlstate: &str) -> bool {
    ["40001", "40P01", "53300", "57P01", "57P02", "57P03"].contains(&sqlstate)
}

/// The rows that a client can receive.
const ROWS: [UsualProblem; 3] = [
    UsualProblem::NoRow,
    UsualProblem::AlreadyExists,
    UsualProblem::Unavailable,
];

#[cfg(feature = "sqlx-0.8")]
causes! {
    sqlx_core_0_8::Error, error => row!(sqlx_core_0_8, error).problem(),
        in UsualProblem::catalog(&ROWS);
}

#[cfg(feature = "sqlx-0.9")]
causes! {
    sqlx_core_0_9::Error, error => row!(sqlx_core_0_9, error).problem(),
        in UsualProblem::catalog(&ROWS);
}
