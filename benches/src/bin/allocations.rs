//! How many allocations one conversion makes, and of how many bytes:
//! `allocations CONTENDER CASE`. A program of its own, because counting costs
//! instructions.

fn main() -> Result<(), String> {
    let contenders = catchall_benches::contenders();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let found = match arguments.as_slice() {
        [contender, case] => catchall_benches::find(&contenders, contender, case),
        _ => None,
    };
    let case = found.ok_or("usage: allocations CONTENDER CASE")?;
    // The first conversion of a thread pays for what the thread keeps.
    (case.convert)();
    let new = allocation_counter::measure(case.new);
    let all = allocation_counter::measure(case.convert);
    let (count, bytes) = (all.count_total - new.count_total, all.bytes_total - new.bytes_total);
    println!("{count} {bytes}");
    Ok(())
}
