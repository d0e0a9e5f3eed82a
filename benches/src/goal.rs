//! Goals: what was wanted, what was found.

use serde::{Deserialize, Serialize};

use crate::table::Table;

/// One of them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Goal {
    pub(crate) what: String,
    pub(crate) wanted: String,
    pub(crate) found: String,
    pub(crate) is_reached: bool,
}

/// All of them as a table.
pub(crate) fn table(goals: &[Goal]) -> String {
    let mut table = Table::new(["", "goal", "measured", ""]);
    for goal in goals {
        let verdict = if goal.is_reached {
            "reached"
        } else {
            "**missed**"
        };
        table.row([&goal.what, &goal.wanted, &goal.found, verdict]);
    }
    table.to_string()
}
