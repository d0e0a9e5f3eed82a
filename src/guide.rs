//! The guide, with a page for each topic. The [derive](crate::HttpError) has the reference of every
//! key, and the [crate's page](crate) the first five minutes.
//!
//! # Errors and responses
//!
//! - [`public`]: what a client can read
//! - [`delegation`]: errors in errors, and which key takes precedence
//! - [`foreign_errors`]: errors of other crates
//! - [`problem`]: `Problem`, `catchall::Result`, and a hand-written impl
//! - [`formats`]: the shape of the body, including existing shapes
//! - [`compile_errors`]: what the compiler refuses
//! - [`clients`]: the same enum in the client, and reading problems
//! - [`catalog`]: everything that a client can receive, published
//! - [`openapi`]: errors in an OpenAPI document
//!
//! # Running it
//!
//! - [`boundary`]: every error with its request, and every other failure in the same format
//! - [`reporting`]: metrics, Sentry, and an audit log
//! - [`tracing`]: one failure, one log line, whatever else is logged
//! - [`languages`]: titles and details in the client's language
//! - [`logging`]: the event, its filter and its request
//! - [`testing`]: responses, leaks, the catalog and the log
//! - [`migration`]: from a hand-written impl, and from other crates
//! - [`background`]: jobs, server-sent events, WebSockets
//!
//! # Frameworks
//!
//! [`axum`], [`actix_web`], [`poem`], [`rocket`], [`salvo`], [`warp`], [`tonic`], [`lambda_http`], [`worker`], and
//! [`other_frameworks`]: hyper, plain `http`, and frameworks that this crate does not know.

#[doc = include_str!("guide/public.md")]
pub mod public {}

#[doc = include_str!("guide/delegation.md")]
pub mod delegation {}

#[doc = include_str!("guide/foreign_errors.md")]
pub mod foreign_errors {}

#[doc = include_str!("guide/problem.md")]
pub mod problem {}

#[doc = include_str!("guide/formats.md")]
pub mod formats {}

#[doc = include_str!("guide/compile_errors.md")]
pub mod compile_errors {}

#[doc = include_str!("guide/clients.md")]
pub mod clients {}

#[doc = include_str!("guide/catalog.md")]
pub mod catalog {}

#[doc = include_str!("guide/boundary.md")]
pub mod boundary {}

#[doc = include_str!("guide/languages.md")]
pub mod languages {}

#[doc = include_str!("guide/logging.md")]
pub mod logging {}

#[doc = include_str!("guide/testing.md")]
pub mod testing {}

#[doc = include_str!("guide/migration.md")]
pub mod migration {}

#[doc = include_str!("guide/background.md")]
pub mod background {}

#[doc = include_str!("guide/axum.md")]
pub mod axum {}

#[doc = include_str!("guide/tonic.md")]
pub mod tonic {}

#[doc = include_str!("guide/other_frameworks.md")]
pub mod other_frameworks {}

// The tests of this crate lack these frameworks and crates: packages in
// `tests/frameworks`, `tests/openapi` and `tests/reporting` run the examples of each page.

#[cfg_attr(not(doctest), doc = include_str!("guide/openapi.md"))]
pub mod openapi {}

#[cfg_attr(not(doctest), doc = include_str!("guide/reporting.md"))]
pub mod reporting {}

#[cfg_attr(not(doctest), doc = include_str!("guide/tracing.md"))]
pub mod tracing {}

#[cfg_attr(not(doctest), doc = include_str!("guide/actix_web.md"))]
pub mod actix_web {}

#[cfg_attr(not(doctest), doc = include_str!("guide/lambda_http.md"))]
pub mod lambda_http {}

#[cfg_attr(not(doctest), doc = include_str!("guide/poem.md"))]
pub mod poem {}

#[cfg_attr(not(doctest), doc = include_str!("guide/rocket.md"))]
pub mod rocket {}

#[cfg_attr(not(doctest), doc = include_str!("guide/salvo.md"))]
pub mod salvo {}

#[cfg_attr(not(doctest), doc = include_str!("guide/warp.md"))]
pub mod warp {}

#[cfg_attr(not(doctest), doc = include_str!("guide/worker.md"))]
pub mod worker {}
