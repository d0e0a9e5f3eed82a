//! The developer page, with real requests: who sees it, and what it contains.

use std::io::{Error as IoError, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use boundary_tests::recorder::Recorder;
use catchall::{ErrorBoundary, HttpError, Problem};

mod errors {
    use std::backtrace::Backtrace;
    use std::fmt;

    use super::IoError;

    /// Its message tries to inject markup, and to clear a terminal.
    #[derive(Debug, thiserror::Error, catchall::HttpError)]
    #[http(axum)]
    pub(crate) enum AppError {
        #[error("<script>alert('database')</script>\u{1b}[2J & more\nsecond line")]
        #[http(context("user" = _1))]
        Database(#[source] IoError, u64),
        #[error("busy")]
        #[http(503, retry_after = 7)]
        Busy,
        #[error("no such user")]
        #[http(404)]
        NoUser,
        #[error(transparent)]
        #[http(transparent)]
        Inner(#[from] Inner),
        #[error(transparent)]
        #[http(transparent)]
        Traced(#[from] Traced),
        #[error("quiet")]
        #[http(500, log = off)]
        Quiet,
    }

    /// Holds a backtrace.
    #[derive(Debug, catchall::HttpError)]
    pub(crate) struct Traced {
        backtrace: Backtrace,
    }

    pub(crate) fn traced() -> Traced {
        let backtrace = Backtrace::force_capture();
        Traced { backtrace }
    }

    impl fmt::Display for Traced {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("traced")
        }
    }

    impl std::error::Error for Traced {}

    #[derive(Debug, thiserror::Error, catchall::HttpError)]
    #[error("inner failure")]
    pub(crate) struct Inner(#[source] pub(crate) IoError);
}

use errors::{AppError, Inner};

/// What the page proposes, in an enum that compiles.
#[derive(Debug, thiserror::Error, HttpError)]
enum Mapped {
    #[error("database")]
    #[http(503, retry_after = 5)]
    Later(#[source] IoError),
    #[error("database")]
    #[http(409, detail = "what the client may read")]
    Conflict(#[source] IoError),
    #[error("database")]
    #[http(500)]
    Named(#[source] IoError),
    #[error("busy")]
    #[http(503, detail = "what the client may read")]
    Public,
}

async fn fail(Path(kind): Path<String>) -> Result<Response, AppError> {
    let disk = || IoError::other("disk <b>full</b>");
    match &*kind {
        "database" => Err(AppError::Database(disk(), 7)),
        "busy" => Err(AppError::Busy),
        "traced" => Err(errors::traced().into()),
        "inner" => Err(Inner(disk()).into()),
        "quiet" => Err(AppError::Quiet),
        "created" => Ok((StatusCode::CREATED, AppError::Busy).into_response()),
        "text" => Ok((StatusCode::BAD_GATEWAY, "upstream said no").into_response()),
        "problem" => Ok(Problem::internal_server_error()
            .with_cause(disk())
            .into_response()),
        "panic" => {
            tokio::task::yield_now().await;
            panic!("the handler is wrong")
        }
        _ => Err(AppError::NoUser),
    }
}

fn serve(boundary: impl FnOnce(SocketAddr) -> ErrorBoundary) -> SocketAddr {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = listener.local_addr().unwrap();
    let app = Router::new()
        .route("/{kind}", get(fail))
        .layer(boundary(place));
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, app).await.unwrap();
        });
    });
    place
}

fn local() -> SocketAddr {
    serve(|place| ErrorBoundary::new().with_developer_page(place))
}

const BROWSER: &str = "accept: text/html,application/xhtml+xml,*/*;q=0.8";
const CURL: &str = "accept: */*\r\nuser-agent: curl/8.5.0";

/// Returns the raw response to a request with these headers.
fn ask_host(place: SocketAddr, host: &str, target: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(place).unwrap();
    let host = if host.is_empty() {
        String::new()
    } else {
        format!("host: {host}\r\n")
    };
    let request = format!("GET {target} HTTP/1.1\r\n{host}connection: close\r\n{headers}\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

fn ask(place: SocketAddr, target: &str, headers: &str) -> String {
    ask_host(place, &place.to_string(), target, headers)
}

/// Returns the lines of a text page below this title.
fn section<'p>(page: &'p str, title: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("\n{title}\n")).expect(page);
    rest.split("\n\n").next().unwrap()
}

fn is_page(response: &str) -> bool {
    response.contains("with_developer_page")
}

#[test]
fn curl_gets_text() {
    let headers = format!(
        "{CURL}\r\nauthorization: Bearer SECRET\r\nx-api-key: SECRET\r\n\
        cookie: a=SECRET\r\nx-harmless: yes\r\nreferer: http://localhost/?token=SECRET&page=1\r\n\
        x-request-id: r-1\r\ntraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    );
    let page = ask(
        local(),
        "/database?page=2&access_token=SECRET&to%6ben=SECRET&SECRET",
        &headers,
    );
    assert!(page.starts_with("HTTP/1.1 500 "), "{page}");
    assert!(
        page.contains("content-type: text/plain; charset=utf-8\r\n"),
        "{page}"
    );
    assert!(!page.contains("SECRET"), "{page}");
    assert!(
        !page
            .replace("\r\n", "\n")
            .contains(|it: char| it.is_control() && it != '\n')
    );
    let failed = section(&page, "WHAT FAILED");
    assert!(
        failed.contains("The type is defined in the module developer::errors."),
        "{failed}"
    );
    assert!(
        failed.contains("developer::errors::AppError::Database\n"),
        "{failed}"
    );
    assert!(
        failed.contains("<script>alert('database')</script>\\u{1b}[2J & more\n"),
        "{failed}"
    );
    assert!(failed.contains("caused by: disk <b>full</b>"), "{failed}");
    assert!(
        section(&page, "PRIVATE CONTEXT").contains("user=7"),
        "{page}"
    );
    let request = page.split_once("\nREQUEST\n").unwrap().1;
    for line in [
        "GET /database?page=2&access_token=[redacted]&to%6ben=[redacted]&[redacted]\n",
        "authorization: [redacted]\n",
        "x-api-key: [redacted]\n",
        "cookie: [redacted]\n",
        "x-harmless: yes\n",
        "referer: http://localhost/?token=[redacted]&page=1\n",
        "route: /{kind}\n",
        "request id: r-1\n",
        "trace id: 4bf92f3577b34da6a3ce929d0e0e4736\n",
    ] {
        assert!(
            request.contains(&format!("    {line}")),
            "{line} in {request}"
        );
    }
    let client = page.split_once("\nWHAT THE CLIENT GETS\n").unwrap().1;
    for line in [
        "500 Internal Server Error\n",
        "content-type: application/problem+json\n",
        "x-request-id: r-1\n",
        r#"{"title":"Internal Server Error","status":500,"code":"internal_error","#,
    ] {
        assert!(client.contains(line), "{line} in {client}");
    }
}

/// In any case, and in addition to names that look like a secret.
#[test]
fn what_an_application_names_is_redacted() {
    let place = serve(|address| {
        let boundary = ErrorBoundary::new().redact(["X-Tenant", "email"]);
        boundary.redact(["x-other"]).with_developer_page(address)
    });
    let page = ask(
        place,
        "/database?email=CANARY&EMail=CANARY&authority=CANARY&page=2",
        &format!(
            "{CURL}\r\nx-tenant: CANARY\r\nX-OTHER: CANARY\r\ncookie: CANARY\r\nx-tenants: all\r\n\
            referer: http://localhost/?email=CANARY&page=1"
        ),
    );
    assert!(is_page(&page), "{page}");
    assert!(!page.contains("CANARY"), "{page}");
    for line in [
        "GET /database?email=[redacted]&EMail=[redacted]&authority=[redacted]&page=2\n",
        "x-tenant: [redacted]\n",
        "x-other: [redacted]\n",
        "x-tenants: all\n",
        "referer: http://localhost/?email=[redacted]&page=1\n",
    ] {
        assert!(page.contains(&format!("    {line}")), "{line} in {page}");
    }
}

#[test]
fn what_it_proposes_compiles() {
    let place = local();
    let source = include_str!("developer.rs");
    let (_, mapped) = source.split_once("enum Mapped {").unwrap();
    let (mapped, _) = mapped.split_once("\n}\n").unwrap();
    for (target, variant, count) in [
        (
            "/database",
            "developer::errors::AppError::Database is unmapped.",
            3,
        ),
        ("/inner", "developer::errors::Inner is unmapped.", 3),
        ("/busy", "developer::errors::AppError::Busy is mapped.", 1),
    ] {
        let page = ask(place, target, CURL);
        let advice = section(&page, "HOW TO MAP IT");
        assert!(advice.contains(variant), "{advice}");
        let lines: Vec<_> = advice.lines().skip(1).map(str::trim).collect();
        assert_eq!(lines.len(), count, "{advice}");
        for line in lines {
            assert!(mapped.contains(&format!("    {line}\n")), "{line}");
        }
    }
    let statuses = [
        Mapped::Later(IoError::other("a")).status(),
        Mapped::Conflict(IoError::other("a")).status(),
        Mapped::Named(IoError::other("a")).status(),
        Mapped::Public.status(),
    ];
    assert_eq!(statuses.map(|it| it.as_u16()), [503, 409, 500, 503]);
}

#[test]
fn a_browser_gets_html_in_which_everything_is_escaped() {
    let headers = format!("{BROWSER}\r\nx-harmless: <img src=x onerror=alert(1)>\"'");
    let page = ask(local(), "/database?a=%3Cb%3E", &headers);
    assert!(page.starts_with("HTTP/1.1 500 "), "{page}");
    assert!(
        page.contains("content-type: text/html; charset=utf-8\r\n"),
        "{page}"
    );
    assert!(
        page.contains("content-security-policy: default-src 'none';"),
        "{page}"
    );
    assert!(
        page.contains("x-content-type-options: nosniff\r\n"),
        "{page}"
    );
    assert!(page.contains("cache-control: no-store\r\n"), "{page}");
    let (_, html) = page.split_once("\r\n\r\n").unwrap();
    for markup in ["<script", "<b>", "<img"] {
        assert!(!html.contains(markup), "{markup} in {html}");
    }
    for text in [
        "&lt;script&gt;alert(&#39;database&#39;)&lt;/script&gt;\\u{1b}[2J &amp; more\n",
        "caused by: disk &lt;b&gt;full&lt;/b&gt;",
        "x-harmless: &lt;img src=x onerror=alert(1)&gt;&quot;&#39;",
        "#[http(409, detail = &quot;what the client may read&quot;)]",
        // Not the page that it would get itself.
        "content-type: application/problem+json",
        "&quot;status&quot;:500",
    ] {
        assert!(html.contains(text), "{text} in {html}");
    }
}

#[test]
fn a_panic_has_the_frames_of_the_program() {
    let page = ask(local(), "/panic", CURL);
    assert!(page.starts_with("HTTP/1.1 500 "), "{page}");
    let failed = section(&page, "WHAT FAILED");
    assert!(
        failed.starts_with("    a panic\n      panicked at "),
        "{failed}"
    );
    assert!(failed.contains("the handler is wrong"), "{failed}");
    assert!(
        section(&page, "HOW TO MAP IT").contains("A panic is a bug"),
        "{page}"
    );
    let stack = section(&page, "STACK");
    // The names of functions depend on the profile.
    assert!(stack.contains("tests/developer.rs:"), "{stack}");
    assert!(stack.contains(" frames of libraries)"), "{stack}");
    for library in [
        "tokio::runtime",
        "panicking",
        "hyper",
        "core/src/",
        "clone3",
    ] {
        assert!(!stack.contains(library), "{library} in {stack}");
    }
    let html = ask(local(), "/panic", BROWSER);
    let (own, all) = html.split_once("frames of libraries</summary>").unwrap();
    assert!(!own.contains("tokio::runtime"), "{own}");
    assert!(all.contains("tokio::runtime"), "{all}");
}

#[test]
fn a_backtrace_of_an_error_has_the_frames_of_the_program() {
    let page = ask(local(), "/traced", CURL);
    let stack = section(&page, "STACK");
    assert!(stack.contains("tests/developer.rs:"), "{stack}");
    assert!(stack.contains(" frames of libraries)"), "{stack}");
    assert!(!stack.contains("hyper"), "{stack}");
    let failed = section(&page, "WHAT FAILED");
    assert!(
        failed.contains("decided by: developer::errors::Traced"),
        "{failed}"
    );
}

#[test]
fn every_5xx_has_it_and_nothing_else() {
    let recorder = Recorder::of_process();
    let place = local();
    for (number, (target, status, events)) in [
        ("/database", 500, 1),
        ("/busy", 503, 1),
        ("/inner", 500, 1),
        ("/quiet", 500, 0),
        ("/created", 503, 1),
        ("/text", 502, 1),
        ("/problem", 500, 1),
        ("/panic", 500, 1),
    ]
    .into_iter()
    .enumerate()
    {
        for (view, headers) in [BROWSER, CURL].into_iter().enumerate() {
            let id = format!("every-{number}-{view}");
            let page = ask(place, target, &format!("{headers}\r\nx-request-id: {id}"));
            assert!(page.starts_with(&format!("HTTP/1.1 {status} ")), "{page}");
            assert!(is_page(&page), "{target} {page}");
            // The log is that of a server without the page.
            let logged = recorder.take(&id);
            assert_eq!(logged.len(), events, "{target} {logged:?}");
            if events == 1 {
                assert_eq!(logged[0].level, tracing::Level::ERROR);
                assert!(!logged[0].text().contains("with_developer_page"));
                assert_eq!(
                    logged[0].field("http.response.status_code"),
                    status.to_string()
                );
            }
        }
    }
    let busy = ask(place, "/busy", CURL);
    assert!(busy.contains("retry-after: 7\r\n"), "{busy}");
    assert!(ask(place, "/text", CURL).contains("upstream said no"));
    // An expected error, and a page that does not exist.
    for target in ["/missing", "/no/route"] {
        let page = ask(place, target, BROWSER);
        assert!(page.starts_with("HTTP/1.1 404 "), "{page}");
        assert!(!is_page(&page), "{page}");
    }
}

#[test]
fn a_program_gets_what_it_would_get_without_it() {
    let (with, without) = (local(), serve(|_| ErrorBoundary::new()));
    for headers in [
        "accept: application/json",
        "accept: application/problem+json\r\nuser-agent: curl/8.5.0",
        // A script in a browser.
        "accept: */*\r\nuser-agent: Mozilla/5.0",
        "accept: image/avif,image/webp,*/*",
    ] {
        let body = |place| {
            let response = ask(
                place,
                "/database",
                &format!("{headers}\r\nx-request-id: same"),
            );
            let (_, body) = response.split_once("\r\n\r\n").unwrap();
            body.to_owned()
        };
        assert_eq!(body(with), body(without), "{headers}");
        assert!(body(with).starts_with('{'), "{headers}");
    }
}

#[test]
fn only_this_machine_sees_it() {
    let place = local();
    for host in [
        "localhost",
        "LOCALHOST:3000",
        "app.localhost",
        "127.8.8.8:1",
        "[::1]:80",
        "[::1]",
    ] {
        assert!(is_page(&ask_host(place, host, "/busy", BROWSER)), "{host}");
    }
    for host in [
        "example.com",
        "localhost.example.com",
        "notlocalhost",
        "127.0.0.1.example.com",
        "127.0.0.1.nip.io",
        "10.0.0.1:80",
        "[fe80::1]",
        "user@example.com",
        "localhost\r\nhost: example.com",
        "localhost\r\nx-forwarded-for: 10.0.0.1",
        "localhost\r\nX-Forwarded-Proto: https",
        "localhost\r\nforwarded: for=10.0.0.1",
        "localhost\r\nvia: 1.1 proxy",
        "localhost\r\nx-real-ip: 10.0.0.1",
    ] {
        let response = ask_host(place, host, "/busy", BROWSER);
        assert!(!is_page(&response), "{host} {response}");
    }
    // The target of the request names a host, too.
    let response = ask_host(place, "localhost", "http://example.com/busy", BROWSER);
    assert!(!is_page(&response), "{response}");
}

#[test]
fn nobody_sees_it_unasked() {
    let place = serve(|_| ErrorBoundary::new());
    assert!(!is_page(&ask(place, "/busy", BROWSER)));
}

#[test]
fn an_address_that_others_reach_is_refused_unless_forced() {
    const NAME: &str = "an_address_that_others_reach_is_refused_unless_forced";
    const ALONE: &str = "CATCHALL_ALONE";
    let addresses = [
        "0.0.0.0:80",
        "[::]:80",
        "192.168.1.2:80",
        "[::ffff:10.0.0.1]:80",
    ];
    if std::env::var_os(ALONE).is_none() {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", NAME, "--nocapture"])
            .env(ALONE, "1")
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{stderr}");
        for address in addresses {
            let line =
                format!("catchall: no developer page, because the server listens on {address}, ");
            assert_eq!(stderr.matches(&line).count(), 1, "{stderr}");
        }
        return;
    }
    for address in addresses {
        let address = address.parse().unwrap();
        let place = serve(|_| ErrorBoundary::new().with_developer_page(address));
        assert!(!is_page(&ask(place, "/busy", BROWSER)), "{address}");
    }
    for address in ["127.0.0.1:80", "[::1]:80", "[::ffff:127.0.0.1]:80"] {
        let address = address.parse().unwrap();
        let place = serve(|_| ErrorBoundary::new().with_developer_page(address));
        assert!(is_page(&ask(place, "/busy", BROWSER)), "{address}");
    }
    let place = serve(|_| ErrorBoundary::new().with_developer_page_for_anyone());
    assert!(is_page(&ask_host(place, "example.com", "/busy", BROWSER)));
}
