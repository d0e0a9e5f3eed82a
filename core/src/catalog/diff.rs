//! The differences between two catalogs, for the clients of an API.

use std::fmt;

use serde_json::{Map, Value};

use super::Catalog;
use super::json::VERSION;

/// What a change means for a client that was written before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// A client that relies on what was published may fail.
    Breaking,
    /// A client continues to work as before.
    Compatible,
    /// Only text for people has changed.
    Cosmetic,
}

/// One difference between two catalogs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    impact: Impact,
    code: String,
    text: String,
}

impl Change {
    /// Returns what the change means for a client.
    #[must_use]
    pub fn impact(&self) -> Impact {
        self.impact
    }

    /// Returns the code of the problem, empty for the catalog itself.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns what changed, and what that means for a client.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code.as_str() {
            "" => f.write_str(&self.text),
            code => write!(f, "`{code}`: {}", self.text),
        }
    }
}

impl Catalog {
    /// Returns what has changed since the catalog of this JSON document was published,
    /// with breaking changes first. A server may always send less than it has promised,
    /// for instance only one of several statuses. Sending more is a breaking change,
    /// except a new code, a new member or a new header, which clients ignore (RFC 9457
    /// §3.2).
    ///
    /// # Errors
    ///
    /// Returns an error if the document is not a catalog of this version.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::catalog::Impact;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let published = Catalog::new([Entry::new(ProblemType::new(404, "no_user"))]).to_json();
    /// let catalog = Catalog::new([Entry::new(ProblemType::new(410, "no_user"))]);
    /// let changes = catalog.changes_since(&published)?;
    /// assert_eq!(changes[0].impact(), Impact::Breaking);
    /// assert_eq!(changes[0].code(), "no_user");
    /// # Ok::<(), catchall::catalog::InvalidCatalog>(())
    /// ```
    pub fn changes_since(&self, published: &str) -> Result<Vec<Change>, InvalidCatalog> {
        let before = problems(&parse(published)?)?;
        let after = problems(&parse(&self.to_json())?)?;
        let mut changes = Changes(Vec::new());
        let was_open = parse(published)?["open"] == true;
        if self.is_open && !was_open {
            changes.add(
                Impact::Breaking,
                "",
                "there may now be problems that the catalog does not list: \
                 clients must expect any code and status",
            );
        } else if was_open && !self.is_open {
            changes.add(Impact::Compatible, "", "the catalog now lists all problems");
        }
        changes.compare(&before, &after);
        changes.0.sort_by_key(|change| change.impact);
        Ok(changes.0)
    }
}

/// The error for a document that is not a catalog of this version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCatalog(String);

impl fmt::Display for InvalidCatalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is not a catalog of version {VERSION}: {}", self.0)
    }
}

impl std::error::Error for InvalidCatalog {}

fn parse(json: &str) -> Result<Value, InvalidCatalog> {
    let value: Value = serde_json::from_str(json).map_err(|it| InvalidCatalog(it.to_string()))?;
    if value["version"] == VERSION {
        return Ok(value);
    }
    Err(InvalidCatalog(format!(
        "its `version` is {}",
        value["version"]
    )))
}

type JsonObject = Map<String, Value>;

fn problems(catalog: &Value) -> Result<Vec<JsonObject>, InvalidCatalog> {
    let problems = catalog["problems"].as_array();
    let problems = problems.ok_or_else(|| InvalidCatalog("it has no `problems`".to_owned()))?;
    let objects = problems.iter().map(|problem| problem.as_object().cloned());
    let objects: Option<Vec<JsonObject>> = objects.collect();
    objects.ok_or_else(|| InvalidCatalog("a problem is not an object".to_owned()))
}

/// Returns a part of a problem as text.
fn text<'o>(problem: &'o JsonObject, key: &str) -> &'o str {
    problem.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'o>(problem: &'o JsonObject, key: &str) -> impl Iterator<Item = &'o Value> {
    problem
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn is_true(problem: &JsonObject, key: &str) -> bool {
    problem.get(key) == Some(&Value::Bool(true))
}

struct Changes(Vec<Change>);

impl Changes {
    fn add(&mut self, impact: Impact, code: &str, text: impl Into<String>) {
        self.0.push(Change {
            impact,
            code: code.to_owned(),
            text: text.into(),
        });
    }

    fn compare(&mut self, before: &[JsonObject], after: &[JsonObject]) {
        let mut added: Vec<&JsonObject> = after.iter().collect();
        let mut gone = Vec::new();
        for old in before {
            let same = added
                .iter()
                .enumerate()
                .filter(|(_, new)| has_same_code(old, new));
            // If several problems have this code, the most similar one.
            match same.max_by_key(|(_, new)| likeness(old, new)) {
                Some((at, _)) => {
                    let new = added.remove(at);
                    self.problem(old, new);
                }
                None => gone.push(old),
            }
        }
        for old in gone {
            let renamed = added.iter().position(|new| is_renamed(old, new));
            let (code, statuses) = (text(old, "code"), statuses(old));
            match renamed {
                Some(at) => {
                    let to = text(added.remove(at), "code");
                    self.add(Impact::Breaking, code, format!(
                        "the code is now `{to}`: clients that compare it with `{code}` no longer \
                         recognise this {statuses}"
                    ));
                }
                None => self.add(
                    Impact::Breaking,
                    code,
                    format!(
                        "the code was removed: clients that compare it with `{code}` no longer \
                         recognise this {statuses}"
                    ),
                ),
            }
        }
        for new in added {
            let text_of_it = format!("the code is new, with status {}", statuses(new));
            self.add(Impact::Compatible, text(new, "code"), text_of_it);
        }
    }

    fn problem(&mut self, old: &JsonObject, new: &JsonObject) {
        let code = text(new, "code");
        let (was, is) = (text(old, "type"), text(new, "type"));
        if was != is {
            self.add(Impact::Breaking, code, format!(
                "the type URI was `{was}` and is `{is}`: it is the identity of the problem, and clients that compare it no longer recognise it"
            ));
        }
        self.statuses(code, old, new);
        let (was, is) = (text(old, "body"), text(new, "body"));
        if was != is {
            self.add(
                Impact::Breaking,
                code,
                format!("the body was `{was}` and is `{is}`"),
            );
        }
        self.parts(code, "header", list(old, "headers"), list(new, "headers"));
        self.parts(code, "member", list(old, "members"), list(new, "members"));
        match (is_true(old, "retryable"), is_true(new, "retryable")) {
            (true, false) => self.add(
                Impact::Compatible,
                code,
                "it is no longer worth another attempt",
            ),
            (false, true) => self.add(Impact::Compatible, code, "it is now worth another attempt"),
            _ => {}
        }
        for key in ["title", "description"] {
            let (was, is) = (text(old, key), text(new, key));
            if was != is {
                self.add(
                    Impact::Cosmetic,
                    code,
                    format!("the {key} was {was:?} and is {is:?}"),
                );
            }
        }
        let (was, is) = (text(old, "detail"), text(new, "detail"));
        if was != is {
            self.add(
                Impact::Cosmetic,
                code,
                format!("the detail was {was} present and is now {is} present"),
            );
        }
        let examples = [old, new].map(|problem| problem.get("example").map(|it| &it["detail"]));
        if was == is && examples[0] != examples[1] {
            self.add(
                Impact::Cosmetic,
                code,
                "the example of the detail has changed",
            );
        }
    }

    fn statuses(&mut self, code: &str, old: &JsonObject, new: &JsonObject) {
        let numbers = |problem| list(problem, "statuses").collect::<Vec<_>>();
        let (was, is) = (numbers(old), numbers(new));
        let is_open = |problem| is_true(problem, "otherStatuses");
        let has_more = is.iter().any(|status| !was.contains(status)) && !is_open(old);
        let (was, is) = (statuses(old), statuses(new));
        if has_more || (is_open(new) && !is_open(old)) {
            self.add(
                Impact::Breaking,
                code,
                format!(
                    "the status was {was} and is {is}: clients that rely on the status treat it as \
                     something else"
                ),
            );
        } else if was != is {
            self.add(
                Impact::Compatible,
                code,
                format!("the status was {was} and is {is}"),
            );
        }
    }

    /// Compares the headers or the members.
    fn parts<'v>(
        &mut self,
        code: &str,
        kind: &str,
        old: impl Iterator<Item = &'v Value>,
        new: impl Iterator<Item = &'v Value>,
    ) {
        let mut added: Vec<&Value> = new.collect();
        for old in old {
            let name = old["name"].as_str().unwrap_or_default();
            let at = added.iter().position(|new| new["name"] == old["name"]);
            let new = at.map(|at| added.remove(at));
            let was_required = old["required"] == true;
            let Some(new) = new else {
                let (impact, follows) = if was_required {
                    (Impact::Breaking, ": clients that read it find nothing")
                } else {
                    (Impact::Compatible, ", which was not always present")
                };
                self.add(
                    impact,
                    code,
                    format!("the {kind} `{name}` was removed{follows}"),
                );
                continue;
            };
            match (was_required, new["required"] == true) {
                (true, false) => self.add(Impact::Breaking, code, format!(
                    "the {kind} `{name}` was always present and may now be missing: clients that \
                     read it may find nothing"
                )),
                (false, true) => self.add(Impact::Compatible, code, format!(
                    "the {kind} `{name}` is now always present"
                )),
                _ => {}
            }
            let (was, is) = (&old["schema"], &new["schema"]);
            if was != is {
                let impact = if narrows(was, is) {
                    Impact::Compatible
                } else {
                    Impact::Breaking
                };
                self.add(
                    impact,
                    code,
                    format!("the type of the {kind} `{name}` was {was} and is {is}"),
                );
            }
            let (was, is) = (&old["value"], &new["value"]);
            if was != is {
                self.add(
                    Impact::Compatible,
                    code,
                    format!("the value of the {kind} `{name}` was {was} and is {is}"),
                );
            }
        }
        for new in added {
            let name = new["name"].as_str().unwrap_or_default();
            self.add(
                Impact::Compatible,
                code,
                format!("the {kind} `{name}` is new"),
            );
        }
    }
}

fn has_same_code(old: &JsonObject, new: &JsonObject) -> bool {
    old.get("code") == new.get("code") && old.get("unmapped") == new.get("unmapped")
}

/// Returns how many parts of two problems are equal.
fn likeness(old: &JsonObject, new: &JsonObject) -> usize {
    let same = old
        .iter()
        .filter(|(key, value)| new.get(*key) == Some(value));
    same.count()
}

/// Returns whether two problems may be the same one with a new code.
fn is_renamed(old: &JsonObject, new: &JsonObject) -> bool {
    let is_same = |key: &str| old.get(key) == new.get(key);
    let has_description = !text(old, "description").is_empty();
    is_same("statuses") && is_same("members") && has_description && is_same("description")
}

/// `404 or 410`
fn statuses(problem: &JsonObject) -> String {
    let mut all: Vec<String> = list(problem, "statuses").map(Value::to_string).collect();
    if is_true(problem, "otherStatuses") {
        all.push("any other".to_owned());
    }
    all.join(" or ")
}

/// Returns whether each value of the new type is also a value of the old type.
fn narrows(old: &Value, new: &Value) -> bool {
    let is_any = old.as_object().is_some_and(Map::is_empty);
    if is_any || old == new {
        return true;
    }
    if let Some(first) = old["anyOf"].get(0) {
        let inner = new["anyOf"].get(0).unwrap_or(new);
        return narrows(first, inner);
    }
    match (old["type"].as_str(), new["type"].as_str()) {
        (Some("number"), Some("integer")) => true,
        (Some("string"), Some("string")) => match (&old["enum"], &new["enum"]) {
            (Value::Null, _) => true,
            (Value::Array(old), Value::Array(new)) => new.iter().all(|text| old.contains(text)),
            _ => false,
        },
        (Some("array"), Some("array")) => narrows(&old["items"], &new["items"]),
        (Some("object"), Some("object")) => {
            if old["properties"].is_null() {
                let values = [old, new].map(|it| &it["additionalProperties"]);
                return !values[1].is_null() && narrows(values[0], values[1]);
            }
            let properties = old["properties"].as_object().into_iter().flatten();
            let names = |value: &Value| value["required"].as_array().cloned().unwrap_or_default();
            let (was_required, is_required) = (names(old), names(new));
            was_required.iter().all(|name| is_required.contains(name))
                && properties.into_iter().all(|(name, old)| {
                    let new = &new["properties"][name];
                    new.is_object() && narrows(old, new)
                })
        }
        _ => false,
    }
}
