//! `rusqlite::Error`.

use rusqlite::{Error, ErrorCode, ffi};

use super::Foreign;
use crate::integrate::delegated::rejections;

fn row(error: &Error) -> Foreign {
    if matches!(error, Error::QueryReturnedNoRows) {
        return Foreign::NoRow;
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
            Foreign::AlreadyExists
        }
        (Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked), _) => Foreign::Unavailable,
        _ => Foreign::Unmapped,
    }
}

rejections! { Error, error => row(error).problem(); }
