//! Allocations of everything in the benchmark `conversions`, as lines of JSON: `cargo bench
//! --bench allocations`.

use catchall_benches::prelude::*;

fn main() {
    groups!(allocations);
}
