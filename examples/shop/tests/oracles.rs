//! What HTTP linters and the schemas of RFC 9457 find in the shop's responses.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bytes::Bytes;
use oracles::{Exchange, Suite};
use ureq::http::{Request, Response};

/// A running program, which is killed when it is dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A method and a path, the user, and a JSON body.
struct Asked(&'static str, &'static str, &'static str, &'static str);

const ASKED: [Asked; 32] = [
    Asked("GET", "/products", "", ""),
    Asked("HEAD", "/products", "", ""),
    Asked("GET", "/products?min_stock=many", "", ""),
    Asked("GET", "/products/77", "", ""),
    Asked("HEAD", "/products/77", "", ""),
    Asked("DELETE", "/products", "", ""),
    Asked("GET", "/errors", "", ""),
    Asked("GET", "/nowhere", "", ""),
    Asked("HEAD", "/nowhere", "", ""),
    Asked("GET", "/users/1", "", ""),
    Asked("GET", "/users/99", "", ""),
    Asked("GET", "/users/alice", "", ""),
    Asked("POST", "/users", "", r#"{"name": "#),
    Asked("POST", "/users", "", r#"{"name": 7}"#),
    Asked("POST", "/users", "", r#"{"name":"","email":"nobody"}"#),
    Asked(
        "POST",
        "/users",
        "",
        r#"{"name":"Alice","email":"ALICE@example.com"}"#,
    ),
    Asked("GET", "/orders/1", "", ""),
    Asked("GET", "/orders/1", "mallory", ""),
    Asked("GET", "/orders/3", "alice", ""),
    Asked(
        "POST",
        "/orders",
        "alice",
        r#"{"items":[{"product":3,"quantity":1}]}"#,
    ),
    Asked(
        "POST",
        "/orders",
        "alice",
        r#"{"items":[{"product":77,"quantity":1}]}"#,
    ),
    Asked("POST", "/orders", "alice", r#"{"items":[]}"#),
    Asked("GET", "/orders/1/receipt", "alice", ""),
    Asked("GET", "/orders/2/receipt", "alice", ""),
    Asked(
        "POST",
        "/orders/1/payment",
        "alice",
        r#"{"card":"4000000000009995"}"#,
    ),
    Asked(
        "POST",
        "/orders/1/payment",
        "alice",
        r#"{"card":"4000000000000504"}"#,
    ),
    Asked(
        "POST",
        "/orders/1/payment",
        "alice",
        r#"{"card":"4000000000000429"}"#,
    ),
    Asked(
        "POST",
        "/orders/1/payment",
        "alice",
        r#"{"card":"4000000000000500"}"#,
    ),
    Asked(
        "POST",
        "/orders/1/payment",
        "alice",
        r#"{"card":"4000000000000200"}"#,
    ),
    Asked("GET", "/reports/sales", "alice", ""),
    Asked("GET", "/reports/sales", "ruth", ""),
    Asked("HEAD", "/reports/sales", "ruth", ""),
];

fn sent(base: &str, asked: &Asked, accept: &str) -> Exchange {
    let Asked(method, path, token, body) = asked;
    let mut request = Request::builder().method(*method);
    request = request
        .uri(format!("{base}{path}"))
        .header("accept", accept);
    if !token.is_empty() {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    if !body.is_empty() {
        request = request.header("content-type", "application/json");
    }
    let request = request.body(Bytes::from_static(body.as_bytes())).unwrap();
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .allow_non_standard_methods(true);
    let agent: ureq::Agent = agent.build().into();
    let answered = if body.is_empty() {
        agent.run(request.clone().map(drop))
    } else {
        agent.run(request.clone().map(|_| *body))
    };
    let (head, mut body) = answered.unwrap().into_parts();
    let body = body.read_to_vec().unwrap();
    Exchange {
        case: (*path).to_owned(),
        request,
        response: Response::from_parts(head, body.into()),
        is_whole: true,
    }
}

#[test]
fn nothing_is_found_in_the_responses() {
    let child = Command::new(env!("CARGO_BIN_EXE_shop"))
        .arg("0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut program = Program(child.unwrap());
    // Open for as long as the program may print.
    let mut output = BufReader::new(program.0.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let base = line
        .split_whitespace()
        .find(|word| word.starts_with("http://"));
    let base = base.unwrap();

    let mut exchanges = Vec::new();
    for asked in &ASKED {
        for accept in ["*/*", "text/html", "text/plain", "application/problem+xml"] {
            exchanges.push(sent(base, asked, accept));
        }
    }
    let mut statuses: Vec<_> = exchanges
        .iter()
        .map(|it| it.response.status().as_u16())
        .collect();
    statuses.sort_unstable();
    statuses.dedup();
    let expected = [
        200, 400, 401, 402, 403, 404, 405, 409, 422, 500, 502, 503, 504,
    ];
    assert_eq!(statuses, expected);
    let findings = oracles::check(Suite::Shop, &exchanges);
    assert!(findings.is_empty(), "{findings}");
}
