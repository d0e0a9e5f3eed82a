//! The tables of conversions.

use catchall_benches::CASES;

use super::measure::{Cost, Measured};
use crate::table::{Table, ratio};

/// Instructions, each with its ratio to the floor above.
pub(crate) fn instructions(measured: &[Measured]) -> String {
    table(measured, |cost, floor| {
        format!(
            "{} ({})",
            cost.instructions,
            ratio(cost.instructions, floor.instructions)
        )
    })
}

/// Allocations and their bytes.
pub(crate) fn allocations(measured: &[Measured]) -> String {
    table(measured, |cost, _| {
        format!("{} / {}", cost.allocations, cost.bytes)
    })
}

/// Nanoseconds, each with its ratio to the floor above.
pub(crate) fn nanoseconds(measured: &[Measured]) -> String {
    table(measured, |cost, floor| {
        match (cost.nanoseconds, floor.nanoseconds) {
            (Some(time), Some(floor)) => format!("{time:.0} ({:.2})", time / floor),
            _ => "–".to_owned(),
        }
    })
}

/// Instructions through axum as ratios to the floor: the page in short.
pub(crate) fn summary(measured: &[Measured]) -> String {
    let mut table = Table::new(std::iter::once("").chain(CASES));
    let mut from_floor = measured.iter().skip_while(|one| one.name != "floor, axum");
    let Some(floor) = from_floor.next() else {
        return table.to_string();
    };
    let behind = from_floor.take_while(|one| !one.is_floor);
    for one in std::iter::once(floor).chain(behind) {
        let cells = one.costs.iter().zip(&floor.costs);
        let cells = cells.map(|(cost, floor)| ratio(cost.instructions, floor.instructions));
        table.row(std::iter::once(one.name.clone()).chain(cells));
    }
    table.to_string()
}

fn table(measured: &[Measured], cell: impl Fn(&Cost, &Cost) -> String) -> String {
    let mut table = Table::new(std::iter::once("").chain(CASES));
    let mut floor = None;
    for one in measured {
        if one.is_floor {
            floor = Some(one);
        }
        let floor = floor.unwrap_or(one);
        let cells = one.costs.iter().zip(&floor.costs);
        let cells = cells.map(|(cost, floor)| cell(cost, floor));
        table.row(std::iter::once(one.name.clone()).chain(cells));
    }
    table.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_held_against_the_floor_above() {
        let one = |name: &str, is_floor, instructions| Measured {
            name: name.to_owned(),
            is_floor,
            costs: vec![Cost {
                instructions,
                ..Cost::default()
            }],
        };
        let measured = [
            one("floor", true, 100),
            one("a", false, 150),
            one("other floor", true, 200),
            one("b", false, 150),
        ];
        let text = instructions(&measured);
        assert!(text.contains("| a | 150 (1.50) |"), "{text}");
        assert!(text.contains("| b | 150 (0.75) |"), "{text}");
    }
}
