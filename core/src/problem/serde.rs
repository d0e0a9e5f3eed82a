//! A problem as JSON, RFC 9457 §3, and back: lenient, as §3.1 requires.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_core::ser::{Error, Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::members::StoredMember;
use super::{Problem, ProblemParts, Read};
use crate::body::raw;
use crate::body::sink::Audience;
use crate::convert::{decide, write};
use crate::facts::RESERVED_MEMBERS;
use crate::note::{Failure, Note};
use crate::value::uri;

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Status, code, type and title.
        type Kind = (u16, String, Option<String>, String);

        let inspected = decide::inspect(self, |link, decided| {
            let kind: Kind = (
                decided.status(),
                decided.code().to_owned(),
                decided.uri().map(str::to_owned),
                self.own_title().unwrap_or(decided.title()).to_owned(),
            );
            write::collect(link, decided, Audience::Program).map(|(parts, _)| (kind, parts))
        });
        let inspected = inspected.unwrap_or(Err(Failure(Note::Panics)));
        let ((status, code, uri, title), parts) =
            inspected.map_err(|Failure(failure)| S::Error::custom(failure))?;
        // A problem that was read without a status or a code is written without
        // them; every other problem has both.
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
            let is_doubled = match name.as_str() {
                "code" => has_code,
                name => RESERVED_MEMBERS.contains(&name),
            };
            if !is_doubled {
                raw::entry::<S>(&mut map, name, json)?;
            }
        }
        map.end()
    }
}

/// Reads any JSON object. A member whose value has the wrong type is ignored,
/// as RFC 9457 §3.1 requires; every member that the RFC does not define is
/// kept.
///
/// The texts of another service's 5xx were written for this service: the title, detail,
/// instance and members of a 5xx that was read are available to the program, but are not sent
/// in any response. The same is true of any problem that was read if the response is a 5xx.
/// The log has the detail, unless another error is the cause. What is set with `with_detail`
/// and similar methods is sent.
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
        let mut parts = ProblemParts::default();
        while let Some(name) = map.next_key::<String>()? {
            let Some(json) = raw::next_value(&mut map)? else {
                continue;
            };
            // If a name occurs twice, the last one wins, as in `serde_json`.
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
                        parts.members.put(StoredMember {
                            name: Cow::Owned(name.to_owned()),
                            json,
                            is_read: true,
                        });
                    }
                }
            }
        }
        parts.read = Some(Read {
            status: parts.status,
            title: true,
            detail: true,
            instance: true,
            headers: Box::default(),
        });
        Ok(Problem::with_parts(parts))
    }
}

/// Reads a member that is a string. A member of any other type is ignored.
fn text(json: &str) -> Option<Cow<'static, str>> {
    serde_json::from_str(json).ok().map(Cow::Owned)
}

/// Reads a number that is a status code, even if it is written `404.0`.
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
