//! What grows, and how.

use std::fmt::Write as _;

use anyhow::Result;

use catchall_benches::{DEPTHS, LENGTHS, MEMBERS, series};

use crate::conversions::measure::{Cost, Measured, Programs};
use crate::goal::Goal;
use crate::table::{Table, ratio};

/// The series whose names begin with `prefix`, by size.
struct Series {
    prefix: &'static str,
    title: &'static str,
    sizes: &'static [usize],
}

const SERIES: [Series; 3] = [
    Series {
        prefix: "detail: ",
        title: "bytes of the detail",
        sizes: &LENGTHS,
    },
    Series {
        prefix: "members: ",
        title: "number of members",
        sizes: &MEMBERS,
    },
    Series {
        prefix: "depth: ",
        title: "types that delegate, one to the next",
        sizes: &DEPTHS,
    },
];

/// What each costs in each of its sizes.
///
/// # Errors
///
/// Where a program does not build or run.
pub(crate) fn measure() -> Result<Vec<Measured>> {
    let programs = Programs::own()?;
    let measured = series().into_iter().map(|one| {
        Ok(Measured {
            costs: programs.costs(one.name, one.cases.len())?,
            name: one.name.to_owned(),
            is_floor: one.is_floor,
        })
    });
    measured.collect()
}

/// A table for each thing that grows: instructions, allocations / bytes.
pub(crate) fn tables(measured: &[Measured]) -> String {
    let mut text = String::new();
    for series in SERIES {
        let header = series.sizes.iter().map(ToString::to_string);
        let mut table = Table::new(std::iter::once(series.title.to_owned()).chain(header));
        for one in measured {
            if let Some(name) = one.name.strip_prefix(series.prefix) {
                let cells = one.costs.iter().map(|cost| {
                    let Cost {
                        instructions,
                        allocations,
                        bytes,
                        ..
                    } = cost;
                    format!("{instructions}, {allocations} / {bytes}")
                });
                table.row(std::iter::once(name.to_owned()).chain(cells));
            }
        }
        writeln!(text, "{table}").ok();
    }
    text
}

/// What one more costs, in hundredths: at first, and later.
fn slopes(costs: &[Cost], sizes: &[usize]) -> Option<(u64, u64)> {
    let slope = |from: usize, to: usize| {
        let grown = costs
            .get(to)?
            .instructions
            .checked_sub(costs.get(from)?.instructions)?;
        let size = u64::try_from(sizes.get(to)?.checked_sub(*sizes.get(from)?)?).ok()?;
        (grown * 100).checked_div(size)
    };
    let last = sizes.len().checked_sub(1)?;
    Some((slope(0, 1)?, slope(last - 1, last)?))
}

/// The goals, each reached or missed by these numbers.
pub(crate) fn goals(measured: &[Measured]) -> Vec<Goal> {
    let costs = |name: &str| {
        measured
            .iter()
            .find(|one| one.name == name)
            .map(|one| &one.costs)
    };
    let mut goals = Vec::new();
    let detail = costs("detail: catchall, http");
    let writer = costs("detail: `serde_json::to_writer` alone");
    if let (Some(detail), Some(writer)) = (detail, writer)
        && let (Some((_, ours)), Some((_, theirs))) =
            (slopes(detail, &LENGTHS), slopes(writer, &LENGTHS))
    {
        goals.push(Goal {
            what: "instructions for one more byte of detail".to_owned(),
            wanted: format!("≤ serde_json's {}", ratio(theirs, 100)),
            found: ratio(ours, 100),
            is_reached: ours <= theirs,
        });
    }
    if let Some([_, short, long]) = detail.map(Vec::as_slice) {
        goals.push(Goal {
            what: "bytes allocated for one more byte of detail".to_owned(),
            wanted: "1.00".to_owned(),
            found: ratio(long.bytes - short.bytes, 4096 - 256),
            is_reached: long.bytes - short.bytes == 4096 - 256,
        });
    }
    for (name, sizes, what) in [
        ("members: catchall, http", &MEMBERS[..], "member"),
        ("depth: catchall, http", &DEPTHS[..], "level of delegation"),
    ] {
        if let Some((first, later)) = costs(name).and_then(|costs| slopes(costs, sizes)) {
            goals.push(Goal {
                what: format!("instructions for one more {what}"),
                wanted: format!("linear: ≤ 1.10 × the first ones' {}", first / 100),
                found: format!("{}", later / 100),
                is_reached: later * 100 <= first * 110,
            });
        }
    }
    goals
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(instructions: [u64; 3]) -> Vec<Cost> {
        let cost = |instructions| Cost {
            instructions,
            bytes: instructions,
            ..Cost::default()
        };
        instructions.map(cost).to_vec()
    }

    #[test]
    fn a_slope_is_that_of_the_first_and_of_the_last_step() {
        let found = slopes(&costs([100, 600, 2600]), &MEMBERS);
        assert_eq!(found, Some((10_000, 10_000)));
    }

    #[test]
    fn what_grows_faster_than_its_size_misses() {
        let measured = [Measured {
            name: "members: catchall, http".to_owned(),
            is_floor: false,
            costs: costs([100, 600, 9600]),
        }];
        let goals = goals(&measured);
        assert_eq!(goals.len(), 1);
        assert!(!goals[0].is_reached);
    }
}
