//! What a framework makes impossible, one row for each of it. A row that is no
//! longer true fails.

use crate::{Exchange, Expected};

/// One difference between what an error is and what a framework sends of it.
pub(crate) struct Difference {
    pub(crate) framework: &'static str,
    pub(crate) why: &'static str,
    pub(crate) applies: fn(&Exchange, &Expected) -> bool,
    pub(crate) change: fn(&mut Expected),
}

pub(crate) const DIFFERENCES: &[Difference] = &[Difference {
    framework: "rocket 0.5",
    why: "a header's value is a `str`: one that is no UTF-8 is left out",
    applies: |_, expected| expected.headers.contains_key("x-bytes"),
    change: |expected| {
        expected.headers.remove("x-bytes");
    },
}];
