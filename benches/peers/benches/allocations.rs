//! Allocations: `cargo bench --features conversions,axum-problem --bench allocations`.

use catchall_benches::{allocations, conversion};
use catchall_benches_peers as peers;

fn main() {
    peers::contenders!(allocations);
}
