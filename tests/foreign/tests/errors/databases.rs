//! `SQLite` through rusqlite and diesel, `PostgreSQL` through sqlx and sea-orm.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, RunQueryDsl, SqliteConnection, sql_query};
use foreign_tests::{Server, free_address};
use sea_orm_2::{ConnectOptions, ConnectionTrait, Database, DbErr};
use sqlx_core::pool::PoolOptions;
use sqlx_core::query::query;
use sqlx_postgres::Postgres;

use crate::assert_answer;

const TABLE: &str = "CREATE TABLE secret_table (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
    INSERT INTO secret_table VALUES (1, 'a')";
const DUPLICATES: [&str; 2] = [
    "INSERT INTO secret_table VALUES (2, 'a')",
    "INSERT INTO secret_table VALUES (1, 'b')",
];
/// Bugs of the service.
const BROKEN: [&str; 3] = [
    "INSERT INTO secret_table VALUES (3, NULL)",
    "SELECT * FROM no_such_table",
    "SELEC",
];

#[test]
fn rusqlite() {
    let database = rusqlite::Connection::open_in_memory().unwrap();
    database.execute_batch(TABLE).unwrap();
    let none = database.query_row("SELECT name FROM secret_table WHERE id = 7", [], |row| {
        row.get::<_, String>(0)
    });
    assert_answer(none.unwrap_err(), 404, "not_found");
    for duplicate in DUPLICATES {
        let error = database.execute(duplicate, []).unwrap_err();
        assert_answer(error, 409, "already_exists");
    }
    for broken in BROKEN {
        let error = database.execute(broken, []).unwrap_err();
        assert_answer(error, 500, "internal_error");
    }
}

#[test]
fn rusqlite_of_a_file_that_another_connection_writes_to() {
    let path = std::env::temp_dir().join(format!("catchall-sqlite-{}", std::process::id()));
    let open = || rusqlite::Connection::open(&path).unwrap();
    let (first, second) = (open(), open());
    first.execute_batch(TABLE).unwrap();
    second.busy_timeout(Duration::from_millis(1)).unwrap();
    first.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = second.execute_batch("BEGIN IMMEDIATE").unwrap_err();
    assert_answer(error, 503, "service_unavailable");
    drop((first, second));
    std::fs::remove_file(path).unwrap();
}

#[test]
fn diesel() {
    let mut database = SqliteConnection::establish(":memory:").unwrap();
    database.batch_execute(TABLE).unwrap();
    for duplicate in DUPLICATES {
        let error = sql_query(duplicate).execute(&mut database).unwrap_err();
        assert_answer(error, 409, "already_exists");
    }
    for broken in BROKEN {
        let error = sql_query(broken).execute(&mut database).unwrap_err();
        assert_answer(error, 500, "internal_error");
    }
    assert_answer(diesel::result::Error::NotFound, 404, "not_found");
    assert_answer(
        diesel::result::Error::RollbackTransaction,
        500,
        "internal_error",
    );
}

#[tokio::test]
async fn sqlx() {
    let Some(server) = Server::postgres() else {
        return;
    };
    let url = format!("postgres://postgres@{}/postgres", server.address());
    let options = PoolOptions::<Postgres>::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_millis(300));
    let pool = connected(|| options.clone().connect(&url)).await;
    for statement in TABLE.split(';') {
        query(statement).execute(&pool).await.unwrap();
    }
    let none = query("SELECT * FROM secret_table WHERE id = 7")
        .fetch_one(&pool)
        .await;
    assert_answer(none.err().unwrap(), 404, "not_found");
    for duplicate in DUPLICATES {
        let error = query(duplicate).execute(&pool).await.unwrap_err();
        assert_answer(error, 409, "already_exists");
    }
    for broken in BROKEN {
        let error = query(broken).execute(&pool).await.unwrap_err();
        assert_answer(error, 500, "internal_error");
    }

    // The only connection is taken.
    let taken = pool.acquire().await.unwrap();
    let error = query("SELECT 1").execute(&pool).await.unwrap_err();
    assert_answer(error, 503, "service_unavailable");
    drop(taken);

    drop(server);
    let error = query("SELECT 1").execute(&pool).await.unwrap_err();
    assert_answer(error, 503, "service_unavailable");
    pool.close().await;
    let error = query("SELECT 1").execute(&pool).await.unwrap_err();
    assert_answer(error, 503, "service_unavailable");
}

/// It has accepted a connection, but may still be starting.
async fn connected<T, E: std::fmt::Debug, F: Future<Output = Result<T, E>>>(
    connect: impl Fn() -> F,
) -> T {
    let mut last = None;
    for _ in 0..100 {
        match connect().await {
            Ok(connected) => return connected,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{last:?}");
}

/// One transaction reads what another one writes.
#[tokio::test]
async fn sqlx_of_transactions_that_meet() {
    let Some(server) = Server::postgres() else {
        return;
    };
    let url = format!("postgres://postgres@{}/postgres", server.address());
    let pool = connected(|| PoolOptions::<Postgres>::new().connect(&url)).await;
    query("CREATE TABLE t (n INTEGER)")
        .execute(&pool)
        .await
        .unwrap();
    query("INSERT INTO t VALUES (1)")
        .execute(&pool)
        .await
        .unwrap();
    let mut first = pool.acquire().await.unwrap();
    let mut second = pool.acquire().await.unwrap();
    for connection in [&mut first, &mut second] {
        let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE";
        query(begin).execute(&mut **connection).await.unwrap();
        query("SELECT * FROM t")
            .execute(&mut **connection)
            .await
            .unwrap();
    }
    let write = "UPDATE t SET n = n + 1";
    query(write).execute(&mut *first).await.unwrap();
    query("COMMIT").execute(&mut *first).await.unwrap();
    let error = query(write).execute(&mut *second).await.unwrap_err();
    assert_answer(error, 503, "service_unavailable");
}

#[test]
fn sqlx_0_8() {
    use sqlx_core_0_8::Error;

    assert_answer(Error::RowNotFound, 404, "not_found");
    assert_answer(Error::PoolTimedOut, 503, "service_unavailable");
    assert_answer(Error::WorkerCrashed, 500, "internal_error");
}

#[tokio::test]
async fn sea_orm() {
    let nobody = format!("postgres://postgres@{}/postgres", free_address());
    let error = Database::connect(nobody).await.unwrap_err();
    assert_answer(error, 503, "service_unavailable");

    let Some(server) = Server::postgres() else {
        return;
    };
    let url = format!("postgres://postgres@{}/postgres", server.address());
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let database = connected(|| Database::connect(options.clone())).await;
    for statement in TABLE.split(';') {
        database.execute_unprepared(statement).await.unwrap();
    }
    for duplicate in DUPLICATES {
        let error = database.execute_unprepared(duplicate).await.unwrap_err();
        assert_answer(error, 409, "already_exists");
    }
    for broken in BROKEN {
        let error = database.execute_unprepared(broken).await.unwrap_err();
        assert_answer(error, 500, "internal_error");
    }
    assert_answer(DbErr::RecordNotFound("canary".into()), 404, "not_found");
    assert_answer(
        sea_orm_1::DbErr::RecordNotFound("canary".into()),
        404,
        "not_found",
    );
}
