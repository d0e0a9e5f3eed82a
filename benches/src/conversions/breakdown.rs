//! Where the instructions of a conversion are, function by function.

use std::collections::BTreeMap;

use anyhow::Result;

use catchall_benches::CASES;

use super::measure::Programs;
use crate::table::Table;

/// What is below this in every case is summed up in one row.
const LEAST: u64 = 12;

/// Instructions of one conversion by function, for each case.
pub(crate) struct Breakdown {
    name: &'static str,
    functions: BTreeMap<String, [u64; CASES.len()]>,
}

/// Of catchall, and of the floor that it is compared with.
///
/// # Errors
///
/// Where a program does not build or run.
pub(crate) fn measure() -> Result<Vec<Breakdown>> {
    let programs = Programs::own()?;
    let names = ["floor, http", "catchall, http"];
    let measured = names.into_iter().map(|name| {
        let mut functions: BTreeMap<String, [u64; CASES.len()]> = BTreeMap::new();
        for case in 0..CASES.len() {
            for (function, count) in programs.functions(name, case)? {
                functions.entry(short(&function)).or_default()[case] += count;
            }
        }
        Ok(Breakdown { name, functions })
    });
    measured.collect()
}

/// The name without parameters and folders, and of generated code without the
/// types that it is for.
fn short(function: &str) -> String {
    let mut short = String::new();
    let mut depth = 0_usize;
    for char in function.replace("->", "").chars() {
        match char {
            '<' | '{' => depth += 1,
            '>' | '}' => depth = depth.saturating_sub(1),
            char if depth == 0 => short.push(char),
            _ => {}
        }
    }
    let short = short.replace("::::", "::");
    let parts: Vec<&str> = short.split("::").filter(|part| !part.is_empty()).collect();
    let last = parts.len().saturating_sub(2);
    let name = parts[last..].join("::");
    if function.contains("HttpError for") || function.contains("Display>::fmt") {
        return format!("generated {name}");
    }
    name
}

pub(crate) fn table(breakdowns: &[Breakdown]) -> String {
    let tables = breakdowns.iter().map(|breakdown| {
        let mut functions: Vec<_> = breakdown.functions.iter().collect();
        functions.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().max().copied()));
        let mut table = Table::new(
            std::iter::once(breakdown.name)
                .chain(CASES.map(|case| case.split(':').next().unwrap_or(case))),
        );
        let mut rest = [0; CASES.len()];
        let mut total = [0; CASES.len()];
        for (function, counts) in functions {
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
            }
            if counts.iter().all(|count| *count < LEAST) {
                for (sum, count) in rest.iter_mut().zip(counts) {
                    *sum += count;
                }
                continue;
            }
            table.row(row(&format!("`{function}`"), counts));
        }
        table.row(row("smaller ones", &rest));
        table.row(row("**all**", &total));
        table.to_string()
    });
    tables.collect::<Vec<_>>().join("\n")
}

fn row(name: &str, counts: &[u64]) -> Vec<String> {
    let counts = counts.iter().map(|count| match count {
        0 => String::new(),
        count => count.to_string(),
    });
    std::iter::once(name.to_owned()).chain(counts).collect()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn names_are_short() {
        for (function, name) in [
            ("catchall_core::render::by_row", "render::by_row"),
            (
                "http::header::map::HeaderMap<T>::try_append2",
                "HeaderMap::try_append2",
            ),
            ("_int_malloc", "_int_malloc"),
            (
                "catchall_core::description::write::<impl catchall_core::description::Description>::put_header",
                "write::put_header",
            ),
        ] {
            assert_eq!(short(function), name);
        }
    }
}
