//! The TypeScript client with a running shop.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use serde_json::{Value, json};
use shop::failures;

use crate::harness::{Shop, send_plainly};
use crate::published;
use crate::tools::{compile_typescript, run};

/// The client as JavaScript, in a directory that is removed when this is dropped.
struct Client(PathBuf);

impl Client {
    fn compile(name: &str) -> Option<Self> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shop-client-typescript");
        let name = format!("catchall-shop-client-{name}-{}", process::id());
        let client = Self(env::temp_dir().join(name));
        compile_typescript(&project, &client.0)?;
        // node needs the type of the modules.
        fs::write(client.0.join("package.json"), r#"{"type":"module"}"#).unwrap();
        Some(client)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the code of the problem that a failure leads to.
fn code(shop: &Shop, name: &str) -> String {
    let request = failures::find(name).unwrap().request(&shop.url(""));
    let answer = send_plainly(request.unwrap());
    answer.json()["code"].as_str().unwrap().to_owned()
}

/// Sends requests, and prints the codes of the problems that the client reads.
const READER: &str = r#"
import { readProblem } from "./errors.js";

const codes = [];
for (const { uri, method, headers, body } of JSON.parse(process.argv[2])) {
  // For bytes, `fetch` does not set a media type.
  const bytes = body === "" ? undefined : new TextEncoder().encode(body);
  const response = await fetch(uri, { method, headers, body: bytes });
  const problem = await readProblem(response);
  codes.push(problem === undefined ? "no problem" : (problem.code ?? null));
}
console.log(JSON.stringify(codes));
"#;

#[test]
fn the_client_knows_each_problem_that_is_published_and_no_other() {
    let Some(client) = Client::compile("reader") else {
        return;
    };
    let shop = Shop::open();
    let requests = failures::all().map(|failure| {
        let request = failure.request(&shop.url("")).unwrap();
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
        json!({
            "uri": request.uri().to_string(),
            "method": request.method().as_str(),
            "headers": headers.collect::<Vec<_>>(),
            "body": String::from_utf8_lossy(request.body()),
        })
    });
    let requests: Vec<Value> = requests.collect();
    let reader = client.0.join("reader.js");
    fs::write(&reader, READER).unwrap();
    let Some(printed) = run("node", [reader, json!(requests).to_string().into()]) else {
        return;
    };
    let printed: Vec<Option<String>> = serde_json::from_str(&printed).unwrap();

    // A type that is not published yet is unknown to it: the test in `published.rs` of the
    // shop reports it.
    let published = published::codes();
    let expected = failures::all().map(|failure| {
        let code = code(&shop, failure.name);
        Some(code).filter(|code| published.contains(code))
    });
    let expected: Vec<Option<String>> = expected.collect();
    assert_eq!(printed, expected);
    assert!(
        expected.contains(&None),
        "the router's 404 is in no catalog"
    );
    assert!(expected.iter().flatten().count() > 15, "{expected:?}");
}

#[test]
fn the_client_explains_what_is_wrong() {
    let Some(client) = Client::compile("program") else {
        return;
    };
    let shop = Shop::open();
    let Some(printed) = run("node", [client.0.join("main.js"), shop.url("").into()]) else {
        return;
    };
    let published = published::codes();
    let expected = [
        (
            "a user who does not exist",
            "unknown-user",
            "There is no user 99.",
        ),
        (
            "a user without a name",
            "invalid-fields",
            "#/email must be an e-mail address; #/name must have 1 to 80 characters",
        ),
        (
            "a report for someone else",
            "not-admin",
            "Ask someone who is admin.",
        ),
        (
            "a card that is declined",
            "declined",
            "The bank says: insufficient funds.",
        ),
        ("an order that is paid", "paid", "Order 2 needs no payment."),
        (
            "a provider that is busy",
            "provider-limit",
            "Service Unavailable",
        ),
        ("a path that does not exist", "unknown-path", ""),
    ]
    .map(|(mistake, failure, explanation)| {
        let status = failures::find(failure).unwrap().status;
        let explanation = if published.contains(&code(&shop, failure)) {
            explanation.to_owned()
        } else {
            format!("The shop has a problem that this client does not know: {status}.")
        };
        let later = if failure == "provider-limit" {
            " Again in 7 s."
        } else {
            ""
        };
        format!("{mistake}: {explanation}{later}")
    });
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
}
