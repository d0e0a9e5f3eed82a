//! A catalog as JSON: `docs/catalog.schema.json` is its schema.

use http::StatusCode;
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{BodySpec, Catalog, Entry, HeaderSpec, Presence};
use crate::status;
use crate::value::json_type::{JsonType, MemberSpec};

/// The version of the document: it changes when a program that reads it must change.
pub(crate) const VERSION: u8 = 1;

const SCHEMA: &str =
    "https://raw.githubusercontent.com/catchall-rs/catchall/main/docs/catalog.schema.json";

impl Catalog {
    /// Renders the catalog as a JSON document, which
    /// [has a schema](https://github.com/catchall-rs/catchall/blob/main/docs/catalog.schema.json)
    /// and ends with a newline.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::Catalog;
    ///
    /// let json: serde_json::Value = serde_json::from_str(&Catalog::new([]).to_json())?;
    /// assert_eq!(json["version"], 1);
    /// assert_eq!(json["problems"][0]["code"], "internal_error");
    /// assert_eq!(json["problems"][0]["statuses"][0], 500);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// Serialises the same document as [`to_json`](Catalog::to_json).
#[cfg_attr(docsrs, doc(cfg(feature = "catalog")))]
impl Serialize for Catalog {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("$schema", SCHEMA)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("open", &self.is_open)?;
        map.serialize_entry("problems", &self.entries)?;
        map.end()
    }
}

/// Serialises the entry as in the document of its catalog.
#[cfg_attr(docsrs, doc(cfg(feature = "catalog")))]
impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = Some(self.code).filter(|code| !code.is_empty());
        let title = Some(self.title()).filter(|title| !title.is_empty());
        let statuses: Vec<u16> = self.statuses.iter().map(StatusCode::as_u16).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &code)?;
        map.serialize_entry("type", self.type_uri())?;
        map.serialize_entry("title", &title)?;
        map.serialize_entry("statuses", &statuses)?;
        map.serialize_entry("otherStatuses", &self.is_status_open)?;
        map.serialize_entry("description", self.description())?;
        map.serialize_entry("unmapped", &self.is_unmapped)?;
        map.serialize_entry("retryable", &self.is_retryable())?;
        map.serialize_entry("retryAfter", &self.retry_after().map(|it| it.as_secs()))?;
        map.serialize_entry("body", &self.body)?;
        map.serialize_entry("detail", &self.detail)?;
        map.serialize_entry("headers", &self.headers)?;
        map.serialize_entry("members", &self.members)?;
        map.serialize_entry("otherMembers", &self.has_more_members)?;
        if self.body == BodySpec::Standard {
            let (entry, status) = (self, None);
            map.serialize_entry("example", &Example { entry, status })?;
        }
        map.end()
    }
}

impl Serialize for Presence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Always => "always",
            Self::Sometimes => "sometimes",
            Self::Never => "never",
        })
    }
}

impl Serialize for BodySpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl BodySpec {
    /// Returns the media type, or why there is none.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Standard => "application/problem+json",
            Self::MediaType(media_type) => media_type,
            Self::NoBody => "none",
            Self::OwnFormat => "custom",
        }
    }
}

impl Serialize for HeaderSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.value.as_ref().and_then(|value| value.to_str().ok());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", self.name.as_str())?;
        map.serialize_entry("required", &self.is_required)?;
        map.serialize_entry("value", &value)?;
        map.end()
    }
}

impl Serialize for MemberSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", self.name())?;
        map.serialize_entry("required", &self.is_required())?;
        map.serialize_entry("schema", &self.json_type())?;
        map.end()
    }
}

/// Serialises a JSON Schema (2020-12).
#[cfg_attr(docsrs, doc(cfg(feature = "catalog")))]
impl Serialize for JsonType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let name = match self {
            Self::AnyValue | Self::Nullable(_) => None,
            Self::BooleanValue => Some("boolean"),
            Self::IntegerValue => Some("integer"),
            Self::NumberValue => Some("number"),
            Self::StringValue | Self::OneOf(_) => Some("string"),
            Self::ArrayOf(_) => Some("array"),
            Self::MapOf(_) | Self::ObjectOf(_) => Some("object"),
        };
        if let Some(name) = name {
            map.serialize_entry("type", name)?;
        }
        match self {
            Self::OneOf(texts) => map.serialize_entry("enum", texts)?,
            Self::ArrayOf(items) => map.serialize_entry("items", items)?,
            Self::MapOf(values) => map.serialize_entry("additionalProperties", values)?,
            Self::ObjectOf(members) => {
                let required = members.iter().filter(|it| it.is_required());
                let required: Vec<&str> = required.map(MemberSpec::name).collect();
                map.serialize_entry("properties", &Properties(members))?;
                map.serialize_entry("required", &required)?;
            }
            Self::Nullable(inner) => map.serialize_entry("anyOf", &(inner, Null))?,
            Self::AnyValue
            | Self::BooleanValue
            | Self::IntegerValue
            | Self::NumberValue
            | Self::StringValue => {}
        }
        map.end()
    }
}

struct Properties(&'static [MemberSpec]);

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for member in self.0 {
            map.serialize_entry(member.name(), &member.json_type())?;
        }
        map.end()
    }
}

/// `{"type":"null"}`
struct Null;

impl Serialize for Null {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("type", "null")?;
        map.end()
    }
}

/// A problem of this type, with values that only show its shape.
pub(super) struct Example<'e> {
    pub(super) entry: &'e Entry,
    /// Which of its statuses is shown; the first one if this is `None`.
    pub(super) status: Option<StatusCode>,
}

impl Serialize for Example<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.entry;
        let status = self.status.or(entry.statuses.first().copied());
        let status = status.map_or(500, |status| status.as_u16());
        let (title, code) = match (entry.title, entry.code) {
            ("", "") => (status::phrase(status), status::code(status)),
            ("", code) => (status::phrase(status), code),
            (title, "") => (title, status::code(status)),
            names => names,
        };
        let mut map = serializer.serialize_map(None)?;
        if !entry.uri.is_empty() {
            map.serialize_entry("type", entry.uri)?;
        }
        map.serialize_entry("title", title)?;
        map.serialize_entry("status", &status)?;
        map.serialize_entry("code", code)?;
        match (entry.detail, entry.example_detail()) {
            (Presence::Never, _) | (Presence::Sometimes, "") => {}
            (Presence::Always, "") => map.serialize_entry("detail", "detail")?,
            (_, example) => map.serialize_entry("detail", example)?,
        }
        for member in &entry.members {
            let value = Value(member.name(), member.json_type());
            map.serialize_entry(member.name(), &value)?;
        }
        map.end()
    }
}

/// A value of a type. The name is the text of a string.
struct Value(&'static str, JsonType);

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(name, json_type) = self;
        match json_type {
            JsonType::AnyValue | JsonType::StringValue => serializer.serialize_str(name),
            JsonType::BooleanValue => serializer.serialize_bool(true),
            JsonType::IntegerValue => serializer.serialize_u64(1),
            JsonType::NumberValue => serializer.serialize_f64(1.5),
            JsonType::OneOf(texts) => serializer.serialize_str(texts.first().unwrap_or(name)),
            JsonType::ArrayOf(items) => {
                let mut array = serializer.serialize_seq(Some(1))?;
                array.serialize_element(&Self(name, **items))?;
                array.end()
            }
            JsonType::MapOf(values) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(name, &Self(name, **values))?;
                map.end()
            }
            JsonType::ObjectOf(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for member in *members {
                    map.serialize_entry(member.name(), &Self(member.name(), member.json_type()))?;
                }
                map.end()
            }
            JsonType::Nullable(inner) => Self(name, **inner).serialize(serializer),
        }
    }
}

impl JsonType {
    /// Describes the type in a few words, such as `array of string`.
    pub(super) fn words(self) -> String {
        match self {
            Self::AnyValue => "any value".to_owned(),
            Self::BooleanValue => "boolean".to_owned(),
            Self::IntegerValue => "integer".to_owned(),
            Self::NumberValue => "number".to_owned(),
            Self::StringValue => "string".to_owned(),
            Self::OneOf(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
                texts.join(" or ")
            }
            Self::ArrayOf(items) => format!("array of {}", items.words()),
            Self::MapOf(values) => format!("object whose values are {}", values.words()),
            Self::ObjectOf(members) => {
                let members = members.iter().map(|member| {
                    let mark = if member.is_required() { "" } else { "?" };
                    format!("{}{mark}: {}", member.name(), member.json_type().words())
                });
                format!("object {{{}}}", members.collect::<Vec<_>>().join(", "))
            }
            Self::Nullable(inner) => format!("{} or null", inner.words()),
        }
    }
}
