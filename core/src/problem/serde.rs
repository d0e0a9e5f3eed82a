//! A problem as JSON, RFC 9457 §3, and back: lenient, as §3.1 demands.

use std::borrow::Cow;

use serde_core::de::{Deserialize, Deserializer};
use serde_core::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{Parts, Problem, Read};
use crate::body::sink::Audience;
use crate::convert;
use crate::note::{Failure, Note};
use crate::value::uri;

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Status, code, type and title.
        type Kind = (u16, String, Option<String>, String);

        let inspected = convert::inspect(self, |link, decided| {
            let kind: Kind = (
                decided.status(),
                decided.code().to_owned(),
                decided.uri().map(str::to_owned),
                decided.title().to_owned(),
            );
            convert::collect(link, decided, Audience::Program).map(|(parts, _)| (kind, parts))
        });
        let inspected = inspected.unwrap_or(Err(Failure(Note::Panics)));
        let ((status, code, uri, title), parts) =
            inspected.map_err(|Failure(failure)| S::Error::custom(failure))?;
        // A problem that was read without a status or a code is written
        // without; every other has both.
        let is_read = self.0.read.is_some() && self.0.cause.is_none();
        let is_sparse = is_read && self.0.status.is_none();
        let mut map = serializer.serialize_map(None)?;
        if let Some(uri) = uri {
            map.serialize_entry("type", &uri)?;
        }
        if !is_sparse || self.0.title.is_some() {
            map.serialize_entry("title", &title)?;
        }
        if !is_sparse {
            map.serialize_entry("status", &status)?;
        }
        let has_code = !is_read || self.0.code.is_some();
        if has_code {
            map.serialize_entry("code", &code)?;
        }
        if let Some(detail) = &parts.detail {
            map.serialize_entry("detail", detail)?;
        }
        if let Some(instance) = &parts.instance {
            map.serialize_entry("instance", instance)?;
        }
        for (name, json) in &parts.members {
            if !has_code || name != "code" {
                let value: Value = serde_json::from_str(json).map_err(S::Error::custom)?;
                map.serialize_entry(name, &value)?;
            }
        }
        map.end()
    }
}

/// Reads any JSON object. A member whose value has the wrong type is ignored,
/// as RFC 9457 §3.1 demands; every member that the RFC does not define is
/// kept.
///
/// What another service said in a 5xx was written for this service: detail, instance
/// and members of a 5xx that was read are there for the program, and in no response.
/// The same holds for any problem that was read where the response is a 5xx. The log
/// has the detail, if nothing else is the cause. What is set with `with_detail` and
/// the like is sent.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::Problem;
///
/// let problem: Problem = serde_json::from_str(
///     r#"{"title":"Not enough credit","status":"403","balance":30}"#,
/// )?;
/// assert_eq!(problem.title(), "Not enough credit");
/// assert_eq!(problem.status(), 500); // "403" is no number
/// assert_eq!(problem.member("balance"), Some(30.into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::<String, Value>::deserialize(deserializer)?;
        let mut text = |name: &str| match map.remove(name) {
            Some(Value::String(text)) => Some(Cow::Owned(text)),
            _ => None,
        };
        let mut parts = Parts {
            uri: text("type"),
            title: text("title"),
            detail: text("detail"),
            instance: text("instance").map(uri::encode),
            ..Parts::default()
        };
        parts.status = map.remove("status").as_ref().and_then(status);
        if let Some(Value::String(code)) = map.get("code") {
            parts.code = Some(Cow::Owned(code.clone()));
            map.remove("code");
        }
        for (name, value) in map {
            if !value.is_null() {
                parts.members.push((Cow::Owned(name), value.to_string()));
            }
        }
        parts.read = Some(Read {
            status: parts.status,
            detail: true,
            instance: true,
            members: parts.members.len(),
        });
        Ok(Self::with_parts(parts))
    }
}

/// A number that is a status code, also where it is written `404.0`.
fn status(value: &Value) -> Option<u16> {
    let number = value.as_u64().or_else(|| {
        let text = value.as_f64()?.to_string();
        text.parse().ok()
    })?;
    u16::try_from(number)
        .ok()
        .filter(|number| (100..=599).contains(number))
}
