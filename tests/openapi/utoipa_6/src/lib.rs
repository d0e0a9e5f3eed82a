//! utoipa 6: the examples of the guide's page on OpenAPI are doc tests here.

#[cfg(doctest)]
#[doc = include_str!("../../../../src/guide/openapi.md")]
mod guide {}
