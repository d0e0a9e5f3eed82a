//! The 500 that the README shows: what the client receives, and what the log contains. The
//! test is a separate program, because the name of the crate is in the log, and it is that
//! of the README.

// The text of the system's error is that of Unix.
#![cfg(unix)]

use std::io::{Result as IoResult, Write};
use std::sync::{Arc, Mutex, mpsc};

use axum::{Router, extract::Path, routing::get};
use catchall::{ErrorBoundary, HttpError};
use tracing_subscriber::fmt::MakeWriter;

const README: &str = include_str!("../README.md");

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum)] // without this key, axum reports that `user` is not a `Handler`
enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    UserNotFound { id: u64 },
    #[error("the user file is not readable")]
    File(#[from] std::io::Error),
}

async fn user(Path(id): Path<u64>) -> Result<String, AppError> {
    match id {
        1 => Ok("Ada".to_owned()),
        2 => Ok(std::fs::read_to_string("/var/lib/users/2")?),
        id => Err(AppError::UserNotFound { id }),
    }
}

#[test]
fn the_program_is_that_of_the_readme() {
    let this = include_str!("hello.rs");
    for begin in ["enum AppError {\n    #[error(\"no user", "async fn user("] {
        let paragraph = |text: &'static str| {
            let begin = text.find(begin).expect(begin);
            text[begin..].split("\n\n").next().unwrap()
        };
        assert_eq!(
            paragraph(this),
            paragraph(&README[README.find("src/main.rs").unwrap()..])
        );
    }
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> IoResult<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> IoResult<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Requests a user. Returns the response without the fields of the connection, and the log.
fn ask(path: &str, request_id: &str) -> (String, String) {
    let log = Log::default();
    let (send_address, address) = mpsc::channel();
    std::thread::spawn({
        let log = log.clone();
        move || {
            let subscriber = tracing_subscriber::fmt()
                .without_time()
                .with_ansi(false)
                .with_writer(log)
                .finish();
            // Only of this thread, which serves everything.
            let _guard = tracing::subscriber::set_default(subscriber);
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let app = Router::new()
                    .route("/users/{id}", get(user))
                    .layer(ErrorBoundary::new());
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                send_address.send(listener.local_addr().unwrap()).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        }
    });
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    let request = agent.get(format!("http://{}{path}", address.recv().unwrap()));
    let mut response = request.header("x-request-id", request_id).call().unwrap();
    let mut sent = format!("{:?} {}\n", response.version(), response.status());
    for (name, value) in response.headers() {
        if !["content-length", "date"].contains(&name.as_str()) {
            sent.extend([name.as_str(), ": ", value.to_str().unwrap(), "\n"]);
        }
    }
    sent += "\n";
    sent += &response.body_mut().read_to_string().unwrap();
    let logged = std::mem::take(&mut *log.0.lock().unwrap());
    (sent, String::from_utf8(logged).unwrap())
}

/// The duration of a request differs each time.
fn without_duration(line: &str) -> String {
    let words = line.split_whitespace();
    let words: Vec<&str> = words
        .filter(|word| !word.starts_with("http.server.request.duration="))
        .collect();
    words.join(" ")
}

#[test]
fn the_500_of_the_readme_is_what_the_client_and_the_log_get() {
    let block = README.split_once("```text\nthe client is sent").unwrap().1;
    let block = block.split("\n```").next().unwrap();
    let column = block.find("the log has").unwrap() + "the client is sent".len();
    let lines: Vec<(&str, &str)> = block
        .lines()
        .skip(1)
        .map(|line| line.split_at(column.min(line.len())))
        .map(|(client, log)| (client.trim_end(), log.trim()))
        .collect();
    let client: Vec<&str> = lines.iter().map(|(client, _)| *client).collect();
    let log: Vec<&str> = lines.iter().map(|(_, log)| *log).collect();

    // The body is one line, which is broken here.
    let client = client.join("\n");
    let (head, body) = client.split_once("\n\n").unwrap();
    let shown = format!("{head}\n\n{}", body.replace('\n', ""));
    let id = head.split("x-request-id: ").nth(1).unwrap();
    let (sent, logged) = ask("/users/2", id.lines().next().unwrap());
    assert_eq!(shown.trim_end(), sent);
    assert_eq!(without_duration(&log.join(" ")), without_duration(&logged));
}
