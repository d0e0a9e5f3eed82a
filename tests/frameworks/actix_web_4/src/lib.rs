//! actix-web 4: the examples of its page in the guide are doc tests here.

#[cfg(doctest)]
#[doc = include_str!("../../../../src/guide/actix_web.md")]
mod guide {}
