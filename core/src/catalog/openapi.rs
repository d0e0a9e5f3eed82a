//! A catalog as OpenAPI has it. What is written here is the same in OpenAPI 3.0 and 3.1, and
//! every tool reads it.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use super::json::Example;
use super::{BodySpec, Catalog, Entry, HeaderSpec};
use crate::facts;
use crate::status;

/// The name of the schema of a problem in the components of a document.
pub(crate) const PROBLEM: &str = "Problem";

/// The response of an operation that has no entry here.
const OTHER: &str = "default";

impl Catalog {
    /// What OpenAPI calls the responses of an operation: one for each status, in which
    /// each problem type is an example by its code. `default` is there where a client may
    /// meet other problems.
    ///
    /// The bodies refer to `#/components/schemas/Problem`, which is
    /// [`problem_schema`]. The result is valid in OpenAPI 3.0 and 3.1. For a
    /// document that no tool makes, or a tool that this crate does not know.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let catalog = Catalog::new([Entry::new(ProblemType::new(410, "withdrawn"))]);
    /// let responses = catalog.to_openapi_responses();
    /// let body = &responses["410"]["content"]["application/problem+json"];
    /// assert_eq!(body["schema"]["$ref"], "#/components/schemas/Problem");
    /// assert_eq!(body["examples"]["withdrawn"]["value"]["status"], 410);
    /// assert!(responses.contains_key("500"));
    /// ```
    #[must_use]
    pub fn to_openapi_responses(&self) -> Map<String, Value> {
        let mut statuses: BTreeMap<StatusCode, Vec<&Entry>> = BTreeMap::new();
        for entry in &self.entries {
            for status in &entry.statuses {
                statuses.entry(*status).or_default().push(entry);
            }
        }
        let responses = statuses.into_iter();
        let mut responses: Map<String, Value> = responses
            .map(|(status, entries)| {
                let response = response(Some(status), &entries);
                (status.as_str().to_owned(), response)
            })
            .collect();
        let others = self.entries.iter().filter(|entry| entry.is_status_open);
        let others: Vec<&Entry> = others.collect();
        if self.is_open || !others.is_empty() {
            responses.insert(OTHER.to_owned(), response(None, &others));
        }
        responses
    }
}

/// The schema of a problem, RFC 9457 section 3, with `code`: for
/// `#/components/schemas/Problem`. Valid in OpenAPI 3.0 and 3.1.
///
/// ```
/// # extern crate catchall_core as catchall;
/// let schema = catchall::catalog::problem_schema();
/// assert_eq!(schema["properties"]["status"]["type"], "integer");
/// ```
#[must_use]
pub fn problem_schema() -> Value {
    json!({
        "type": "object",
        "description": "What went wrong, as RFC 9457 defines it. There may be other members.",
        "properties": {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "description": "Identifies the kind of problem, and may lead to its documentation.",
                "default": "about:blank",
            },
            "title": {
                "type": "string",
                "description": "The kind of problem in a few words.",
            },
            "status": {
                "type": "integer",
                "format": "int32",
                "description": "The status of the response.",
                "minimum": 300,
                "maximum": 599,
            },
            "detail": {
                "type": "string",
                "description": "What went wrong this time, for people.",
            },
            "instance": {
                "type": "string",
                "format": "uri-reference",
                "description": "Identifies this occurrence.",
            },
            "code": {
                "type": "string",
                "description": "The stable name of the kind of problem, for programs.",
            },
        },
        "required": ["title", "status"],
        "additionalProperties": true,
    })
}

/// The response of one status, or of all that are not known.
fn response(status: Option<StatusCode>, entries: &[&Entry]) -> Value {
    let mut response = Map::new();
    response.insert(
        "description".to_owned(),
        description(status, entries).into(),
    );
    let headers = headers(status, entries);
    if !headers.is_empty() {
        response.insert("headers".to_owned(), headers.into());
    }
    let content = content(status, entries);
    if !content.is_empty() {
        response.insert("content".to_owned(), content.into());
    }
    response.into()
}

/// In Markdown, which OpenAPI takes here.
fn description(status: Option<StatusCode>, entries: &[&Entry]) -> String {
    let texts = entries.iter().map(|entry| {
        let description = entry.description.trim();
        let description = match (description, entry.title()) {
            ("", "") => "A problem.",
            ("", title) => title,
            (description, _) => description,
        };
        let name = name(status, entry);
        let mut text = format!("`{name}`: {description}");
        let members = entry.members.iter().map(|member| {
            let optional = if member.is_required() {
                ""
            } else {
                ", optional"
            };
            let (name, json_type) = (member.name(), member.json_type().words());
            format!("`{name}` ({json_type}{optional})")
        });
        let members: Vec<String> = members.collect();
        if !members.is_empty() {
            text = format!("{text}\n\nMembers: {}.", members.join(", "));
        }
        text
    });
    let mut texts: Vec<String> = texts.collect();
    if status.is_none() {
        texts.push("Any other problem.".to_owned());
    }
    texts.join("\n\n")
}

/// What the example of an entry is called.
fn name(status: Option<StatusCode>, entry: &Entry) -> &'static str {
    match (entry.code, status) {
        ("", Some(status)) => status::code(status.as_u16()),
        ("", None) => "problem",
        (code, _) => code,
    }
}

fn headers(status: Option<StatusCode>, entries: &[&Entry]) -> Map<String, Value> {
    let is_of_status = |header: &&HeaderSpec| {
        let ranges = facts::belongs_to(header.name.as_str());
        ranges.zip(status).is_none_or(|(ranges, status)| {
            let number = status.as_u16();
            ranges.iter().any(|range| range.contains(&number))
        })
    };
    let mut all: BTreeMap<String, Vec<&HeaderSpec>> = BTreeMap::new();
    for header in entries.iter().flat_map(|entry| &entry.headers) {
        if is_of_status(&header) {
            let same = all.entry(canonical(&header.name)).or_default();
            same.push(header);
        }
    }
    let headers = all.into_iter().map(|(name, headers)| {
        let is_required =
            headers.len() == entries.len() && headers.iter().all(|header| header.is_required);
        let mut spec = json!({ "schema": { "type": "string" } });
        if is_required {
            spec["required"] = true.into();
        }
        let values = headers.iter().filter_map(|header| header.value.as_ref());
        if let Some(value) = values.map(HeaderValue::to_str).find_map(Result::ok) {
            spec["example"] = value.into();
        }
        (name, spec)
    });
    headers.collect()
}

/// The name as the RFCs write it, since some tools compare it so.
fn canonical(name: &HeaderName) -> String {
    let words = name.as_str().split('-').map(|word| match word {
        "etag" => "ETag".to_owned(),
        "ratelimit" => "RateLimit".to_owned(),
        "www" => "WWW".to_owned(),
        word => {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        }
    });
    words.collect::<Vec<_>>().join("-")
}

fn content(status: Option<StatusCode>, entries: &[&Entry]) -> Map<String, Value> {
    let mut content = Map::new();
    let mut examples = Map::new();
    for entry in entries {
        match entry.body {
            BodySpec::Standard => {
                let mut name = name(status, entry).to_owned();
                // One code may have several types or titles.
                while examples.contains_key(&name) {
                    name.push('\'');
                }
                let value = serde_json::to_value(Example { entry, status });
                let value = value.unwrap_or_default();
                let summary = value["title"].clone();
                examples.insert(name, json!({ "summary": summary, "value": value }));
            }
            BodySpec::MediaType(media_type) => {
                content.insert(media_type.to_owned(), json!({}));
            }
            BodySpec::OwnFormat => {
                content.insert("*/*".to_owned(), json!({}));
            }
            BodySpec::NoBody => {}
        }
    }
    if !examples.is_empty() || status.is_none() {
        let mut body = json!({
            "schema": { "$ref": format!("#/components/schemas/{PROBLEM}") },
        });
        if !examples.is_empty() {
            body["examples"] = examples.into();
        }
        content.insert("application/problem+json".to_owned(), body);
    }
    content
}

/// A tool's own type of a part of a document. A tool that cannot read what OpenAPI allows
/// leaves the part out: a document is no reason to panic.
#[allow(dead_code, reason = "each tool uses it")]
pub(crate) fn read<T: serde_core::de::DeserializeOwned>(part: Value) -> Option<T> {
    serde_json::from_value(part).ok()
}
