//! What is compared does the same.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use catchall_benches::prelude::*;
use catchall_benches::{Answer, Answered, Case, Sample};
use contenders::{by_hand, ours};
use tracing::Level;
use tracing::subscriber::with_default;
use tracing_subscriber::fmt;

/// Those that answer something else to the same error: only the status is the same.
const DIFFERENT: [&str; 3] = ["json_macro_axum", "detail_catchall_member", "detail_writer"];

fn answer<E, R: Answered>(mut case: Case<E, impl FnMut(E) -> R>) -> Answer {
    (case.run)((case.sample)()).answer()
}

macro_rules! answers {
    ($group:ident $cases:tt $($name:ident: $label:literal = $make:ident $arguments:tt;)*) => {{
        let mut expected: Vec<Answer> = Vec::new();
        $(answers!(@row expected $name $make $arguments $cases);)*
    }};
    (@row $expected:ident $name:ident $make:ident $arguments:tt [$($case:ident = $size:literal),*]) => {
        let answers = [$(answer(instructions!(@case $make $size $arguments))),*];
        if $expected.is_empty() {
            $expected = answers.to_vec();
        }
        for (answer, expected) in answers.iter().zip(&$expected) {
            if !DIFFERENT.contains(&stringify!($name)) {
                assert_eq!(answer, expected, "{}", stringify!($name));
            } else if stringify!($name) != "detail_writer" {
                assert_eq!(answer.0, expected.0, "{}", stringify!($name));
            }
        }
    };
}

#[test]
fn all_contenders_make_the_same_answers() {
    groups!(answers);
}

/// What a subscriber writes.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Written {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lock().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a conversion logs, without the names that are its own.
fn line_of<R>(convert: impl FnOnce() -> R, module: &str, ty: &str) -> String {
    let written = Written::default();
    let writer = written.clone();
    let subscriber = fmt()
        .with_max_level(Level::DEBUG)
        .without_time()
        .with_writer(move || writer.clone());
    with_default(subscriber.finish(), || drop(convert()));
    let text = String::from_utf8_lossy(&written.lock()).into_owned();
    assert_eq!(text.lines().count(), 1, "{text}");
    text.replace(&format!("{ty}::"), "Error::")
        .replace(&format!(" {module}: "), " ")
}

#[test]
fn catchall_and_the_hand_written_code_log_the_same_line() {
    fn both<const CASE: usize>() -> [String; 2] {
        let [by_hand, ours] =
            ["by_hand", "ours"].map(|it| format!("catchall_benches::contenders::{it}"));
        [
            line_of(
                || by_hand::axum(Sample::sample::<CASE>()),
                &by_hand,
                &format!("{by_hand}::PlainError"),
            ),
            line_of(
                || ours::axum(Sample::sample::<CASE>()),
                &ours,
                &format!("{ours}::Error"),
            ),
        ]
    }

    for [by_hand, ours] in [
        both::<0>(),
        both::<1>(),
        both::<2>(),
        both::<3>(),
        both::<4>(),
    ] {
        assert_eq!(by_hand, ours);
    }
    let [line, _] = both::<2>();
    let all = [
        "ERROR request failed",
        "http.response.status_code=500",
        "error.type=\"internal_error\"",
        "exception.type=\"Error::Database\"",
        "exception.message=\"database error\"",
        "error.source_chain=\"connection refused by 10.0.0.7:5432\"",
    ];
    assert_eq!(line.trim(), all.join(" "));
}
