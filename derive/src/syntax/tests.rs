//! Nothing that syn parses with `full` is refused, and nothing that is refused is valid Rust.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser as _;
use syn::{Expr, Item, Pat, Stmt};

use super::{Verdict, expression, guard, pattern};
use crate::tokens::split_guard;

/// Collects the Rust files in a directory and its subdirectories.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[derive(Default)]
struct Corpus {
    values: Vec<TokenStream>,
    patterns: Vec<TokenStream>,
}

impl Corpus {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Fn(function) => self.block(&function.block),
                Item::Impl(item) => {
                    for item in &item.items {
                        if let syn::ImplItem::Fn(function) = item {
                            self.block(&function.block);
                        }
                    }
                }
                Item::Mod(item) => {
                    if let Some((_, items)) = &item.content {
                        self.items(items);
                    }
                }
                _ => {}
            }
        }
    }

    fn block(&mut self, block: &syn::Block) {
        for statement in &block.stmts {
            match statement {
                Stmt::Local(local) => {
                    if !matches!(local.pat, Pat::Type(_)) {
                        let pattern = &local.pat;
                        self.patterns.push(quote!(#pattern));
                    }
                    if let Some(init) = &local.init {
                        self.value(&init.expr);
                    }
                }
                Stmt::Expr(value, _) => self.value(value),
                Stmt::Item(item) => self.items(std::slice::from_ref(item)),
                Stmt::Macro(_) => {}
            }
        }
    }

    fn value(&mut self, value: &Expr) {
        self.values.push(quote!(#value));
        if let Expr::Match(value) = value {
            for arm in &value.arms {
                let pattern = &arm.pat;
                self.patterns.push(split_guard(quote!(#pattern)).0);
            }
        }
    }
}

/// Returns how many are certain; none may be wrong.
fn certain(all: &[TokenStream], judge: fn(&TokenStream) -> Verdict) -> usize {
    let mut count = 0;
    for tokens in all {
        match judge(tokens) {
            Verdict::Certain => count += 1,
            Verdict::Unknown => {}
            Verdict::Wrong(fault) => panic!("{}\n{tokens}", fault.message("it")),
        }
    }
    count
}

#[test]
fn nothing_in_this_repository_is_refused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    for folder in ["core", "derive", "tests", "examples", "benches/src"] {
        files(&root.join(folder), &mut paths);
    }
    let mut corpus = Corpus::default();
    for path in paths {
        if let Ok(file) = syn::parse_file(&fs::read_to_string(path).unwrap()) {
            corpus.items(&file.items);
        }
    }
    for (all, judge) in [
        (corpus.values, expression as fn(&TokenStream) -> Verdict),
        (corpus.patterns, pattern),
    ] {
        let count = certain(&all, judge);
        assert!(all.len() > 1000, "only {} were found", all.len());
        assert!(
            count * 10 > all.len() * 9,
            "{count} of {} are certain",
            all.len()
        );
    }
}

/// What is certain parses, and what is wrong does not.
#[test]
fn a_verdict_is_that_of_syn() {
    let parts = [
        "a",
        "1",
        "\"s\"",
        "self",
        "_",
        "if",
        "else",
        "match",
        "let",
        "as",
        "u8",
        "(b, c)",
        "[d]",
        "{ e }",
        "{ f => g }",
        ".",
        "..",
        "..=",
        "+",
        "-",
        "&",
        "|",
        "||",
        "!",
        "<",
        "::",
        "=",
        "==",
        "=>",
        "?",
        ";",
        ",",
        "'l",
        "return",
        "move",
        "ref",
        "@",
        "#",
        ":",
    ];
    let parses = |tokens: &TokenStream| syn::parse2::<Expr>(tokens.clone()).is_ok();
    let is_pattern = |tokens: &TokenStream| {
        Pat::parse_multi_with_leading_vert
            .parse2(tokens.clone())
            .is_ok()
    };
    let mut certain = 0;
    let mut disagreements = Vec::new();
    let mut disagree = |is_right: bool, text: String| {
        if !is_right {
            disagreements.push(text);
        }
    };
    for first in parts {
        for second in parts {
            for third in parts {
                let text = format!("{first} {second} {third}");
                let Ok(tokens) = text.parse() else {
                    continue;
                };
                match expression(&tokens) {
                    Verdict::Certain => {
                        disagree(
                            parses(&tokens),
                            format!("`{text}` is certain, and no value"),
                        );
                        certain += 1;
                    }
                    Verdict::Wrong(_) => disagree(!parses(&tokens), format!("`{text}` is a value")),
                    Verdict::Unknown => {}
                }
                match pattern(&tokens) {
                    Verdict::Certain => {
                        disagree(
                            is_pattern(&tokens),
                            format!("`{text}` is certain, and no pattern"),
                        );
                        certain += 1;
                    }
                    Verdict::Wrong(_) => {
                        disagree(!is_pattern(&tokens), format!("`{text}` is a pattern"));
                    }
                    Verdict::Unknown => {}
                }
            }
        }
    }
    assert!(disagreements.is_empty(), "{}", disagreements.join("\n"));
    assert!(certain > 500, "only {certain} are certain");
}

#[test]
fn a_condition_may_bind() {
    let is_certain = |text: &str| matches!(guard(&text.parse().unwrap()), Verdict::Certain);
    assert!(is_certain("let Some(a) = b && a > 3"));
    assert!(!is_certain("let Some(a) = b || a > 3"));
    assert!(!is_certain("let Some(a) =="));
}
