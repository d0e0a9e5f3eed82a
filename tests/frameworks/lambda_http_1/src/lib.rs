//! `lambda_http` 1: the examples of its page in the guide are doc tests here.

#[cfg(doctest)]
#[doc = include_str!("../../../../src/guide/lambda_http.md")]
mod guide {}
