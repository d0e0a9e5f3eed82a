//! warp 0.4: the examples of its page in the guide are doc tests here.

#[cfg(doctest)]
#[doc = include_str!("../../../../src/guide/warp.md")]
mod guide {}
