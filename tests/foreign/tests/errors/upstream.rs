//! Servers that do not answer, do not answer in time, or send invalid answers.

use std::io;
use std::time::Duration;

use foreign_tests::free_address;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::{assert_answer, response};

/// Returns the URL of a server that sends this to each client, and then nothing.
async fn upstream(sent: &'static str, keeps_open: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/secret-path", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0; 1024];
            let _ = tokio::io::AsyncReadExt::read(&mut stream, &mut buffer).await;
            let _ = stream.write_all(sent.as_bytes()).await;
            if keeps_open {
                open.push(stream);
            }
        }
    });
    url
}

macro_rules! reqwest_answers {
    ($reqwest:ident) => {{
        let client = $reqwest::Client::builder()
            .timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        let get = |url: String| client.get(url).send();
        let silent = upstream("", true).await;
        assert_answer(get(silent).await.unwrap_err(), 504, "gateway_timeout");
        let half = upstream("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf", true).await;
        let error = get(half).await.unwrap().text().await.unwrap_err();
        assert_answer(error, 504, "gateway_timeout");
        let nobody = format!("http://{}/", free_address());
        assert_answer(get(nobody).await.unwrap_err(), 502, "bad_gateway");
        let broken = upstream("no HTTP at all\r\n\r\n", false).await;
        assert_answer(get(broken).await.unwrap_err(), 502, "bad_gateway");
        let cut = upstream("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf", false).await;
        let error = get(cut).await.unwrap().text().await.unwrap_err();
        assert_answer(error, 502, "bad_gateway");
        let get = &get;
        let status = async |line: &'static str| {
            let url = upstream(line, false).await;
            get(url).await.unwrap().error_for_status().unwrap_err()
        };
        let failing = status("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n").await;
        assert_answer(failing, 502, "bad_gateway");
        let refusing = status("HTTP/1.1 403 No\r\ncontent-length: 0\r\n\r\n").await;
        assert_answer(refusing, 500, "internal_error");
        let unbuilt = get("no url".to_owned()).await.unwrap_err();
        assert_answer(unbuilt, 500, "internal_error");
    }};
}

#[tokio::test]
async fn reqwest_of_both_versions() {
    reqwest_answers!(reqwest);
    reqwest_answers!(reqwest_0_12);
}

#[tokio::test]
async fn a_timeout_of_tokio() {
    let never = std::future::pending::<()>();
    let elapsed = tokio::time::timeout(Duration::from_millis(1), never).await;
    assert_answer(elapsed.unwrap_err(), 504, "gateway_timeout");
}

#[tokio::test]
async fn an_error_of_a_socket_or_a_file() {
    let refused = TcpStream::connect(free_address()).await.unwrap_err();
    assert_answer(refused, 502, "bad_gateway");
    assert_answer(
        io::Error::from(io::ErrorKind::TimedOut),
        504,
        "gateway_timeout",
    );
    // Not a resource of the service.
    let file = std::fs::read("/no/such/secret").unwrap_err();
    assert_answer(file, 500, "internal_error");
}

/// A URL may contain a token.
#[tokio::test]
async fn a_url_is_in_no_response() {
    let url = format!("http://{}/?token=canary", free_address());
    let error = reqwest::get(url).await.unwrap_err();
    assert!(error.to_string().contains("canary"));
    assert!(!format!("{:?}", response(error)).contains("canary"));
}
