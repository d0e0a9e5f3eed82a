//! A problem as JSON, RFC 9457 §3, and back: lenient, as §3.1 demands.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_core::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::members::Member;
use super::{Parts, Problem, Read};
use crate::body::raw;
use crate::convert::note::Failure;
use crate::convert::{self, Subject};
use crate::value::uri;

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let selection = self.open_selection();
        let (parts, _) = convert::collect(Subject::Problem(self), &selection)
            .map_err(|Failure(failure)| S::Error::custom(failure))?;
        // A problem that was read without a status or a code is written
        // without; every other has both.
        let is_read = self.0.read.anything && self.0.cause.error().is_none();
        let sparse = is_read && self.0.status.is_none();
        let mut map = serializer.serialize_map(None)?;
        if let Some(uri) = selection.uri() {
            map.serialize_entry("type", uri)?;
        }
        if !sparse || self.0.title.is_some() {
            map.serialize_entry("title", selection.title())?;
        }
        if !sparse {
            map.serialize_entry("status", &selection.status())?;
        }
        let has_code = !is_read || self.0.code.is_some();
        if has_code {
            map.serialize_entry("code", &selection.code())?;
        }
        if let Some(detail) = &parts.detail {
            map.serialize_entry("detail", detail)?;
        }
        if let Some(instance) = &parts.instance {
            map.serialize_entry("instance", instance)?;
        }
        for (name, json) in &parts.members {
            if !has_code || name != "code" {
                raw::entry::<S>(&mut map, name, json)?;
            }
        }
        map.end()
    }
}

/// Reads any JSON object. A member whose value has the wrong type is ignored,
/// as RFC 9457 §3.1 demands; every member that the RFC does not define is
/// kept.
///
/// A 5xx that was read keeps its detail, instance and members for the program, and
/// its response has none of them, with whatever status it is sent: they were
/// written for you. The log has the detail, if nothing else is the cause. What is
/// said with `with_detail` and its like is sent.
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
        deserializer.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Problem;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Problem, A::Error> {
        let mut parts = Parts::default();
        while let Some(name) = map.next_key::<String>()? {
            let Some(json) = raw::next_value(&mut map)? else {
                continue;
            };
            // Of two of one name the last one counts, as `serde_json` has it.
            match name.as_str() {
                "type" => parts.uri = text(&json),
                "title" => parts.title = text(&json),
                "detail" => parts.detail = text(&json),
                "instance" => parts.instance = text(&json).map(uri::encode),
                "status" => parts.status = status(&json),
                name => {
                    parts.members.remove(name);
                    if name == "code" {
                        parts.code = text(&json);
                    }
                    if json != "null" && !(name == "code" && parts.code.is_some()) {
                        parts.members.put(Member {
                            name: Cow::Owned(name.to_owned()),
                            json,
                            is_read: true,
                        });
                    }
                }
            }
        }
        let is_internal = parts.status.is_none_or(|status| status >= 500);
        parts.read = Read {
            anything: true,
            detail: is_internal,
            instance: is_internal,
        };
        if !is_internal {
            parts.members.publish();
        }
        Ok(Problem::with_parts(parts))
    }
}

/// A member that is a text; one of another type is ignored.
fn text(json: &str) -> Option<Cow<'static, str>> {
    serde_json::from_str(json).ok().map(Cow::Owned)
}

/// A number that is a status code, also where it is written `404.0`.
fn status(json: &str) -> Option<u16> {
    let value: Value = serde_json::from_str(json).ok()?;
    let number = value.as_u64().or_else(|| {
        let text = value.as_f64()?.to_string();
        text.parse().ok()
    })?;
    u16::try_from(number)
        .ok()
        .filter(|number| (100..=599).contains(number))
}
