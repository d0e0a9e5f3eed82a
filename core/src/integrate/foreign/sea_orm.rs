//! `sea_orm::DbErr`: the same rows for each version.

use super::UsualProblem;
use crate::integrate::delegated::causes;

macro_rules! row {
    ($sea_orm:ident, $error:ident) => {{
        use $sea_orm::{ConnAcquireErr, DbErr, SqlErr};

        match $error {
            DbErr::RecordNotFound(_) | DbErr::RecordNotUpdated => UsualProblem::NoRow,
            DbErr::ConnectionAcquire(
                ConnAcquireErr::Timeout | ConnAcquireErr::ConnectionClosed,
            )
            | DbErr::Conn(_) => UsualProblem::Unavailable,
            error => match error.sql_err() {
                Some(SqlErr::UniqueConstraintViolation(_)) => UsualProblem::AlreadyExists,
                _ => UsualProblem::Unmapped,
            },
        }
    }};
}

/// The rows that a client can receive.
const ROWS: [UsualProblem; 3] = [
    UsualProblem::NoRow,
    UsualProblem::AlreadyExists,
    UsualProblem::Unavailable,
];

#[cfg(feature = "sea-orm-1")]
causes! {
    sea_orm_1::DbErr, error => row!(sea_orm_1, error).problem(),
        in UsualProblem::catalog(&ROWS);
}

#[cfg(feature = "sea-orm-2")]
causes! {
    sea_orm_2::DbErr, error => row!(sea_orm_2, error).problem(),
        in UsualProblem::catalog(&ROWS);
}
