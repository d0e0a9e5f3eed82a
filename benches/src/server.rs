//! The responses of a router of axum, and a client that knows their length.

use std::io;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::contender::Way;
use crate::contenders::{ByHandAxum, CatchallAxum, FloorAxum};
use crate::errors::Sample as _;

/// The contenders that the router serves, by the first part of the path; the second
/// part is the number of the case.
pub const SERVED: [&str; 3] = ["floor", "catchall", "by-hand"];

async fn answer<W: Way<Response: IntoResponse>, const CASE: usize>() -> Response {
    W::convert(W::Error::sample::<CASE>()).into_response()
}

fn with_cases<W>(router: Router, who: &str) -> Router
where
    W: Way<Response: IntoResponse + 'static, Error: 'static> + 'static,
{
    router
        .route(&format!("/{who}/0"), get(answer::<W, 0>))
        .route(&format!("/{who}/1"), get(answer::<W, 1>))
        .route(&format!("/{who}/2"), get(answer::<W, 2>))
        .route(&format!("/{who}/3"), get(answer::<W, 3>))
        .route(&format!("/{who}/4"), get(answer::<W, 4>))
}

/// `/hello`, and each of [`SERVED`] with its cases.
pub fn router() -> Router {
    let router = Router::new().route("/hello", get(async || "hello, world"));
    let router = with_cases::<FloorAxum>(router, "floor");
    let router = with_cases::<CatchallAxum>(router, "catchall");
    with_cases::<ByHandAxum>(router, "by-hand")
}

/// Sends the request this many times, each after the response to the one before.
///
/// # Errors
///
/// Where the connection breaks, or answers are not as long as the first one.
pub async fn request(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    path: &str,
    times: u32,
) -> io::Result<()> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n");
    let mut answer = Vec::new();
    for at in 0..times {
        stream.write_all(request.as_bytes()).await?;
        if at == 0 {
            answer = first_answer(stream).await?;
        } else {
            stream.read_exact(&mut answer).await?;
        }
        if !answer.starts_with(b"HTTP/1.1 ") {
            return Err(io::Error::other("the answers differ in length"));
        }
    }
    Ok(())
}

async fn first_answer(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    loop {
        if stream.read_buf(&mut answer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if length(&answer).is_some_and(|length| length <= answer.len()) {
            return Ok(answer);
        }
    }
}

/// The length of the answer, once its head is there.
fn length(answer: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(answer).ok()?;
    let (head, _) = text.split_once("\r\n\r\n")?;
    let body = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))?;
    Some(head.len() + 4 + body.parse::<usize>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_length_is_known_with_the_head() {
        let answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n";
        assert_eq!(length(answer.as_bytes()), Some(answer.len() + 2));
        assert_eq!(length(b"HTTP/1.1 404 Not Found\r\ncontent-length: 2"), None);
    }
}
