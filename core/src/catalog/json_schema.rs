//! The JSON Schema of the problems of a catalog.

use http::StatusCode;
use serde_core::ser::{Serialize, SerializeMap, Serializer};

use super::json::Example;
use super::named::Named;
use super::{Catalog, Entry, Presence};
use crate::value::json_type::{JsonType, MemberSpec};

/// The name of a problem that is not in the catalog.
const UNKNOWN: &str = "UnknownProblem";
const BLANK: &str = "about:blank";

impl Catalog {
    /// Renders the JSON Schema (2020-12) of the body of an error response, for tests and code
    /// generators. Each problem type is a definition, and a body matches exactly one of them:
    /// a known type, with the members that it promises, or `UnknownProblem`, which has neither
    /// a known type URI nor a known code. Clients ignore other members (RFC 9457 §3.2), and so
    /// does the schema.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let gone = Entry::new(ProblemType::new(410, "user_gone"));
    /// let schema = Catalog::new([gone]).to_json_schema();
    /// let schema: serde_json::Value = serde_json::from_str(&schema)?;
    /// let gone = &schema["$defs"]["UserGoneProblem"]["properties"];
    /// assert_eq!(gone["code"]["const"], "user_gone");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn to_json_schema(&self) -> String {
        let types = self.named(&[UNKNOWN]);
        let mut json = serde_json::to_string_pretty(&schema(&types)).unwrap_or_default();
        json.push('\n');
        json
    }
}

/// A value whose keys keep their order.
enum Node<'e> {
    Bool(bool),
    Number(u16),
    Text(&'e str),
    Pointer(&'e str),
    List(Vec<Node<'e>>),
    Map(Vec<(&'e str, Node<'e>)>),
    Type(JsonType),
    Example(&'e Entry),
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_u16(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Pointer(name) => serializer.collect_str(&format_args!("#/$defs/{name}")),
            Self::List(values) => serializer.collect_seq(values),
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Self::Type(json_type) => json_type.serialize(serializer),
            Self::Example(entry) => Example {
                entry,
                status: None,
            }
            .serialize(serializer),
        }
    }
}

use Node::{Bool, List, Map, Number, Pointer, Text, Type};

fn schema(types: &[Named]) -> Node<'_> {
    let names = types.iter().map(|it| &*it.name).chain([UNKNOWN]);
    let reference = |name| Map(vec![("$ref", Pointer(name))]);
    let mut definitions: Vec<(&str, Node<'_>)> = Vec::new();
    for Named { name, entry } in types {
        definitions.push((name, definition(entry, types)));
    }
    definitions.push((UNKNOWN, unknown(types)));
    Map(vec![
        (
            "$schema",
            Text("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title", Text("Problem")),
        (
            "description",
            Text("The body of an error response, RFC 9457."),
        ),
        ("oneOf", List(names.map(reference).collect())),
        ("$defs", Map(definitions)),
    ])
}

/// The definition of a known type.
fn definition<'e>(entry: &'e Entry, types: &[Named]) -> Node<'e> {
    let has_uri = !entry.uri.is_empty();
    let mut same_uri = types.iter().filter(|it| it.entry.uri == entry.uri);
    let is_alone = has_uri && same_uri.nth(1).is_none();
    let mut required = vec!["title", "status"];
    required.extend(has_uri.then_some("type"));
    // A type URI is enough if a format omits the code.
    required.extend((!is_alone).then_some("code"));
    required.extend((entry.detail == Presence::Always).then_some("detail"));
    let members = entry.members().iter();
    required.extend(members.filter(|it| it.is_required()).map(MemberSpec::name));

    let mut properties = vec![
        ("type", constant(entry.type_uri())),
        ("title", Type(JsonType::StringValue)),
        ("status", status(entry)),
        ("code", constant(entry.code)),
        (
            "detail",
            match entry.detail {
                Presence::Never => Bool(false),
                Presence::Always | Presence::Sometimes => Type(JsonType::StringValue),
            },
        ),
        ("instance", Type(JsonType::StringValue)),
    ];
    let members = entry.members().iter();
    properties.extend(members.map(|it| (it.name(), Type(it.json_type()))));

    let mut schema = Vec::new();
    if !entry.description().is_empty() {
        schema.push(("description", Text(entry.description())));
    }
    schema.extend(object(properties, required));
    schema.push(("examples", List(vec![Node::Example(entry)])));
    Map(schema)
}

/// The definition of an unknown type.
fn unknown(types: &[Named]) -> Node<'_> {
    let uris = types.iter().map(|it| it.entry.uri);
    let uris: Vec<_> = uris.filter(|uri| !uri.is_empty()).map(Text).collect();
    let codes: Vec<_> = types.iter().map(|it| Text(it.entry.code)).collect();
    let mut known = Vec::new();
    if !uris.is_empty() {
        let properties = vec![("type", one_of(uris))];
        known.push(Map(object(properties, vec!["type"])));
    }
    if !codes.is_empty() {
        let properties = vec![("type", constant(BLANK)), ("code", one_of(codes))];
        known.push(Map(object(properties, vec!["code"])));
    }
    let properties = vec![
        ("type", Type(JsonType::StringValue)),
        ("title", Type(JsonType::StringValue)),
        ("status", Type(JsonType::IntegerValue)),
        ("code", Type(JsonType::StringValue)),
        ("detail", Type(JsonType::StringValue)),
        ("instance", Type(JsonType::StringValue)),
    ];
    let mut schema = vec![(
        "description",
        Text("A problem of a type that is not in the catalog."),
    )];
    schema.extend(object(properties, vec!["title", "status"]));
    if !known.is_empty() {
        schema.push(("not", Map(vec![("anyOf", List(known))])));
    }
    Map(schema)
}

fn object<'e>(
    properties: Vec<(&'e str, Node<'e>)>,
    required: Vec<&'e str>,
) -> Vec<(&'e str, Node<'e>)> {
    vec![
        ("type", Text("object")),
        ("properties", Map(properties)),
        ("required", List(required.into_iter().map(Text).collect())),
    ]
}

fn constant(text: &str) -> Node<'_> {
    Map(vec![("const", Text(text))])
}

fn one_of(values: Vec<Node<'_>>) -> Node<'_> {
    Map(vec![("enum", List(values))])
}

fn status<'e>(entry: &Entry) -> Node<'e> {
    if entry.is_status_open {
        return Type(JsonType::IntegerValue);
    }
    let statuses = entry.statuses.iter().map(StatusCode::as_u16);
    one_of(statuses.map(Number).collect())
}
