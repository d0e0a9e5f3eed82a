//! Limits that do not depend on a clock or on a machine: instructions as ratios
//! to the floor of the same run, allocations, tokens per variant.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use catchall_benches::{CASES, contenders};

use crate::compile::expansion;
use crate::conversions::measure::{Cost, Programs};

/// Hundredths by which a count may exceed its limit: another processor's
/// `memcpy` takes a few instructions more.
const SLACK: u64 = 4;

/// What was committed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Limits {
    conversions: BTreeMap<String, Conversions>,
    /// Hundredths of a token that one more variant costs beyond thiserror's.
    tokens_per_variant: u64,
}

/// Of a contender, by case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Conversions {
    /// Hundredths of the floor's instructions.
    instructions: Vec<u64>,
    allocations: Vec<i64>,
    /// Bytes beyond the floor's.
    bytes: Vec<i64>,
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("limits.json")
}

/// Measures and writes the limits anew.
///
/// # Errors
///
/// Where something cannot be measured.
pub(crate) fn bless() -> Result<()> {
    let limits = measure()?;
    fs::write(path(), serde_json::to_string_pretty(&limits)? + "\n")?;
    eprintln!("{} is written", path().display());
    Ok(())
}

/// Measures and compares with the limits.
///
/// # Errors
///
/// Where one is exceeded, and where an exact one is not met.
pub(crate) fn check() -> Result<()> {
    let text = fs::read_to_string(path()).context("there are no limits")?;
    let limits: Limits = serde_json::from_str(&text)?;
    let differences = differences(&limits, &measure()?);
    if differences.is_empty() {
        eprintln!("all costs are within their limits");
        return Ok(());
    }
    bail!(
        "{}\nif that is meant: `cargo run --release -p catchall-benches -- bless`",
        differences.join("\n")
    )
}

fn measure() -> Result<Limits> {
    let programs = Programs::own()?;
    let mut conversions = BTreeMap::new();
    let mut floor = Vec::new();
    for contender in contenders() {
        if contender.is_floor {
            floor = programs.costs(contender.name, CASES.len())?;
        } else if contender.name.starts_with("catchall") {
            let costs = programs.costs(contender.name, CASES.len())?;
            conversions.insert(contender.name.to_owned(), against(&costs, &floor)?);
        }
    }
    Ok(Limits {
        conversions,
        tokens_per_variant: u64::try_from(expansion::catchall()?)?,
    })
}

fn against(costs: &[Cost], floor: &[Cost]) -> Result<Conversions> {
    let mut found = Conversions {
        instructions: Vec::new(),
        allocations: Vec::new(),
        bytes: Vec::new(),
    };
    for (cost, floor) in costs.iter().zip(floor) {
        let hundredths = (cost.instructions * 100).checked_div(floor.instructions);
        found
            .instructions
            .push(hundredths.context("the floor does nothing")?);
        found.allocations.push(i64::try_from(cost.allocations)?);
        found
            .bytes
            .push(i64::try_from(cost.bytes)? - i64::try_from(floor.bytes)?);
    }
    Ok(found)
}

/// What is over its limit, in words.
fn differences(limits: &Limits, found: &Limits) -> Vec<String> {
    let mut differences = Vec::new();
    let is_over = |found: u64, limit: u64| found * 100 > limit * (100 + SLACK);
    for (name, found) in &found.conversions {
        let Some(limit) = limits.conversions.get(name) else {
            differences.push(format!("{name}: has no limits"));
            continue;
        };
        for (at, case) in CASES.iter().enumerate() {
            if let (Some(&found), Some(&limit)) =
                (found.instructions.get(at), limit.instructions.get(at))
                && is_over(found, limit)
            {
                differences.push(format!(
                    "{name}, {case}: {found} % of the floor's instructions, the limit is {limit} %"
                ));
            }
            for (what, found, limit) in [
                ("allocations", &found.allocations, &limit.allocations),
                ("bytes beyond the floor's", &found.bytes, &limit.bytes),
            ] {
                let (found, limit) = (found.get(at), limit.get(at));
                if found != limit {
                    differences.push(format!(
                        "{name}, {case}: {what}: {found:?}, expected: {limit:?}"
                    ));
                }
            }
        }
    }
    if is_over(found.tokens_per_variant, limits.tokens_per_variant) {
        differences.push(format!(
            "a variant expands to {} hundredths of a token, the limit is {}",
            found.tokens_per_variant, limits.tokens_per_variant
        ));
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(instructions: u64, allocations: i64, tokens_per_variant: u64) -> Limits {
        let conversions = Conversions {
            instructions: vec![instructions; 5],
            allocations: vec![allocations; 5],
            bytes: vec![0; 5],
        };
        Limits {
            conversions: BTreeMap::from([("catchall".to_owned(), conversions)]),
            tokens_per_variant,
        }
    }

    #[test]
    fn a_little_more_is_no_difference() {
        let found = differences(&limits(100, 2, 5000), &limits(104, 2, 5200));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn more_is_one() {
        assert_eq!(
            differences(&limits(100, 2, 5000), &limits(105, 2, 5000)).len(),
            5
        );
        assert_eq!(
            differences(&limits(100, 2, 5000), &limits(100, 2, 5300)).len(),
            1
        );
    }

    #[test]
    fn allocations_are_exact() {
        assert_eq!(
            differences(&limits(100, 2, 5000), &limits(100, 3, 5000)).len(),
            5
        );
        assert_eq!(
            differences(&limits(100, 2, 5000), &limits(100, 1, 5000)).len(),
            5
        );
    }
}
