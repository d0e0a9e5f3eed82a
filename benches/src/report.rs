//! What a part of the measurements found, kept until the document is written.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::cargo::target;
use crate::goal::{self, Goal};

/// Tables, and goals.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Report {
    /// Markdown.
    pub(crate) text: String,
    pub(crate) goals: Vec<Goal>,
    /// The few lines at the top of the page.
    pub(crate) summary: Option<String>,
}

impl Report {
    /// For people who run one part.
    pub(crate) fn print(&self) {
        println!("{}", self.text);
        if !self.goals.is_empty() {
            println!("{}", goal::table(&self.goals));
        }
    }

    /// Keeps it under the name of its part.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub(crate) fn save(&self, part: &str) -> Result<()> {
        let path = path(part)?;
        fs::create_dir_all(path.parent().context("it is in a folder")?)?;
        Ok(fs::write(path, serde_json::to_string_pretty(self)?)?)
    }

    /// What was kept.
    ///
    /// # Errors
    ///
    /// Where this part was never measured.
    pub(crate) fn load(part: &str) -> Result<Self> {
        let text = fs::read_to_string(path(part)?);
        let text = text.with_context(|| format!("`{part}` was not measured yet"))?;
        Ok(serde_json::from_str(&text)?)
    }
}

fn path(part: &str) -> Result<PathBuf> {
    Ok(target()?
        .join("benches/results")
        .join(format!("{part}.json")))
}
