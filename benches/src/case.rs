//! One benchmark: an error, and what is done to it.

use std::hint::black_box;

use axum::body::{Body, to_bytes};
use gungraun::{Callgrind, EventKind, LibraryBenchmarkConfig, OutputFormat};
use http::{HeaderMap, Response, StatusCode};
use tokio::runtime;
use tracing_subscriber::fmt;

use crate::errors::Sample;

/// How an error is made, and what is done to it.
pub type Case<E, F> = (fn() -> E, F);

/// An error becomes a response.
pub fn conversion<const SIZE: usize, E: Sample, R, F: Fn(E) -> R>(convert: F) -> Case<E, F> {
    (E::sample::<SIZE>, convert)
}

/// The same with a subscriber.
pub fn logged<const SIZE: usize, E: Sample, R, F: Fn(E) -> R>(convert: F) -> Case<E, F> {
    log_to_nowhere();
    conversion::<SIZE, _, _, _>(convert)
}

/// The function and its argument, after some calls: the first ones pay for what a thread
/// keeps.
pub fn ready<E, R, F: FnMut(E) -> R>((sample, mut run): Case<E, F>) -> (F, E) {
    for _ in 0..20 {
        drop(black_box(run(sample())));
    }
    (run, sample())
}

pub(crate) fn log_to_nowhere() {
    let subscriber = fmt().with_max_level(tracing::Level::DEBUG);
    // A process that measures several installs it once.
    let _: Result<(), _> = subscriber.with_writer(std::io::sink).try_init();
}

/// What a client sees of a response.
pub type Answer = (StatusCode, HeaderMap, Vec<u8>);

pub fn answer<B: Into<Body>>(response: Response<B>) -> Answer {
    let (parts, body) = response.into_parts();
    let runtime = runtime::Builder::new_current_thread().build();
    let runtime = runtime.expect("there is a runtime");
    let body = runtime.block_on(to_bytes(body.into(), usize::MAX));
    (
        parts.status,
        parts.headers,
        body.expect("a whole body").into(),
    )
}

/// Instructions, without a simulation of caches.
pub fn callgrind() -> Callgrind {
    Callgrind::with_args(["--cache-sim=no"])
        .format([EventKind::Ir])
        .clone()
}

/// How gungraun counts and prints: names, without the Rust that makes an error.
pub fn config() -> LibraryBenchmarkConfig {
    let names = OutputFormat::default()
        .truncate_description(Some(0))
        .clone();
    LibraryBenchmarkConfig::default()
        .tool(callgrind())
        .output_format(names)
        .clone()
}
