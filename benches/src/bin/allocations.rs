//! Counts allocations: a program of its own, because counting costs
//! instructions.

fn main() -> Result<(), String> {
    catchall_benches::allocations(&catchall_benches::contenders(), |run| {
        let counted = allocation_counter::measure(run);
        (counted.count_total, counted.bytes_total)
    })
}
