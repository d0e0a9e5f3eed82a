//! The program itself, and the lines that it prints.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A running program, which is killed when it is dropped.
struct Program {
    child: Child,
    /// Open for as long as the program may print.
    output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it, and reads what it prints, up to the last `curl` line.
    fn start(arguments: &[&str]) -> (Self, Vec<String>) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_shop"))
            .args(arguments)
            .env_remove("PORT")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut program = Self { child, output };
        let mut lines = Vec::new();
        for line in program.output.by_ref().lines() {
            lines.push(line.unwrap());
            if lines.iter().filter(|line| line.starts_with("curl")).count() == 5 {
                break;
            }
        }
        (program, lines)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the words of a command, split like in a shell.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Runs the `curl` line. Returns the status, the headers and the body.
fn curl(line: &str) -> (u16, ureq::http::HeaderMap, Value) {
    let (mut url, mut headers, mut body) = (None, Vec::new(), None);
    let mut words = words(line).into_iter().skip(1);
    while let Some(word) = words.next() {
        match &*word {
            "-i" => {}
            "-H" => headers.push(words.next().unwrap()),
            "-d" => body = words.next(),
            address => url = Some(address.to_owned()),
        }
    }
    let mut request = ureq::http::Request::builder().uri(url.unwrap());
    for header in headers {
        let (name, value) = header.split_once(": ").unwrap();
        request = request.header(name, value);
    }
    let config = ureq::Agent::config_builder().http_status_as_error(false);
    let agent: ureq::Agent = config.build().into();
    let mut response = match body {
        Some(body) => agent.run(request.method("POST").body(body).unwrap()),
        None => agent.run(request.body(()).unwrap()),
    }
    .unwrap();
    let body = response.body_mut().read_to_string().unwrap();
    let body = serde_json::from_str(&body).unwrap();
    (response.status().as_u16(), response.headers().clone(), body)
}

#[test]
fn the_printed_lines_work() {
    let (_program, lines) = Program::start(&["0"]);
    let mut statuses = Vec::new();
    for pair in lines.windows(2).filter(|pair| pair[1].starts_with("curl")) {
        let says = pair[0].strip_prefix("# ").unwrap();
        let (status, headers, body) = curl(&pair[1]);
        let title = body["title"].as_str().unwrap();
        assert!(
            says.starts_with(&format!("{status} {title}: ")),
            "{says}: {body}"
        );
        assert_eq!(headers["content-type"], "application/problem+json");
        assert_eq!(body["status"], status);
        match status {
            401 => assert_eq!(headers["www-authenticate"], r#"Bearer realm="shop""#),
            422 => assert_eq!(body["errors"].as_array().unwrap().len(), 2),
            503 => assert_eq!(headers["retry-after"], "7"),
            500 => assert!(body.get("detail").is_none()),
            _ => {}
        }
        statuses.push(status);
    }
    assert_eq!(statuses, [404, 422, 401, 503, 500]);
}

#[test]
fn the_start_page_has_what_the_log_has() {
    let (_program, lines) = Program::start(&["0"]);
    let base = lines[0].split_whitespace();
    let base = base.into_iter().find(|word| word.starts_with("http"));
    for (name, level) in [
        ("busy", "WARN"),
        // A `Problem`, and responses of the boundary, whose target is `catchall`.
        ("not-paid", "DEBUG"),
        ("unknown-path", "DEBUG"),
    ] {
        let url = format!("{}/try/{name}", base.unwrap());
        let page = ureq::get(url).call().unwrap().body_mut().read_to_string();
        let page = page.unwrap();
        assert!(page.contains(&format!(">{level}</b>")), "{name}: {page}");
    }
}

#[test]
fn a_port_that_is_taken_is_no_obstacle() {
    // From here on, the port is taken, by this program or by another.
    let _taken = TcpListener::bind("127.0.0.1:3000");
    let (_program, lines) = Program::start(&[]);
    let curl_404 = lines.iter().find(|line| line.starts_with("curl")).unwrap();
    assert!(!curl_404.contains("127.0.0.1:3000/"), "{curl_404}");
    assert_eq!(curl(curl_404).0, 404);
}
