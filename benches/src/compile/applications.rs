//! Clean builds of minimal applications.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::cargo::{cargo, output, peers, target};
use crate::goal::Goal;
use crate::table::Table;

/// Rounds of which the fastest counts: other people's load adds, it never
/// takes away.
const ROUNDS: usize = 3;

/// What an application depends on, by a feature of `peers/compile`.
struct Application {
    name: &'static str,
    feature: &'static str,
    /// The most crates that the goals allow.
    crates: Option<usize>,
}

const THISERROR: &str = "thiserror";
const WITH_DERIVE: &str = "thiserror + catchall-derive alone";
const WITH_CATCHALL: &str = "thiserror + catchall";
/// Those that have a derive.
const WITH_PEERS: [&str; 2] = ["thiserror + axum-problem", "thiserror + actix-web-error"];

const fn application(name: &'static str, feature: &'static str) -> Application {
    Application {
        name,
        feature,
        crates: None,
    }
}

const APPLICATIONS: [Application; 13] = [
    application("nothing", "nothing"),
    application(THISERROR, "thiserror"),
    application(WITH_DERIVE, "derive-alone"),
    Application {
        crates: Some(14),
        ..application("catchall without default features", "minimal-bare")
    },
    Application {
        crates: Some(18),
        ..application("catchall", "minimal")
    },
    application(WITH_CATCHALL, "catchall"),
    application("thiserror + catchall, axum-core", "catchall-axum"),
    application("thiserror + axum, serde, tracing", "by-hand"),
    application("thiserror + problem_details", "problem-details"),
    application("thiserror + http-api-problem", "http-api-problem"),
    application(WITH_PEERS[0], "axum-problem"),
    application(WITH_PEERS[1], "actix-web-error"),
    application("thiserror + miette", "miette"),
];

/// What a clean debug build takes.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    name: &'static str,
    crates: usize,
    most: Option<usize>,
    processor_time: Duration,
}

/// All applications, in rounds, so that load hits each of them.
///
/// # Errors
///
/// Where one does not build.
pub(crate) fn measure() -> Result<Vec<Measured>> {
    let mut measured = Vec::new();
    for application in APPLICATIONS {
        // Downloads, which are not counted.
        crate::cargo::Dependencies::build(application.feature, crate::cargo::Profile::Debug)?;
        measured.push(Measured {
            name: application.name,
            crates: crates(application.feature)?,
            most: application.crates,
            processor_time: Duration::MAX,
        });
    }
    for round in 1..=ROUNDS {
        for (application, measured) in APPLICATIONS.iter().zip(&mut measured) {
            eprintln!("building, round {round}: {}", application.name);
            let time = clean_build(application.feature)?;
            measured.processor_time = measured.processor_time.min(time);
        }
    }
    Ok(measured)
}

/// Every crate but the application.
fn crates(feature: &str) -> Result<usize> {
    let tree = output(
        cargo()
            .args([
                "tree",
                "--prefix=none",
                "--no-dedupe",
                "--edges=normal,build",
            ])
            .args(["--package=catchall-benches-compile", "--features", feature])
            .arg("--manifest-path")
            .arg(peers().join("Cargo.toml")),
    )?;
    Ok(distinct(&tree).saturating_sub(1))
}

fn distinct(tree: &str) -> usize {
    let mut lines: Vec<&str> = tree.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.len()
}

fn clean_build(feature: &str) -> Result<Duration> {
    let folder = target()?.join("benches/clean");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let before = children()?;
    output(
        cargo()
            .args(["build", "--quiet", "--package=catchall-benches-compile"])
            .args(["--features", feature, "--manifest-path"])
            .arg(peers().join("Cargo.toml"))
            .arg("--target-dir")
            .arg(&folder),
    )?;
    Ok(children()?.saturating_sub(before))
}

/// The processor time of all children of this process that have ended, of
/// `/proc/self/stat`: its ticks are hundredths of a second on Linux.
fn children() -> Result<Duration> {
    let path = Path::new("/proc/self/stat");
    let text = fs::read_to_string(path).context("processor time is read from /proc")?;
    ticks(&text).context("`/proc/self/stat` has no times")
}

fn ticks(stat: &str) -> Option<Duration> {
    // The name of the program may hold blanks, and ends with a parenthesis.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(13);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(Duration::from_millis((user + system) * 10))
}

/// Crates and seconds.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut table = Table::new(["an application with", "crates", "CPU seconds"]);
    for one in measured {
        let seconds = format!("{:.1}", one.processor_time.as_secs_f64());
        table.row([one.name.to_owned(), one.crates.to_string(), seconds]);
    }
    table.to_string()
}

/// How many crates there may be, and what the derive adds to an application that
/// has another one.
pub(crate) fn goals(measured: &[Measured]) -> Vec<Goal> {
    let crates = |one: &Measured| {
        Some(Goal {
            what: format!("crates under {}", one.name),
            wanted: format!("≤ {}", one.most?),
            found: one.crates.to_string(),
            is_reached: one.crates <= one.most?,
        })
    };
    let mut goals: Vec<Goal> = measured.iter().filter_map(crates).collect();
    let time = |name: &str| {
        let one = measured.iter().find(|one| one.name == name)?;
        Some(one.processor_time)
    };
    let ours = time(WITH_CATCHALL);
    for peer in WITH_PEERS {
        if let (Some(ours), Some(theirs)) = (ours, time(peer)) {
            goals.push(Goal {
                what: format!("clean build: against {peer}"),
                wanted: format!("less than {:.1} CPU seconds", theirs.as_secs_f64()),
                found: format!("{:.1}", ours.as_secs_f64()),
                is_reached: ours < theirs,
            });
        }
    }
    if let (Some(with), Some(without)) = (time(WITH_DERIVE), time(THISERROR)) {
        let more = with.saturating_sub(without);
        goals.push(Goal {
            what: "clean build: what the derive adds to an application with thiserror".to_owned(),
            wanted: "≤ 0.2 CPU seconds".to_owned(),
            found: format!("{:.1}", more.as_secs_f64()),
            is_reached: more <= Duration::from_millis(200),
        });
    }
    goals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_behind_the_name() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 1 2 3 4 5 6 250 50 20 0 1 0 0";
        assert_eq!(ticks(stat), Some(Duration::from_secs(3)));
    }

    #[test]
    fn a_crate_counts_once() {
        assert_eq!(distinct("app v1\nsyn v2\nquote v1\nsyn v2\n\n"), 3);
    }
}
