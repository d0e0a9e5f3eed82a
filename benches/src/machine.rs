//! What the numbers were measured on.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::Result;

use crate::cargo::{output, rustc};

/// Processor, cores, compiler and valgrind.
///
/// # Errors
///
/// Where the version of one of them cannot be read.
pub(crate) fn description() -> Result<String> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = model(&cpu).unwrap_or("an unknown processor").to_owned();
    let cores = available_parallelism()?;
    let rustc = output(Command::new(rustc()?).arg("--version"))?;
    let valgrind = output(Command::new("valgrind").arg("--version"))?;
    Ok(format!(
        "Measured on {cpu}, {cores} cores; {}, {}.\n",
        rustc.trim(),
        valgrind.trim()
    ))
}

fn model(cpu: &str) -> Option<&str> {
    let line = cpu.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim())
}

#[cfg(test)]
mod tests {
    use super::model;

    #[test]
    fn the_model_is_behind_the_colon() {
        let cpu = "processor\t: 0\nmodel name\t: Some CPU\n";
        assert_eq!(model(cpu), Some("Some CPU"));
        assert_eq!(model(""), None);
    }
}
