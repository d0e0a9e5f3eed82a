//! What a boundary promises, for every framework.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::Value;
use tracing::Level;

use crate::connection::{Connection, Received};
use crate::{Asked, BEGUN, Expectation, PAGE, REPORT, Server};

pub(crate) const A_HANDLER_KNOWS_ITS_REQUEST: Expectation = "a handler knows its request";
pub(crate) const A_PANIC_IS_LOGGED_WITH_ITS_TEXT: Expectation = "a panic is logged with its text";
pub(crate) const A_PANIC_HAS_ITS_ROUTE: Expectation = "a panic has its route";
pub(crate) const A_WRONG_METHOD_IS_A_PROBLEM: Expectation = "a wrong method is a problem";
pub(crate) const A_REJECTION_HAS_ITS_TEXT: Expectation = "a rejection has its text";
pub(crate) const A_REJECTION_IS_A_FIELD: Expectation = "a rejection is the same as a field";
pub(crate) const A_DEVELOPER_SEES_A_PANIC: Expectation = "a developer sees a panic";
pub(crate) const A_BODY_THAT_BREAKS_OFF_IS_LOGGED: Expectation = "a body that breaks off is logged";
pub(crate) const THE_REPORT_OF_A_PANIC_IS_FOUND_OUTSIDE: Expectation =
    "the report of a panic is found outside";

/// A promise and its test.
type Promise = (Expectation, fn(&Server));

/// The list.
pub(crate) const EXPECTATIONS: &[Promise] = &[
    (
        "a typed 500 is masked and logged with its request",
        typed_500,
    ),
    ("a typed 4xx says what is wrong", typed_4xx),
    ("headers and members of an error are sent", busy),
    ("a problem has its request", problem),
    ("a request without an id has a new one", new_id),
    ("the format is the one that is accepted", formats),
    ("texts are in the language of the client", languages),
    ("what has no route is a problem", nowhere),
    (A_WRONG_METHOD_IS_A_PROBLEM, wrong_method),
    (
        "the answer to a HEAD has the headers of a GET, and no body",
        head,
    ),
    ("a 304 has no body", not_modified),
    ("a body that is not read does no harm", unread_body),
    (A_REJECTION_HAS_ITS_TEXT, rejections),
    (A_REJECTION_IS_A_FIELD, typed_rejections),
    ("a panic is a masked 500", panic_is_masked),
    (A_PANIC_IS_LOGGED_WITH_ITS_TEXT, panic_has_text),
    (A_PANIC_HAS_ITS_ROUTE, panic_has_route),
    ("headers that were there stay", guarded),
    ("the text of a 5xx stays inside", text_of_5xx),
    ("a deliberate response stays and is logged", deliberate),
    ("a success is left alone", success),
    (A_BODY_THAT_BREAKS_OFF_IS_LOGGED, broken_body),
    ("what the boundary answers has its format", own_format),
    ("a developer sees what failed", developer),
    (A_DEVELOPER_SEES_A_PANIC, developer_panic),
    ("only a developer sees it", no_developer),
    ("the report is found outside", report_outside),
    (
        THE_REPORT_OF_A_PANIC_IS_FOUND_OUTSIDE,
        report_of_panic_outside,
    ),
    (A_HANDLER_KNOWS_ITS_REQUEST, context),
    ("the hook is called once for each failure", hook),
    ("no secret of a request is in the log", secrets),
    ("no request has the context of another", no_mix),
];

fn typed_500(server: &Server) {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let asked = server.ask(
        "GET",
        "/users/0?token=secret",
        &[("traceparent", trace)],
        "",
    );
    assert_eq!(asked.answer.status, 500);
    let json = asked.answer.json();
    assert_eq!(json["code"], "internal_error");
    assert_eq!(json["request_id"], asked.id);
    assert!(
        !asked.answer.text.contains("secret"),
        "{}",
        asked.answer.text
    );
    let event = asked.one();
    assert_eq!(event.level, Level::ERROR);
    for (name, value) in [
        ("http.request.method", "GET"),
        ("url.path", "/users/0"),
        ("http.route", server.framework.route.unwrap_or_default()),
        ("http.response.status_code", "500"),
        ("error.type", "internal_error"),
        ("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736"),
        ("error.source_chain", "secret disk"),
    ] {
        assert_eq!(event.field(name), value, "{name}");
    }
    assert_eq!(event.field("error.fingerprint").len(), 16);
}

fn typed_4xx(server: &Server) {
    let asked = server.get("/users/7");
    assert_eq!(asked.answer.status, 404);
    let json = asked.answer.json();
    assert_eq!(json["code"], "no_user");
    assert_eq!(json["detail"], "no user 7");
    assert_eq!(json.get("request_id"), None);
    assert_eq!(asked.one().level, Level::DEBUG);
}

fn busy(server: &Server) {
    let asked = server.get("/users/1");
    assert_eq!(asked.answer.status, 503);
    assert_eq!(asked.answer.json()["request_id"], "its own");
    assert_eq!(asked.answer.header("retry-after"), "7");
    asked.one();
}

fn problem(server: &Server) {
    let asked = server.get("/problem");
    assert_eq!(asked.answer.json()["code"], "conflict");
    assert_eq!(asked.one().field("url.path"), "/problem");
}

fn new_id(server: &Server) {
    let long = "x".repeat(200);
    let mut ids = BTreeSet::new();
    for headers in [&[][..], &[], &[("x-request-id", &*long)]] {
        let answer = server.send("GET", "/users/0", headers, "");
        let id = answer.header("x-request-id").to_owned();
        assert_eq!(id.len(), 36);
        assert_eq!(answer.json()["request_id"], *id);
        assert_eq!(server.recorder.take(&id).len(), 1);
        ids.insert(id);
    }
    assert_eq!(ids.len(), 3);
}

fn formats(server: &Server) {
    for (accept, media_type) in [
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/problem+xml", "application/problem+xml"),
        ("image/png", "application/problem+json"),
    ] {
        for path in ["/users/7", "/nowhere", "/panics/true", "/guarded"] {
            let asked = server.ask("GET", path, &[("accept", accept)], "");
            let answer = &asked.answer;
            assert_eq!(answer.header("content-type"), media_type, "{accept} {path}");
            let varies = answer.varies();
            let count = varies.filter(|it| *it == "accept").count();
            assert_eq!(count, 1, "{path}");
            assert!(!answer.text.is_empty());
            asked.one();
        }
    }
}

fn languages(server: &Server) {
    for (path, title, detail) in [
        ("/users/7", "Nicht gefunden", Some("Kein Benutzer 7")),
        ("/problem", "Widerspruch", None),
        ("/users/0", "Interner Fehler", None),
        ("/nowhere", "Nicht gefunden", None),
        ("/panics/true", "Interner Fehler", None),
    ] {
        let german = ("accept-language", "it, de-CH;q=0.5");
        let asked = server.ask("GET", path, &[german], "");
        let json = asked.answer.json();
        assert_eq!(json["title"], title, "{json}");
        // The text of a framework is not translated.
        let (detail, language) = match (path, json["detail"].as_str()) {
            ("/nowhere", Some(text)) => (Some(text), "de, en"),
            _ => (detail, "de"),
        };
        assert_eq!(json["detail"].as_str(), detail, "{json}");
        assert_eq!(asked.answer.header("content-language"), language);
        assert!(asked.answer.varies().any(|it| it == "accept-language"));
        assert!(!asked.one().text().contains(title));

        let asked = server.ask("GET", path, &[], "");
        assert_ne!(asked.answer.json()["title"], title);
        assert_eq!(asked.answer.header("content-language"), "en");
    }
    let headers = [("accept-language", "de"), ("accept", "text/html")];
    let page = server.ask("GET", "/users/0", &headers, "").answer.text;
    for part in [
        "<html lang=\"de\">",
        "<p class=\"next\">Nicht Ihre Schuld. Später noch einmal.</p>",
        "Nummer der Anfrage:\n<code>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

fn nowhere(server: &Server) {
    let asked = server.get("/nowhere");
    assert_eq!(asked.answer.status, 404);
    assert_eq!(asked.answer.json()["code"], "not_found");
    let event = asked.one();
    assert_eq!(event.level, Level::DEBUG);
    assert_eq!(event.field("url.path"), "/nowhere");
    assert_eq!(event.field("http.route"), "");
}

fn wrong_method(server: &Server) {
    let asked = server.ask("DELETE", "/users/7", &[], "");
    assert_eq!(asked.answer.status, 405);
    assert_eq!(asked.answer.json()["code"], "method_not_allowed");
    assert_eq!(asked.answer.header("allow"), server.framework.allow);
    let event = asked.one();
    assert_eq!(event.level, Level::DEBUG);
    assert_eq!(event.field("problem.note"), "");
}

fn head(server: &Server) {
    let answer = server.ask("HEAD", "/nowhere", &[], "").answer;
    assert_eq!((answer.status, &*answer.text), (404, ""));
    let headers = |received: &Received| -> BTreeMap<String, String> {
        let headers = received.headers();
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        headers.filter(|(name, _)| name != "date").collect()
    };
    for path in [
        "/users/7",
        "/users/0",
        "/users/1",
        "/problem",
        "/panics/false",
        "/guarded",
        "/text",
        "/deliberate",
        "/nowhere",
    ] {
        for accept in ["*/*", "text/html"] {
            let mut connection = Connection::to(server.place);
            let mut ask = |method: &str| {
                let (head, id) = server.head(method, path, &[("accept", accept)]);
                connection.send(head.as_bytes());
                let received = connection.read(method != "HEAD");
                assert_eq!(server.recorder.take(&id).len(), 1, "{method} {path}");
                let mut headers = headers(&received);
                assert_eq!(headers.remove("x-request-id"), Some(id));
                (received.status, headers)
            };
            // A body after the headers of the first response would be taken for a second response.
            let (status, headers) = ask("HEAD");
            let (status_of_get, mut headers_of_get) = ask("GET");
            if status != status_of_get {
                // A framework may require a separate route for HEAD.
                assert!([404, 405].contains(&status), "{path}");
                assert_ne!(path, "/users/7");
                continue;
            }
            // The server may omit it.
            if !headers.contains_key("content-length") {
                headers_of_get.remove("content-length");
            }
            assert_eq!(headers, headers_of_get, "{path}");
        }
    }
}

fn not_modified(server: &Server) {
    let mut connection = Connection::to(server.place);
    for _ in 0..2 {
        let (head, id) = server.head("GET", "/users/2", &[("accept", "text/html")]);
        connection.send(head.as_bytes());
        let received = connection.read(true);
        assert_eq!(received.status, 304);
        assert_eq!(received.header("etag"), "\"v1\"");
        assert_eq!(received.header("content-type"), "");
        assert_eq!(server.recorder.take(&id).len(), 1);
    }
}

/// The client sends a body that is not read, whose bytes would be requests. The error
/// arrives, and no byte of the body is taken for a request: the server reads past it, or
/// closes the connection.
fn unread_body(server: &Server) {
    let body = "GET /users/0 HTTP/1.1\r\nhost: a\r\n\r\n".repeat(30_000);
    let length = body.len().to_string();
    for (method, path, status) in [
        ("POST", "/nowhere", 404),
        ("GET", "/users/0", 500),
        ("GET", "/panics/true", 500),
        ("POST", "/users", 0),
    ] {
        for expect in [None, Some("100-continue")] {
            let mut connection = Connection::to(server.place);
            let mut headers = vec![("content-length", &*length), ("content-type", "text/csv")];
            headers.extend(expect.map(|expect| ("expect", expect)));
            let (head, id) = server.head(method, path, &headers);
            connection.send(head.as_bytes());
            if expect.is_none() {
                // The server may have closed the connection, here and below.
                let _ = connection.try_send(body.as_bytes());
            }
            let mut received = connection.read(true);
            let is_awaited = received.status == 100;
            if is_awaited {
                let _ = connection.try_send(body.as_bytes());
                received = connection.read(true);
            }
            assert!(received.status >= 400, "{}", received.head);
            assert!([0, received.status].contains(&status), "{}", received.head);
            assert_eq!(received.header("content-type"), "application/problem+json");
            assert_eq!(server.recorder.take(&id).len(), 1, "{method} {path}");

            if expect.is_some() && !is_awaited {
                let _ = connection.try_send(body.as_bytes());
            }
            let (head, id) = server.head("GET", "/users/7", &[]);
            let sent = connection.try_send(head.as_bytes());
            if let Ok(next) = sent.and_then(|()| connection.try_read(true)) {
                assert_eq!(next.status, 404, "{method} {path} {}", next.head);
                assert_eq!(next.header("x-request-id"), id);
                assert_eq!(server.recorder.take(&id).len(), 1);
            }
        }
    }
}

fn rejections(server: &Server) {
    rejections_of(server, "/users");
}

fn typed_rejections(server: &Server) {
    rejections_of(server, "/typed");
}

fn rejections_of(server: &Server, path: &str) {
    for rejection in server.framework.rejections {
        let asked = server.reject(path, rejection);
        let json = asked.answer.json();
        assert_eq!(asked.answer.status, rejection.status, "{json}");
        assert_eq!(json["code"], rejection.code, "{json}");
        let detail = json["detail"].as_str().unwrap_or_default();
        assert!(detail.contains(rejection.text), "{json}");
        assert_eq!(asked.one().level, Level::DEBUG);
    }
}

fn panic_is_masked(server: &Server) {
    for after in [false, true] {
        let asked = server.get(&format!("/panics/{after}"));
        assert_eq!(asked.answer.status, 500);
        let json = asked.answer.json();
        assert_eq!(json["code"], "internal_error");
        assert_eq!(json["request_id"], asked.id);
        assert!(
            !asked.answer.text.contains("secret"),
            "{}",
            asked.answer.text
        );
        let event = asked.one();
        assert_eq!(event.level, Level::ERROR);
        assert_eq!(event.field("url.path"), format!("/panics/{after}"));
    }
}

fn panic_has_text(server: &Server) {
    for after in [false, true] {
        let event = server.get(&format!("/panics/{after}")).one();
        let message = event.field("exception.message");
        assert!(
            message.contains(&format!("secret panic {after}")),
            "{message}"
        );
        assert!(message.contains("lib.rs:"), "{message}");
    }
}

fn panic_has_route(server: &Server) {
    let Some(route) = server.framework.route else {
        return;
    };
    let route = route.replace("users", "panics").replace("id", "after");
    for after in [false, true] {
        let event = server.get(&format!("/panics/{after}")).one();
        assert_eq!(event.field("http.route"), route);
    }
}

fn guarded(server: &Server) {
    let asked = server.get("/guarded");
    assert_eq!(asked.answer.status, 401);
    assert_eq!(asked.answer.json()["code"], "unauthorized");
    assert_eq!(asked.answer.header("www-authenticate"), "Bearer");
    assert_eq!(asked.answer.header("set-cookie"), "a=b");
    assert_eq!(asked.one().field("problem.note"), "");
}

fn text_of_5xx(server: &Server) {
    let asked = server.get("/text");
    assert_eq!(asked.answer.status, 502);
    asked.answer.json();
    assert!(
        !asked.answer.text.contains("secret"),
        "{}",
        asked.answer.text
    );
    let event = asked.one();
    assert_eq!(event.level, Level::ERROR);
    assert!(event.text().contains("secret upstream"), "{event:?}");
}

fn deliberate(server: &Server) {
    let asked = server.get("/deliberate");
    assert_eq!(asked.answer.status, 502);
    assert_eq!(asked.answer.text, PAGE);
    let event = asked.one();
    assert_eq!(event.field("http.response.status_code"), "502");
    assert_eq!(event.field("url.path"), "/deliberate");
}

fn success(server: &Server) {
    let json = ("content-type", "application/json");
    let asked = server.ask("POST", "/users", &[json], r#"{"name":"Ada"}"#);
    assert_eq!((asked.answer.status, &*asked.answer.text), (200, "Ada"));
    assert_eq!(asked.answer.header("x-request-id"), "");
    assert_eq!(asked.answer.header("vary"), "");
    assert_eq!(asked.events.len(), 0);
    assert_eq!(server.reports(&asked.id).len(), 0);
}

fn broken_body(server: &Server) {
    let asked = server.get("/stream");
    assert_eq!((asked.answer.status, &*asked.answer.text), (200, BEGUN));
    // It is logged after the client has received everything.
    let started = Instant::now();
    let mut events = asked.events.clone();
    while events.is_empty() && started.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(5));
        events = server.recorder.take(&asked.id);
    }
    assert_eq!(events.len(), 1, "{events:#?}");
    assert_eq!(events[0].level, Level::ERROR);
    assert_eq!(events[0].field("url.path"), "/stream");
    assert!(events[0].text().contains("secret stream"), "{events:?}");
}

fn own_format(server: &Server) {
    let ask = |method: &str, path: &str| {
        let html = ("accept", "text/html");
        server.ask_at(server.formatted, method, path, &[html], "")
    };
    let formatted = |asked: Asked, status: u16, code: &str| {
        let answer = &asked.answer;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.header("content-type"), "application/json");
        let json: Value = serde_json::from_str(&answer.text).expect("it is JSON");
        assert_eq!(json["error"]["code"], code, "{json}");
        assert!(!answer.text.contains("secret"), "{json}");
        asked.one();
        asked.answer
    };
    formatted(ask("GET", "/nowhere"), 404, "not_found");
    formatted(ask("GET", "/panics/false"), 500, "internal_error");
    formatted(ask("GET", "/panics/true"), 500, "internal_error");
    formatted(ask("GET", "/text"), 502, "bad_gateway");
    let guarded = formatted(ask("GET", "/guarded"), 401, "unauthorized");
    assert_eq!(guarded.header("www-authenticate"), "Bearer");
    for rejection in server.framework.rejections {
        let asked = server.reject_at(server.formatted, "/users", rejection);
        formatted(asked, rejection.status, rejection.code);
    }
    // An error that names no format has the one that is accepted.
    let typed = ask("GET", "/users/7").answer;
    assert_eq!(typed.header("content-type"), "text/html; charset=utf-8");
    let deliberate = ask("GET", "/deliberate").answer;
    assert_eq!(deliberate.text, PAGE);
}

const CURL: (&str, &str) = ("user-agent", "curl/8.5.0");
const BROWSER: (&str, &str) = ("accept", "text/html,*/*;q=0.8");

fn developer(server: &Server) {
    for (client, media_type) in [
        (BROWSER, "text/html; charset=utf-8"),
        (CURL, "text/plain; charset=utf-8"),
    ] {
        let secret = ("authorization", "Bearer canary");
        let headers = [client, secret];
        let path = "/users/0?token=canary&page=2";
        let asked = server.ask_at(server.for_developers, "GET", path, &headers, "");
        let answer = &asked.answer;
        assert_eq!(answer.status, 500);
        assert_eq!(answer.header("content-type"), media_type);
        for part in [
            "AppError",
            "database error",
            "secret disk",
            "page=2",
            &asked.id,
        ] {
            assert!(answer.text.contains(part), "{part}: {}", answer.text);
        }
        assert!(!answer.text.contains("canary"), "{}", answer.text);
        asked.one();
    }
}

fn developer_panic(server: &Server) {
    for after in [false, true] {
        let path = format!("/panics/{after}");
        let asked = server.ask_at(server.for_developers, "GET", &path, &[CURL], "");
        let text = &asked.answer.text;
        assert!(text.contains(&format!("secret panic {after}")), "{text}");
        let stack = text.split("\nSTACK\n").nth(1).unwrap_or_default();
        assert!(stack.contains("lib.rs:"), "{text}");
        asked.one();
    }
}

fn no_developer(server: &Server) {
    for (path, headers) in [
        // A client that is not a browser.
        ("/users/0", &[("accept", "application/json")][..]),
        ("/users/0", &[CURL, ("x-forwarded-for", "192.0.2.1")]),
        ("/users/0", &[CURL, ("host", "example.com")]),
        // An error of the client.
        ("/users/7", &[CURL]),
    ] {
        let asked = server.ask_at(server.for_developers, "GET", path, headers, "");
        let json = asked.answer.json();
        assert!(!asked.answer.text.contains("secret"), "{json}");
        asked.one();
    }
}

fn report_outside(server: &Server) {
    for (path, code) in [
        ("/users/0", "internal_error"),
        ("/users/7", "no_user"),
        ("/nowhere", "not_found"),
        ("/context", ""),
    ] {
        assert_eq!(server.get(path).answer.header(REPORT), code, "{path}");
    }
}

fn report_of_panic_outside(server: &Server) {
    for after in [false, true] {
        let asked = server.get(&format!("/panics/{after}"));
        assert_eq!(asked.answer.header(REPORT), "internal_error");
    }
}

fn context(server: &Server) {
    assert_eq!(server.get("/context").answer.text, "/context");
}

fn hook(server: &Server) {
    for (path, status, code, is_typed) in [
        ("/users/0", 500, "internal_error", true),
        ("/users/7", 404, "no_user", true),
        ("/nowhere", 404, "not_found", false),
        ("/guarded", 401, "unauthorized", false),
        ("/panics/true", 500, "internal_error", false),
        ("/deliberate", 502, "bad_gateway", false),
    ] {
        let asked = server.get(path);
        let reports = server.reports(&asked.id);
        assert_eq!(reports.len(), 1, "{path}: {reports:?}");
        let report = &reports[0];
        assert_eq!(report.path, path);
        assert_eq!((report.status, &*report.code), (status, code), "{path}");
        assert_eq!(report.is_typed, is_typed, "{path}");
    }
}

/// Neither headers nor the query are logged or in the response.
fn secrets(server: &Server) {
    for path in ["/users/0", "/users/7", "/nowhere", "/panics/true"] {
        let headers = [
            ("authorization", "Bearer CANARY"),
            ("proxy-authorization", "Basic CANARY"),
            ("cookie", "session=CANARY"),
            ("x-api-key", "CANARY"),
            ("x-anything", "CANARY"),
            ("referer", "http://localhost/?token=CANARY"),
        ];
        let target = format!("{path}?token=CANARY&CANARY");
        let asked = server.ask("GET", &target, &headers, "");
        let event = asked.one();
        assert_eq!(event.field("url.path"), path);
        assert!(!event.text().contains("CANARY"), "{event:?}");
        assert!(
            !asked.answer.text.contains("CANARY"),
            "{}",
            asked.answer.text
        );
        let reports = server.reports(&asked.id);
        assert!(reports.iter().all(|report| report.path == path));
    }
}

/// Many requests at once on few threads: each response and each event has its own request.
fn no_mix(server: &Server) {
    std::thread::scope(|threads| {
        for thread in 0..4 {
            threads.spawn(move || {
                for number in 0..25 {
                    let user = thread * 1000 + number + 10;
                    let path = format!("/users/{user}");
                    let asked = server.get(&path);
                    let detail = &asked.answer.json()["detail"];
                    assert_eq!(*detail, format!("no user {user}"));
                    assert_eq!(asked.one().field("url.path"), path);
                }
            });
        }
    });
}
