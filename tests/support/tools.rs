//! Programs that are not part of this repository, and may be missing.

#![allow(dead_code, reason = "each test uses only some of it")]

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Reports that a tool is missing, which is an error if all tools are required.
#[track_caller]
pub(crate) fn skip(reason: &str) {
    let is_required = env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
    assert!(!is_required, "{reason}");
    eprintln!("skipped: {reason}");
}

/// Returns what a program prints, or `None` if there is no program with this name.
///
/// The test fails if the program fails.
#[track_caller]
pub(crate) fn run<A: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = A>,
) -> Option<String> {
    let mut command = Command::new(program);
    let output = match command.args(arguments).output() {
        Ok(output) => output,
        Err(error) => {
            skip(&format!("{}: {error}", command.get_program().display()));
            return None;
        }
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{text}{errors}");
    Some(text)
}

/// Returns the TypeScript compiler in `CATCHALL_TSC`.
#[track_caller]
pub(crate) fn tsc() -> Option<PathBuf> {
    let path = env::var_os("CATCHALL_TSC").map(PathBuf::from);
    if path.is_none() {
        skip("`CATCHALL_TSC` is not the path of the compiler of TypeScript");
    }
    path
}

/// Type-checks the project in a directory, and writes it as JavaScript into another one.
#[track_caller]
pub(crate) fn compile_typescript(project: &Path, out: &Path) -> Option<()> {
    let arguments = [
        OsStr::new("--project"),
        project.as_ref(),
        OsStr::new("--outDir"),
        out.as_ref(),
    ];
    run(tsc()?, arguments).map(drop)
}

/// Python 3.10 or later.
#[track_caller]
pub(crate) fn python() -> Option<&'static str> {
    const PYTHON: &str = "python3";
    let version = run(
        PYTHON,
        ["-c", "import sys; print(sys.version_info >= (3, 10))"],
    )?;
    if version.trim() == "True" {
        return Some(PYTHON);
    }
    skip("python3 is older than 3.10");
    None
}
