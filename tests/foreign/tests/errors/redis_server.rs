//! Redis, with and without a server.

use foreign_tests::{Server, free_address};
use redis::{Client, Commands, RedisResult};

use crate::assert_answer;

#[test]
fn redis() {
    let Some(server) = Server::redis() else {
        return;
    };
    let client = Client::open(format!("redis://{}/", server.address())).unwrap();
    let mut connection = client.get_connection().unwrap();
    let () = connection.set("secret_key", "no number").unwrap();
    let error: RedisResult<i64> = connection.incr("secret_key", 1);
    assert_answer(error.unwrap_err(), 500, "internal_error");
    let error: RedisResult<i64> = connection.get("secret_key");
    assert_answer(error.unwrap_err(), 500, "internal_error");

    drop(server);
    let error: RedisResult<String> = connection.get("secret_key");
    assert_answer(error.unwrap_err(), 503, "service_unavailable");
}

#[test]
fn redis_that_is_not_there() {
    let client = Client::open(format!("redis://{}/", free_address())).unwrap();
    let error = client.get_connection().map(|_| ()).unwrap_err();
    assert_answer(error, 503, "service_unavailable");
}
