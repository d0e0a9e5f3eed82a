//! Nanoseconds of a conversion, the response's drop included: `nanoseconds
//! FOLDER`, which then has criterion's files; each contender and case is printed
//! with its median.

use std::path::Path;
use std::time::Duration;

use catchall_benches::CASES;
use criterion::Criterion;

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("usage: nanoseconds FOLDER")?;
    let mut criterion = Criterion::default()
        .without_plots()
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_millis(600))
        .sample_size(30)
        .nresamples(2000)
        .output_directory(Path::new(&folder));
    for (place, contender) in catchall_benches_conversions::contenders()
        .iter()
        .enumerate()
    {
        for (at, _) in CASES.iter().enumerate() {
            let name = format!("{place}-{at}");
            criterion.bench_function(&name, |bencher| bencher.iter(contender.cases[at].convert));
        }
    }
    Ok(())
}
