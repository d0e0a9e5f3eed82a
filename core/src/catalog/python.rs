//! A catalog as a Python module.

use std::fmt::Write;

use super::named::{Identifiers, Named, literal};
use super::{Catalog, Entry};
use crate::value::json_type::{JsonType, MemberSpec};

/// What every module declares, whatever its catalog.
const PARTS: &str = include_str!("python/parts.py");
const PARSER: &str = include_str!("python/parser.py");

/// The names of the two classes.
const TAKEN: [&str; 2] = ["Problem", "UnknownProblem"];

/// Names that a field cannot have: the fields of every problem, and the names that the
/// class itself uses.
const TAKEN_FIELDS: [&str; 8] = [
    "code",
    "type",
    "status",
    "title",
    "detail",
    "instance",
    "is_retryable",
    "dataclasses",
];

/// `keyword.kwlist` of Python.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

impl Catalog {
    /// Renders the catalog as a Python module for clients: a frozen dataclass for each
    /// problem type, and a parser. It imports only the standard library, and needs Python
    /// 3.10.
    ///
    /// A problem of a type that is not in the catalog becomes an `UnknownProblem`. A member of
    /// the wrong type is ignored (RFC 9457 §3.1). A member whose name is not valid in Python
    /// has a field with another name. The module has no types for problems with a body other
    /// than `application/problem+json`.
    ///
    /// ```
    /// # extern crate catchall_core as catchall;
    /// use catchall::{Catalog, Entry, ProblemType};
    ///
    /// let gone = Entry::new(ProblemType::new(410, "user_gone"));
    /// let module = Catalog::new([gone]).to_python();
    /// assert!(module.contains("class UserGoneProblem(Problem):"));
    /// assert!(module.contains("def parse_problem("));
    /// ```
    #[must_use]
    pub fn to_python(&self) -> String {
        let types = self.named(&TAKEN);
        let mut module = PARTS.to_owned();
        let mut table = String::new();
        for Named { name, entry } in &types {
            let fields = Fields::of(entry);
            class(name, entry, &fields, &mut module);
            row(name, entry, &fields, &mut table);
        }
        module.push_str(PARSER);
        module.push_str(&table);
        module.push_str(")\n");
        module
    }
}

/// The names of the fields for the members of a problem.
struct Fields {
    names: Vec<String>,
    /// The field of the other members, if there are any.
    more: Option<String>,
}

impl Fields {
    fn of(entry: &Entry) -> Self {
        let mut names = Identifiers::new(&TAKEN_FIELDS);
        let members = entry.members().iter();
        Self {
            names: members.map(|it| names.unique(&field(it.name()))).collect(),
            more: entry.has_more_members.then(|| names.unique("more")),
        }
    }
}

/// `needed_role` for `needed-role`, `class_` for `class`.
fn field(name: &str) -> String {
    let word = |char: char| {
        if char.is_ascii_alphanumeric() {
            char
        } else {
            '_'
        }
    };
    let mut field: String = name.chars().map(word).collect();
    // A name cannot begin with a digit, and `_` begins a private name.
    if !field.starts_with(|char: char| char.is_ascii_alphabetic()) {
        field.insert_str(0, "member_");
    }
    if KEYWORDS.contains(&&*field) {
        field.push('_');
    }
    field
}

// Writing to a `String` does not fail.
fn class(name: &str, entry: &Entry, fields: &Fields, module: &mut String) {
    let _ = writeln!(
        module,
        "\n\n@dataclasses.dataclass(frozen=True, kw_only=True)\nclass {name}(Problem):"
    );
    // Characters that would end the text, or have a meaning in it.
    let comment = entry.comment().replace('\\', "\\\\");
    let comment = comment.replace("\"\"\"", "\\\"\\\"\\\"");
    module.push_str("    \"\"\"");
    for (at, line) in comment.lines().enumerate() {
        let indent = if at == 0 || line.is_empty() {
            ""
        } else {
            "    "
        };
        let _ = writeln!(module, "{indent}{line}");
    }
    module.push_str("    \"\"\"\n\n");
    let code = literal(entry.code);
    let _ = writeln!(module, "    code: ClassVar[Literal[{code}]] = {code}");
    for (member, field) in entry.members().iter().zip(&fields.names) {
        let type_of = type_of(member.json_type());
        let _ = if member.is_required() {
            writeln!(module, "    {field}: {type_of}")
        } else {
            writeln!(module, "    {field}: {type_of} | None = None")
        };
    }
    if let Some(more) = &fields.more {
        let _ = writeln!(
            module,
            "    {more}: Mapping[str, Any] = dataclasses.field(default_factory=dict)"
        );
    }
    let is_retryable = boolean(entry.is_retryable());
    let _ = writeln!(
        module,
        "\n    def is_retryable(self) -> bool:\n        return {is_retryable}"
    );
}

fn row(name: &str, entry: &Entry, fields: &Fields, table: &mut String) {
    let _ = writeln!(table, "    _Entry(");
    let _ = writeln!(table, "        problem={name},");
    let _ = writeln!(table, "        code={},", literal(entry.code));
    let _ = writeln!(table, "        uri={},", literal(entry.type_uri()));
    let _ = writeln!(table, "        members=(");
    for (member, field) in entry.members().iter().zip(&fields.names) {
        let (name, is_required) = (literal(member.name()), boolean(member.is_required()));
        let (field, check) = (literal(field), check(member.json_type()));
        let _ = writeln!(
            table,
            "            _Member({name}, {field}, {is_required}, {check}),"
        );
    }
    let more = fields.more.as_deref().map(literal);
    let more = more.as_deref().unwrap_or("None");
    let _ = writeln!(table, "        ),\n        more={more},\n    ),");
}

fn boolean(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

fn type_of(json_type: JsonType) -> String {
    match json_type {
        JsonType::AnyValue | JsonType::OneOf([]) => "Any".to_owned(),
        JsonType::BooleanValue => "bool".to_owned(),
        JsonType::IntegerValue => "int".to_owned(),
        JsonType::NumberValue => "float".to_owned(),
        JsonType::StringValue => "str".to_owned(),
        JsonType::OneOf(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
            format!("Literal[{}]", texts.join(", "))
        }
        JsonType::ArrayOf(items) => format!("Sequence[{}]", type_of(*items)),
        JsonType::MapOf(values) => format!("Mapping[str, {}]", type_of(*values)),
        JsonType::ObjectOf(_) => "Mapping[str, Any]".to_owned(),
        JsonType::Nullable(inner) => format!("{} | None", type_of(*inner)),
    }
}

fn check(json_type: JsonType) -> String {
    match json_type {
        JsonType::AnyValue => "_is_any".to_owned(),
        JsonType::BooleanValue => "_is_boolean".to_owned(),
        JsonType::IntegerValue => "_is_integer".to_owned(),
        JsonType::NumberValue => "_is_number".to_owned(),
        JsonType::StringValue => "_is_string".to_owned(),
        JsonType::OneOf(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
            format!("_is_one_of({})", texts.join(", "))
        }
        JsonType::ArrayOf(items) => format!("_is_array({})", check(*items)),
        JsonType::MapOf(values) => format!("_is_map({})", check(*values)),
        JsonType::ObjectOf(members) => {
            let members = members.iter().map(|member: &MemberSpec| {
                let (name, is_required) = (literal(member.name()), boolean(member.is_required()));
                format!("({name}, {is_required}, {})", check(member.json_type()))
            });
            format!("_is_object({})", members.collect::<Vec<_>>().join(", "))
        }
        JsonType::Nullable(inner) => format!("_is_nullable({})", check(*inner)),
    }
}
