//! What the measured programs have in common.

use crate::contender::{Case, Contender};
use crate::errors::CASES;

/// The case that a program's arguments name: the name of a contender or a
/// series, and the place of a case.
fn find(contenders: &[Contender], contender: &str, case: &str) -> Option<Case> {
    let series = crate::series();
    let mut known = contenders.iter().chain(&series);
    let contender = known.find(|known| known.name == contender)?;
    let at: usize = case.parse().ok()?;
    contender.cases.get(at).copied()
}

/// The program under callgrind, `repeat CONTENDER CASE TIMES`. Without
/// arguments it prints the names of the contenders, floors with a star in front.
///
/// # Errors
///
/// Where arguments name nothing, or contenders make different answers.
pub fn repeat(contenders: &[Contender]) -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => {
            crate::check(contenders)?;
            for contender in contenders {
                println!(
                    "{}{}",
                    if contender.is_floor { "*" } else { "" },
                    contender.name
                );
            }
            Ok(())
        }
        [contender, case, times] => {
            let found = find(contenders, contender, case).zip(times.parse().ok());
            let (case, times) = found.ok_or_else(|| format!("{arguments:?} name nothing"))?;
            // The first conversion pays for what the thread keeps.
            (case.convert)();
            (0..times).for_each(|_| (case.convert)());
            Ok(())
        }
        _ => Err(format!("usage: repeat CONTENDER 0..{} TIMES", CASES.len())),
    }
}

/// The program that counts, `allocations CONTENDER CASE`: it prints how many
/// allocations the conversion makes, without those of the error, and of how many
/// bytes. `measure` counts both for a run.
///
/// # Errors
///
/// Where arguments name nothing.
pub fn allocations(
    contenders: &[Contender],
    measure: impl Fn(fn()) -> (u64, u64),
) -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let found = match arguments.as_slice() {
        [contender, case] => find(contenders, contender, case),
        _ => None,
    };
    let case = found.ok_or("usage: allocations CONTENDER CASE")?;
    // The first conversion of a thread pays for what the thread keeps.
    (case.convert)();
    let (new, new_bytes) = measure(case.new);
    let (all, all_bytes) = measure(case.convert);
    println!("{} {}", all - new, all_bytes - new_bytes);
    Ok(())
}
