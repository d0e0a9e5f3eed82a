//! `Accept` as it is received, even if it is not valid: the status of an error inside a
//! boundary is the same, and there is a body.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use axum::Router;
use axum::routing::{get, post};
use catchall::{ErrorBoundary, HttpError};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)]
enum AppError {
    #[error("no user <7>")]
    #[http(404, header("Vary" = "Origin"))]
    NoUser,
    #[error("database error")]
    Database,
}

async fn user() -> AppError {
    AppError::NoUser
}

async fn database() -> AppError {
    AppError::Database
}

async fn panics() {
    panic!("secret")
}

fn serve() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let place = listener.local_addr().unwrap();
    let app = Router::new()
        .route("/user", get(user))
        .route("/database", get(database))
        .route("/panics", get(panics))
        .route("/post", post(user))
        .layer(ErrorBoundary::new());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
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

/// Returns the head and the body of the response to a request with these lines of `Accept`.
fn ask(place: SocketAddr, path: &str, accept: &[Vec<u8>]) -> (String, Vec<u8>) {
    let mut request =
        format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n").into_bytes();
    for line in accept {
        request.extend_from_slice(b"accept: ");
        request.extend_from_slice(line);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    let mut stream = TcpStream::connect(place).unwrap();
    stream.write_all(&request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = b"\r\n\r\n";
    let at = answer
        .windows(end.len())
        .position(|it| it == end)
        .expect("a head");
    let body = answer.split_off(at + end.len());
    (String::from_utf8(answer).unwrap().to_lowercase(), body)
}

fn lines(head: &str, name: &str) -> Vec<String> {
    let values = head
        .lines()
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    values.map(str::to_owned).collect()
}

#[test]
fn no_accept_changes_the_status() {
    let place = serve();
    let line = |text: &str| text.as_bytes().to_vec();
    let accepts = [
        (vec![], "application/problem+json"),
        (vec![line("")], "application/problem+json"),
        (vec![line("text/html")], "text/html; charset=utf-8"),
        (vec![line("text/plain")], "text/plain; charset=utf-8"),
        (vec![line("image/png, */*;q=0")], "application/problem+json"),
        (
            vec![b"\xff\xfe, text/html;q=\xe9".to_vec()],
            "application/problem+json",
        ),
        (
            vec![b"\xff/\xfe;\x80=\"\xff, text/html".to_vec()],
            "application/problem+json",
        ),
        (
            vec![b"\xc3\xa9/\xc3\xa9, text/html".to_vec()],
            "text/html; charset=utf-8",
        ),
        (vec![line("text/html;q=\"1\"")], "application/problem+json"),
        (
            vec![line(&"image/png, ".repeat(5_000)), line("text/plain")],
            "text/plain; charset=utf-8",
        ),
        (vec![line("image/png"); 90], "application/problem+json"),
        (vec![line(&";".repeat(60_000))], "application/problem+json"),
    ];
    for (path, status) in [
        ("/user", "404"),
        ("/database", "500"),
        ("/panics", "500"),
        ("/post", "405"),
        ("/nowhere", "404"),
    ] {
        for (accept, media_type) in &accepts {
            let (head, body) = ask(place, path, accept);
            assert!(
                head.starts_with(&format!("http/1.1 {status} ")),
                "{path}: {head}"
            );
            assert_eq!(
                lines(&head, "content-type"),
                [*media_type],
                "{path}: {head}"
            );
            assert!(!body.is_empty(), "{path}: {head}");
            assert_eq!(lines(&head, "content-length"), [body.len().to_string()]);
            let vary = lines(&head, "vary");
            let expected: &[&str] = if path == "/user" {
                &["origin", "accept"]
            } else {
                &["accept"]
            };
            assert_eq!(vary, expected, "{path}: {head}");
            let has_policy = !lines(&head, "content-security-policy").is_empty();
            assert_eq!(
                has_policy,
                media_type.starts_with("text/html"),
                "{path}: {head}"
            );
            let text = String::from_utf8(body).unwrap();
            assert!(
                !text.contains("secret") && !text.contains("database"),
                "{text}"
            );
        }
    }
}
