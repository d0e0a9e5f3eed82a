//! Instructions of conversions, of whole requests, and with logs: `cargo bench --bench
//! conversions`, or some rows of it: `-- '*axum_catchall::*'`. Each row is compared with the
//! first one of its group. With the feature `boundary`, requests through `ErrorBoundary`.

#![allow(missing_docs, reason = "what the macros of gungraun write")]

use catchall_benches::config;
use catchall_benches::prelude::*;
use gungraun::{library_benchmark, library_benchmark_group, main};

groups!(instructions);

#[cfg(not(feature = "boundary"))]
main!(
    config = config(),
    library_benchmark_groups = [
        http, axum, variants, depth, members, detail, request, logged
    ]
);
#[cfg(feature = "boundary")]
main!(config = config(), library_benchmark_groups = boundary);
