//! Crates with one enum, whose errors are mapped in different ways, and what compiles
//! them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

/// The crates that the source of a way names. A way is a feature of `peers/compile`.
fn externs(way: &str) -> &'static [&'static str] {
    match way {
        "thiserror" => &["thiserror"],
        "catchall" | "catchall-axum" => &["thiserror", "catchall"],
        "by-hand" => &["thiserror", "axum", "serde", "tracing"],
        "axum-problem" => &["thiserror", "axum_problem", "axum", "tracing"],
        "actix-web-error" => &["thiserror", "actix_web_error", "actix_web"],
        _ => unreachable!("there is no way `{way}`"),
    }
}

/// A crate with one enum of this many variants; as a program, it converts one near the
/// end, `formatted` or not, a thousand times.
pub(crate) fn source(way: &str, variants: usize, is_program: bool) -> String {
    let mut sections = HashMap::new();
    let mut kinds = Vec::new();
    for section in include_str!("enums.txt").split("\n== ").skip(1) {
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
    let part = |tag: &str| out.get(tag).map_or("", String::as_str);
    let mut text = part(way).replace("NEXT", &format!("{:04}", last + 1));
    text = text.replace("ARMS", part("arms"));
    // One arm for all of these.
    for tag in ["masked", "limits", "waits"] {
        let patterns = part(tag).trim_end().replace('\n', " | ");
        text = text.replace(&tag.to_uppercase(), &patterns);
    }
    text
}

/// The compiler itself: `rustc` on the path may be a proxy that chooses one.
pub(crate) fn rustc() -> PathBuf {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]));
    Path::new(sysroot.trim()).join("bin/rustc")
}

/// What a command prints.
pub(crate) fn output(command: &mut Command) -> String {
    let output = command.output().expect("the command can be run");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
    String::from_utf8(output.stdout).expect("it prints text")
}

/// The folder of what is made here: `target/benches`.
fn target() -> PathBuf {
    let program = env::current_exe().expect("this program has a path");
    let deps = program.parent().and_then(Path::parent);
    let target = deps
        .and_then(Path::parent)
        .expect("it is in a target directory");
    target.join("benches")
}

/// Where the crate of this name is.
pub(crate) fn folder(name: &str) -> PathBuf {
    target().join("generated").join(name)
}

/// For rustc: the file of its arguments.
pub(crate) fn arguments(name: &str) -> String {
    format!("@{}", folder(name).join("arguments").display())
}

/// Builds what the crate depends on, as `cargo check`, `build` or `build --release` does,
/// and writes the source and the arguments of rustc.
pub(crate) fn prepare(name: &str, way: &str, build: &[&str], source: &str, emit: &[&str]) {
    let folder = folder(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of the last run is removed");
    }
    fs::create_dir_all(&folder).expect("there is a folder");
    let file = folder.join("app.rs");
    fs::write(&file, source).expect("the source is written");
    let mut arguments: Vec<String> = emit.iter().map(|&it| it.to_owned()).collect();
    let (file, out) = (file.display().to_string(), folder.display().to_string());
    let common = [
        "--crate-name=app",
        "--edition=2024",
        "--out-dir",
        &out,
        &file,
    ];
    arguments.extend(common.map(str::to_owned));
    let library = if emit.contains(&"--crate-type=bin") {
        ".rlib"
    } else {
        ".rmeta"
    };
    for line in dependencies(way, build).lines() {
        let message: Value = serde_json::from_str(line).expect("cargo prints JSON");
        let Some(files) = message["filenames"].as_array() else {
            continue;
        };
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let name = name.replace('-', "_");
        let mut files = files.iter().filter_map(Value::as_str);
        let is_wanted = |file: &&str| [".so", library].iter().any(|end| file.ends_with(end));
        let Some(file) = files.find(is_wanted) else {
            continue;
        };
        if externs(way).contains(&name.as_str()) {
            let folder = Path::new(file).parent().unwrap_or(Path::new("."));
            arguments.push(format!("--extern={name}={file}"));
            arguments.push(format!("-Ldependency={}", folder.display()));
        }
    }
    fs::write(folder.join("arguments"), arguments.join("\n")).expect("they are written");
}

/// What cargo prints when it builds the crates of this way.
fn dependencies(way: &str, build: &[&str]) -> String {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/Cargo.toml");
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(build)
        .args([
            "--quiet",
            "--locked",
            "--message-format=json",
            "--manifest-path",
            manifest,
        ])
        .args([
            "--package=catchall-benches-compile",
            "--features",
            way,
            "--target-dir",
        ])
        .arg(target())
        // As crates from a registry are built.
        .env("CARGO_INCREMENTAL", "0");
    output(&mut command)
}
