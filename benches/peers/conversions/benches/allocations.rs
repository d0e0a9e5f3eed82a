//! Allocations: `cargo bench --features axum-problem --bench allocations`.

use catchall_benches::{allocations, conversion};
use catchall_benches_conversions as peers;

fn main() {
    peers::contenders!(allocations);
}
