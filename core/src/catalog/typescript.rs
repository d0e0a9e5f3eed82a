//! A catalog as a TypeScript module.

use std::fmt::Write;

use super::named::{Named, literal};
use super::{Catalog, Entry};
use crate::value::json_type::{JsonType, MemberSpec};

const HEAD: &str = "// The errors of an API, as its catalog lists them. catchall writes this \
                    file: do not edit it.\n\n";

/// What every module declares, whatever its catalog.
const PARTS: &str = include_str!("typescript/parts.ts");
const PARSER: &str = include_str!("typescript/parser.ts");

/// The checks of the types of members, if there are members.
const CHECKS: &str = include_str!("typescript/checks.ts");

/// The names in these two.
const TAKEN: [&str; 3] = ["KnownProblem", "UnknownProblem", "Problem"];

impl Catalog {
    /// Renders the catalog as a TypeScript module for clients: a union of all problem types
    /// that is discriminated by `code`, with a parser and type guards. It imports nothing,
    /// and needs ECMAScript 2020.
    ///
    /// A problem of a type that is not in the catalog becomes an `UnknownProblem`, whose
    /// `code` is `undefined`. A member of the wrong type is ignored (RFC 9457 §3.1). The
    /// module has no types for problems with a body other than `application/problem+json`.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let gone = Entry::new(ProblemType::new(410, "user_gone"));
    /// let module = Catalog::new([gone]).to_typescript();
    /// assert!(module.contains("export interface UserGoneProblem extends ProblemParts {"));
    /// assert!(module.contains("export function parseProblem("));
    /// ```
    #[must_use]
    pub fn to_typescript(&self) -> String {
        let types = self.named(&TAKEN);
        let mut module = format!("{HEAD}{PARTS}\n");
        for Named { name, entry } in &types {
            interface(name, entry, &mut module);
        }
        module.push_str("/** A problem of a known type. */\nexport type KnownProblem =");
        // Writing to a `String` does not fail.
        for Named { name, .. } in &types {
            let _ = write!(module, "\n  | {name}");
        }
        if types.is_empty() {
            module.push_str(" never");
        }
        module.push_str(";\n\n/** A problem of any type. */\n");
        module.push_str(PARSER);
        if types.iter().any(|it| !it.entry.members().is_empty()) {
            let _ = write!(module, "\n{CHECKS}");
        }
        module.push_str("\nconst entries: readonly Entry[] = [\n");
        for Named { entry, .. } in &types {
            let uri = match entry.uri {
                "" => "undefined".to_owned(),
                uri => literal(uri),
            };
            let _ = writeln!(
                module,
                "  {{\n    code: {},\n    type: {uri},\n    isRetryable: {},\n    members: [{}],\n    hasMoreMembers: {},\n  }},",
                literal(entry.code),
                entry.is_retryable(),
                checks(entry.members()),
                entry.has_more_members,
            );
        }
        module.push_str("];\n");
        module
    }
}

fn interface(name: &str, entry: &Entry, module: &mut String) {
    comment(&entry.comment(), module);
    let _ = writeln!(module, "export interface {name} extends ProblemParts {{");
    let _ = writeln!(module, "  readonly code: {};", literal(entry.code));
    if !entry.uri.is_empty() {
        let _ = writeln!(module, "  readonly type: {};", literal(entry.uri));
    }
    for member in entry.members() {
        let _ = writeln!(module, "  {};", property(*member));
    }
    if entry.has_more_members {
        module.push_str("  readonly [member: string]: unknown;\n");
    }
    module.push_str("}\n\n");
}

fn comment(text: &str, module: &mut String) {
    module.push_str("/**\n");
    // Characters that would end the comment.
    for line in text.replace("*/", "*\\/").lines() {
        let line = format!(" * {line}");
        let _ = writeln!(module, "{}", line.trim_end());
    }
    module.push_str(" */\n");
}

/// `readonly id: number`
fn property(member: MemberSpec) -> String {
    let mark = if member.is_required() { "" } else { "?" };
    let name = key(member.name());
    format!("readonly {name}{mark}: {}", type_of(member.json_type()))
}

/// Returns the name of a property, in quotes if it is not an identifier in TypeScript.
fn key(name: &str) -> String {
    let is_start = |char: char| char.is_ascii_alphabetic() || char == '_' || char == '$';
    let is_name = name.starts_with(is_start)
        && name
            .chars()
            .all(|char| is_start(char) || char.is_ascii_digit());
    if is_name {
        name.to_owned()
    } else {
        literal(name)
    }
}

fn type_of(json_type: JsonType) -> String {
    match json_type {
        JsonType::AnyValue => "unknown".to_owned(),
        JsonType::BooleanValue => "boolean".to_owned(),
        JsonType::IntegerValue | JsonType::NumberValue => "number".to_owned(),
        JsonType::StringValue => "string".to_owned(),
        JsonType::OneOf([]) => "never".to_owned(),
        JsonType::OneOf(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
            texts.join(" | ")
        }
        JsonType::ArrayOf(items) => format!("ReadonlyArray<{}>", type_of(*items)),
        JsonType::MapOf(values) => format!("Readonly<Record<string, {}>>", type_of(*values)),
        JsonType::ObjectOf(members) => {
            let members: Vec<String> = members.iter().map(|member| property(*member)).collect();
            format!("{{ {} }}", members.join("; "))
        }
        JsonType::Nullable(inner) => format!("{} | null", type_of(*inner)),
    }
}

/// Returns the names of members, with the checks of their types.
fn checks(members: &[MemberSpec]) -> String {
    let checks = members.iter().map(|member| {
        let (name, is_required) = (literal(member.name()), member.is_required());
        format!("[{name}, {is_required}, {}]", check(member.json_type()))
    });
    checks.collect::<Vec<_>>().join(", ")
}

fn check(json_type: JsonType) -> String {
    match json_type {
        JsonType::AnyValue => "is.any".to_owned(),
        JsonType::BooleanValue => "is.boolean".to_owned(),
        JsonType::IntegerValue => "is.integer".to_owned(),
        JsonType::NumberValue => "is.number".to_owned(),
        JsonType::StringValue => "is.string".to_owned(),
        JsonType::OneOf(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
            format!("is.oneOf({})", texts.join(", "))
        }
        JsonType::ArrayOf(items) => format!("is.array({})", check(*items)),
        JsonType::MapOf(values) => format!("is.map({})", check(*values)),
        JsonType::ObjectOf(members) => format!("is.object({})", checks(members)),
        JsonType::Nullable(inner) => format!("is.nullable({})", check(*inner)),
    }
}
