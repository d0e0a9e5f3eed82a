//! A feature adds only what a type asked for, whoever turns it on: small crates
//! of their own are built, with features that the tests themselves have not.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates, with the versions that this workspace is locked to.
fn fixture() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixture = root.join("tests/fixtures/unification");
    // Cargo leaves out what the fixture does not need, and finds no other
    // version without a network.
    std::fs::copy(root.join("Cargo.lock"), fixture.join("Cargo.lock"))
        .expect("the workspace has a lock file");
    fixture
}

/// Runs a package of the fixture, and returns what it prints.
#[track_caller]
fn run(package: &str) -> String {
    static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = ONE_AT_A_TIME
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let output = Command::new(env!("CARGO"))
        .current_dir(fixture())
        .args(["run", "--quiet", "--offline", "--package", package])
        .arg("--target-dir")
        .arg(target().join("unification"))
        // What the outer cargo says of its own crates is not for this one.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{package} fails:\n{errors}");
    assert_eq!(errors, "", "{package} has warnings");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A directory under the target directory of the tests.
fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// `library` writes `IntoResponse` by hand and names no framework; `errors` says
/// `web` and names none; `app` turns `axum-0.8` on for both, and uses `errors`
/// without it in its build script.
#[test]
fn a_feature_adds_impls_only_where_the_type_asked_for_them() {
    assert_eq!(
        run("app"),
        "shared 409 library 404 text/plain; charset=utf-8 problem 500 build 500"
    );
}

#[test]
fn the_facade_works_without_features() {
    assert_eq!(
        run("bare"),
        "bare 429 \"3\" {\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"slow\",\
         \"detail\":\"wait 3 s\"} 400"
    );
}
