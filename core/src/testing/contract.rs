//! Compares the responses of an error type with its catalog.

use serde_json::Value;

use super::samples::assert_complete;
use crate::catalog::{BodySpec, Entry, JsonType, Presence};
use crate::facts::RESERVED_MEMBERS;
use crate::http_error::HttpError;
use crate::response::Response;

/// Checks that the responses of these errors are those that the catalog of their type
/// promises: status, headers, members and their types. A status that `statuses(...)` does
/// not list fails here. Each variant, and each of its cases, needs a sample.
///
/// ```
/// # extern crate catchall_core as catchall;
/// # use catchall::{Catalog, Entry, ProblemType};
/// # #[derive(Debug)]
/// # struct Gone;
/// # impl std::fmt::Display for Gone {
/// #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("gone") }
/// # }
/// # impl std::error::Error for Gone {}
/// # impl catchall::HttpError for Gone {
/// #     fn status(&self) -> http::StatusCode { http::StatusCode::GONE }
/// #     fn catalog() -> Catalog { Catalog::new([Entry::new(ProblemType::new(410, "gone"))]) }
/// # }
/// catchall::testing::assert_keeps_catalog([Gone]);
/// ```
///
/// # Panics
///
/// Panics if a response is not in the catalog, or if a variant has no sample.
#[track_caller]
pub fn assert_keeps_catalog<E: HttpError>(samples: impl IntoIterator<Item = E>) {
    let samples: Vec<E> = samples.into_iter().collect();
    let catalog = E::catalog();
    let mut faults = Vec::new();
    for sample in &samples {
        let response = sample.to_response();
        let code = sample.code();
        let of_code = |entry: &&Entry| entry.code() == code || entry.code().is_empty();
        let entries: Vec<&Entry> = catalog.entries().iter().filter(of_code).collect();
        let found = entries.iter().map(|entry| differences(entry, &response));
        match found.min_by_key(Vec::len) {
            Some(differences) if differences.is_empty() || catalog.is_open() => {}
            None if catalog.is_open() => {}
            Some(differences) => faults.extend(
                differences
                    .into_iter()
                    .map(|difference| format!("`{code}`: {difference}, of {sample:?}")),
            ),
            None => faults.push(format!(
                "`{code}` is not a code of the catalog, of {sample:?}"
            )),
        }
    }
    assert!(
        faults.is_empty(),
        "the catalog does not promise these responses:\n  - {}",
        faults.join("\n  - ")
    );
    assert_complete(&samples);
}

/// Returns the parts of a response that its entry does not promise.
fn differences(entry: &Entry, response: &Response) -> Vec<String> {
    let mut differences = Vec::new();
    let status = response.status();
    if !entry.is_status_open() && !entry.statuses().contains(&status) {
        let statuses: Vec<&str> = entry
            .statuses()
            .iter()
            .map(http::StatusCode::as_str)
            .collect();
        differences.push(format!(
            "the status is {}, and the catalog has {}",
            status.as_u16(),
            statuses.join(" or ")
        ));
    }
    for header in entry.headers() {
        let found = response.headers().get(header.name());
        match found {
            None if header.is_required() => {
                differences.push(format!("the header `{}` is missing", header.name()));
            }
            Some(found) if header.value().is_some_and(|value| value != found) => {
                differences.push(format!("the header `{}` is {found:?}", header.name()));
            }
            _ => {}
        }
    }
    if entry.body() == BodySpec::Standard {
        members(entry, response, &mut differences);
    }
    differences
}

fn members(entry: &Entry, response: &Response, differences: &mut Vec<String>) {
    let Ok(Value::Object(body)) = serde_json::from_slice(response.body()) else {
        differences.push("the body is not a JSON object".to_owned());
        return;
    };
    match (entry.detail(), body.contains_key("detail")) {
        (Presence::Always, false) => differences.push("there is no detail".to_owned()),
        (Presence::Never, true) => differences.push("there is a detail".to_owned()),
        _ => {}
    }
    for member in entry.members() {
        match body.get(member.name()) {
            None if member.is_required() => {
                differences.push(format!("the member `{}` is missing", member.name()));
            }
            Some(value) if !member.json_type().accepts(value) => {
                differences.push(format!("the member `{}` is {value}", member.name()));
            }
            _ => {}
        }
    }
    let is_known = |name: &str| {
        let mut members = entry.members().iter();
        name == "code"
            || RESERVED_MEMBERS.contains(&name)
            || members.any(|member| member.name() == name)
    };
    let others = body.keys().filter(|name| !is_known(name));
    for name in others.filter(|_| !entry.has_more_members()) {
        differences.push(format!("there is a member `{name}`"));
    }
}

impl JsonType {
    /// Returns whether a value has this type.
    fn accepts(self, value: &Value) -> bool {
        match (self, value) {
            (Self::AnyValue, _)
            | (Self::BooleanValue, Value::Bool(_))
            | (Self::NumberValue, Value::Number(_))
            | (Self::StringValue, Value::String(_))
            | (Self::Nullable(_), Value::Null) => true,
            (Self::IntegerValue, Value::Number(number)) => !number.is_f64(),
            (Self::OneOf(texts), Value::String(text)) => texts.contains(&text.as_str()),
            (Self::ArrayOf(items), Value::Array(values)) => {
                values.iter().all(|value| items.accepts(value))
            }
            (Self::MapOf(values), Value::Object(object)) => {
                object.values().all(|value| values.accepts(value))
            }
            (Self::ObjectOf(members), Value::Object(object)) => {
                members
                    .iter()
                    .all(|member| match object.get(member.name()) {
                        Some(value) => member.json_type().accepts(value),
                        None => !member.is_required(),
                    })
            }
            (Self::Nullable(inner), value) => inner.accepts(value),
            _ => false,
        }
    }
}
