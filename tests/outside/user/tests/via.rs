//! `via`: a framework that catchall does not know sends the same responses.

use std::net::TcpListener;

use catchall::{HttpError, Response};
use their_crate::IntoReply;
use via_user::{AppError, Generic, Wraps};

/// Returns what a client of the framework receives.
fn get<R: IntoReply + Send>(
    handler: impl FnOnce(&str) -> R + Send,
) -> ureq::http::Response<Vec<u8>> {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let uri = format!(
        "http://{}/page",
        listener.local_addr().expect("its address")
    );
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into();
    std::thread::scope(|scope| {
        let server = scope.spawn(|| their_crate::serve_one(&listener, handler));
        let response = agent.get(uri).call().expect("a response");
        server.join().expect("no panic").expect("a connection");
        let (parts, mut body) = response.into_parts();
        ureq::http::Response::from_parts(parts, body.read_to_vec().expect("a body"))
    })
}

#[track_caller]
fn assert_same(served: ureq::http::Response<Vec<u8>>, made: &Response) {
    let (mut parts, body) = served.into_parts();
    assert_eq!(body, made.body()[..]);
    assert_eq!(parts.status.as_u16(), made.status().as_u16());
    parts.headers.remove("connection");
    parts.headers.remove("content-length");
    assert_eq!(&parts.headers, made.headers());
}

#[test]
fn a_handler_of_the_framework_returns_the_error() {
    let no_page = |path: &str| AppError::NoPage {
        path: path.to_owned(),
    };
    let served = get(|path| Err::<&str, _>(no_page(path)));
    assert_same(served, &no_page("/page").to_response());
    let served = get(|_| Err::<&str, _>(AppError::Broken));
    assert_eq!(served.status(), 500);
    assert_same(served, &AppError::Broken.to_response());
    assert_eq!(get(|_| "fine").body(), b"fine");
}

#[test]
fn generics_and_bounds_come_with_it() {
    let text = String::from("three");
    let served = get(|_| Generic(&text, [1_u32, 2], 7));
    assert_eq!(served.status(), 429);
    assert_eq!(served.headers()["retry-after"], "7");
    let body: serde_json::Value = serde_json::from_slice(served.body()).expect("JSON");
    assert_eq!(body["detail"], "three of 3");
    let default: Generic<'_, &str> = Generic(&"one", [1], 1);
    assert_eq!(default.into_reply().status, 429);

    let inner = AppError::NoPage {
        path: "/x".to_owned(),
    };
    let served = get(|_| Wraps::Inner(inner));
    assert_eq!(served.status(), 404);
    assert_eq!(served.headers()["x-path"], "/x");
    assert_eq!(Wraps::<AppError>::NotNow.into_reply().status, 409);
}
