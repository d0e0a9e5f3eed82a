//! The claims of the README, the reference and the guide are true.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use catchall::HttpError;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn entries(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let folder = root().join(folder);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry of a folder").path())
        .collect();
    paths.sort();
    paths
}

/// Removes backticks and line breaks, so that text can be searched.
fn plain(text: &str) -> String {
    let text = text.replace('`', "").replace("\\\n", " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    for path in entries(folder) {
        if path.is_dir() {
            collect(&path, texts);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "stderr")
            || path.ends_with("framework_off.rs")
        {
            texts.push(plain(&read(&path)));
        }
    }
}

/// Returns the rows of the first table, without its head.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().skip_while(|line| !line.starts_with('|'));
    let rows = lines.take_while(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect()
}

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= 200, "{lines} lines");
}

/// The enum of the README.
#[derive(Debug, thiserror::Error, HttpError)]
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },
    #[error("database error")]
    Database(#[from] std::io::Error),
}

#[test]
fn the_responses_in_the_readme_are_sent() {
    let readme = read("README.md");
    let response = AppError::UserNotFound { id: 7 }.to_response();
    let mut expected = vec![format!("HTTP/1.1 {}", response.status())];
    for (name, value) in response.headers() {
        expected.push(format!("{name}: {}", value.to_str().expect("a text")));
    }
    expected.push(String::new());
    expected.push(String::from_utf8(response.body().to_vec()).expect("a text"));
    let shown = readme.split_once("```http\n").expect("a response").1;
    let shown = shown.split("\n```").next().expect("its end");
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected);

    let response = AppError::from(std::io::Error::other("secret")).to_response();
    let body = std::str::from_utf8(response.body()).expect("a text");
    assert!(
        readme.contains(&format!("is a 500 with `{body}`")),
        "{body}"
    );
}

#[test]
fn every_message_is_one_that_the_compiler_gives() {
    let page = read("src/guide/compile_errors.md");
    let mut messages = Vec::new();
    collect(Path::new("tests"), &mut messages);
    assert!(messages.len() > 100, "only {} messages", messages.len());
    let laws = rows(&page);
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
    assert!(
        unknown.is_empty(),
        "the compiler gives none of: {unknown:#?}"
    );
}

#[test]
fn the_readme_names_every_feature() {
    let readme = read("README.md");
    let manifest = read("Cargo.toml");
    let features = manifest.split_once("[features]\n").expect("features").1;
    let features = features.split("\n[").next().expect("a section");
    let names = features
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim_matches('"'));
    for name in names.filter(|name| *name != "default") {
        assert!(
            readme.contains(&format!("`{name}`")),
            "the README does not name `{name}`"
        );
    }
}

/// Returns the words in a list of core, each with its features.
fn words(file: &str) -> BTreeSet<(String, String)> {
    let list = read(file);
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
    let words = words("core/src/integrate/framework.rs");
    assert!(words.len() > 5, "only {words:?}");
    let readme = read("README.md");
    let table = readme.split_once("writes this table -->");
    let documented: Vec<(String, String)> = rows(table.expect("the table").1)
        .iter()
        .map(|row| {
            let cell = |at: usize| row[at].trim_matches('`').to_owned();
            (cell(1), cell(2))
        })
        .collect();
    assert_eq!(documented.iter().cloned().collect::<BTreeSet<_>>(), words);
    assert_eq!(documented.len(), words.len(), "a row is there twice");

    let known: BTreeSet<String> = words.iter().map(|(word, _)| word.clone()).collect();
    assert_eq!(words_of("FRAMEWORKS"), known);
    let manifest = read("Cargo.toml");
    for (word, feature) in &words {
        assert!(
            manifest.contains(&format!("\n\"{feature}\" = [")),
            "no feature {feature}"
        );
        let page = read(format!("src/guide/{word}.md"));
        assert!(
            page.contains(&format!("#[http({word})]")),
            "the page of {word} does not use it"
        );
    }
}

#[test]
fn the_guide_has_every_tool_of_openapi() {
    let versions = words("core/src/integrate/openapi.rs");
    assert!(versions.len() > 1, "only {versions:?}");
    let page = read("src/guide/openapi.md");
    let cell = |row: &[&str], at: usize| row[at].trim_matches('`').to_owned();
    let documented: BTreeSet<_> = rows(&page)
        .iter()
        .map(|row| (cell(row, 1), cell(row, 2)))
        .collect();
    assert_eq!(documented, versions);
    let known: BTreeSet<String> = versions.into_iter().map(|(word, _)| word).collect();
    assert_eq!(words_of("OPENAPI_TOOLS"), known);
}

/// Returns the words of a list of the derive.
fn words_of(name: &str) -> BTreeSet<String> {
    let keys = read("derive/src/keys.rs");
    let list = keys.split_once(&format!("{name}: &[&str] = &["));
    let list = list.expect("the words of the derive").1;
    let list = list.split(']').next().expect("their end");
    let words = list.split('"').skip(1).step_by(2);
    words.map(str::to_owned).collect()
}

/// A key, where it is allowed, and whether it repeats.
struct Rule {
    name: String,
    places: BTreeSet<String>,
    repeats: bool,
}

/// Returns the keys of the derive, as its source declares them.
fn rules() -> Vec<Rule> {
    fn places(flags: &str) -> BTreeSet<String> {
        let flags = flags.split('|').map(str::trim);
        let names = flags.flat_map(|flag| match flag {
            "ONE" => vec!["STRUCT", "VARIANT", "CASE"],
            "TYPE" => vec!["ENUM", "STRUCT"],
            other => vec![other],
        });
        names.map(str::to_owned).collect()
    }

    let keys = read("derive/src/keys.rs");
    let list = keys.split_once("\nkeys! {").expect("the keys").1;
    let list = list.split("\n}").next().expect("their end");
    let mut rules = Vec::new();
    for (constructor, repeats) in [("once(", false), ("many(", true)] {
        for rule in list.split(constructor).skip(1) {
            let mut arguments = rule.split(',').map(str::trim);
            let name = arguments.next().expect("a name").trim_matches('"');
            rules.push(Rule {
                name: name.to_owned(),
                places: places(arguments.next().expect("places")),
                repeats,
            });
        }
    }
    assert!(rules.len() > 20, "only {} keys", rules.len());
    let headers = read("derive/src/header.rs");
    for header in headers.split("TypedHeader {\n").filter_map(|header| {
        let (_, rest) = header.split_once("key: \"")?;
        rest.split_once('"')
    }) {
        let (name, rest) = header;
        let rest = rest.split("\n    },").next().expect("its end");
        let mut places = places("ONE | ENUM | ON | UNMAPPED");
        if rest.contains("on_field: true") {
            places.insert("FIELD".to_owned());
        }
        rules.push(Rule {
            name: name.to_owned(),
            places,
            repeats: rest.contains("Values::Repeated"),
        });
    }
    rules
}

impl Rule {
    /// Returns the first sentence of its section in the reference.
    fn sentence(&self) -> String {
        const PLACES: [(&str, &str); 7] = [
            ("ENUM", "an enum"),
            ("STRUCT", "a struct"),
            ("VARIANT", "a variant"),
            ("CASE", "a `case`"),
            ("ON", "an `on`"),
            ("FIELD", "a field"),
            ("UNMAPPED", "`unmapped(...)`"),
        ];
        let known = PLACES
            .iter()
            .filter(|(flag, _)| self.places.contains(*flag));
        let names: Vec<_> = known.map(|(_, name)| *name).collect();
        assert_eq!(names.len(), self.places.len(), "{}: a new place", self.name);
        let (last, names) = names.split_last().expect("a place");
        let places = if names.is_empty() {
            (*last).to_owned()
        } else {
            format!("{} or {last}", names.join(", "))
        };
        let repeats = if self.repeats { "; repeats" } else { "" };
        format!("*On {places}{repeats}.*")
    }
}

#[test]
fn the_reference_has_every_key_with_an_example() {
    let reference = read("src/reference.md");
    let rules = rules();
    let mut wrong = Vec::new();
    for rule in &rules {
        let heading = format!("\n### `{}`\n", rule.name);
        let Some((_, section)) = reference.split_once(&heading) else {
            wrong.push(format!("{}: no section", rule.name));
            continue;
        };
        let text: Vec<_> = section.split_whitespace().take(40).collect();
        let sentence = rule.sentence();
        if !text.join(" ").starts_with(&sentence) {
            wrong.push(format!("{}: does not start with {sentence}", rule.name));
        }
        let example = section.split("\n```\n").nth(1).unwrap_or_default();
        let mut words = example.split(|char: char| !char.is_alphanumeric() && char != '_');
        if !words.any(|word| word == rule.name) {
            wrong.push(format!("{}: no example", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    let repeating = rules.iter().filter(|rule| rule.repeats);
    let list = reference.split_once("is a compile error, except ");
    let list = list.expect("the keys that repeat").1;
    let list = list.split(", which repeat").next().expect("their end");
    let documented: BTreeSet<_> = list.split('`').skip(1).step_by(2).collect();
    assert_eq!(
        documented,
        repeating.map(|rule| rule.name.as_str()).collect()
    );

    let known: BTreeSet<_> = rules.iter().map(|rule| rule.name.clone()).collect();
    let headings = reference.lines().filter(|line| line.starts_with("### "));
    let tools = words_of("OPENAPI_TOOLS");
    for name in headings.flat_map(|line| line.split('`').skip(1).step_by(2)) {
        assert!(
            known.contains(name) || words_of("FRAMEWORKS").contains(name) || tools.contains(name),
            "there is no key {name}"
        );
    }
}

/// Returns the pages of the guide, with the names of their modules.
fn pages() -> Vec<(String, String)> {
    let pages: Vec<_> = entries("src/guide")
        .into_iter()
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            (name.into_owned(), read(&path))
        })
        .collect();
    assert!(pages.len() > 15, "only {} pages", pages.len());
    pages
}

#[test]
fn the_examples_of_every_page_are_tests() {
    let modules = read("src/guide.rs");
    let packages: Vec<_> = entries("tests/frameworks")
        .into_iter()
        .chain(entries("tests/openapi"))
        .chain([PathBuf::from("tests/reporting")])
        .map(|package| package.join("src/lib.rs"))
        .filter(|path| path.exists())
        .map(read)
        .collect();
    for (name, text) in pages() {
        let page = format!("include_str!(\"guide/{name}.md\")");
        let module = format!("pub mod {name} {{}}");
        assert!(modules.contains(&module), "no module {name}");
        let here = format!("#[doc = {page}]\n{module}");
        if !modules.contains(&here) {
            let there = format!("src/guide/{name}.md\")]\nmod guide");
            assert!(
                packages.iter().any(|package| package.contains(&there)),
                "no package tests the page {name}"
            );
        }
        let index = format!("[`{name}`]");
        assert!(modules.contains(&index), "{name} is not in the list");
        assert_tested(&name, &text);
    }
    assert_tested("reference", &read("src/reference.md"));
    assert_tested("README", &read("README.md"));
}

/// `examples/boundary` sends requests to it, and counts its lines.
#[test]
fn the_program_of_the_guide_is_one_that_runs() {
    let program = read("examples/boundary/src/main.rs");
    // Its first paragraph is the comment of the file.
    let program = program.split_once("\n\n").expect("a comment").1;
    let page = read("src/guide/boundary.md");
    assert!(
        page.contains(&format!("\n```no_run\n{program}```\n")),
        "the program of the guide is not `examples/boundary/src/main.rs`"
    );
}

/// Checks that no code block is excluded from the doc tests.
fn assert_tested(name: &str, text: &str) {
    let fences: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("```"))
        .collect();
    for fence in fences.iter().step_by(2) {
        let is_known = matches!(
            *fence,
            "```" | "```rust" | "```no_run" | "```rust,no_run" | "```compile_fail"
        );
        let is_no_rust = matches!(*fence, "```console" | "```http" | "```text" | "```toml");
        // `tests/contract/languages.rs` runs those of this page.
        let is_run = name == "clients" && matches!(*fence, "```ts" | "```python");
        assert!(is_known || is_no_rust || is_run, "{name}: {fence}");
    }
}

/// Returns the targets of the links of a page, except those in code.
fn links(text: &str) -> Vec<String> {
    let mut prose = String::new();
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            // Text in backticks is code, unless it is the text of a link.
            let mut parts = line.split('`');
            prose.push_str(parts.next().unwrap_or_default());
            for (at, part) in parts.enumerate() {
                prose.push_str(if at % 2 == 0 { "code" } else { part });
            }
            prose.push('\n');
        }
    }
    let inline = prose.split("](").skip(1);
    let inline = inline.filter_map(|rest| rest.split_once(')'));
    let defined = prose.lines().filter(|line| line.starts_with('['));
    let defined = defined.filter_map(|line| line.split_once("]: "));
    let targets = inline.map(|(target, _)| target);
    let targets = targets.chain(defined.map(|(_, target)| target));
    targets.map(|target| target.trim().to_owned()).collect()
}

/// Returns whether a page has a heading with this anchor.
fn has_anchor(text: &str, anchor: &str) -> bool {
    let headings = text.lines().filter_map(|line| {
        let line = line.strip_prefix("//! ").unwrap_or(line);
        let title = line.trim_start_matches('#');
        (title.len() < line.len()).then(|| title.trim())
    });
    let mut anchors = headings.map(|title| -> String {
        let title = title.to_lowercase().replace(' ', "-");
        let is_kept = |char: &char| char.is_alphanumeric() || matches!(char, '-' | '_');
        title.chars().filter(is_kept).collect()
    });
    anchors.any(|known| known == anchor)
}

/// Returns what is wrong with a link of this page.
fn dead(page: &Path, text: &str, target: &str) -> Option<&'static str> {
    const REPOSITORY: &str = "https://github.com/catchall-rs/catchall/";
    const DOCS: &str = "https://docs.rs/catchall/latest/catchall/";

    let (path, anchor) = target
        .split_once('#')
        .map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let in_rustdoc = page.starts_with("src");
    let linked = if path.is_empty() {
        text.to_owned()
    } else if let Some(rest) = path.strip_prefix(DOCS) {
        let guide = rest.strip_prefix("guide/");
        let file = match guide.and_then(|rest| rest.strip_suffix("index.html")) {
            None if rest == "derive.HttpError.html" => "src/reference.md".to_owned(),
            None => return Some("is no page that this test knows"),
            Some("") => "src/guide.rs".to_owned(),
            Some(name) => format!("src/guide/{}.md", name.trim_end_matches('/')),
        };
        if !root().join(&file).exists() {
            return Some("is no page of the guide");
        }
        read(file)
    } else if let Some(rest) = path.strip_prefix(REPOSITORY) {
        let kinds = [("blob/main/", false), ("tree/main/", true)];
        let found = kinds
            .iter()
            .find_map(|(kind, is_folder)| Some((rest.strip_prefix(kind)?, *is_folder)));
        let (file, is_folder) = found?;
        let file = root().join(file);
        if !file.exists() || file.is_dir() != is_folder {
            return Some("is not in the repository");
        }
        if is_folder {
            return anchor.map(|_| "has no anchors");
        }
        read(file)
    } else if path.starts_with("https://") {
        return None;
    } else if path == "crate" || path.starts_with("crate::") {
        if !in_rustdoc {
            return Some("is a link of rustdoc");
        }
        match path.strip_prefix("crate::guide") {
            // rustdoc checks everything except the anchor.
            None => return anchor.map(|_| "has an anchor that nothing checks"),
            Some("") => read("src/guide.rs"),
            Some(name) => read(format!("src/guide/{}.md", name.trim_start_matches(':'))),
        }
    } else if in_rustdoc || page == Path::new("README.md") {
        return Some("is relative: it is dead on docs.rs");
    } else {
        let file = root().join(page).parent().expect("a folder").join(path);
        if !file.exists() {
            return Some("is no file");
        }
        if file.is_dir() {
            return None;
        }
        read(file)
    };
    let anchor = anchor?;
    (!has_anchor(&linked, anchor)).then_some("has no such heading")
}

#[test]
fn no_link_is_dead() {
    let mut files = vec![
        PathBuf::from("src/reference.md"),
        PathBuf::from("src/guide.rs"),
    ];
    let folders = ["", ".github", "docs", "examples/shop", "src/guide"];
    for folder in folders.iter().filter(|folder| root().join(folder).exists()) {
        let pages = entries(folder)
            .into_iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"));
        files.extend(pages.map(|path| {
            let path = path.strip_prefix(root()).expect("a file of the repository");
            path.to_owned()
        }));
    }
    let mut count = 0;
    let mut wrong = Vec::new();
    for file in files {
        let text = read(&file);
        for target in links(&text) {
            count += 1;
            if let Some(why) = dead(&file, &text, &target) {
                wrong.push(format!("{}: {target} {why}", file.display()));
            }
        }
    }
    assert!(count > 50, "only {count} links");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_files_that_a_maintainer_is_referred_to_exist() {
    const FOLDERS: [&str; 6] = ["benches", "core", "derive", "docs", "src", "tests"];

    let mut count = 0;
    let mut wrong = Vec::new();
    for page in ["CONTRIBUTING.md", "docs/architecture.md"] {
        let text = read(page);
        let code = text.split('`').skip(1).step_by(2);
        let paths = code.filter(|path| {
            let is_known = path
                .split_once('/')
                .is_some_and(|(folder, _)| FOLDERS.contains(&folder));
            is_known && !path.contains([' ', '<', '{'])
        });
        for path in paths {
            count += 1;
            if !root().join(path).exists() {
                wrong.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(count > 30, "only {count} paths");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
