//! The OpenAPI document: it is valid, and it contains every response of the running shop.
//!
//! Spectral and schemathesis are used if they are installed: `CATCHALL_SPECTRAL` is the
//! `node_modules` directory that contains Spectral and OWASP's rules for it, and
//! `CATCHALL_SCHEMATHESIS` is the program.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use shop::failures;

use crate::harness::{Shop, send_plainly};

fn document(shop: &Shop) -> Value {
    let answer = shop.get("/openapi.json");
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// Returns the operation for a request.
fn operation<'d>(document: &'d Value, method: &str, path: &str) -> Option<&'d Value> {
    let paths = document["paths"].as_object().unwrap();
    let (_, item) = paths.iter().find(|(template, _)| {
        let mut segments = template.split('/').zip(path.split('/'));
        template.split('/').count() == path.split('/').count()
            && segments.all(|(template, segment)| template == segment || template.starts_with('{'))
    })?;
    item.get(method.to_lowercase())
}

#[test]
fn the_document_is_complete_in_itself() {
    let shop = Shop::open();
    let document = document(&shop);
    openapi_documents::references_lead_somewhere(&document, &document);
    openapi_documents::examples_are_valid(&document);
}

#[test]
fn the_document_has_every_failure() {
    let shop = Shop::open();
    let document = document(&shop);
    let mut count = 0;
    for failure in failures::all() {
        let request = failure.request(&shop.url("")).unwrap();
        let (method, path) = (request.method().as_str(), request.uri().path());
        let Some(operation) = operation(&document, method, path) else {
            continue;
        };
        let responses = operation["responses"].as_object().unwrap();
        let answer = send_plainly(request);
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        let response = &responses[&answer.status.to_string()];
        let examples = &response["content"]["application/problem+json"]["examples"];
        // `not-paid` is created directly, and `default` is its response.
        let is_known = !examples[&code].is_null() || responses.contains_key("default");
        assert!(is_known, "{}: {code} is not in {response:#}", failure.name);
        let headers = response["headers"].as_object();
        for name in headers.into_iter().flat_map(serde_json::Map::keys) {
            let name = name.to_lowercase();
            assert!(answer.headers.contains_key(&name), "{name}: {code}");
        }
        count += 1;
    }
    assert!(count > 20, "only {count}");
}

#[test]
fn an_operation_has_only_what_it_can_fail_with() {
    let shop = Shop::open();
    let document = document(&shop);
    let operation = operation(&document, "GET", "/users/7").unwrap();
    let responses = operation["responses"].as_object().unwrap();
    let statuses: Vec<&String> = responses.keys().collect();
    assert_eq!(statuses, ["200", "400", "404", "500", "503"]);
}

/// Returns the path in this variable. It is an error if it is missing and all tools are required.
fn tool(variable: &str) -> Option<PathBuf> {
    let path = env::var_os(variable);
    if path.is_none() {
        let is_required = env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
        assert!(!is_required, "there is no {variable}");
        eprintln!("skipped: there is no {variable}");
    }
    path.map(PathBuf::from)
}

/// Returns what a program has printed.
fn printed(output: &Output) -> String {
    let texts = [&output.stdout, &output.stderr];
    texts.map(|text| String::from_utf8_lossy(text)).concat()
}

/// Returns what Spectral reports about a document.
fn lint(modules: &Path, document: &Value) -> Output {
    let name = format!("catchall-shop-openapi-{}.json", std::process::id());
    let file = env::temp_dir().join(name);
    fs::write(&file, document.to_string()).unwrap();
    let output = Command::new(modules.join(".bin/spectral"))
        .args(["lint", "--ruleset"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("spectral.yaml"))
        .arg(&file)
        // The location of the rules that the file extends.
        .env("NODE_PATH", modules)
        .output()
        .unwrap();
    let _ = fs::remove_file(&file);
    output
}

#[test]
fn spectral_finds_nothing() {
    let Some(modules) = tool("CATCHALL_SPECTRAL") else {
        return;
    };
    let shop = Shop::open();
    let mut document = document(&shop);
    let output = lint(&modules, &document);
    assert!(output.status.success(), "{}", printed(&output));

    // The rules are the intended ones.
    let order = document.pointer_mut("/paths/~1orders~1{id}/get/responses");
    let order = order.unwrap().as_object_mut().unwrap();
    order.remove("401");
    order["404"].as_object_mut().unwrap().remove("description");
    let output = lint(&modules, &document);
    let printed = printed(&output);
    assert!(!output.status.success(), "{printed}");
    assert!(printed.contains("define-error-responses-401"), "{printed}");
    assert!(printed.contains("oas3-schema"), "{printed}");
}

#[test]
fn schemathesis_finds_nothing() {
    // A broken row is a 500 on purpose, so 500 responses are not failures here.
    const CHECKS: &str = "status_code_conformance,content_type_conformance,\
                          response_headers_conformance,response_schema_conformance";

    let Some(program) = tool("CATCHALL_SCHEMATHESIS") else {
        return;
    };
    let shop = Shop::open();
    for token in ["alice", "ruth", "nobody"] {
        let output = Command::new(&program)
            .arg("run")
            .arg(shop.url("/openapi.json"))
            .args(["--checks", CHECKS, "--phases", "examples,coverage,fuzzing"])
            // The same requests each time.
            .args(["--max-examples", "20", "--seed", "1", "--no-color"])
            .args(["--header", &format!("Authorization: Bearer {token}")])
            .current_dir(env::temp_dir())
            .output()
            .unwrap();
        let printed = printed(&output);
        assert!(output.status.success(), "{printed}");
        assert!(printed.contains("Tested: 9"), "{printed}");
    }
}
