//! salvo 1: the examples of its page in the guide are doc tests here.

#[cfg(doctest)]
#[doc = include_str!("../../../../src/guide/salvo.md")]
mod guide {}
