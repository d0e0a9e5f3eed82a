//! What is compared does the same.

use catchall_benches::prelude::*;
use catchall_benches::{Answer, Answered, Case};

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
