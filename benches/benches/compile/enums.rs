//! Crates with one enum, whose errors are mapped in different ways: a way is a feature of
//! `peers/Cargo.toml`. `kinds.txt` has ten kinds of variants, `by_hand.txt` the mapping by
//! hand.

use std::fmt::Write as _;

/// What precedes the enum.
fn head(way: &str) -> &'static str {
    match way {
        "thiserror" | "by-hand" => "#[derive(Debug, thiserror::Error)]",
        "catchall" => "#[derive(Debug, thiserror::Error, catchall::HttpError)]",
        "catchall-axum" => "#[derive(Debug, thiserror::Error, catchall::HttpError)] #[http(axum)]",
        // Its derive writes the name of axum.
        "axum-problem" => {
            "extern crate axum_0_7 as axum;
            #[derive(Debug, thiserror::Error, axum_problem::AxumProblem)]"
        }
        _ => "#[derive(Debug, thiserror::Error, actix_web_error::Json)] #[status(500)]",
    }
}

/// The attribute of a variant, and of a field that is a member. An internal error is not
/// mapped where it need not be.
fn attributes(way: &str, status: &str) -> (String, &'static str) {
    match (way, status) {
        ("axum-problem", "500") => ("#[problem(status = 500, mask)]".to_owned(), ""),
        ("axum-problem", _) => (format!("#[problem(status = {status})]"), ""),
        ("thiserror" | "by-hand", _) | (_, "500") => (String::new(), ""),
        ("actix-web-error", _) => (format!("#[status({status})]"), ""),
        (_, "429") => ("#[http(429, retry_after = wait)]".to_owned(), ""),
        _ => (format!("#[http({status})]"), "#[http(member)]"),
    }
}

/// A crate with one enum of this many variants.
pub(crate) fn source(way: &str, variants: usize) -> String {
    let mut text = format!("{}\npub enum AppError {{\n", head(way));
    let (mut arms, mut masked, mut limits, mut waits) = (vec![], vec![], vec![], vec![]);
    let kinds = include_str!("kinds.txt").lines().cycle();
    for (number, kind) in (0..variants).zip(kinds) {
        let kind: Vec<&str> = kind.split('|').map(str::trim).collect();
        let [name, fields, pattern, message, status, answer] = kind[..] else {
            unreachable!("a kind has six columns")
        };
        let name = format!("{name}{number:04}");
        let (attribute, on_member) = attributes(way, status);
        let fields = fields.replace("MEMBER", on_member);
        let message = format!("#[error(\"{number:04}: {message}\")]");
        writeln!(text, "{message}\n{attribute}\n{name} {fields},").expect("a text grows");
        let code = name.to_lowercase();
        let arm = format!("Self::{name} {pattern} => (StatusCode::{answer}, {code:?}),");
        match status {
            "500" => masked.push(format!("Self::{name}(source)")),
            "422" => limits.push(format!("Self::{name} {{ limit, .. }}")),
            "429" => waits.push(format!("Self::{name} {{ wait }}")),
            _ => {}
        }
        if status != "500" {
            arms.push(arm);
        }
    }
    // What every program with an error does somewhere, so that `Debug` and dropping count
    // for all.
    text += "}
        pub fn boxed(error: AppError) -> Box<dyn std::fmt::Debug> {
            Box::new(error)
        }";
    if way == "by-hand" {
        text += &include_str!("by_hand.txt")
            .replace("ARMS", &arms.join("\n"))
            .replace("MASKED", &masked.join(" | "))
            .replace("LIMITS", &limits.join(" | "))
            .replace("WAITS", &waits.join(" | "));
    }
    text
}
