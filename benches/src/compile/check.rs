//! Instructions of the compiler for one crate with one enum.

use std::fs;

use anyhow::Result;

use super::files::folder;
use super::source::{Way, source};
use crate::cargo::{Dependencies, Profile, output};
use crate::goal::Goal;
use crate::table::{Table, ratio};
use crate::valgrind::instructions;

/// What `cargo check` or `cargo build` costs, in instructions of rustc.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cost {
    /// Nothing of the crate was compiled before.
    pub(crate) clean: u64,
    /// All of it was, and the file's time is new.
    pub(crate) touched: u64,
}

/// What an enum of this many variants costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    pub(crate) way: Way,
    pub(crate) variants: usize,
    pub(crate) cost: Cost,
}

/// Each way in each size.
///
/// # Errors
///
/// Without valgrind, and where something does not compile.
pub(crate) fn measure(profile: Profile, ways: &[Way], sizes: &[usize]) -> Result<Vec<Measured>> {
    let mut measured = Vec::new();
    for &way in ways {
        for &variants in sizes {
            eprintln!("compiling ({profile:?}): {}, {variants}", way.name());
            let cost = cost(way, profile, variants)?;
            measured.push(Measured {
                way,
                variants,
                cost,
            });
        }
    }
    Ok(measured)
}

fn cost(way: Way, profile: Profile, variants: usize) -> Result<Cost> {
    let dependencies = Dependencies::build(way.feature(), profile)?;
    let folder = folder(&format!("{}-{profile:?}-{variants}", way.feature()))?;
    let file = folder.join("lib.rs");
    fs::write(&file, source(way, variants))?;
    let emit = match profile {
        Profile::Check => "--emit=dep-info,metadata",
        Profile::Debug | Profile::Release => "--emit=dep-info,metadata,link",
    };
    let mut command = dependencies.library(way.externs())?;
    command
        .args([emit, "-Cembed-bitcode=no", "-Cdebuginfo=2", "--out-dir"])
        .arg(&folder)
        .arg(&file);
    // Once without valgrind: mistakes show at once, and files are in the cache.
    output(&mut command)?;
    command.arg(format!(
        "-Cincremental={}",
        folder.join("incremental").display()
    ));
    let clean = instructions(&command)?;
    let touched = instructions(&command)?;
    Ok(Cost { clean, touched })
}

/// A row for each way, two columns for each size; each number has its ratio to
/// the first row's.
pub(crate) fn table(measured: &[Measured]) -> String {
    let mut sizes: Vec<usize> = measured.iter().map(|one| one.variants).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let of = |way, variants| {
        let mut all = measured.iter();
        all.find(|one| one.way == way && one.variants == variants)
            .map(|one| one.cost)
    };
    let columns = sizes.iter().map(|size| format!("{size} variants"));
    let columns = columns.flat_map(|name| [name.clone(), format!("{name}, touched")]);
    let mut table = Table::new(std::iter::once(String::new()).chain(columns));
    let mut ways: Vec<Way> = measured.iter().map(|one| one.way).collect();
    ways.dedup();
    for &way in &ways {
        let cells = sizes
            .iter()
            .flat_map(|&size| match (of(way, size), of(ways[0], size)) {
                (Some(cost), Some(base)) => [
                    cell(cost.clean, base.clean),
                    cell(cost.touched, base.touched),
                ],
                (Some(cost), None) => [cell(cost.clean, 0), cell(cost.touched, 0)],
                (None, _) => ["–".to_owned(), "–".to_owned()],
            });
        table.row(std::iter::once(way.name().to_owned()).chain(cells));
    }
    table.to_string()
}

/// Millions, and how many times the base.
fn cell(count: u64, base: u64) -> String {
    format!("{} ({})", count / 1_000_000, ratio(count, base))
}

/// catchall compared with thiserror alone: at most this many hundredths, clean and
/// touched.
pub(crate) fn goals(
    measured: &[Measured],
    profile: Profile,
    clean: u64,
    touched: Option<u64>,
) -> Vec<Goal> {
    let cost = |way, variants| {
        let mut all = measured.iter();
        all.find(|one| one.way == way && one.variants == variants)
            .map(|one| one.cost)
    };
    let mut goals = Vec::new();
    for size in [100, 1000] {
        let (Some(ours), Some(base)) = (cost(Way::Catchall, size), cost(Way::Thiserror, size))
        else {
            continue;
        };
        let mut goal = |state: &str, hundredths, ours: u64, base: u64| {
            goals.push(Goal {
                what: format!("{} of {size} variants, {state}", profile.command()),
                wanted: format!("≤ {} × thiserror alone", ratio(hundredths, 100)),
                found: format!("{} ×", ratio(ours, base)),
                is_reached: ours * 100 <= base * hundredths,
            });
        };
        goal("clean", clean, ours.clean, base.clean);
        if let Some(touched) = touched {
            goal("touched", touched, ours.touched, base.touched);
        }
    }
    for size in [10, 100] {
        let (Some(ours), Some(by_hand)) = (cost(Way::CatchallAxum, size), cost(Way::ByHand, size))
        else {
            continue;
        };
        for (state, ours, by_hand) in [
            ("clean", ours.clean, by_hand.clean),
            ("touched", ours.touched, by_hand.touched),
        ] {
            goals.push(Goal {
                what: format!("{} of {size} variants, axum, {state}", profile.command()),
                wanted: "less than by hand".to_owned(),
                found: format!("{} × of it", ratio(ours, by_hand)),
                is_reached: ours < by_hand,
            });
        }
    }
    let between = |way, few, many| {
        let (few, many) = (cost(way, few)?, cost(way, many)?);
        Some(many.clean.saturating_sub(few.clean))
    };
    // Of what a variant costs among a thousand and among a hundred.
    let growth = |way| {
        let (few, many) = (between(way, 10, 100)?, between(way, 100, 1000)?);
        (few > 0).then_some((many / 10, few))
    };
    if let (Some((many, few)), Some(base)) = (growth(Way::Catchall), growth(Way::Thiserror)) {
        let (ours, base) = (ratio(many, few), ratio(base.0, base.1));
        goals.push(Goal {
            what: format!("{} of one variant among 1000", profile.command()),
            wanted: "linear: ≤ 1.10 × one among 100".to_owned(),
            found: format!("{ours} ×; thiserror alone {base} ×"),
            is_reached: many * 100 <= few * 110,
        });
    }
    let marginal = |way| between(way, 100, 1000);
    if let (Some(ours), Some(base)) = (marginal(Way::Catchall), marginal(Way::Thiserror)) {
        let more = ours.saturating_sub(base);
        goals.push(Goal {
            what: format!("{} of one more variant", profile.command()),
            wanted: "≤ 0.40 × what thiserror adds to it".to_owned(),
            found: format!("{} ×", ratio(more, base)),
            is_reached: more * 100 <= base * 40,
        });
    }
    goals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(way: Way, variants: usize, clean: u64) -> Measured {
        let cost = Cost {
            clean: clean * 1_000_000,
            touched: clean * 500_000,
        };
        Measured {
            way,
            variants,
            cost,
        }
    }

    #[test]
    fn ratios_are_to_the_first_row() {
        let all = [
            measured(Way::Thiserror, 10, 100),
            measured(Way::Catchall, 10, 150),
        ];
        let text = table(&all);
        assert!(
            text.contains("| thiserror + catchall | 150 (1.50) | 75 (1.50) |"),
            "{text}"
        );
    }

    #[test]
    fn the_margin_is_what_a_variant_adds() {
        let all = [
            measured(Way::Thiserror, 100, 200),
            measured(Way::Thiserror, 1000, 1100),
            measured(Way::Catchall, 100, 220),
            measured(Way::Catchall, 1000, 1570),
        ];
        let goals = goals(&all, Profile::Check, 120, None);
        let reached: Vec<bool> = goals.iter().map(|goal| goal.is_reached).collect();
        // 1.10 and 1.43 times thiserror, 0.50 times what it adds.
        assert_eq!(reached, [true, false, false]);
    }

    #[test]
    fn ten_times_the_variants_cost_ten_times_as_much() {
        let reached = |large| {
            let all = [
                measured(Way::Thiserror, 10, 10),
                measured(Way::Thiserror, 100, 100),
                measured(Way::Thiserror, 1000, 1000),
                measured(Way::Catchall, 10, 10),
                measured(Way::Catchall, 100, 100),
                measured(Way::Catchall, 1000, large),
            ];
            let goals = goals(&all, Profile::Check, 120, None);
            let linear = goals.iter().find(|goal| goal.wanted.contains("linear"));
            linear.map(|goal| goal.is_reached)
        };
        assert_eq!(reached(1000), Some(true));
        assert_eq!(reached(1100), Some(false));
    }

    #[test]
    fn what_costs_as_much_as_by_hand_is_not_less() {
        let all = [
            measured(Way::CatchallAxum, 100, 50),
            measured(Way::ByHand, 100, 50),
        ];
        let goals = goals(&all, Profile::Check, 120, None);
        assert!(goals.len() == 2 && goals.iter().all(|goal| !goal.is_reached));
    }
}
