//! Whether core and derive are built at the same time.

use std::fs;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::cargo::{cargo, output, peers, target};
use crate::goal::Goal;
use crate::table::Table;

/// When a crate was compiled, in seconds from the start of the build.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unit {
    name: String,
    start: f64,
    end: f64,
}

/// A clean build of catchall, as `cargo build --timings` sees it.
///
/// # Errors
///
/// Where it does not build, or cargo's report is not as expected.
pub(crate) fn measure() -> Result<Vec<Unit>> {
    let folder = target()?.join("benches/timings");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    eprintln!("building: catchall, with cargo's timings");
    output(
        cargo()
            .args(["build", "--quiet", "--timings", "--jobs=2"])
            .args(["--package=catchall-benches-compile", "--features=catchall"])
            .arg("--manifest-path")
            .arg(peers().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&folder),
    )?;
    let report = folder.join("cargo-timings/cargo-timing.html");
    units(&fs::read_to_string(report)?).context("cargo's timings have changed their shape")
}

/// The units in cargo's report, which holds them as JSON.
fn units(report: &str) -> Option<Vec<Unit>> {
    let (_, data) = report.split_once("const UNIT_DATA = ")?;
    let (data, _) = data.split_once("];")?;
    let data: Vec<Value> = serde_json::from_str(&format!("{data}]")).ok()?;
    let unit = |unit: &Value| {
        let start = unit["start"].as_f64()?;
        Some(Unit {
            name: unit["name"].as_str()?.to_owned(),
            start,
            end: start + unit["duration"].as_f64()?,
        })
    };
    data.iter().map(unit).collect()
}

fn find<'a>(units: &'a [Unit], name: &str) -> Option<&'a Unit> {
    units.iter().find(|unit| unit.name == name)
}

/// From when to when catchall's crates were compiled.
pub(crate) fn table(units: &[Unit]) -> String {
    let mut table = Table::new(["crate", "from second", "to second"]);
    for name in ["catchall-core", "catchall-derive", "catchall"] {
        if let Some(unit) = find(units, name) {
            let seconds = |time: f64| format!("{time:.1}");
            table.row([name.to_owned(), seconds(unit.start), seconds(unit.end)]);
        }
    }
    table.to_string()
}

/// Both at the same time for a while.
pub(crate) fn goals(units: &[Unit]) -> Vec<Goal> {
    let core = find(units, "catchall-core");
    let derive = find(units, "catchall-derive");
    let goal = core.zip(derive).map(|(core, derive)| {
        let both = core.end.min(derive.end) - core.start.max(derive.start);
        Goal {
            what: "catchall-core and catchall-derive, two jobs".to_owned(),
            wanted: "built at the same time".to_owned(),
            found: format!("for {:.1} s", both.max(0.0)),
            is_reached: both > 0.0,
        }
    });
    goal.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_read() {
        let report = r#"x const UNIT_DATA = [
            { "name": "catchall-core", "start": 1.5, "duration": 2.0, "unblocked_units": [1] },
            { "name": "catchall-derive", "start": 3.0, "duration": 1.0 }
        ];
        const CONCURRENCY_DATA = [];"#;
        let units = units(report).unwrap_or_default();
        assert_eq!(units.len(), 2);
        let goals = goals(&units);
        assert_eq!(goals[0].found, "for 0.5 s");
        assert!(goals[0].is_reached);
    }
}
