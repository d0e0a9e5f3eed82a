//! One way to make responses, as functions to run.

use std::hint::black_box;

use crate::answer::Answer;
use crate::errors::Sample;

/// One way to make a response.
pub trait Way {
    /// The errors.
    type Error: Sample;
    /// The response.
    type Response;

    /// The conversion that is measured.
    fn convert(error: Self::Error) -> Self::Response;

    /// What a client sees of it.
    fn answer(response: Self::Response) -> Answer;
}

/// A way and a case.
#[derive(Clone, Copy)]
pub struct Case {
    /// Makes the error, and drops it.
    pub new: fn(),
    /// Makes the error and converts it, and drops the response.
    pub convert: fn(),
    /// What a client sees.
    pub answer: fn() -> Answer,
}

/// One way to make the response.
#[derive(Clone)]
pub struct Contender {
    /// Its name.
    pub name: &'static str,
    /// The five cases; in a series its sizes.
    pub cases: Vec<Case>,
    /// Whether those after it are compared with it.
    pub is_floor: bool,
}

/// Callgrind counts in the functions of this name: the response is dropped
/// outside, as a service does it once it is sent, so that the next one finds
/// memory.
#[inline(never)]
fn counted_conversion<W: Way, const CASE: usize>() -> W::Response {
    W::convert(black_box(W::Error::sample::<CASE>()))
}

pub(crate) fn case<W: Way, const CASE: usize>() -> Case {
    Case {
        new: || drop(black_box(W::Error::sample::<CASE>())),
        convert: || drop(black_box(counted_conversion::<W, CASE>())),
        answer: || W::answer(W::convert(W::Error::sample::<CASE>())),
    }
}

/// A way under its name.
#[must_use]
pub fn contender<W: Way>(name: &'static str) -> Contender {
    Contender {
        name,
        cases: vec![
            case::<W, 0>(),
            case::<W, 1>(),
            case::<W, 2>(),
            case::<W, 3>(),
            case::<W, 4>(),
        ],
        is_floor: false,
    }
}

/// A way that those after it are compared with.
#[must_use]
pub fn floor<W: Way>(name: &'static str) -> Contender {
    Contender {
        is_floor: true,
        ..contender::<W>(name)
    }
}
