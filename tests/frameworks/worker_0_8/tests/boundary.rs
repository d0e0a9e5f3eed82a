//! A worker inside a boundary, run by Node, which has the JavaScript objects that a worker
//! uses. Needs `wasm-bindgen` in the version of `Cargo.lock`, and the target
//! `wasm32-unknown-unknown`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// Runs a program. Returns its output if it could be run and succeeded.
fn run(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().display().to_string();
    let output = command
        .output()
        .map_err(|error| format!("{program}: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(text);
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program}: {text}{errors}"))
}

/// Returns what is missing to run a worker.
fn missing() -> Option<String> {
    let tool = |command: &mut Command| run(command).err();
    let target = [
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ];
    let folder = run(Command::new("rustc").args(target)).unwrap_or_default();
    if !Path::new(folder.trim()).is_dir() {
        return Some("rustc has no wasm32-unknown-unknown".to_owned());
    }
    tool(Command::new("node").arg("--version"))
        .or_else(|| tool(Command::new("wasm-bindgen").arg("--version")))
}

/// Builds the worker as a module for Node.
fn build() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3);
    let root = root.expect("the repository is three levels up");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let target = target.expect("it is in the target directory");
    let built = run(Command::new(env!("CARGO"))
        .args(["build", "--locked", "--quiet", "-p", "worker-service"])
        .args(["--target", "wasm32-unknown-unknown"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS"));
    built.unwrap();
    let module = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worker");
    let wasm = target.join("wasm32-unknown-unknown/debug/worker_service.wasm");
    run(Command::new("wasm-bindgen")
        .args(["--target", "nodejs", "--out-dir"])
        .args([&module, &wasm]))
    .unwrap();
    module
}

/// Calls the worker with each of the requests, and prints the responses.
const RUNNER: &str = r#"
const Module = require("node:module");
const load = Module._load;
// Only a worker has these, and no request here needs them.
Module._load = (name, ...rest) =>
  name.startsWith("cloudflare:") ? new Proxy({}, { get: () => class {} }) : load(name, ...rest);
const worker = require("./worker_service.js");
const requests = JSON.parse(process.argv[2]);
(async () => {
  const answers = [];
  for (const { path, method, headers } of requests) {
    const request = new Request("http://localhost" + path, { method, headers });
    const response = await worker.fetch(request, {}, {});
    answers.push({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text: await response.text(),
    });
  }
  console.log(JSON.stringify(answers));
})();
"#;

/// Returns the responses to these requests: a method, a path and a header.
fn asked(requests: &[(&str, &str, &str)]) -> Option<Vec<Value>> {
    if let Some(reason) = missing() {
        let is_required = std::env::var_os("CATCHALL_REQUIRE_TOOLS").is_some();
        assert!(!is_required, "{reason}");
        eprintln!("skipped: {reason}");
        return None;
    }
    let module = build();
    fs::write(module.join("run.js"), RUNNER).unwrap();
    let requests = requests.iter().map(|(method, path, header)| {
        let mut headers = json!({ "x-request-id": "our-id" });
        if let Some((name, value)) = header.split_once(": ") {
            headers[name] = value.into();
        }
        json!({ "method": method, "path": path, "headers": headers })
    });
    let requests = requests.collect::<Value>().to_string();
    let answers = run(Command::new("node")
        .args(["run.js", &requests])
        .current_dir(&module));
    Some(serde_json::from_str(&answers.unwrap()).unwrap())
}

#[test]
fn a_worker_inside_a_boundary() {
    let Some(answers) = asked(&[
        ("GET", "/users/7", ""),
        ("GET", "/users/0", ""),
        ("GET", "/users/7", "accept: text/html"),
        ("GET", "/nowhere", ""),
        ("DELETE", "/users/7", ""),
        ("GET", "/guarded", ""),
        ("GET", "/text", ""),
        ("GET", "/deliberate", ""),
        ("GET", "/fails", ""),
        ("GET", "/context", ""),
        ("GET", "/nowhere", "x-own-shape: yes"),
        ("GET", "/users/0", "x-developer: yes"),
        ("GET", "/reports", ""),
    ]) else {
        return;
    };
    let [
        missing,
        masked,
        page,
        nowhere,
        wrong_method,
        guarded,
        text,
        deliberate,
        fails,
        context,
        own_shape,
        developer,
        reports,
    ] = &answers[..]
    else {
        panic!("{answers:#?}");
    };
    let problem = |answer: &Value, status: u16, code: &str| -> Value {
        assert_eq!(answer["status"], status, "{answer}");
        assert_eq!(
            answer["headers"]["content-type"],
            "application/problem+json"
        );
        assert_eq!(answer["headers"]["x-request-id"], "our-id");
        let text = answer["text"].as_str().unwrap();
        assert!(!text.contains("secret"), "{text}");
        let problem: Value = serde_json::from_str(text).unwrap();
        assert_eq!(problem["code"], code, "{problem}");
        problem
    };
    assert_eq!(problem(missing, 404, "no_user")["detail"], "no user 7");
    assert_eq!(
        problem(masked, 500, "internal_error")["request_id"],
        "our-id"
    );
    assert_eq!(page["headers"]["content-type"], "text/html; charset=utf-8");
    problem(nowhere, 404, "not_found");
    problem(wrong_method, 405, "method_not_allowed");
    problem(guarded, 401, "unauthorized");
    assert_eq!(guarded["headers"]["www-authenticate"], "Bearer");
    problem(text, 502, "bad_gateway");
    assert_eq!(deliberate["text"], "<p>our own page</p>");
    problem(fails, 500, "internal_error");
    assert_eq!(context["text"], "/context");
    assert_eq!(own_shape["text"], "not_found");
    assert_eq!(own_shape["headers"]["content-type"], "text/x-own");
    // Node sends `*/*`, like other programs, and is not shown the developer page.
    problem(developer, 500, "internal_error");
    let expected = [
        "/users/7:no_user",
        "/users/0:internal_error",
        "/users/7:no_user",
        "/nowhere:not_found",
        "/users/7:method_not_allowed",
        "/guarded:unauthorized",
        "/text:bad_gateway",
        "/deliberate:bad_gateway",
        "/fails:internal_error",
        "/nowhere:not_found",
        "/users/0:internal_error",
    ];
    assert_eq!(reports["text"], expected.join(" "));
}
