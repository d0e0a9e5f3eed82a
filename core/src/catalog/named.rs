//! The problem types of a catalog as declarations in other languages: each has a name.

use std::collections::HashSet;

use super::{BodySpec, Catalog, Entry};

/// A problem type with its name in another language.
pub(super) struct Named {
    /// `UserNotFoundProblem`
    pub(super) name: String,
    pub(super) entry: Entry,
}

impl Catalog {
    /// Returns the types whose code is known and whose body is a problem. Types with the
    /// same code and type URI are one, whatever their titles are. No name is one of the
    /// names that are taken.
    pub(super) fn named(&self, taken: &[&str]) -> Vec<Named> {
        let mut types: Vec<Entry> = Vec::new();
        for entry in &self.entries {
            if entry.code.is_empty() || entry.body != BodySpec::Standard {
                continue;
            }
            let mut known = types.iter_mut();
            match known.find(|it| (it.code, it.uri) == (entry.code, entry.uri)) {
                Some(known) => known.merge(entry.clone()),
                None => types.push(entry.clone()),
            }
        }
        let mut names = Identifiers::new(taken);
        let name = |entry: Entry| Named {
            name: names.unique(&format!("{}Problem", pascal_case(entry.code))),
            entry,
        };
        types.into_iter().map(name).collect()
    }
}

/// The names in one scope, which are all different.
pub(super) struct Identifiers(HashSet<String>);

impl Identifiers {
    pub(super) fn new(taken: &[&str]) -> Self {
        Self(taken.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Returns the name itself, or the name with a number appended.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut candidates = std::iter::once(name.to_owned()).chain(numbered);
        // There are infinitely many, so one of them is free.
        let free = candidates.find(|name| !self.0.contains(name));
        let free = free.unwrap_or_default();
        self.0.insert(free.clone());
        free
    }
}

/// `OrderNotFound` for `order.not_found`.
fn pascal_case(code: &str) -> String {
    let is_loud = !code.bytes().any(|byte| byte.is_ascii_lowercase());
    let mut name = String::with_capacity(code.len());
    for word in code.split(|char: char| !char.is_ascii_alphanumeric()) {
        let (first, rest) = word.split_at(word.len().min(1));
        name.push_str(&first.to_ascii_uppercase());
        if is_loud {
            name.push_str(&rest.to_ascii_lowercase());
        } else {
            name.push_str(rest);
        }
    }
    if name.starts_with(|char: char| char.is_ascii_digit()) {
        name.insert_str(0, "Code");
    }
    name
}

/// Returns text as a JSON literal, which is also a literal in JavaScript and Python.
pub(super) fn literal(text: &str) -> String {
    // Text can always be serialised.
    serde_json::to_string(text).unwrap_or_default()
}

impl Entry {
    /// Returns the text for a comment: its description and its statuses.
    pub(super) fn comment(&self) -> String {
        let status = format!("Status {}.", self.status_text());
        match self.description() {
            "" => status,
            description => format!("{description}\n\n{status}"),
        }
    }
}
