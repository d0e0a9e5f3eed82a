//! How failures are grouped: by types, variants and code, and by no part of the
//! occurrence. Each run is a separate process.

use std::process::Command;
use std::sync::{Arc, Mutex};

use catchall::{HttpError, Problem};

#[derive(Debug, thiserror::Error, HttpError)]
enum Outer {
    #[error("outer {0}")]
    Number(u64),
    #[error("outer {0}")]
    Other(u64),
    #[error(transparent)]
    #[http(transparent)]
    Middle(#[from] Middle),
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Middle {
    #[error(transparent)]
    #[http(transparent)]
    First(Inner),
    #[error(transparent)]
    #[http(transparent)]
    Second(Inner),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner {0}")]
#[http(status = if *_0 > 5 { 404 } else { 410 }, code = if *_0 > 5 { "more" } else { "less" })]
struct Inner(u64);

const NAME: &str = "failures_of_one_kind_have_one_fingerprint_in_every_run";
const ALONE: &str = "CATCHALL_ALONE";

/// Returns one of each kind, or others that differ only in their occurrence.
fn kinds(of: u64) -> [Problem; 6] {
    [
        Outer::Number(of).into(),
        Outer::Other(of).into(),
        Outer::from(Middle::First(Inner(of))).into(),
        Outer::from(Middle::Second(Inner(of))).into(),
        Outer::from(Middle::First(Inner(of + 6))).into(),
        Inner(of).into(),
    ]
}

/// Returns the fingerprints of this run.
fn run() -> Vec<String> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let hook = {
        let seen = Arc::clone(&seen);
        move |report: &catchall::ErrorReport<'_>| {
            seen.lock().unwrap().push(report.fingerprint().to_owned());
        }
    };
    catchall::on_error(hook).unwrap();
    for problem in kinds(1).into_iter().chain(kinds(2)) {
        let _ = problem.to_response();
    }
    // A problem around an error is of the same kind.
    let _ = Outer::Number(3).to_response();
    std::mem::take(&mut *seen.lock().unwrap())
}

#[test]
fn failures_of_one_kind_have_one_fingerprint_in_every_run() {
    if std::env::var_os(ALONE).is_some() {
        for fingerprint in run() {
            println!("fingerprint {fingerprint}");
        }
        return;
    }
    let runs: Vec<Vec<String>> = [1, 2]
        .map(|_| {
            let output = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", NAME, "--nocapture"])
                .env(ALONE, "1")
                .output()
                .unwrap();
            let stdout = String::from_utf8(output.stdout).unwrap();
            let lines = stdout.lines();
            lines
                .filter_map(|line| line.strip_prefix("fingerprint "))
                .map(str::to_owned)
                .collect()
        })
        .into();
    assert_eq!(runs[0], runs[1]);
    let seen = &runs[0];
    assert_eq!(seen.len(), 13, "{seen:?}");
    assert_eq!(seen[..6], seen[6..12]);
    assert_eq!(seen[0], seen[12]);
    let mut kinds = seen[..6].to_vec();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 6, "{seen:?}");
    for fingerprint in seen {
        assert_eq!(fingerprint.len(), 16);
        assert!(fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
}
