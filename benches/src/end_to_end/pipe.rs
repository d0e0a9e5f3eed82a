//! Instructions of one request to axum, over a pipe in memory, with those of
//! the smallest client.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use catchall_benches::{CASES, SERVED};

use crate::conversions::measure::Programs;
use crate::table::{Table, ratio};
use crate::valgrind::instructions;

/// The difference of two runs is the cost of the requests alone.
const FEW: u64 = 100;
const MANY: u64 = 1100;

/// A request of each case.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    hello: u64,
    /// In the order of [`SERVED`].
    cases: Vec<Vec<u64>>,
}

/// Everything that is served.
///
/// # Errors
///
/// Without valgrind.
pub(crate) fn measure() -> Result<Measured> {
    let program = Programs::own()?.path("pipe");
    let cases = SERVED.into_iter().map(|who| {
        eprintln!("requesting: {who}");
        let cases = 0..CASES.len();
        cases
            .map(|at| one(&program, &format!("/{who}/{at}")))
            .collect()
    });
    Ok(Measured {
        cases: cases.collect::<Result<_>>()?,
        hello: one(&program, "/hello")?,
    })
}

fn one(program: &PathBuf, path: &str) -> Result<u64> {
    let run = |times: u64| instructions(Command::new(program).args([path, &times.to_string()]));
    Ok(run(MANY)?.saturating_sub(run(FEW)?) / (MANY - FEW))
}

/// Instructions, and how many times those of hand-written code.
pub(crate) fn table(measured: &Measured) -> String {
    let mut table = Table::new(std::iter::once("").chain(CASES));
    let by_hand = measured.cases.last();
    for (who, costs) in SERVED.into_iter().zip(&measured.cases) {
        let cells = costs.iter().zip(by_hand.into_iter().flatten());
        let cells = cells.map(|(cost, base)| format!("{cost} ({})", ratio(*cost, *base)));
        table.row(std::iter::once(who.to_owned()).chain(cells));
    }
    format!("{table}\n`hello, world` takes {}.\n", measured.hello)
}
