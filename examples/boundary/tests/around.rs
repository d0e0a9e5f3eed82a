//! The boundary takes as few lines as the guide claims, and requests to the program show
//! the purpose of each.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use ureq::http::{HeaderMap, Request};

/// The running program; it stops when it is dropped.
struct Program {
    process: Child,
    /// What it prints, which is its log.
    output: BufReader<ChildStdout>,
    base: String,
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Program {
    fn start(options: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_whole-boundary"))
            .arg("127.0.0.1:0")
            .args(options)
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap();
        let base = format!("http://{address}");
        Self {
            process,
            output,
            base,
        }
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "")
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .build()
            .into();
        let mut response = agent.run(request.body(body.to_owned()).unwrap()).unwrap();
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.body_mut().read_to_string().unwrap(),
        }
    }

    /// Returns the next line of the log.
    fn logged(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Answer {
    #[track_caller]
    fn problem(&self) -> Value {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], self.status);
        problem
    }
}

#[test]
fn the_boundary_takes_nine_lines() {
    let program = include_str!("../src/main.rs");
    // A paragraph that creates the boundary counts with all its lines.
    let counts = |paragraph: &str| paragraph.contains("ErrorBoundary::new()");
    let names = ["ErrorBoundary", "Translations", "boundary)"];
    let lines = program.split("\n\n").flat_map(|paragraph| {
        let all = counts(paragraph);
        let lines = paragraph.lines().filter(|line| !line.starts_with("//"));
        lines.filter(move |line| all || names.iter().any(|name| line.contains(name)))
    });
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 9, "{lines:#?}");
    for line in [
        "use catchall::{ErrorBoundary, HttpError, OrProblem, Translations};",
        "        .layer(boundary);",
    ] {
        assert!(lines.contains(&line), "{lines:#?}");
    }
}

#[test]
fn a_rejection_is_a_problem() {
    let mut program = Program::start(&[]);
    let json = [("content-type", "application/json")];
    let answer = program.send("POST", "/users/1/name", &json, "\"Ad");
    assert_eq!(answer.status, 400);
    assert_eq!(answer.problem()["code"], "invalid_json");
    let line = program.logged();
    assert!(line.contains(r#"error.type="invalid_json""#), "{line}");
    let answer = program.send("POST", "/users/1/name", &json, "7");
    assert_eq!(answer.problem()["code"], "invalid_body");
    assert_eq!(answer.status, 422);
}

#[test]
fn a_fallback_is_a_problem() {
    let program = Program::start(&[]);
    let answer = program.get("/nowhere", &[]);
    assert_eq!(answer.status, 404);
    assert_eq!(answer.problem()["code"], "not_found");
    let answer = program.send("DELETE", "/users/1", &[], "");
    assert_eq!(answer.status, 405);
    assert_eq!(answer.problem()["code"], "method_not_allowed");
    assert_eq!(answer.headers["allow"], "GET,HEAD");
}

#[test]
fn a_panic_is_a_masked_500() {
    let mut program = Program::start(&[]);
    let answer = program.get("/users/3", &[]);
    assert_eq!(answer.status, 500);
    assert_eq!(answer.problem()["code"], "internal_error");
    assert!(!answer.body.contains("never added"), "{}", answer.body);
    let line = program.logged();
    assert!(line.contains(" ERROR "), "{line}");
    assert!(line.contains("user 3 was never added"), "{line}");
    assert!(line.contains("main.rs:"), "{line}");
}

#[test]
fn the_id_and_the_route_are_in_the_log() {
    let mut program = Program::start(&[]);
    let answer = program.get("/users/2", &[("x-request-id", "of-the-test")]);
    assert_eq!(answer.headers["x-request-id"], "of-the-test");
    assert_eq!(answer.problem()["request_id"], "of-the-test");
    let line = program.logged();
    for field in [
        r#"request_id="of-the-test""#,
        r#"http.route="/users/{id}""#,
        r#"url.path="/users/2""#,
        r#"error.source_chain="No such file or directory (os error 2)""#,
    ] {
        assert!(line.contains(field), "no {field} in {line}");
    }
    // Without one, it is generated.
    let answer = program.get("/users/2", &[]);
    let id = answer.headers["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(answer.problem()["request_id"], id);
    let line = program.logged();
    assert!(line.contains(&format!("request_id={id:?}")), "{line}");
}

#[test]
fn failures_are_counted_by_code() {
    let program = Program::start(&[]);
    for path in ["/users/2", "/users/7", "/users/8", "/users/1"] {
        program.get(path, &[]);
    }
    let metrics = program.get("/metrics", &[]).body;
    for line in [
        r#"http_errors{code="internal_error"} 1"#,
        r#"http_errors{code="user_not_found"} 2"#,
    ] {
        assert!(metrics.lines().any(|known| known == line), "{metrics}");
    }
    assert_eq!(metrics.matches("http_errors{").count(), 2, "{metrics}");
}

#[test]
fn accept_chooses_the_format() {
    let program = Program::start(&[]);
    for (accept, media_type) in [
        ("*/*", "application/problem+json"),
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("image/png", "application/problem+json"),
    ] {
        let answer = program.get("/users/7", &[("accept", accept)]);
        assert_eq!(answer.status, 404);
        assert_eq!(answer.headers["content-type"], media_type, "{accept}");
        assert!(answer.body.contains("no user 7"), "{}", answer.body);
    }
}

#[test]
fn the_texts_are_in_the_language_of_the_client() {
    let mut program = Program::start(&[]);
    let answer = program.get("/users/7", &[("accept-language", "de-CH,en;q=0.5")]);
    assert_eq!(
        answer.problem(),
        json!({
            "title": "Benutzer nicht gefunden",
            "status": 404,
            "code": "user_not_found",
            "detail": "Es gibt keinen Benutzer 7.",
            "id": 7,
        })
    );
    assert_eq!(answer.headers["content-language"], "de");
    let line = program.logged();
    assert!(line.contains(r#"exception.message="no user 7""#), "{line}");
}

#[test]
fn a_developer_sees_the_cause_where_it_is_asked_for() {
    let browser = [("accept", "text/html"), ("user-agent", "Mozilla/5.0")];
    let cause = "No such file or directory (os error 2)";
    let program = Program::start(&["--developer"]);
    let answer = program.get("/users/2", &browser);
    assert_eq!(answer.status, 500);
    assert!(answer.body.contains(cause), "{}", answer.body);
    assert!(answer.body.contains("AppError::File"), "{}", answer.body);

    let program = Program::start(&[]);
    let answer = program.get("/users/2", &browser);
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains(cause), "{}", answer.body);
    assert!(!answer.body.contains("AppError"), "{}", answer.body);
}
