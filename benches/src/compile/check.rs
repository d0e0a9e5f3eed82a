//! Instructions of the compiler for one crate with one enum.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::source::{WAYS, Way, source};
use crate::cargo::{Dependencies, Profile, output, target};
use crate::table::{Table, ratio};
use crate::valgrind::instructions;

/// What `cargo check` or `cargo build` costs, in instructions of rustc.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// Nothing of the crate was compiled before.
    clean: u64,
    /// All of it was, and the file's time is new.
    touched: u64,
}

/// A table for each number of variants, or for the ways named `ways`.
///
/// # Errors
///
/// Without valgrind, and where something does not compile.
pub(crate) fn tables(profile: Profile, sizes: &[usize], ways: &[String]) -> Result<String> {
    let chosen = |way: &Way| ways.is_empty() || ways.iter().any(|name| name == way.feature());
    let ways: Vec<Way> = WAYS.into_iter().filter(chosen).collect();
    let mut header = vec![String::new()];
    for size in sizes {
        header.push(format!("{size}"));
        header.push(format!("{size}, touched"));
    }
    let mut table = Table::new(header);
    let mut base: Vec<Cost> = Vec::new();
    for way in ways {
        eprintln!("compiling {}", way.name());
        let costs = sizes.iter().map(|size| measure(way, profile, *size));
        let costs = costs.collect::<Result<Vec<Cost>>>()?;
        if base.is_empty() {
            base.clone_from(&costs);
        }
        let mut row = vec![way.name().to_owned()];
        for (cost, base) in costs.iter().zip(&base) {
            row.push(cell(cost.clean, base.clean));
            row.push(cell(cost.touched, base.touched));
        }
        table.row(row);
    }
    Ok(table.to_string())
}

/// Millions, and how many times the base.
fn cell(count: u64, base: u64) -> String {
    format!("{} ({})", count / 1_000_000, ratio(count, base))
}

fn measure(way: Way, profile: Profile, variants: usize) -> Result<Cost> {
    let dependencies = Dependencies::build(way.feature(), profile)?;
    let folder = folder(way, profile, variants)?;
    let file = folder.join("lib.rs");
    fs::write(&file, source(way, variants))?;
    let emit = match profile {
        Profile::Check => "--emit=dep-info,metadata",
        Profile::Debug | Profile::Release => "--emit=dep-info,metadata,link",
    };
    let mut command = dependencies.rustc(way.externs())?;
    command
        .args([emit, "-Cdebuginfo=2", "--out-dir"])
        .arg(&folder);
    // Once without valgrind: what is wrong is said at once, and files are in
    // the cache.
    command.arg(&file);
    output(&mut command)?;
    command.arg(format!(
        "-Cincremental={}",
        folder.join("incremental").display()
    ));
    let clean = instructions(&command)?;
    let touched = instructions(&command)?;
    Ok(Cost { clean, touched })
}

/// An empty folder.
fn folder(way: Way, profile: Profile, variants: usize) -> Result<PathBuf> {
    let name = format!("{}-{profile:?}-{variants}", way.feature());
    let folder = target()?.join("benches/generated").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}
