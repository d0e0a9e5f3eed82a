//! Allocations: `cargo bench --features axum-problem --bench allocations`.

use catchall_benches::{conversion, rows};
use catchall_benches_conversions::*;

fn main() {
    let mut rows = Vec::new();
    macro_rules! each {
        ($($group:tt)*) => { rows!(rows $($group)*) };
    }
    contenders!(each);
    catchall_benches::count(&rows, |run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    });
}
