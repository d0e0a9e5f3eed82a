//! The catalog in other languages: a compiler or an interpreter reads it, and the
//! result reads responses.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use catchall::catalog::{JsonType, MemberSpec};
use catchall::{Catalog, Entry, HttpError, ProblemType};
use serde_json::{Value, json};

use crate::ApiError;
use crate::tools::{compile_typescript, python, run};

/// A directory that is removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("catchall-languages-{name}-{}", process::id());
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Compiles the modules in `src` with the same strictness as the client of the shop,
    /// and the types of these libraries.
    #[track_caller]
    fn compile(&self, libraries: &[&str]) -> Option<PathBuf> {
        let shop = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/shop-client-typescript");
        let config = json!({
            "extends": shop.join("tsconfig.json"),
            "compilerOptions": {"lib": libraries, "rootDir": "src"},
            "include": ["src"],
        });
        self.write("package.json", r#"{"type":"module"}"#);
        self.write("tsconfig.json", &config.to_string());
        let out = self.0.join("dist");
        compile_typescript(&self.0, &out)?;
        Some(out)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const NESTED: JsonType = JsonType::ObjectOf(&[
    MemberSpec::new("__proto__", JsonType::StringValue),
    MemberSpec::new("a-b", JsonType::Nullable(&JsonType::BooleanValue)).optional(),
]);

/// Names and types that are hard to write in another language.
fn hostile() -> Catalog {
    let typed = |code, uri| Entry::new(ProblemType::new(404, code).with_type_uri(uri));
    let named = |code| Entry::new(ProblemType::new(404, code));
    let member = |name, json_type| MemberSpec::new(name, json_type).optional();
    Catalog::new([
        named("known").with_description("*/ alert(1) /* \"\"\" \\ \\N{DASH} \\u0 ` ${1}\n\n@see"),
        named("unknown"),
        named("404.gone-Away"),
        named("LOUD_CODE"),
        named("loud.code"),
        typed("same", "https://e.example/'\"\\a"),
        typed("same", "https://e.example/b"),
        named("same").with_member(MemberSpec::new("id", JsonType::IntegerValue)),
        named("members")
            .with_member(member("__proto__", JsonType::ArrayOf(&NESTED)))
            .with_member(member(
                "constructor",
                JsonType::MapOf(&JsonType::NumberValue),
            ))
            .with_member(member("class", JsonType::OneOf(&["a\"b", "c"])))
            .with_member(member("class_", JsonType::OneOf(&[])))
            .with_member(member(
                "1 of 2",
                JsonType::ArrayOf(&JsonType::OneOf(&["x", "y"])),
            ))
            .with_member(member("is_retryable", JsonType::AnyValue))
            .with_member(member("int", JsonType::Nullable(&JsonType::IntegerValue)))
            .with_member(member("_private", JsonType::BooleanValue)),
    ])
}

/// A type with only bodies that are not problems.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("as text")]
#[http(404, format = Text)]
struct AsText;

/// Returns statuses and bodies, and what a client reads from each, in any language.
fn expectations() -> Vec<(u16, Value, Value)> {
    const USER: &str = "https://api.example/errors#user_not_found";
    const INVALID: &str = "https://api.example/errors#invalid";
    let unknown = |status: u16, body: Value| {
        let mut problem = json!({"type": "about:blank", "status": status, "body": body});
        for name in ["type", "title", "detail", "instance"] {
            if let Some(text) = body.get(name).filter(|it| it.is_string()) {
                problem[name] = text.clone();
            }
        }
        (status, body, problem)
    };
    let invalid = |hint: Value| {
        json!({"type": INVALID, "code": "invalid", "limits": {"max": 1.5}, "hint": hint,
            "errors": [{"pointer": "#/a", "detail": "b"}]})
    };
    let mut without_hint = invalid(json!(null));
    without_hint.as_object_mut().unwrap().remove("hint");
    without_hint["status"] = 422.into();
    let mut with_hint = invalid(json!([true, null]));
    with_hint["status"] = 422.into();
    vec![
        // By type URI, by code, and by the status of the response.
        (
            404,
            json!({"type": USER, "title": "t", "status": 500, "detail": "d", "instance": "/i", "id": 7, "more": 1}),
            json!({"type": USER, "code": "user_not_found", "status": 404, "title": "t", "detail": "d", "instance": "/i", "id": 7}),
        ),
        (
            410,
            json!({"code": "user_not_found", "id": 7, "title": 7, "detail": null}),
            json!({"type": USER, "code": "user_not_found", "status": 410, "id": 7}),
        ),
        // Another type with the same code, and unknown codes.
        unknown(
            404,
            json!({"type": "https://other.example", "code": "user_not_found", "id": 7}),
        ),
        unknown(404, json!({"code": "later", "id": 7, "detail": "d"})),
        unknown(503, json!({})),
        unknown(404, json!({"code": 7, "__proto__": {"code": "slow"}})),
        unknown(404, json!({"code": "constructor"})),
        // A member of the wrong type, required and optional.
        unknown(404, json!({"type": USER, "id": "7"})),
        unknown(404, json!({"type": USER, "id": 1.5})),
        unknown(404, json!({"type": USER})),
        (422, invalid(json!([true, null])), with_hint),
        (422, invalid(json!(null)), without_hint.clone()),
        (422, invalid(json!([1])), without_hint.clone()),
        (422, invalid(json!("long")), without_hint),
        // Not a problem.
        (404, json!([]), Value::Null),
        (404, json!("text"), Value::Null),
        (404, json!(null), Value::Null),
    ]
}

/// Checks what a program printed about the problems.
#[track_caller]
fn check(printed: &str) {
    let printed: Value = serde_json::from_str(printed).unwrap();
    let expectations = expectations();
    let results = printed["results"].as_array().unwrap();
    assert_eq!(results.len(), expectations.len());
    for (result, (_, body, expected)) in results.iter().zip(&expectations) {
        assert_eq!(result, expected, "{body}");
    }
    // Only the 503.
    let retryable: Vec<bool> = expectations
        .iter()
        .map(|(status, ..)| *status == 503)
        .collect();
    assert_eq!(printed["retryable"], json!(retryable));
    assert_eq!(printed["read"], json!(["slow", null, null, null, null]));
}

/// Returns the input of the programs.
fn problems() -> String {
    let problems = expectations()
        .into_iter()
        .map(|(status, body, _)| (status, body));
    serde_json::to_string(&problems.collect::<Vec<_>>()).unwrap()
}

#[test]
fn typescript_reads_responses() {
    let folder = Folder::new("typescript");
    let catalog = ApiError::catalog();
    folder.write("src/errors.ts", &catalog.to_typescript());
    folder.write("src/check.ts", include_str!("languages/check.ts"));
    let Some(out) = folder.compile(&["es2022"]) else {
        return;
    };
    let Some(printed) = run("node", [out.join("check.js"), problems().into()]) else {
        return;
    };
    check(&printed);
}

#[test]
fn typescript_takes_any_name_and_type() {
    let folder = Folder::new("typescript-names");
    folder.write("src/hostile.ts", &hostile().to_typescript());
    folder.write("src/none.ts", &AsText::catalog().to_typescript());
    folder.write(
        "src/check.ts",
        r#"
import type { Code, MembersProblem, SameProblem3 } from "./hostile.js";
import { parseProblem } from "./hostile.js";
declare const console: { log(text: string): void };

export const codes: Code[] = ["known", "unknown", "404.gone-Away", "LOUD_CODE", "same"];
export const same = (problem: SameProblem3): number => problem.id;
export const words = (problem: MembersProblem): readonly ("x" | "y")[] => problem["1 of 2"] ?? [];

const body = `{"code":"members","__proto__":[{"__proto__":"a","a-b":null}],"constructor":{"a":1.5},
    "class":"a\"b","1 of 2":["x","y"],"int":null,"_private":"no"}`;
const problem = parseProblem(404, JSON.parse(body.replace('a"b', 'a\\"b')));
const types = ["https://e.example/'\"\\a", "https://e.example/b", "https://e.example/c"];
const found = types.map((type) => parseProblem(404, { type, code: "same" })?.code ?? null);
// Without its member it is not the third one; without a type URI it may be any.
const blank = parseProblem(404, { code: "same", id: 7 });
console.log(JSON.stringify({ keys: Object.keys(problem ?? {}).sort(), found, blank }));
"#,
    );
    let Some(out) = folder.compile(&["es2022"]) else {
        return;
    };
    let Some(printed) = run("node", [out.join("check.js")]) else {
        return;
    };
    let printed: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        printed,
        json!({
            "keys": ["1 of 2", "__proto__", "class", "code", "constructor", "int", "status", "type"],
            "found": ["same", "same", null],
            "blank": {"type": "about:blank", "code": "same", "status": 404, "id": 7},
        })
    );
}

#[test]
fn python_reads_responses() {
    let Some(python) = python() else { return };
    let folder = Folder::new("python");
    folder.write("errors.py", &ApiError::catalog().to_python());
    let script = folder.write("check.py", include_str!("languages/check.py"));
    if let Some(printed) = run(python, [script, problems().into()]) {
        check(&printed);
    }
}

#[test]
fn python_takes_any_name_and_type() {
    let Some(python) = python() else { return };
    let folder = Folder::new("python-names");
    folder.write("hostile.py", &hostile().to_python());
    folder.write("none.py", &AsText::catalog().to_python());
    let script = folder.write("check.py", r#"
import json
import hostile
import none

body = {"code": "members", "__proto__": [{"__proto__": "a", "a-b": None}], "constructor": {"a": 1.5},
    "class": "a\"b", "1 of 2": ["x", "y"], "is_retryable": 1, "_private": True}
problem = hostile.parse_problem(404, body)
types = ["https://e.example/'\"\\a", "https://e.example/b", "https://e.example/c"]
found = [hostile.parse_problem(404, {"type": it, "code": "same"}).code for it in types]
match hostile.parse_problem(404, {"code": "same", "id": 7}):
    case hostile.SameProblem3(id=id, type="about:blank"):
        blank = id
fields = [problem.member___proto__, problem.constructor, problem.class_, problem.member_1_of_2,
    problem.is_retryable2, problem.member__private, problem.int, problem.is_retryable()]
print(json.dumps([fields, found, blank, none.parse_problem(404, body).code]))
"#);
    let Some(printed) = run(python, [script]) else {
        return;
    };
    let printed: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        printed,
        json!([
            [[{"__proto__": "a", "a-b": null}], {"a": 1.5}, "a\"b", ["x", "y"], 1, true, null, false],
            ["same", "same", null],
            7,
            null,
        ])
    );
}

/// The error of the guide's page.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("no user {id}")]
#[http(404, code = "no_user")]
struct NoUser {
    #[http(member)]
    id: u64,
}

/// Returns the one example of this language on the page about clients.
fn example(language: &str) -> &'static str {
    let page = include_str!("../../src/guide/clients.md");
    let fence = format!("```{language}\n");
    let mut parts = page.split(&fence).skip(1);
    let (Some(example), None) = (parts.next(), parts.next()) else {
        panic!("not one example of {language}");
    };
    example.split("```").next().unwrap()
}

#[test]
fn the_example_of_the_guide_is_typescript() {
    let folder = Folder::new("guide-typescript");
    folder.write("src/errors.ts", &NoUser::catalog().to_typescript());
    let fake = r#"globalThis.fetch = async () =>
  new Response(`{"code":"no_user","id":7}`, {
    status: 404,
    headers: { "content-type": "application/problem+json" },
  });
"#;
    folder.write("src/fake.ts", fake);
    let example = format!("import \"./fake.js\";\n{}", example("ts"));
    folder.write("src/example.ts", &example);
    let Some(out) = folder.compile(&["es2022", "dom"]) else {
        return;
    };
    if let Some(printed) = run("node", [out.join("example.js")]) {
        assert_eq!(printed, "7\n");
    }
}

#[test]
fn the_example_of_the_guide_is_python() {
    let Some(python) = python() else { return };
    let folder = Folder::new("guide-python");
    folder.write("errors.py", &NoUser::catalog().to_python());
    let fake = r#"import errors

class response:
    status, headers = 404, {"content-type": "application/problem+json"}
    read = staticmethod(lambda: b'{"code":"no_user","id":7}')

"#;
    let script = folder.write("example.py", &format!("{fake}{}", example("python")));
    if let Some(printed) = run(python, [script]) {
        assert_eq!(printed, "There is no user 7.\n");
    }
}
