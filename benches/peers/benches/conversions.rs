//! Instructions: `cargo bench --features conversions,axum-problem --bench conversions`.

use catchall_benches::{config, conversion, instructions};
use catchall_benches_peers as peers;
use gungraun::{library_benchmark, library_benchmark_group, main};

peers::contenders!(instructions);

main!(config = config(), library_benchmark_groups = conversions);
