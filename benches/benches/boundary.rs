//! Instructions of a request through `ErrorBoundary`: `cargo bench --features boundary --bench
//! boundary`.

#![allow(missing_docs, reason = "what the macros of gungraun write")]

use catchall_benches::series::boundary::through;
use catchall_benches::{boundary, contenders, instructions, series};
use gungraun::{library_benchmark, library_benchmark_group, main};

boundary!(instructions);

main!(
    config = catchall_benches::gungraun_config!(),
    library_benchmark_groups = boundary
);
