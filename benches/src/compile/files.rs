//! Where generated crates are.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::cargo::target;

/// An empty folder of this name.
pub(super) fn folder(name: &str) -> Result<PathBuf> {
    let folder = target()?.join("benches/generated").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}
