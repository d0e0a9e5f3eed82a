//! What the compiler reports for every mistake: `<rule>/<fault>.rs`, with the
//! message next to it. `pass` contains code that must not be taken for a mistake.
//!
//! `TRYBUILD=overwrite cargo test -p catchall-ui-tests` rewrites the messages; read
//! them before you commit them.
//! `cargo test -p catchall-ui-tests -- messages trybuild=finish` only runs the cases
//! with `finish` in their path. The messages in `types` are rustc's own and change
//! with its version, as does the text around those in `leak/by_trait*`.
//!
//! This is a separate package: trybuild compiles the cases with the dependencies
//! and the features of the package that it runs in.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// Separate from the cases that compile: the others are checked all at once.
#[test]
fn messages() {
    let cases = trybuild::TestCases::new();
    for rule in rules().iter().filter(|rule| !rule.ends_with("pass")) {
        cases.compile_fail(format!("{}/*.rs", rule.display()));
    }
}

#[test]
fn what_is_no_mistake_compiles() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

/// A message whose case was renamed or removed would not be compared with anything.
#[test]
fn every_message_file_has_its_case() {
    for rule in rules() {
        for file in files(&rule, "stderr") {
            assert!(file.with_extension("rs").exists(), "{}", file.display());
            assert!(!rule.ends_with("pass"), "{}", file.display());
        }
    }
}

/// A message that no case shows has not been reviewed.
#[test]
fn every_message_of_the_derive_has_a_case() {
    let shown: String = rules()
        .iter()
        .flat_map(|rule| files(rule, "stderr"))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    // A case would be a text of that length, or would not be a Rust item.
    let is_left_out = |message: &str| {
        message.contains("longer than 65535 bytes")
            || message.starts_with("a header value can have at most")
            || message == "expected an enum or a struct"
    };
    let mut unseen = Vec::new();
    let mut count = 0;
    for file in sources(Path::new("../../derive/src")) {
        let name = file.to_string_lossy();
        if name.ends_with("tests.rs") || name.ends_with(".expanded.rs") {
            continue;
        }
        let code = fs::read_to_string(&file).unwrap();
        for message in messages_in(code.parse().unwrap()) {
            count += 1;
            // A literal is a message, or a format string of one.
            let mut parts = fixed_parts(&message).into_iter();
            let is_shown = shown.contains(&message) || parts.all(|part| shown.contains(&part));
            if !is_shown && !is_left_out(&message) {
                unseen.push(format!("{}: {message}", file.display()));
            }
        }
    }
    assert!(count > 80, "only {count} messages were found");
    assert!(unseen.is_empty(), "no case shows\n{}", unseen.join("\n"));
}

fn rules() -> Vec<PathBuf> {
    let mut rules: Vec<PathBuf> = fs::read_dir(".")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into())
        .filter(|path: &PathBuf| path.is_dir())
        .collect();
    rules.sort();
    rules
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir());
    let mut sources: Vec<PathBuf> = folders.flat_map(|folder| sources(&folder)).collect();
    sources.extend(files(folder, "rs"));
    sources
}

/// Returns the string literals that look like a message: at least four words,
/// the first of which is in lower case. Attributes, including doc comments, are
/// left out.
fn messages_in(tokens: TokenStream) -> Vec<String> {
    let mut messages = Vec::new();
    let mut is_attribute = false;
    for token in tokens {
        let was_attribute = std::mem::take(&mut is_attribute);
        match token {
            TokenTree::Punct(punct) => {
                is_attribute = punct.as_char() == '#' || (was_attribute && punct.as_char() == '!');
            }
            TokenTree::Group(group) if !was_attribute => {
                messages.extend(messages_in(group.stream()));
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    let text = text.value();
                    let is_message = text.split_whitespace().count() >= 4
                        && !text.starts_with(char::is_uppercase);
                    messages.extend(is_message.then_some(text));
                }
            }
            _ => {}
        }
    }
    messages
}

/// Returns the text between the placeholders of a format string.
fn fixed_parts(message: &str) -> Vec<String> {
    let message = message.replace("{{", "\u{1}").replace("}}", "\u{2}");
    message
        .split('{')
        .enumerate()
        .map(|(at, part)| match part.split_once('}') {
            Some((_, behind)) if at > 0 => behind,
            _ => part,
        })
        .map(|part| part.replace('\u{1}', "{").replace('\u{2}', "}"))
        .collect()
}
