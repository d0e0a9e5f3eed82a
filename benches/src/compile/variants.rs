//! Whether a conversion takes longer in an enum of many variants.

use std::fs;
use std::process::Command;

use anyhow::Result;

use super::files::folder;
use super::source::{Way, program};
use crate::cargo::{Dependencies, Profile, output};
use crate::goal::Goal;
use crate::table::Table;
use crate::valgrind::instructions_in;

/// Numbers of variants.
pub(crate) const SIZES: [usize; 3] = [10, 100, 1000];

/// Instructions of a thousand conversions, in each size.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    what: &'static str,
    instructions: Vec<u64>,
}

/// A static and a formatted answer of a variant near the end.
///
/// # Errors
///
/// Without valgrind, and where something does not compile.
pub(crate) fn measure() -> Result<Vec<Measured>> {
    let dependencies = Dependencies::build(Way::Catchall.feature(), Profile::Release)?;
    let mut programs = Vec::new();
    for size in SIZES {
        let folder = folder(&format!("program-{size}"))?;
        let file = folder.join("main.rs");
        fs::write(&file, program(size))?;
        let mut command = dependencies.program(Way::Catchall.externs())?;
        command
            .arg("-Copt-level=3")
            .arg("--out-dir")
            .arg(&folder)
            .arg(&file);
        output(&mut command)?;
        programs.push(folder.join("app"));
    }
    let measured = ["static", "formatted"].map(|what| {
        let instructions = programs.iter().map(|program| {
            instructions_in("*counted_conversion*", Command::new(program).arg(what))
        });
        Ok(Measured {
            what,
            instructions: instructions.collect::<Result<_>>()?,
        })
    });
    measured.into_iter().collect()
}

/// Instructions of a conversion by number of variants.
pub(crate) fn table(measured: &[Measured]) -> String {
    let header = SIZES.map(|size| size.to_string());
    let mut table = Table::new(std::iter::once("number of variants".to_owned()).chain(header));
    for one in measured {
        let cells = one
            .instructions
            .iter()
            .map(|count| (count / 1000).to_string());
        table.row(std::iter::once(format!("catchall, {}", one.what)).chain(cells));
    }
    table.to_string()
}

/// Flat: within a hundredth.
pub(crate) fn goals(measured: &[Measured]) -> Vec<Goal> {
    let goal = |one: &Measured| {
        let counts = &one.instructions;
        let (least, most) = (counts.iter().min()?, counts.iter().max()?);
        // Of what is in the middle between the two.
        let thousandths = ((most - least) * 1000).checked_div(most + least)?;
        Some(Goal {
            what: format!("{} answers of enums of 10 to 1000 variants", one.what),
            wanted: "the same ± 1 %".to_owned(),
            found: format!("± {}.{} %", thousandths / 10, thousandths % 10),
            is_reached: thousandths <= 10,
        })
    };
    measured.iter().filter_map(goal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_hundredth_up_or_down_is_not_flat() {
        let reached = |most| {
            let measured = Measured {
                what: "static",
                instructions: vec![1000, 1000, most],
            };
            goals(&[measured]).iter().all(|goal| goal.is_reached)
        };
        assert!(reached(1020));
        assert!(!reached(1030));
    }
}
