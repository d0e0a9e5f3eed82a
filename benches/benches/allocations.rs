//! Allocations of everything in the benchmark `conversions`, as lines of JSON: `cargo bench
//! --bench allocations`.

use catchall_benches::prelude::*;

fn main() {
    let mut rows = Vec::new();
    macro_rules! each {
        ($($group:tt)*) => { rows!(rows $($group)*) };
    }
    conversions!(each);
    groups!(each);
    catchall_benches::count(&rows, |run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    });
}
