//! Crates with one enum, whose errors are mapped in different ways, and the command that
//! compiles them. The enums are in `enums.txt`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// The crates that the source of a way names. A way is a feature of `peers/compile`.
///
/// # Errors
///
/// Where there is no such way.
fn externs(way: &str) -> Result<&'static [&'static str]> {
    Ok(match way {
        "thiserror" => &["thiserror"],
        "catchall" | "catchall-axum" => &["thiserror", "catchall"],
        "by-hand" => &["thiserror", "axum", "serde", "tracing"],
        "axum-problem" => &["thiserror", "axum_problem", "axum", "tracing"],
        "actix-web-error" => &["thiserror", "actix_web_error", "actix_web"],
        _ => bail!("there is no way `{way}`"),
    })
}

/// A crate with one enum of this many variants; as a program, it converts one near the
/// end, `formatted` or not, a thousand times.
#[must_use]
pub fn source(way: &str, variants: usize, is_program: bool) -> String {
    let mut sections = HashMap::new();
    let mut kinds = Vec::new();
    for section in include_str!("../enums.txt").split("\n== ").skip(1) {
        match section.split_once('\n').unwrap_or_default() {
            ("variant", text) => kinds.push(text),
            (name, text) => drop(sections.insert(name, text)),
        }
    }
    let mut out = HashMap::new();
    let mut write = |text: &'static str, number: usize| {
        for line in text.lines() {
            let tagged = line.strip_prefix('@').and_then(|it| it.split_once(' '));
            let (tag, line) = tagged.unwrap_or((way, line));
            let tag = if way.starts_with(tag) { way } else { tag };
            let line = line.replace("0000", &format!("{number:04}"));
            let to: &mut String = out.entry(tag).or_default();
            *to += &(line + "\n");
        }
    };
    write(sections["head"], 0);
    for number in 0..variants {
        write(kinds[number % kinds.len()], number);
    }
    write(sections["tail"], 0);
    if way == "by-hand" {
        write(sections["by-hand"], 0);
    }
    let last = variants - kinds.len();
    if is_program {
        write(sections["program"], last);
    }
    let text = out[way].replace("NEXT", &format!("{:04}", last + 1));
    let part = |tag: &str| out.get(tag).map_or("", String::as_str);
    let text = text
        .replace("ARMS", part("arms"))
        .replace("LIMITS", part("limits"));
    text.replace("WAITS", part("waits"))
}

/// The folder of what is made here: `target/benches`.
///
/// # Errors
///
/// Where this program is in no target directory.
pub fn folder() -> Result<PathBuf> {
    let program = env::current_exe()?;
    let is_profile = |path: &&Path| path.ends_with("release") || path.ends_with("debug");
    let profile = program.ancestors().find(is_profile);
    let target = profile.and_then(Path::parent);
    Ok(target
        .context("this program is in no target directory")?
        .join("benches"))
}

/// The compiler itself: `rustc` on the path may be a proxy that chooses one.
///
/// # Errors
///
/// Where there is no compiler.
pub fn rustc() -> Result<PathBuf> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("bin/rustc"))
}

/// What a command prints.
///
/// # Errors
///
/// Where it fails: with its output.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed:\n{errors}");
    Ok(String::from_utf8(output.stdout)?)
}

/// `cargo`, in the workspace of the peers, for the crates of this way.
#[must_use]
pub fn cargo(arguments: &[&str], feature: &str) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/Cargo.toml");
    command
        .args(arguments)
        .args(["--manifest-path", manifest, "--locked"])
        .args(["--package=catchall-benches-compile", "--features", feature])
        // As crates from a registry are built.
        .env("CARGO_INCREMENTAL", "0");
    command
}

/// A crate to compile: its source, and rustc's arguments, in files of its own folder.
pub struct Crate {
    /// Where it is.
    pub folder: PathBuf,
    /// For rustc: the file of its arguments.
    pub arguments: String,
}

/// Where the crate of this name is.
///
/// # Errors
///
/// Where this program is in no target directory.
pub fn place(name: &str) -> Result<Crate> {
    let folder = folder()?.join("generated").join(name);
    let arguments = format!("@{}", folder.join("arguments").display());
    Ok(Crate { folder, arguments })
}

/// Builds what the crate depends on, as `cargo check`, `build` or `build --release` does,
/// and writes its files anew.
///
/// # Errors
///
/// Where a dependency does not build.
pub fn prepare(name: &str, way: &str, build: &str, source: &str, emit: &[&str]) -> Result<Crate> {
    let place = place(name)?;
    if place.folder.exists() {
        fs::remove_dir_all(&place.folder)?;
    }
    fs::create_dir_all(&place.folder)?;
    let file = place.folder.join("app.rs");
    fs::write(&file, source)?;
    let build: Vec<&str> = build.split(' ').collect();
    let mut command = cargo(&build, way);
    command.args(["--quiet", "--message-format=json", "--target-dir"]);
    let messages = output(command.arg(folder()?))?;
    let mut arguments: Vec<String> = emit.iter().map(|&it| it.to_owned()).collect();
    arguments
        .extend(["--crate-name=app", "--edition=2024", "--error-format=short"].map(str::to_owned));
    arguments.push(format!("--out-dir={}", place.folder.display()));
    arguments.push(file.display().to_string());
    let externs = externs(way)?;
    let is_program = emit.contains(&"--crate-type=bin");
    for line in messages.lines() {
        let message: Value = serde_json::from_str(line)?;
        let Some(files) = message["filenames"].as_array() else {
            continue;
        };
        let name = message["target"]["name"]
            .as_str()
            .unwrap_or_default()
            .replace('-', "_");
        // Before its dependencies are compiled to the end, cargo begins with a library.
        let is_wanted = |file: &&str| {
            file.ends_with(".so") || file.ends_with(if is_program { ".rlib" } else { ".rmeta" })
        };
        let mut files = files.iter().filter_map(Value::as_str);
        if let Some(file) = files.find(is_wanted) {
            if externs.contains(&name.as_str()) {
                arguments.push(format!("--extern={name}={file}"));
            }
            if name == "catchall_benches_compile"
                && let Some(folder) = Path::new(file).parent()
            {
                arguments.push(format!("-Ldependency={}", folder.display()));
            }
        }
    }
    fs::write(place.folder.join("arguments"), arguments.join("\n"))?;
    Ok(place)
}
