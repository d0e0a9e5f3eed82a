//! The database, and what it refuses.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use catchall::HttpError;
use rusqlite::Connection;
use rusqlite::Error::{QueryReturnedNoRows, SqliteFailure};
use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
use rusqlite::ffi::{
    Error as Failure, SQLITE_CONSTRAINT_CHECK, SQLITE_CONSTRAINT_FOREIGNKEY,
    SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE,
};
use thiserror::Error;
use tokio::task::{JoinError, spawn_blocking};

/// The maximum time that a statement waits for a lock.
const PATIENCE: Duration = Duration::from_millis(250);

/// Why the database failed. Anything without a case here is a bug or a broken disk: a
/// masked 500.
#[derive(Debug, Error, HttpError)]
pub enum DbError {
    /// The database is busy, has no such row, or has failed.
    #[error("database error")]
    #[http(
        case(QueryReturnedNoRows => 404, code = "no_such_row", detail = "there is nothing here"),
        case(
            SqliteFailure(Failure { code: DatabaseBusy | DatabaseLocked, .. }, _) => 503,
            code = "busy", retry_after = 1
        ),
    )]
    Sqlite(#[from] rusqlite::Error),

    /// The thread that used the database panicked.
    #[error("the database task ended early")]
    Task(#[from] JoinError),
}

/// The constraints that a statement can violate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constraint {
    /// `UNIQUE` or `PRIMARY KEY`: it already exists.
    Unique,
    /// `REFERENCES`: what it refers to does not exist.
    ForeignKey,
    /// `CHECK`: the row is not valid.
    Check,
}

impl DbError {
    /// Returns whether a statement violated this constraint.
    pub(crate) fn breaks(&self, constraint: Constraint) -> bool {
        let Self::Sqlite(SqliteFailure(failure, _)) = self else {
            return false;
        };
        let broken = match failure.extended_code {
            SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY => Constraint::Unique,
            SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::ForeignKey,
            SQLITE_CONSTRAINT_CHECK => Constraint::Check,
            _ => return false,
        };
        broken == constraint
    }
}

/// One connection that all requests share.
#[derive(Clone, Debug)]
pub(crate) struct Db {
    connection: Arc<Mutex<Connection>>,
    path: Arc<Path>,
}

impl Db {
    /// Creates a new database in this file, with sample data.
    pub(crate) fn create(path: &Path) -> Result<Self, DbError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        connection.execute_batch(include_str!("schema.sql"))?;
        connection.execute_batch(include_str!("seed.sql"))?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            path: path.into(),
        })
    }

    /// Returns its path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Uses the connection, on a thread that may block.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, DbError> {
        let connection = Arc::clone(&self.connection);
        let work = move || {
            // A panic leaves no transaction open, so the connection is still good.
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        };
        Ok(spawn_blocking(work).await??)
    }
}
