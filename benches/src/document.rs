//! Writes the tables into the documents, between markers. The text outside of them is
//! written by people.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::goal;
use crate::machine;
use crate::parts::PARTS;
use crate::report::Report;

/// Of the reports that were kept.
///
/// # Errors
///
/// Where a document lacks its markers. A part that was not measured is left out.
pub(crate) fn write_all() -> Result<()> {
    let mut text = machine::description()?;
    let (mut goals, mut summary) = (Vec::new(), String::new());
    let mut tables = String::new();
    for part in &PARTS {
        let report = match Report::load(part.name) {
            Ok(report) => report,
            Err(error) => {
                eprintln!("left out: {error}");
                continue;
            }
        };
        let (title, introduction) = (part.title, part.introduction);
        write!(tables, "## {title}\n\n{introduction}\n\n{}\n", report.text)?;
        goals.extend(report.goals);
        summary.push_str(&report.summary.unwrap_or_default());
    }
    write!(text, "\n## Goals\n\n{}\n{tables}", goal::table(&goals))?;
    replace("docs/performance.md", "measured", text.trim_end())?;
    replace("docs/performance.md", "costs", summary.trim_end())
}

fn replace(document: &str, marker: &str, content: &str) -> Result<()> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(document);
    let text = fs::read_to_string(&path).with_context(|| document.to_owned())?;
    let replaced = between(&text, marker, content);
    let replaced = replaced.with_context(|| format!("{document} lacks its markers `{marker}`"))?;
    Ok(fs::write(path, replaced)?)
}

/// The text with this content between `<!-- marker -->` and
/// `<!-- end of marker -->`.
fn between(text: &str, marker: &str, content: &str) -> Option<String> {
    let (begin, end) = (
        format!("<!-- {marker} -->"),
        format!("<!-- end of {marker} -->"),
    );
    let (head, rest) = text.split_once(&begin)?;
    let (_, tail) = rest.split_once(&end)?;
    Some(format!("{head}{begin}\n\n{content}\n\n{end}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::between;

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let text = "a\n<!-- costs -->\nold\n<!-- end of costs -->\nb\n";
        let expected = "a\n<!-- costs -->\n\nnew\n\n<!-- end of costs -->\nb\n";
        assert_eq!(between(text, "costs", "new").as_deref(), Some(expected));
        assert_eq!(between("a", "costs", "new"), None);
    }
}
