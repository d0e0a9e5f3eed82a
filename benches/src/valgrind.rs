//! Instructions of a program: the same number each time, whatever else the
//! machine does.

use std::process::Command;

use anyhow::{Context as _, Result, bail};

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

fn run(functions: Option<&str>, program: &Command) -> Result<u64> {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
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
    use super::collected;

    #[test]
    fn the_sum_is_read() {
        let text = "==4504== Events    : Ir\n==4504== Collected : 17972202\n==4504== \n";
        assert_eq!(collected(text), Some(17_972_202));
        assert_eq!(collected("==1== Events    : Ir"), None);
    }
}
