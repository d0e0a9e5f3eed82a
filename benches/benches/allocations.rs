//! Allocations of everything in the benchmarks `conversions` and, with the feature,
//! `boundary`, as lines of JSON: `cargo bench --bench allocations`.

#[cfg(not(feature = "boundary"))]
use catchall_benches::series::{logged::logged, request::request};
#[cfg(feature = "boundary")]
use catchall_benches::{boundary, series::boundary::through};
use catchall_benches::{contenders, rows, series};
#[cfg(not(feature = "boundary"))]
use catchall_benches::{conversion, conversions, groups};

fn main() {
    let mut rows = Vec::new();
    macro_rules! each {
        ($($group:tt)*) => { rows!(rows $($group)*) };
    }
    #[cfg(feature = "boundary")]
    boundary!(each);
    // The feature changes what they cost.
    #[cfg(not(feature = "boundary"))]
    {
        conversions!(each);
        groups!(each);
    }
    catchall_benches::count(&rows, |run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    });
}
