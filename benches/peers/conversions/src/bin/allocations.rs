//! Counts allocations.

fn main() -> Result<(), String> {
    catchall_benches::allocations(&catchall_benches_conversions::contenders(), |run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    })
}
