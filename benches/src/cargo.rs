//! Cargo and rustc, as the measured builds run them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// The workspace of the peers.
pub(crate) fn peers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("peers")
}

/// The target directory that this program was built in.
pub(crate) fn target() -> Result<PathBuf> {
    let program = std::env::current_exe()?;
    let target = program.ancestors().nth(2);
    Ok(target
        .context("this program is in no target directory")?
        .to_owned())
}

/// `cargo`, the one that runs this program.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The compiler itself: `rustc` on the path may be a proxy that chooses one.
pub(crate) fn rustc() -> Result<PathBuf> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()?;
    let sysroot = String::from_utf8(output.stdout)?;
    Ok(Path::new(sysroot.trim()).join("bin/rustc"))
}

/// What a command prints.
///
/// # Errors
///
/// Where it fails: with its output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .output()
        .with_context(|| format!("{command:?} cannot be run"))?;
    if !output.status.success() {
        bail!(
            "{command:?} failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// How a crate is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Debug,
    /// `cargo build --release`.
    Release,
}

impl Profile {
    /// What users type.
    pub(crate) fn command(self) -> &'static str {
        match self {
            Self::Check => "`cargo check`",
            Self::Debug => "`cargo build`",
            Self::Release => "`cargo build --release`",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// The crates that a generated crate is compiled against.
pub(crate) struct Dependencies {
    artifacts: BTreeMap<String, Vec<PathBuf>>,
    folder: PathBuf,
}

impl Dependencies {
    /// Builds what this feature of `peers/compile` brings.
    ///
    /// # Errors
    ///
    /// Where that does not build.
    pub(crate) fn build(feature: &str, profile: Profile) -> Result<Self> {
        let mut command = cargo();
        command
            .args(profile.arguments())
            .args(["--quiet", "--message-format=json"])
            .args([
                "--package",
                "catchall-benches-compile",
                "--features",
                feature,
            ])
            .arg("--manifest-path")
            .arg(peers().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(target()?.join("benches"))
            // As crates from a registry are built.
            .env("CARGO_INCREMENTAL", "0");
        let (mut artifacts, mut folder) = (BTreeMap::new(), PathBuf::new());
        for line in output(&mut command)?.lines() {
            if let Some((name, files)) = artifact(&serde_json::from_str(line)?) {
                if name == "catchall_benches_compile"
                    && let Some(parent) = files.last().and_then(|file| file.parent())
                {
                    parent.clone_into(&mut folder);
                }
                artifacts.insert(name, files);
            }
        }
        ensure!(
            folder.ends_with("deps"),
            "cargo names no folder of dependencies"
        );
        Ok(Self { artifacts, folder })
    }

    /// `rustc` as cargo runs it for a library of the user's own.
    ///
    /// # Errors
    ///
    /// Where there is no such crate.
    pub(crate) fn library(&self, externs: &[&str]) -> Result<Command> {
        // Its dependencies may still be compiling.
        self.rustc("lib", &["rmeta", "so", "dylib", "dll"], externs)
    }

    /// And for a program.
    ///
    /// # Errors
    ///
    /// Where there is no such crate.
    pub(crate) fn program(&self, externs: &[&str]) -> Result<Command> {
        self.rustc("bin", &["rlib", "so", "dylib", "dll"], externs)
    }

    fn rustc(&self, kind: &str, extensions: &[&str], externs: &[&str]) -> Result<Command> {
        let mut command = Command::new(rustc()?);
        command
            .args(["--crate-name=app", "--edition=2024", "--error-format=short"])
            .args([format!("--crate-type={kind}"), "-L".to_owned()])
            .arg(format!("dependency={}", self.folder.display()));
        let wanted = |file: &&PathBuf| {
            let extension = file.extension().and_then(|it| it.to_str());
            extension.is_some_and(|extension| extensions.contains(&extension))
        };
        for name in externs {
            let files = self.artifacts.get(*name);
            let path = files.and_then(|files| files.iter().find(wanted));
            let path = path.with_context(|| format!("there is no crate `{name}`"))?;
            command
                .arg("--extern")
                .arg(format!("{name}={}", path.display()));
        }
        Ok(command)
    }
}

/// The name of a crate and the files that cargo made of it.
fn artifact(message: &Value) -> Option<(String, Vec<PathBuf>)> {
    if message["reason"] != "compiler-artifact" {
        return None;
    }
    let name = message["target"]["name"].as_str()?.replace('-', "_");
    let files = message["filenames"].as_array()?.iter();
    let files = files.filter_map(Value::as_str).map(PathBuf::from);
    Some((name, files.collect()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn artifacts_are_libraries() {
        let library = json!({
            "reason": "compiler-artifact",
            "target": { "name": "axum-core" },
            "filenames": ["/t/deps/libaxum_core-1.rlib", "/t/deps/libaxum_core-1.rmeta"],
        });
        let files = [
            "/t/deps/libaxum_core-1.rlib",
            "/t/deps/libaxum_core-1.rmeta",
        ];
        let expected = ("axum_core".to_owned(), files.map(PathBuf::from).to_vec());
        assert_eq!(artifact(&library), Some(expected));
        assert_eq!(
            artifact(&json!({ "reason": "build-script-executed" })),
            None
        );
    }
}
