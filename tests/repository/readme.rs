//! The README says what is true.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Without back quotes and line breaks, so that a text can be looked up.
fn plain(text: &str) -> String {
    let text = text.replace('`', "").replace("\\\n", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            collect(&path, texts);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "stderr")
            || path.ends_with("framework_off.rs")
        {
            texts.push(plain(&fs::read_to_string(&path).expect("a text")));
        }
    }
}

/// The rows of the table below this heading, without its head.
fn rows<'a>(readme: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let section = readme.split_once(heading).expect("the heading").1;
    let section = section.split("\n## ").next().expect("a section");
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

#[test]
fn every_message_is_one_that_the_compiler_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let mut messages = Vec::new();
    collect(&root.join("tests"), &mut messages);
    assert!(messages.len() > 100, "only {} messages", messages.len());
    let laws = rows(&readme, "## What the compiler refuses\n");
    assert!(laws.len() > 10, "only {} laws", laws.len());
    let unknown: Vec<String> = laws
        .iter()
        .flat_map(|row| row[1].split("```").skip(1).step_by(2))
        .map(plain)
        .filter(|message| {
            !messages
                .iter()
                .any(|known| known.contains(message.as_str()))
        })
        .collect();
    assert!(unknown.is_empty(), "nobody says: {unknown:#?}");
}

#[test]
fn the_table_of_features_is_the_manifest_s() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).expect("the README");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the manifest");
    let features = manifest.split_once("[features]\n").expect("features").1;
    let features = features.split("\n[").next().expect("a section");
    let names = features
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name);
    for name in names
        .map(|name| name.trim_matches('"'))
        .filter(|name| *name != "default")
    {
        assert!(
            readme.contains(&format!("`{name}`")),
            "the README does not name `{name}`"
        );
    }
}

/// The words of the core, each with its features.
fn words() -> BTreeSet<(String, String)> {
    let list = include_str!("../../core/src/integrate/framework.rs");
    let rows = list
        .lines()
        .filter_map(|line| line.trim().strip_prefix("($then:ident "));
    rows.flat_map(|row| {
        let (word, rest) = row.split_once(' ').expect("a word");
        let versions = rest.split_once('[').expect("versions").1;
        let versions = versions.split(']').next().expect("their end");
        let features = versions.split('"').skip(1).step_by(2);
        features.map(|feature| (word.to_owned(), feature.to_owned()))
    })
    .collect()
}

#[test]
fn the_table_of_frameworks_has_every_word_and_every_version() {
    let words = words();
    assert!(words.len() > 5, "only {words:?}");
    let readme = include_str!("../../README.md");
    let table = readme
        .split_once("writes this table -->")
        .expect("the table")
        .1;
    let table = table.split("<!--").next().expect("its end");
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let documented: Vec<(String, String)> = rows
        .map(|row| {
            let mut cells = row.split(" | ").skip(1);
            let mut cell = || {
                let cell = cells.next().expect("a cell");
                cell.trim_matches('`').to_owned()
            };
            (cell(), cell())
        })
        .collect();
    assert_eq!(documented.iter().cloned().collect::<BTreeSet<_>>(), words);
    assert_eq!(documented.len(), words.len(), "a row is there twice");

    let known: BTreeSet<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
    let derive = include_str!("../../derive/src/keys.rs");
    let derive = derive
        .split_once("FRAMEWORKS: &[&str] = &[")
        .expect("the words of the derive")
        .1;
    let derive = derive.split(']').next().expect("their end");
    assert_eq!(
        derive
            .split('"')
            .skip(1)
            .step_by(2)
            .collect::<BTreeSet<_>>(),
        known
    );
    let keys = rows_of_types(readme);
    for word in known {
        assert!(keys.contains(&format!("`{word}`")), "no key {word}");
    }

    let manifest = include_str!("../../Cargo.toml");
    for (_, feature) in &words {
        assert!(
            manifest.contains(&format!("\n\"{feature}\" = [")),
            "no feature {feature}"
        );
    }
}

/// The first key in the table of those of an enum or struct.
fn rows_of_types(readme: &str) -> String {
    let rows = rows(readme, "### On an enum or struct\n");
    rows.first().expect("a key")[0].to_owned()
}
