//! `rusqlite::Error`.

use rusqlite::{Error, ErrorCode, ffi};

use super::UsualProblem;
use crate::integrate::delegated::causes;

fn row(error: &Error) -> UsualProblem {
    if matches!(error, Error::QueryReturnedNoRows) {
        return UsualProblem::NoRow;
    }
    let unique = [
        ffi::SQLITE_CONSTRAINT_UNIQUE,
        ffi::SQLITE_CONSTRAINT_PRIMARYKEY,
        ffi::SQLITE_CONSTRAINT_ROWID,
    ];
    match (
        error.sqlite_error_code(),
        error.sqlite_extended_error_code(),
    ) {
        (Some(ErrorCode::ConstraintViolation), Some(code)) if unique.contains(&code) => {
            UsualProblem::AlreadyExists
        }
        (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => UsualProblem::Unavailable,
        _ => UsualProblem::Unmapped,
    }
}

causes! {
    Error, error => row(error).problem(),
        in UsualProblem::catalog(&[UsualProblem::NoRow, UsualProblem::AlreadyExists, UsualProblem::Unavailable]);
}
