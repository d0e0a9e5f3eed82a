//! The README says what is true.

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
