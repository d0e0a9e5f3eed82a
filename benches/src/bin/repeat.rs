//! The program under callgrind: `repeat CONTENDER CASE TIMES`.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let found = match arguments.as_slice() {
        [contender, case, times] => {
            catchall_benches::run(contender, case).zip(times.parse::<u32>().ok())
        }
        _ => None,
    };
    let Some((run, times)) = found else {
        eprintln!("usage: repeat CONTENDER CASE TIMES");
        std::process::exit(2);
    };
    for _ in 0..times {
        run();
    }
}
