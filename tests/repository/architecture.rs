//! The files of core refer to one another in one direction, and every type has a
//! unique name.
//!
//! A reference is a path from `crate`, `super` or `self`, a path from an imported
//! module, or a `use`. A name that a module re-exports counts for the file that
//! defines it. Not references are `mod x;`, the `pub use` of a child's item,
//! tests, comments, and the `$crate` of a macro. Method calls are not detected.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// These re-export what users and generated code name.
const RE_EXPORTING: [&str; 2] = ["lib.rs", "__private.rs"];

type ModulePath = Vec<String>;

/// Splits text into words, `::`, and every other character on its own. Comments
/// and literals are removed.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    let is_word = |char: char| char.is_alphanumeric() || char == '_';
    let starts = |at: usize, text: &str| {
        text.chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    while at < chars.len() {
        let char = chars[at];
        if starts(at, "//") {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if starts(at, "/*") {
            while at < chars.len() && !starts(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if is_word(char) {
            let start = at;
            while at < chars.len() && is_word(chars[at]) {
                at += 1;
            }
            let word: String = chars[start..at].iter().collect();
            let hashes = chars[at..].iter().take_while(|char| **char == '#').count();
            let is_raw =
                matches!(&*word, "r" | "br" | "cr") && chars.get(at + hashes) == Some(&'"');
            if is_raw {
                let end = format!("\"{}", "#".repeat(hashes));
                at += hashes + 1;
                while at < chars.len() && !starts(at, &end) {
                    at += 1;
                }
                at += end.len();
            } else {
                tokens.push(word);
            }
        } else if char == '"' {
            at += 1;
            while at < chars.len() && chars[at] != '"' {
                at += if chars[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
        } else if char == '\'' {
            // A lifetime has no quote after its first character.
            if chars.get(at + 1) == Some(&'\\') {
                at += 3;
                while at < chars.len() && chars[at] != '\'' {
                    at += 1;
                }
                at += 1;
            } else if chars.get(at + 2) == Some(&'\'') {
                at += 3;
            } else {
                at += 1;
                while at < chars.len() && is_word(chars[at]) {
                    at += 1;
                }
            }
        } else if starts(at, "::") {
            tokens.push("::".to_owned());
            at += 2;
        } else {
            if !char.is_whitespace() {
                tokens.push(char.to_string());
            }
            at += 1;
        }
    }
    without_tests(&tokens)
}

/// Removes the items that are compiled only for tests.
fn without_tests(tokens: &[String]) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].iter().take(TEST.len()).eq(TEST.iter()) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        at += TEST.len();
        let mut depth = 0;
        while at < tokens.len() {
            let token = &*tokens[at];
            at += 1;
            match token {
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            if depth == 0 && matches!(token, "}" | ";") {
                break;
            }
        }
    }
    kept
}

/// A path as it is written, in a module.
struct Written {
    scope: ModulePath,
    path: Vec<String>,
    is_re_export: bool,
}

/// The contents of a file, or of a module in it.
#[derive(Default)]
struct Module {
    file: String,
    /// The names that a `use` imports, with what they stand for.
    imports: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    defined: BTreeSet<String>,
}

#[derive(Default)]
struct Sources {
    modules: BTreeMap<ModulePath, Module>,
    /// By file.
    paths: BTreeMap<String, Vec<Written>>,
    /// Each type, with the files that define it.
    types: BTreeMap<String, Vec<String>>,
}

impl Sources {
    fn of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let mut sources = Self::default();
        for (file, text) in files {
            sources.read(file, &tokens(text));
        }
        sources
    }

    fn module(&mut self, path: &[String], file: &str) -> &mut Module {
        let module = self.modules.entry(path.to_vec()).or_default();
        file.clone_into(&mut module.file);
        module
    }

    fn read(&mut self, file: &str, tokens: &[String]) {
        let stem = file.strip_suffix(".rs").unwrap_or(file);
        let mut scope: ModulePath = match stem {
            "lib" => Vec::new(),
            stem => stem.split('/').map(str::to_owned).collect(),
        };
        let mut paths = Vec::new();
        // What the open braces belong to: a module, or anything else.
        let mut open = Vec::new();
        let mut at = 0;
        self.module(&scope, file);
        let token = |at: usize| tokens.get(at).map_or("", String::as_str);
        while at < tokens.len() {
            let previous = at.checked_sub(1).map_or("", token);
            let next = token(at + 1);
            match token(at) {
                "mod" if token(at + 2) == "{" => {
                    self.module(&scope, file).defined.insert(next.to_owned());
                    scope.push(next.to_owned());
                    open.push(true);
                    self.module(&scope, file);
                    at += 3;
                    continue;
                }
                "{" => open.push(false),
                "}" if open.pop() == Some(true) => {
                    scope.pop();
                }
                "use" if is_name(next) || next == "::" => {
                    let is_re_export = matches!(previous, "pub" | ")");
                    at += 1;
                    let mut tree = Vec::new();
                    at = use_tree(tokens, at, &[], &mut tree);
                    for (path, name) in tree {
                        let module = self.module(&scope, file);
                        if name == "*" {
                            module.globs.push(path.clone());
                        } else {
                            module.imports.insert(name, path.clone());
                        }
                        paths.push(Written {
                            scope: scope.clone(),
                            path,
                            is_re_export,
                        });
                    }
                    continue;
                }
                keyword @ ("struct" | "enum" | "union" | "trait" | "type" | "fn" | "const"
                | "static" | "mod")
                    if is_name(next) && previous != "$" =>
                {
                    self.module(&scope, file).defined.insert(next.to_owned());
                    let is_type = matches!(keyword, "struct" | "enum" | "trait")
                        || (keyword == "type" && !open.contains(&false));
                    if is_type {
                        let files = self.types.entry(next.to_owned()).or_default();
                        files.push(file.to_owned());
                    }
                    at += 2;
                    continue;
                }
                first if is_name(first) && next == "::" => {
                    let is_start = !matches!(previous, "::" | "." | "$");
                    let is_visibility = previous == "in" && at > 1 && token(at - 2) == "(";
                    let start = at;
                    while token(at + 1) == "::" && is_name(token(at + 2)) {
                        at += 2;
                    }
                    if is_start && !is_visibility {
                        paths.push(Written {
                            scope: scope.clone(),
                            path: tokens[start..=at].iter().step_by(2).cloned().collect(),
                            is_re_export: false,
                        });
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.paths.insert(file.to_owned(), paths);
    }

    /// Returns the path from the root of the crate, or `None` if it leads out of it.
    fn absolute(&self, scope: &[String], path: &[String], depth: usize) -> Option<ModulePath> {
        let mut from = scope.to_vec();
        let mut rest = path.iter();
        let first = path.first()?;
        match first.as_str() {
            "crate" => {
                from.clear();
                rest.next();
            }
            "self" | "super" => {
                while let Some("self" | "super") = rest.as_slice().first().map(String::as_str) {
                    if rest.next().is_some_and(|word| word == "super") {
                        from.pop()?;
                    }
                }
            }
            name => {
                let module = self.modules.get(scope)?;
                match module.imports.get(name) {
                    Some(import) if depth > 0 && import != path => {
                        from = self.absolute(scope, import, depth - 1)?;
                        rest.next();
                    }
                    _ if self
                        .modules
                        .contains_key(&[scope, &[name.to_owned()]].concat()) => {}
                    _ => return None,
                }
            }
        }
        from.extend(rest.cloned());
        Some(from)
    }

    /// Returns the file that defines what this path refers to.
    fn definition(&self, path: &[String], depth: usize) -> &str {
        let known = |length: &usize| self.modules.contains_key(&path[..*length]);
        let length = (0..=path.len()).rev().find(known).unwrap_or(0);
        let Some(module) = self.modules.get(&path[..length]) else {
            return "lib.rs";
        };
        let (scope, rest) = path.split_at(length);
        let (Some(name), true) = (rest.first(), depth > 0) else {
            return &module.file;
        };
        let follow = |import: &[String]| {
            let mut path = self.absolute(scope, import, 8)?;
            path.extend(rest.iter().skip(1).cloned());
            Some(self.definition(&path, depth - 1))
        };
        if module.defined.contains(name) {
            return &module.file;
        }
        if let Some(file) = module.imports.get(name).and_then(|import| follow(import)) {
            return file;
        }
        for glob in &module.globs {
            let Some(target) = self.absolute(scope, glob, 8) else {
                continue;
            };
            if let Some(found) = self.modules.get(&target)
                && found.defined.contains(name)
            {
                return &found.file;
            }
        }
        &module.file
    }

    /// Returns each file, with those that it refers to.
    fn arrows(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut arrows = BTreeMap::new();
        for (file, paths) in &self.paths {
            let targets: &mut BTreeSet<&str> = arrows.entry(&**file).or_default();
            if RE_EXPORTING.contains(&&**file) {
                continue;
            }
            let folder = format!("{}/", file.strip_suffix(".rs").unwrap_or(file));
            for written in paths {
                let Some(path) = self.absolute(&written.scope, &written.path, 8) else {
                    continue;
                };
                let target = self.definition(&path, 8);
                let is_child = target.starts_with(&folder);
                if target != file && !(written.is_re_export && is_child) {
                    targets.insert(target);
                }
            }
        }
        arrows
    }

    /// Returns the references that name something through a re-export of the root.
    fn by_the_root(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (file, paths) in &self.paths {
            if RE_EXPORTING.contains(&&**file) {
                continue;
            }
            for written in paths {
                let Some(path) = self.absolute(&written.scope, &written.path, 0) else {
                    continue;
                };
                let module = path.first().map(|first| vec![first.clone()]);
                let is_file = module
                    .and_then(|module| self.modules.get(&module))
                    .is_some_and(|module| !RE_EXPORTING.contains(&&*module.file));
                if !is_file {
                    found.push(format!("{file}: {}", written.path.join("::")));
                }
            }
        }
        found
    }

    /// Returns the types that share a name, with the files that define them.
    fn doubles(&self) -> Vec<String> {
        let doubles = self.types.iter().filter(|(_, files)| files.len() > 1);
        doubles
            .map(|(name, files)| format!("{name}: {}", files.join(", ")))
            .collect()
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|char: char| char.is_alphabetic() || char == '_')
}

/// Reads the tree of a `use` to its end: each path, with the name that it imports.
fn use_tree(
    tokens: &[String],
    mut at: usize,
    prefix: &[String],
    tree: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let token = |at: usize| tokens.get(at).map_or("", String::as_str);
    let mut path = prefix.to_vec();
    loop {
        match token(at) {
            "::" => at += 1,
            "{" => {
                at += 1;
                while !matches!(token(at), "}" | "") {
                    at = use_tree(tokens, at, &path, tree);
                    if token(at) == "," {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "*" => {
                tree.push((path, "*".to_owned()));
                return at + 1;
            }
            "self" if !path.is_empty() => at += 1,
            "as" => {
                tree.push((path, token(at + 1).to_owned()));
                return at + 2;
            }
            name if is_name(name) => {
                path.push(name.to_owned());
                at += 1;
            }
            _ => {
                let name = path.last().cloned().unwrap_or_default();
                tree.push((path, name));
                return at;
            }
        }
    }
}

/// Returns the shortest cycle, which begins and ends with the same file.
fn circle<'f>(arrows: &BTreeMap<&'f str, BTreeSet<&'f str>>) -> Option<Vec<&'f str>> {
    let from = |start: &'f str| {
        let mut queue = VecDeque::from([vec![start]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = queue.pop_front() {
            for target in arrows.get(way.last()?).into_iter().flatten() {
                let longer = [&way[..], &[*target]].concat();
                if *target == start {
                    return Some(longer);
                }
                if seen.insert(*target) {
                    queue.push_back(longer);
                }
            }
        }
        None
    };
    arrows
        .keys()
        .filter_map(|start| from(start))
        .min_by_key(Vec::len)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).expect("a folder of the core");
    for entry in entries {
        let entry = entry.expect("an entry of a folder");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = format!("{prefix}{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else if entry.path().extension().is_some_and(|it| it == "rs") {
            files.push((
                path,
                fs::read_to_string(entry.path()).expect("a source file"),
            ));
        }
    }
}

fn core_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("core/src");
    collect(&root, "", &mut files);
    assert!(files.len() > 50, "only {} files", files.len());
    files
}

fn core() -> Sources {
    let files = core_files();
    Sources::of(files.iter().map(|(file, text)| (&**file, &**text)))
}

#[test]
fn no_files_of_the_core_refer_to_one_another() {
    let core = core();
    let arrows = core.arrows();
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 100);
    if let Some(circle) = circle(&arrows) {
        panic!("a circle of files: {}", circle.join(" -> "));
    }
}

#[test]
fn no_file_of_the_core_names_what_the_root_re_exports() {
    let found = core().by_the_root();
    assert!(found.is_empty(), "name the defining module: {found:#?}");
}

#[test]
fn every_type_of_the_core_has_a_name_of_its_own() {
    let doubles = core().doubles();
    assert!(doubles.is_empty(), "{doubles:#?}");
}

#[test]
fn only_the_list_of_frameworks_knows_the_frameworks() {
    const FOLDER: &str = "integrate/framework/";
    let core = core();
    let arrows = core.arrows();
    assert!(arrows.keys().any(|file| file.starts_with(FOLDER)));
    for (file, targets) in &arrows {
        let known = targets.iter().find(|target| target.starts_with(FOLDER));
        assert_eq!(known, None, "{file} refers to a framework");
    }
}

#[test]
fn a_module_is_a_file_beside_its_folder() {
    for (file, _) in core_files() {
        assert!(!file.ends_with("mod.rs"), "{file}");
    }
}

/// Returns what the test finds in a few files.
fn seen(files: &[(&'static str, &'static str)]) -> Option<String> {
    let sources = Sources::of(files.iter().copied());
    circle(&sources.arrows()).map(|circle| circle.join(" -> "))
}

#[test]
fn the_shortest_circle_is_found() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; pub use c::Deep;"),
        (
            "a.rs",
            "mod deep; use crate::b::{self, B as Other}; fn f() { b::g() }",
        ),
        (
            "a/deep.rs",
            "pub struct Deep; fn f() -> super::super::c::C { loop {} }",
        ),
        ("b.rs", "use crate::c; fn g() { c::h() }"),
        (
            "c.rs",
            "pub use crate::a::deep::Deep; fn h(a: crate::a::A) {}",
        ),
    ];
    assert_eq!(
        seen(&files).as_deref(),
        Some("a/deep.rs -> c.rs -> a/deep.rs")
    );
}

#[test]
fn a_re_export_counts_for_the_file_that_defines() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a.rs",
            "mod deep; pub use deep::Deep; use crate::b::B; use self::on::On; mod on {}",
        ),
        ("a/deep.rs", "pub struct Deep;"),
        ("b.rs", "use crate::a::Deep; pub struct B;"),
    ];
    assert_eq!(seen(&files), None);
    let mut reversed = files;
    reversed[2].1 = "use crate::b::B; pub struct Deep;";
    assert_eq!(
        seen(&reversed).as_deref(),
        Some("a/deep.rs -> b.rs -> a/deep.rs")
    );
}

#[test]
fn what_is_no_reference_is_not_counted() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "use crate::b::B; pub struct A;"),
        (
            "b.rs",
            "pub struct B; // crate::a::A
             /// [`A`](crate::a::A)
             const TEXT: &str = \"crate::a::A\"; const QUOTE: char = '\"';
             macro_rules! m { () => { $crate::a::A } }
             pub(in crate::a) fn f<'a>() {}
             #[cfg(test)] #[allow(unused)] mod tests { use crate::a::A; }",
        ),
    ];
    assert_eq!(seen(&files), None);
}

#[test]
fn a_name_of_the_root_is_refused() {
    let sources = Sources::of([
        ("lib.rs", "mod a; pub use a::A; pub mod header {}"),
        (
            "a.rs",
            "pub struct A; use crate::{A as Other, header}; fn f(a: crate::a::A) {}",
        ),
        ("a/deep.rs", "fn f() { super::super::g() }"),
    ]);
    assert_eq!(
        sources.by_the_root(),
        [
            "a.rs: crate::A",
            "a.rs: crate::header",
            "a/deep.rs: super::super::g"
        ]
    );
}

#[test]
fn two_types_of_one_name_are_found() {
    let sources = Sources::of([
        (
            "a.rs",
            "struct A; type Alias = A; impl I for A { type Item = u8; }",
        ),
        (
            "b.rs",
            "fn f() { enum A {} } trait Alias {} impl I for B { type Item = u8; }",
        ),
    ]);
    assert_eq!(sources.doubles(), ["A: a.rs, b.rs", "Alias: a.rs, b.rs"]);
}
