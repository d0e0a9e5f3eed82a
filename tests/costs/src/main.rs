//! Measures what each framework costs, and writes the table of frameworks into
//! the README:
//!
//! ```console
//! cargo run -p catchall-costs
//! ```
//!
//! A cost is what is added to catchall without features: crates, and the processor
//! time of a `cargo check` from scratch. The time is given as a multiple of what
//! catchall alone takes in the same run, so that it does not depend on the
//! machine. It is read from `/proc`, so this requires Linux.

mod frameworks;

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::frameworks::{FRAMEWORKS, Framework};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const BEGIN: &str = "<!-- `cargo run -p catchall-costs` writes this table -->\n";
const END: &str = "<!-- the end of the table -->";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize()?;
    let metadata = metadata(&root)?;
    let bare = Cost::of(&root, &[])?;
    let mut table = String::from(
        "| framework | key | feature | version | minimum Rust | implements | receives the error | \
         sees the request | crates | check |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for framework in FRAMEWORKS {
        let cost = Cost::of(&root, &["--features", framework.feature])?;
        let row = row(framework, &metadata, &bare, &cost)?;
        print!("{row}");
        table.push_str(&row);
    }
    let alone = bare.crates.len();
    let legend = format!(
        "Without features, catchall builds {alone} crates. *crates*: how many crates the feature adds. *check*: the processor \
         time of a `cargo check` from scratch, relative to catchall without features. *minimum Rust*: the oldest version that \
         the framework's manifest allows.\n"
    );
    write(&root.join("README.md"), &format!("{table}\n{legend}"))
}

/// The cost of a set of features.
struct Cost {
    crates: BTreeSet<String>,
    ticks: u64,
}

impl Cost {
    fn of(root: &Path, features: &[&str]) -> Result<Self> {
        Ok(Self {
            crates: crates(root, features)?,
            ticks: check(root, features)?,
        })
    }
}

fn row(framework: &Framework, metadata: &Value, bare: &Cost, cost: &Cost) -> Result<String> {
    let Framework {
        name,
        word,
        feature,
        version,
        package,
        implements,
        takes,
        sees,
    } = framework;
    let rust = rust_version(metadata, *package)?;
    let more = cost.crates.difference(&bare.crates).count();
    // Both are far below the precision limit of `f64`.
    #[expect(clippy::cast_precision_loss, reason = "a check takes minutes")]
    let times = cost.ticks as f64 / bare.ticks as f64;
    Ok(format!(
        "| {name} | `{word}` | `{feature}` | {version} | {rust} | {implements} | {takes} | {sees} | +{more} | \
         {times:.1} x |\n"
    ))
}

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(arguments).arg("--locked");
    command
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?}: {errors}").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn metadata(root: &Path) -> Result<Value> {
    let text = output(&mut cargo(root, &["metadata", "--format-version", "1"]))?;
    Ok(serde_json::from_str(&text)?)
}

/// Returns the minimum Rust version in the manifest of a framework.
fn rust_version(metadata: &Value, (package, version): (&str, &str)) -> Result<String> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let found = packages
        .filter(|found| found["name"] == package)
        .find(|found| {
            let number = found["version"].as_str().unwrap_or_default();
            number == version || number.starts_with(&format!("{version}."))
        })
        .ok_or_else(|| format!("the lock file has no {package} {version}"))?;
    Ok(found["rust_version"]
        .as_str()
        .map_or_else(|| "not stated".to_owned(), short))
}

/// Returns `1.88` for `1.88.0`.
fn short(version: &str) -> String {
    version.strip_suffix(".0").unwrap_or(version).to_owned()
}

/// Returns the crates that are compiled, except those of catchall.
fn crates(root: &Path, features: &[&str]) -> Result<BTreeSet<String>> {
    let mut command = cargo(
        root,
        &[
            "tree",
            "--package=catchall",
            "--no-default-features",
            "--edges=normal,build",
            "--prefix=none",
            "--format={p}",
        ],
    );
    let tree = output(command.args(features))?;
    let crates = tree.lines().map(|line| {
        let words: Vec<_> = line.split(' ').take(2).collect();
        words.join(" ")
    });
    Ok(crates
        .filter(|name| !name.is_empty() && !name.starts_with("catchall"))
        .collect())
}

/// Returns the processor time of a check from scratch, in clock ticks.
fn check(root: &Path, features: &[&str]) -> Result<u64> {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/costs");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    // Downloads are not measured.
    output(&mut cargo(root, &["fetch"]))?;
    let before = children()?;
    output(
        cargo(
            root,
            &[
                "check",
                "--package=catchall",
                "--no-default-features",
                "--quiet",
            ],
        )
        .args(features)
        .arg("--target-dir")
        .arg(&target),
    )?;
    Ok(children()? - before)
}

/// Returns the processor time of all child processes that have ended, proc(5).
fn children() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in parentheses, may contain spaces.
    let (_, fields) = status.rsplit_once(") ").ok_or("no fields")?;
    let mut ticks = 0;
    for field in fields.split(' ').skip(13).take(2) {
        ticks += field.parse::<u64>()?;
    }
    Ok(ticks)
}

/// Writes the table between its markers.
fn write(file: &Path, table: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("no place for the table")?;
    let (_, after) = rest.split_once(END).ok_or("no end of the table")?;
    fs::write(file, format!("{before}{BEGIN}{table}{END}{after}"))?;
    Ok(())
}
