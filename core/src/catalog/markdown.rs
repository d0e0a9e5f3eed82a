//! A catalog as Markdown.

use std::fmt::Write;

use super::json::Example;
use super::{BodySpec, Catalog, Entry, Presence};

impl Catalog {
    /// Renders the catalog as Markdown: a table of all codes, and a section for each. It
    /// has no title of its own, so that it can be part of another page. Descriptions are
    /// kept as Markdown, and all other text is escaped.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut page = String::from("| code | status | title |\n| --- | --- | --- |\n");
        // Writing to a `String` does not fail.
        for entry in &self.entries {
            let (code, status) = (cell(&entry.heading()), entry.status_text());
            let _ = writeln!(page, "| {code} | {status} | {} |", cell(entry.title()));
        }
        if self.is_open {
            let _ = write!(page, "\n{OPEN}\n");
        }
        for entry in &self.entries {
            section(entry, &mut page);
        }
        page
    }
}

/// The note for a catalog that is not complete.
pub(super) const OPEN: &str =
    "There are other problems, which are known only when they occur. Rely on their status.";

impl Entry {
    /// Returns the heading of its section.
    pub(super) fn heading(&self) -> String {
        match (self.code, self.title) {
            ("", "") => self.status_text(),
            ("", title) => title.to_owned(),
            (code, _) => code.to_owned(),
        }
    }

    /// `404 or 410`
    pub(super) fn status_text(&self) -> String {
        let statuses = self
            .statuses
            .iter()
            .map(|status| status.as_str().to_owned());
        let mut statuses: Vec<String> = statuses.collect();
        if self.is_status_open {
            statuses.push("other".to_owned());
        }
        statuses.join(" or ")
    }

    /// Returns the facts beyond its status, each with a name and a text.
    pub(super) fn facts(&self) -> Vec<(&'static str, String)> {
        let mut facts = vec![("Status", self.status_text())];
        facts.push(("Type", self.type_uri().to_owned()));
        if !self.title().is_empty() {
            facts.push(("Title", self.title().to_owned()));
        }
        let again = match (self.is_retryable(), self.retry_after()) {
            (true, Some(wait)) => format!("yes, after {} s", wait.as_secs()),
            (true, None) => "yes".to_owned(),
            (false, _) => "no".to_owned(),
        };
        facts.push(("Worth another attempt", again));
        match self.body {
            BodySpec::Standard => {}
            BodySpec::MediaType(media_type) => facts.push(("Body", media_type.to_owned())),
            BodySpec::NoBody => facts.push(("Body", "none".to_owned())),
            BodySpec::OwnFormat => facts.push(("Body", "in a shape of its own".to_owned())),
        }
        facts
    }

    /// Returns each header and member: the name, the type or value, and whether it is
    /// always present.
    pub(super) fn parts(&self) -> Vec<(&'static str, String, String, &'static str)> {
        let presence = |is_required: bool| if is_required { "always" } else { "sometimes" };
        let mut parts = Vec::new();
        for header in &self.headers {
            let value = header.value.as_ref().and_then(|value| value.to_str().ok());
            let value = value.unwrap_or_default().to_owned();
            let name = header.name.to_string();
            parts.push(("header", name, value, presence(header.is_required)));
        }
        let detail = match self.detail {
            Presence::Always => Some("always"),
            Presence::Sometimes => Some("sometimes"),
            Presence::Never => None,
        };
        if let Some(presence) = detail {
            parts.push(("member", "detail".to_owned(), "string".to_owned(), presence));
        }
        for member in &self.members {
            let (name, words) = (member.name().to_owned(), member.json_type().words());
            parts.push(("member", name, words, presence(member.is_required())));
        }
        parts
    }

    /// Returns a problem of this type as indented JSON, if its body is JSON.
    pub(super) fn example_json(&self) -> Option<String> {
        let is_problem = self.body == BodySpec::Standard;
        let example = Example {
            entry: self,
            status: None,
        };
        is_problem.then(|| serde_json::to_string_pretty(&example).unwrap_or_default())
    }
}

fn section(entry: &Entry, page: &mut String) {
    let _ = write!(page, "\n## {}\n\n", escaped(&entry.heading()));
    if !entry.description().is_empty() {
        let _ = write!(page, "{}\n\n", entry.description());
    }
    for (name, text) in entry.facts() {
        let _ = writeln!(page, "- {name}: {}", escaped(&text));
    }
    let parts = entry.parts();
    if !parts.is_empty() {
        page.push_str("\n| part | name | value | present |\n| --- | --- | --- | --- |\n");
        for (kind, name, value, presence) in parts {
            let (name, value) = (cell(&name), cell(&value));
            let _ = writeln!(page, "| {kind} | {name} | {value} | {presence} |");
        }
    }
    if let Some(example) = entry.example_json() {
        // More backticks than any text in it contains.
        let longest = example.split(|char| char != '`').map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        let _ = write!(page, "\n{fence}json\n{example}\n{fence}\n");
    }
}

/// Returns text for the cell of a table.
fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|").replace('\n', " ")
}

/// Escapes the characters that have a meaning in Markdown and HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '<' => escaped.push_str("&lt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(char);
            }
            char => escaped.push(char),
        }
    }
    escaped
}
