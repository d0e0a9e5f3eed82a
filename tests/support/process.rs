//! Runs a test in its own process, because loggers and panic hooks are global.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

/// Names the test that the second process runs.
const VARIABLE: &str = "CATCHALL_ALONE";

fn is_alone(test: &str) -> bool {
    std::env::var_os(VARIABLE).is_some_and(|name| name == test)
}

fn command(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture"]);
    command.env(VARIABLE, test).env_remove("RUST_LOG");
    command
}

/// Runs the body of a test in its own process, and returns what that process writes
/// to stderr; in that process, returns `None`. The name is that of the test, with its
/// module.
#[track_caller]
pub(crate) fn alone(test: &str, body: impl FnOnce()) -> Option<String> {
    if is_alone(test) {
        body();
        return None;
    }
    let output = command(test).output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{stdout}\n{stderr}");
    assert!(stdout.contains("1 passed"), "no such test: {stdout}");
    Some(stderr)
}

/// Runs the body of a test in its own process, with the read end of stderr closed.
/// The second process sees the end of its stdin when that has happened.
#[track_caller]
pub(crate) fn alone_with_closed_stderr(test: &str, body: impl FnOnce()) {
    if is_alone(test) {
        std::io::copy(&mut std::io::stdin(), &mut std::io::sink()).unwrap();
        body();
        return;
    }
    let mut command = command(test);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}");
    assert!(stdout.contains("1 passed"), "no such test: {stdout}");
}

/// A writer whose clones share one buffer.
#[derive(Clone, Default)]
pub(crate) struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    /// Returns the lines since the last call.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8(std::mem::take(&mut *bytes)).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
