//! The notes of `httplint`, which reads the bytes of the connection.

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

use http::Version;
use serde_json::{Value, json};

use crate::{Exchange, Finding};

/// Sends requests and prints the notes of their responses, as JSON.
const SCRIPT: &str = include_str!("httplint.py");

/// Returns what it finds in the responses when the requests are sent again. `None` if
/// there is no Python with `httplint`, which is an error if `CATCHALL_REQUIRE_TOOLS` is
/// set. The variable `CATCHALL_PYTHON` contains the path of the program.
pub(crate) fn findings(exchanges: &[Exchange]) -> Option<Vec<Finding>> {
    let python = env::var_os("CATCHALL_PYTHON").unwrap_or_else(|| "python3".into());
    let mut command = Command::new(&python);
    let has_httplint = command
        .args(["-c", "import httplint"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_httplint {
        let is_required = env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
        let python = python.display();
        assert!(!is_required, "{python} has no `httplint`");
        eprintln!("skipped: {python} has no `httplint` (package httplint)");
        return None;
    }
    let asked = |(at, exchange): (usize, &Exchange)| {
        let request = &exchange.request;
        if exchange.response.version() == Version::HTTP_2 {
            return None;
        }
        let headers = request.headers().iter();
        // JSON does not have bytes: each byte is a character.
        let text = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect::<String>();
        let headers = headers.map(|(name, value)| json!([name.as_str(), text(value.as_bytes())]));
        Some(json!({
            "at": at,
            "address": request.uri().authority()?.as_str(),
            "method": request.method().as_str(),
            "target": request.uri().path_and_query()?.as_str(),
            "headers": headers.collect::<Vec<_>>(),
            "body": text(request.body()),
        }))
    };
    let requests: Vec<Value> = exchanges.iter().enumerate().filter_map(asked).collect();
    let mut child = Command::new(python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python runs");
    let mut input = child.stdin.take().expect("it is piped");
    let requests = Value::from(requests).to_string();
    // It reads all input before it writes.
    input.write_all(requests.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "httplint fails");
    let notes: Vec<Value> = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let finding = |note: Value| Finding {
        at: usize::try_from(note["at"].as_u64().expect("a number")).expect("it is small"),
        name: format!("httplint {}", note["name"].as_str().expect("a text")),
        text: note["text"].as_str().expect("a text").to_owned(),
    };
    Some(notes.into_iter().map(finding).collect())
}
