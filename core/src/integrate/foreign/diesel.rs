//! `diesel::result::Error`.

use diesel::result::{DatabaseErrorKind, Error};

use super::Foreign;
use crate::integrate::delegated::rejections;

fn row(error: &Error) -> Foreign {
    match error {
        Error::NotFound => Foreign::NoRow,
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Foreign::AlreadyExists,
        Error::DatabaseError(
            DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection,
            _,
        ) => Foreign::Unavailable,
        _ => Foreign::Unmapped,
    }
}

rejections! { Error, error => row(error).problem(); }
