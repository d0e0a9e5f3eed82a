//! Runs an example, sends it requests, and stops it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running example, which stops when it is dropped.
#[derive(Debug)]
pub struct Example {
    process: Child,
    address: String,
}

impl Example {
    /// Starts a program on a free port. Its only argument is the address to bind, and
    /// the first line that it prints ends with the address that it has bound.
    ///
    /// # Panics
    ///
    /// Panics if it does not start.
    #[must_use]
    pub fn start(program: &str) -> Self {
        let mut process = Command::new(program)
            .arg("127.0.0.1:0")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the example can be run");
        let output = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("it prints text");
        let address = line.split_whitespace().last().unwrap_or_default();
        // Some frameworks print it as a URI.
        let address = address.rsplit('/').next().unwrap_or_default();
        Self {
            address: address.to_owned(),
            process,
        }
    }

    /// Returns the response to a `GET`.
    ///
    /// # Panics
    ///
    /// Panics if there is none.
    #[must_use]
    pub fn get(&self, path: &str) -> http::Response<String> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let uri = format!("http://{}{path}", self.address);
        let response = agent.get(uri).call().expect("the example answers");
        let (parts, mut body) = response.into_parts();
        let text = body.read_to_string().expect("the answer is text");
        http::Response::from_parts(parts, text)
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        // It may already have ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Sends the three requests of every example: a user, a missing user, and a user whose
/// file cannot be read.
///
/// # Panics
///
/// Panics if a response is not as expected.
pub fn ask(program: &str) {
    let example = Example::start(program);
    assert_eq!(example.get("/users/1").body(), "Ada");
    let missing = example.get("/users/7");
    assert_eq!(missing.status(), 404);
    assert_eq!(
        missing.headers()["content-type"],
        "application/problem+json"
    );
    assert_eq!(
        missing.body(),
        r#"{"title":"Not Found","status":404,"code":"user_not_found","detail":"no user 7"}"#
    );
    let unreadable = example.get("/users/2");
    assert_eq!(unreadable.status(), 500);
    // Inside a boundary, the client receives the id of its request.
    let id = unreadable.headers().get("x-request-id");
    let id = id.map(|id| format!(r#","request_id":"{}""#, id.to_str().unwrap_or_default()));
    assert_eq!(
        *unreadable.body(),
        format!(
            r#"{{"title":"Internal Server Error","status":500,"code":"internal_error"{}}}"#,
            id.unwrap_or_default()
        )
    );
}
