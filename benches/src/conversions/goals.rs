//! What a conversion may cost at most.

use super::measure::{Cost, Measured};
use crate::goal::Goal;
use crate::table::ratio;

const CATCHALL: &str = "catchall, http";
const TEMPLATE: &str = "catchall, http, `detail = \"...\"`";
const FLOOR: &str = "floor, http";
const CATCHALL_AXUM: &str = "catchall, axum";
const FLOOR_AXUM: &str = "floor, axum";
const BY_HAND_AXUM: &str = "by hand, axum";
const CATCHALL_ACTIX: &str = "catchall, actix-web";
const FLOOR_ACTIX: &str = "floor, actix-web";

/// The goals, each reached or missed by these numbers.
pub(crate) fn goals(measured: &[Measured]) -> Vec<Goal> {
    let mut goals = Vec::new();
    let ours = [(CATCHALL, FLOOR), (CATCHALL_AXUM, FLOOR_AXUM)];
    for (name, floor) in ours {
        for (case, most) in [(0, 110), (1, 220), (2, 110), (3, 220), (4, 110)] {
            goals.extend(at_most(measured, name, floor, case, most));
        }
    }
    goals.extend(at_most(measured, TEMPLATE, FLOOR, 1, 115));
    for (name, floor) in ours.into_iter().chain([(CATCHALL_ACTIX, FLOOR_ACTIX)]) {
        goals.extend((0..5).filter_map(|case| allocations(measured, name, floor, case)));
    }
    for (case, least) in [(0, 450), (1, 230), (2, 300), (3, 160), (4, 300)] {
        goals.extend(fewer(measured, case, least));
    }
    goals.extend(fewest(measured));
    goals
}

fn cost<'a>(measured: &'a [Measured], name: &str, case: usize) -> Option<&'a Cost> {
    let one = measured.iter().find(|one| one.name == name)?;
    one.costs.get(case)
}

/// At most this many hundredths of the floor.
fn at_most(
    measured: &[Measured],
    name: &str,
    floor: &str,
    case: usize,
    hundredths: u64,
) -> Option<Goal> {
    let ours = cost(measured, name, case)?.instructions;
    let floor = cost(measured, floor, case)?.instructions;
    Some(Goal {
        what: format!("c{}, {name}: instructions", case + 1),
        wanted: format!("≤ {} × the floor", ratio(hundredths, 100)),
        found: format!("{} ×", ratio(ours, floor)),
        is_reached: ours * 100 <= floor * hundredths,
    })
}

fn allocations(measured: &[Measured], name: &str, floor: &str, case: usize) -> Option<Goal> {
    let ours = cost(measured, name, case)?;
    let floor = cost(measured, floor, case)?;
    Some(Goal {
        what: format!("c{}, {name}: allocations / bytes", case + 1),
        wanted: format!("the floor's {} / {}", floor.allocations, floor.bytes),
        found: format!("{} / {}", ours.allocations, ours.bytes),
        is_reached: ours.allocations <= floor.allocations,
    })
}

/// This many hundredths of ours are at most the hand-written one's.
fn fewer(measured: &[Measured], case: usize, hundredths: u64) -> Option<Goal> {
    let ours = cost(measured, CATCHALL_AXUM, case)?.instructions;
    let floor = cost(measured, FLOOR_AXUM, case)?.instructions;
    let by_hand = cost(measured, BY_HAND_AXUM, case)?.instructions;
    Some(Goal {
        what: format!("c{}, {CATCHALL_AXUM}: instructions", case + 1),
        wanted: format!("{} times fewer than by hand", ratio(hundredths, 100)),
        found: format!(
            "{} times; the floor {}",
            ratio(by_hand, ours),
            ratio(by_hand, floor),
        ),
        is_reached: ours * hundredths <= by_hand * 100,
    })
}

/// Fewer instructions and no more allocations than every contender but the floors, in
/// the same framework: those for actix-web come last.
fn fewest(measured: &[Measured]) -> Vec<Goal> {
    let mut ours = measured.iter().find(|one| one.name == CATCHALL_AXUM);
    let mut goals = Vec::new();
    for one in measured {
        if one.name == CATCHALL_ACTIX {
            ours = Some(one);
        }
        if one.name.contains("floor") || one.name.starts_with("catchall") {
            continue;
        }
        goals.extend(ours.and_then(|ours| fewer_than(ours, one)));
    }
    goals
}

fn fewer_than(ours: &Measured, other: &Measured) -> Option<Goal> {
    let pairs = || ours.costs.iter().zip(&other.costs);
    let worst = pairs().map(|(ours, other)| (other.instructions, ours.instructions));
    let (most, least) = worst.min_by_key(|(other, ours)| other * 1000 / ours.max(&1))?;
    Some(Goal {
        what: format!("{}: against {}", ours.name, other.name),
        wanted: "fewer instructions and no more allocations, always".to_owned(),
        found: format!("{} times fewer at least", ratio(most, least)),
        is_reached: pairs().all(|(ours, other)| {
            ours.instructions < other.instructions && ours.allocations <= other.allocations
        }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(name: &str, instructions: u64, allocations: u64) -> Measured {
        let cost = Cost {
            instructions,
            allocations,
            ..Cost::default()
        };
        Measured {
            name: name.to_owned(),
            is_floor: false,
            costs: vec![cost; 5],
        }
    }

    #[test]
    fn a_goal_is_reached_up_to_its_limit() {
        let reached = |instructions| {
            let all = [measured(CATCHALL, instructions, 2), measured(FLOOR, 100, 2)];
            at_most(&all, CATCHALL, FLOOR, 0, 110).map(|goal| goal.is_reached)
        };
        assert_eq!(reached(110), Some(true));
        assert_eq!(reached(111), Some(false));
    }

    #[test]
    fn one_allocation_too_many_is_missed() {
        let all = [measured(CATCHALL, 1, 3), measured(FLOOR, 1, 2)];
        let goal = allocations(&all, CATCHALL, FLOOR, 0);
        assert_eq!(goal.map(|goal| goal.is_reached), Some(false));
    }

    #[test]
    fn nobody_is_cheaper() {
        let all = [measured(CATCHALL_AXUM, 200, 3), measured("peer", 150, 8)];
        let goals = fewest(&all);
        assert_eq!(goals.len(), 1);
        assert!(!goals[0].is_reached);
    }

    #[test]
    fn each_is_held_against_ours_for_its_framework() {
        let all = [
            measured(CATCHALL_AXUM, 100, 3),
            measured("peer", 150, 8),
            measured(FLOOR_ACTIX, 50, 0),
            measured(CATCHALL_ACTIX, 200, 1),
            measured("peer for actix", 150, 8),
        ];
        let reached = fewest(&all).into_iter().map(|goal| goal.is_reached);
        assert_eq!(reached.collect::<Vec<_>>(), [true, false]);
    }
}
