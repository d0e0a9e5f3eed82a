//! `diesel::result::Error`.

use diesel::result::{DatabaseErrorKind, Error};

use super::UsualProblem;
use crate::integrate::delegated::causes;

fn row(error: &Error) -> UsualProblem {
    match error {
        Error::NotFound => UsualProblem::NoRow,
        Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => UsualProblem::AlreadyExists,
        Error::DatabaseError(
            DatabaseErrorKind::SerializationFailure | DatabaseErrorKind::ClosedConnection,
            _,
        ) => UsualProblem::Unavailable,
        _ => UsualProblem::Unmapped,
    }
}

causes! {
    Error, error => row(error).problem(),
        in UsualProblem::catalog(&[UsualProblem::NoRow, UsualProblem::AlreadyExists, UsualProblem::Unavailable]);
}
