//! What one conversion costs, for each contender and case.

pub(crate) mod breakdown;
pub(crate) mod goals;
pub(crate) mod measure;
pub(crate) mod tables;

use measure::{Measured, Programs};

use anyhow::Result;

/// The features of `peers/conversions`, one peer each. `nanoseconds` without a
/// peer measures the contenders of this package.
const PEERS: [&str; 5] = [
    "axum-problem",
    "problem-details",
    "http-api-problem",
    "problemdetails",
    "actix-web",
];

/// Those that need no peer.
///
/// # Errors
///
/// Where a program does not build or run.
pub(crate) fn own() -> Result<Vec<Measured>> {
    Programs::own()?.measure()
}

/// All.
///
/// # Errors
///
/// Where a program does not build or run.
pub(crate) fn all() -> Result<Vec<Measured>> {
    let mut measured = own()?;
    let nanoseconds = Programs::peer("")?.nanoseconds()?;
    for (one, times) in measured.iter_mut().zip(nanoseconds) {
        one.set_nanoseconds(&times);
    }
    for peer in PEERS {
        let programs = Programs::peer(peer)?;
        let nanoseconds = programs.nanoseconds()?;
        let mut peers = programs.measure()?;
        for (one, times) in peers.iter_mut().zip(nanoseconds) {
            one.set_nanoseconds(&times);
        }
        measured.append(&mut peers);
    }
    Ok(measured)
}
