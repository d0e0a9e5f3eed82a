//! Instructions of a program: the same number each time, whatever else the
//! machine does.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::cargo::target;

/// The instructions of user code that the program takes, from start to end.
///
/// # Errors
///
/// Without valgrind, and where the program fails.
pub(crate) fn instructions(program: &Command) -> Result<u64> {
    run(None, program)
}

/// Those that it takes in functions whose names are like this pattern.
///
/// # Errors
///
/// Without valgrind, and where the program fails.
pub(crate) fn instructions_in(functions: &str, program: &Command) -> Result<u64> {
    match run(Some(functions), program)? {
        0 => bail!("no function of {program:?} is called {functions}"),
        count => Ok(count),
    }
}

/// The same for each function: its name, and its own instructions.
///
/// # Errors
///
/// Without valgrind, and where the program fails.
pub(crate) fn functions_in(functions: &str, program: &Command) -> Result<Vec<(String, u64)>> {
    let folder = target()?.join("benches");
    fs::create_dir_all(&folder)?;
    let file = folder.join("callgrind.out");
    run_into(&file, Some(functions), program)?;
    Ok(own_instructions(&fs::read_to_string(file)?))
}

/// Reads callgrind's format: a line with a position and a count belongs to the
/// function named last, unless it follows a call, whose instructions are those
/// of the function that is called.
fn own_instructions(profile: &str) -> Vec<(String, u64)> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let mut function = "";
    let mut is_call = false;
    for line in profile.lines() {
        let function_name = line
            .strip_prefix("fn=")
            .or_else(|| line.strip_prefix("cfn="));
        if let Some((id, name)) =
            function_name.map(|named| named.split_once(' ').unwrap_or((named, "")))
        {
            if !name.is_empty() {
                names.insert(id, name);
            }
            if line.starts_with("fn=") {
                function = id;
            }
        } else if line.starts_with("calls=") {
            is_call = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit() || "+-*".contains(first)) {
            let count = line.split_once(' ');
            let count = count.and_then(|(_, count)| count.parse::<u64>().ok());
            if let (Some(count), false) = (count, is_call) {
                let sum: &mut u64 = counts.entry(function).or_default();
                *sum += count;
            }
            is_call = false;
        }
    }
    let with_name = |(id, count): (&str, u64)| {
        let name = names.get(id).copied().unwrap_or(id);
        // Recursion has a mark of its own.
        let name = name.split('\'').next().unwrap_or(name);
        (name.to_owned(), count)
    };
    counts.into_iter().map(with_name).collect()
}

fn run(functions: Option<&str>, program: &Command) -> Result<u64> {
    run_into(Path::new("/dev/null"), functions, program)
}

fn run_into(file: &Path, functions: Option<&str>, program: &Command) -> Result<u64> {
    let mut command = Command::new("valgrind");
    command
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", file.display()))
        .args(functions.map(|pattern| format!("--toggle-collect={pattern}")))
        .arg(program.get_program())
        .args(program.get_args());
    if let Some(folder) = program.get_current_dir() {
        command.current_dir(folder);
    }
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command
        .output()
        .context("valgrind cannot be run; on Debian: `apt-get install valgrind`")?;
    let text = String::from_utf8_lossy(&output.stderr);
    match collected(&text) {
        Some(count) if output.status.success() => Ok(count),
        _ => bail!("under valgrind, {program:?} failed:\n{text}"),
    }
}

fn collected(text: &str) -> Option<u64> {
    let count = text.lines().find_map(|line| line.split_once("Collected :"));
    count.and_then(|(_, count)| count.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{collected, own_instructions};

    #[test]
    fn calls_are_not_their_callers() {
        let profile = "fl=(1) a.rs\nfn=(1) outer\n1 5\ncfn=(2) inner\ncalls=1 7\n2 100\n+1 3\n\nfn=(2)\n7 100\n";
        let mut counts = own_instructions(profile);
        counts.sort();
        let expected = [("inner".to_owned(), 100), ("outer".to_owned(), 8)];
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_sum_is_read() {
        let text = "==4504== Events    : Ir\n==4504== Collected : 17972202\n==4504== \n";
        assert_eq!(collected(text), Some(17_972_202));
        assert_eq!(collected("==1== Events    : Ir"), None);
    }
}
