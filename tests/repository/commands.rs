//! The commands for contributors and workflows name packages that exist, the pages
//! for contributors name files that exist, and the minimum Rust version that is
//! promised is the one that is tested.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).expect("a file of ours")
}

/// Returns the packages of the workspace, from its `members`.
fn packages() -> BTreeSet<String> {
    let manifest = read("Cargo.toml");
    let members = manifest.split_once("members = [").expect("members").1;
    let members = members.split(']').next().expect("their end");
    let folders = members.split('"').skip(1).step_by(2).flat_map(|member| {
        let Some(parent) = member.strip_suffix("/*") else {
            return vec![root().join(member)];
        };
        let entries = fs::read_dir(root().join(parent)).expect("a folder");
        let entries = entries.map(|entry| entry.expect("an entry").path());
        // An excluded package has none.
        let packages = entries.filter(|folder| folder.join("Cargo.toml").exists());
        packages.collect::<Vec<PathBuf>>()
    });
    let mut names: BTreeSet<String> = folders
        .map(|folder| {
            let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("a manifest");
            let name = manifest.split_once("\nname = \"").expect("a name").1;
            name.split('"').next().expect("its end").to_owned()
        })
        .collect();
    names.insert("catchall".to_owned());
    names
}

#[test]
fn every_command_names_packages_that_exist() {
    let packages = packages();
    let mut count = 0;
    for file in [
        ".ci/minimal-versions",
        ".ci/run",
        ".github/workflows/ci.yml",
        "CONTRIBUTING.md",
    ] {
        let text = read(file);
        let words: Vec<&str> = text.split([' ', '\n', '`', '"']).collect();
        for pair in words.windows(2) {
            // `mkdir -p "$folder"` does not name a package.
            if ["-p", "--exclude"].contains(&pair[0]) && !pair[1].is_empty() {
                assert!(packages.contains(pair[1]), "{file}: {}", pair[1]);
                count += 1;
            }
        }
    }
    assert!(count > 15, "only {count} packages are named");
}

#[test]
fn every_path_on_a_page_exists() {
    let folders = [
        ".ci/",
        ".github/",
        "benches/",
        "core/",
        "derive/",
        "docs/",
        "examples/",
        "tests/",
    ];
    let mut count = 0;
    for file in ["CONTRIBUTING.md", "docs/architecture.md"] {
        let text = read(file);
        let quoted = text.split('`').skip(1).step_by(2);
        for path in quoted.filter(|path| folders.iter().any(|folder| path.starts_with(folder))) {
            // `<name>` stands for several.
            if !path.contains(['<', '*', '{', ' ']) {
                assert!(root().join(path).exists(), "{file}: {path}");
                count += 1;
            }
        }
    }
    assert!(count > 30, "only {count} paths are named");
}

#[test]
fn the_oldest_rust_is_tried() {
    let manifest = read("Cargo.toml");
    let version = manifest.split_once("rust-version = \"").expect("it").1;
    let version = version.split('"').next().expect("its end");
    let tried = format!("dtolnay/rust-toolchain@{version}\n");
    assert!(read(".github/workflows/ci.yml").contains(&tried), "{tried}");
}
