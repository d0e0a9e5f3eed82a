//! catchall and the hand-written code log the same line.

use std::io::{Read as _, pipe};
use std::sync::Mutex;

use catchall_benches::Sample;
use catchall_benches::contenders::{by_hand, ours};
use tracing::Level;
use tracing::subscriber::with_default;
use tracing_subscriber::fmt;

/// What a conversion logs, with the names of ours.
fn line<E: Sample, R, const CASE: usize>(convert: fn(E) -> R) -> String {
    let (mut reader, writer) = pipe().expect("there is a pipe");
    let subscriber = fmt().with_max_level(Level::DEBUG);
    let subscriber = subscriber.without_time().with_ansi(false);
    let subscriber = subscriber.with_writer(Mutex::new(writer)).finish();
    with_default(subscriber, || drop(convert(E::sample::<CASE>())));
    let mut text = String::new();
    reader.read_to_string(&mut text).expect("it is a text");
    text.replace("by_hand::PlainError", "ours::Error")
        .replace("by_hand", "ours")
}

#[test]
fn both_log_the_same_line() {
    macro_rules! same {
        ($($case:literal)*) => {
            $(assert_eq!(line::<_, _, $case>(by_hand::axum), line::<_, _, $case>(ours::axum));)*
        };
    }
    same!(0 1 2 3 4);
    let all = [
        "ERROR catchall_benches::contenders::ours: request failed",
        "http.response.status_code=500",
        "error.type=\"internal_error\"",
        "exception.type=\"catchall_benches::contenders::ours::Error::Database\"",
        "exception.message=\"database error\"",
        "error.source_chain=\"connection refused by 10.0.0.7:5432\"\n",
    ];
    assert_eq!(line::<_, _, 2>(ours::axum).trim_start(), all.join(" "));
}
