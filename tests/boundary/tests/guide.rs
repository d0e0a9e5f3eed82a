//! Compares the table of differences in the guide with the one that the servers are
//! checked against.

use std::collections::BTreeSet;
use std::fs;

use boundary_tests::differences::table;

#[test]
fn the_guide_says_what_each_framework_makes_impossible() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/guide/boundary.md");
    let page = fs::read_to_string(path).unwrap();
    let (_, section) = page
        .split_once("# What a framework makes impossible")
        .unwrap();
    let (section, _) = section.split_once("\n# ").unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    let listed: BTreeSet<String> = rows.map(str::to_owned).collect();
    let tested: BTreeSet<String> = table()
        .map(|(framework, promise, why)| format!("| {framework} | {promise} | {why} |"))
        .collect();
    let missing: Vec<_> = tested.difference(&listed).collect();
    assert!(missing.is_empty(), "the guide lacks {missing:#?}");
    // The list is not run against these two.
    let others = ["| tonic ", "| worker "];
    let untested: Vec<_> = listed
        .difference(&tested)
        .filter(|row| !others.iter().any(|other| row.starts_with(other)))
        .collect();
    assert!(untested.is_empty(), "no test holds {untested:#?}");
}
