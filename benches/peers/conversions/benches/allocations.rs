//! Allocations: `cargo bench --features axum-problem --bench allocations`.

use catchall_benches::{allocations, conversion};
use catchall_benches_conversions::*;

fn main() {
    contenders!(allocations);
}
