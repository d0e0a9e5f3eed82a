//! Rocket 0.5: the examples of its page in the guide are doc tests here.

#[cfg(doctest)]
#[doc = include_str!("../../../../src/guide/rocket.md")]
mod guide {}
