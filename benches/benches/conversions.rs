//! Instructions of conversions, of whole requests, and with logs: `cargo bench --bench
//! conversions`, or some rows of it: `-- '*catchall_axum::*'`. Each row is compared with the
//! first one of its group.

#![allow(missing_docs, reason = "what the macros of gungraun write")]

use catchall_benches::series::logged::logged;
use catchall_benches::series::request::request;
use catchall_benches::{contenders, conversion, conversions, groups, instructions, series};
use gungraun::{library_benchmark, library_benchmark_group, main};

conversions!(instructions);
groups!(instructions);

main!(
    config = catchall_benches::gungraun_config!(),
    library_benchmark_groups = [conversions, details, members, depth, requests, logged]
);
