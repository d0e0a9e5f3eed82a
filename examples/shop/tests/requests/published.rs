//! What is published of the errors, and what the shop sends.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use catchall::HttpError;
use serde_json::Value;
use shop::{AppError, failures};

use crate::harness::{Shop, send_plainly};

/// Returns the codes that clients know.
pub(crate) fn codes() -> BTreeSet<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/errors.json");
    let published: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let problems = published["problems"].as_array().unwrap().iter();
    let codes = problems.map(|problem| problem["code"].as_str().unwrap().to_owned());
    codes.collect()
}

/// The codes of catchall: those of unmapped errors and of rejections.
const OF_CATCHALL: [&str; 6] = [
    "content_too_large",
    "internal_error",
    "invalid_body",
    "invalid_json",
    "missing_content_type",
    "unsupported_media_type",
];

/// So that a change of a code fails only one test.
#[test]
fn no_other_test_repeats_a_code() {
    let codes = codes();
    assert!(codes.len() > 15, "{codes:?}");
    for folder in ["tests/requests", "../shop-client/tests"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            for code in codes
                .iter()
                .filter(|code| !OF_CATCHALL.contains(&code.as_str()))
            {
                let literals = [format!(r#"code": "{code}""#), format!(r#"code = "{code}""#)];
                let is_there = literals.iter().any(|literal| text.contains(literal));
                assert!(!is_there, "{code} is in {}", path.display());
            }
        }
    }
}

#[test]
fn each_response_is_valid_by_the_schema_of_the_catalog() {
    let schema: Value = serde_json::from_str(&AppError::catalog().to_json_schema()).unwrap();
    let url = "https://shop.example/errors.schema.json";
    let mut compiler = Compiler::new();
    compiler.add_resource(url, schema).unwrap();
    let mut schemas = Schemas::new();
    let index = compiler.compile(url, &mut schemas).unwrap();

    let shop = Shop::open();
    for failure in failures::all() {
        let answer = send_plainly(failure.request(&shop.url("")).unwrap());
        let mut problem = answer.json();
        let verdict = schemas.validate(&problem, index);
        verdict.unwrap_or_else(|error| panic!("{}: {problem}\n{error:#}", failure.name));

        // Not an error of the shop.
        problem["status"] = "404".into();
        assert!(schemas.validate(&problem, index).is_err(), "{problem}");
    }
}
