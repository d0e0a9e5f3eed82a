//! A feature only adds the impls that a type names, whichever crate enables it. The
//! tests build small crates with features that this package does not have.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");

/// Returns the root of the repository.
fn root() -> &'static Path {
    let package = Path::new(PACKAGE);
    package.ancestors().nth(2).expect("it is two levels up")
}

/// Returns the crates, with the versions in this workspace's lock file.
fn fixture() -> PathBuf {
    let fixture = Path::new(PACKAGE).join("fixture");
    lock(&fixture);
    fixture
}

/// Cargo removes what the fixture does not need, and finds no other version
/// without a network.
fn lock(workspace: &Path) {
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock"))
        .expect("the workspace has a lock file");
}

/// Returns the same crates in a workspace with the resolver of the 2021 edition.
fn with_resolver_2() -> PathBuf {
    let workspace = target().join("resolver-2");
    copy(&Path::new(PACKAGE).join("fixture"), &workspace);
    lock(&workspace);
    workspace
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the fixture") {
        let from = entry.expect("an entry").path();
        let to = to.join(from.file_name().expect("a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else if from.ends_with("Cargo.toml") {
            let manifest = fs::read_to_string(&from).expect("a manifest");
            // A literal string of TOML, because a path may contain backslashes.
            let catchall = format!("path = '{}'", root().display());
            let manifest = manifest
                .replace("resolver = \"3\"", "resolver = \"2\"")
                .replace("path = \"../../../..\"", &catchall);
            fs::write(&to, manifest).expect("a copy");
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// Returns what cargo prints for the workspace, which must not include a warning.
#[track_caller]
fn cargo(workspace: &Path, arguments: &[&str]) -> String {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let output = Command::new(env!("CARGO"))
        .current_dir(workspace)
        .args(arguments)
        .args(["--quiet", "--offline", "--target-dir"])
        .arg(target().join("unification"))
        // The variables that the outer cargo sets are for its own crates.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .expect("cargo can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?} fails:\n{errors}");
    assert_eq!(errors, "", "{arguments:?} has warnings");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Runs a package of the fixture, and returns what it prints.
#[track_caller]
fn run(package: &str) -> String {
    cargo(&fixture(), &["run", "--package", package])
}

/// Returns a directory in the target directory of the tests.
fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// `library` implements `IntoResponse` by hand and names no framework; `errors`
/// has `web` and names none; `app` enables `axum-0.8` for both, and uses
/// `errors` without it in its build script.
const APP: &str = "shared 409 library 404 text/plain; charset=utf-8 problem 500 build 500";

#[test]
fn a_feature_adds_impls_only_where_the_type_asked_for_them() {
    assert_eq!(run("app"), APP);
}

/// The build script of `app` has no framework and its program has one; in
/// `generator` it is the other way round.
#[test]
fn a_build_script_and_its_program_may_have_different_features() {
    assert_eq!(run("generator"), "target 409 host 500");
    let workspace = with_resolver_2();
    assert_eq!(cargo(&workspace, &["run", "--package", "app"]), APP);
    assert_eq!(
        cargo(&workspace, &["run", "--package", "generator"]),
        "target 409 host 500"
    );
}

const TAKEN: &str =
    r#"409 {"title":"Conflict","status":409,"code":"taken","detail":"taken","by":"bob"}"#;

#[test]
fn two_frameworks_share_the_errors_of_a_crate_that_names_none() {
    assert_eq!(run("axum-app"), format!("axum {TAKEN}"));
    assert_eq!(run("actix-app"), format!("actix {TAKEN}"));
    // All in one build, in which every feature is enabled for every crate.
    cargo(&fixture(), &["build", "--workspace"]);
}

#[test]
fn two_versions_of_a_framework_are_in_one_program() {
    let gone = r#"410 {"title":"Gone","status":410,"code":"moved","detail":"moved"}"#;
    assert_eq!(run("two-axums"), format!("{gone}\n{gone}"));
}

/// Returns the bytes of a built program of the fixture.
fn program(name: &str) -> Vec<u8> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = target().join("unification/release").join(file);
    fs::read(path).expect("the program is built")
}

/// The description of a variant is only in the program that asks for the catalog.
#[test]
fn a_program_without_a_catalog_does_not_have_it() {
    cargo(&fixture(), &["build", "--release", "--package", "bare"]);
    let has = |program: &[u8], text: &str| {
        let mut windows = program.windows(text.len());
        windows.any(|window| window == text.as_bytes())
    };
    let (bare, asks) = (program("bare"), program("asks"));
    assert!(has(&bare, "Too Many Requests") && has(&asks, "Too Many Requests"));
    assert!(!has(&bare, "What only the catalog has"));
    assert!(has(&asks, "What only the catalog has"));
}

#[test]
fn the_facade_works_without_features() {
    assert_eq!(
        run("bare"),
        "bare 429 \"3\" {\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"slow\",\
         \"detail\":\"wait 3 s\"} 400"
    );
}
