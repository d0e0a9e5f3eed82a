//! How many allocations one conversion makes, and of how many bytes:
//! `allocations CONTENDER CASE`. A program of its own, because counting costs
//! instructions.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let run = match arguments.as_slice() {
        [contender, case] => catchall_benches::run(contender, case),
        _ => None,
    };
    let Some(run) = run else {
        eprintln!("usage: allocations CONTENDER CASE");
        std::process::exit(2);
    };
    // The first conversion of a thread pays for what the thread keeps.
    run();
    let counted = allocation_counter::measure(run);
    println!("{} / {}", counted.count_total, counted.bytes_total);
}
