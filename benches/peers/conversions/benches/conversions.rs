//! Instructions: `cargo bench --features axum-problem --bench conversions`.

use catchall_benches::{conversion, instructions};
use catchall_benches_conversions as peers;
use gungraun::{library_benchmark, library_benchmark_group, main};

peers::contenders!(instructions);

main!(
    config = catchall_benches::gungraun_config!(),
    library_benchmark_groups = conversions
);
