//! A client with tower's retry layer and a real server, which counts its requests.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Path, State};
use axum::routing::any;
use catchall::retry::{Advise, RetryAdvice, RetryPolicy};
use catchall::{FromProblem, HttpError, Problem, ResponseError};
use http::{Method, Request, Response, StatusCode};
use tower::retry::RetryLayer;
use tower::retry::budget::TpsBudget;
use tower::{Layer, Service, ServiceExt, service_fn};

#[derive(Debug, thiserror::Error, HttpError)]
#[http(axum, client)]
enum ApiError {
    #[error("busy")]
    #[http(503)]
    Busy,
    #[error("busy for a while")]
    #[http(503, retry_after = 1)]
    BusyForAWhile,
    #[error("closed for an hour")]
    #[http(503, retry_after = 3600)]
    Closed,
    #[error("no such thing")]
    #[http(404)]
    Missing,
    #[error("somebody else is writing")]
    #[http(409, retryable)]
    Locked,
    #[error("never again")]
    #[http(503, retryable = false)]
    Retired,
}

/// A server that fails this many times before it succeeds.
#[derive(Clone)]
struct Server {
    place: SocketAddr,
    requests: Arc<AtomicU32>,
}

impl Server {
    async fn start(failures: u32) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            place: listener.local_addr().unwrap(),
            requests: Arc::default(),
        };
        let state = (Arc::clone(&server.requests), failures);
        let app = Router::new()
            .route("/{kind}", any(answer))
            .with_state(state);
        // It ends with the runtime of the test.
        tokio::spawn(async { axum::serve(listener, app).await });
        server
    }

    fn requests(&self) -> u32 {
        self.requests.load(Ordering::Relaxed)
    }
}

async fn answer(
    Path(kind): Path<String>,
    State((requests, failures)): State<(Arc<AtomicU32>, u32)>,
) -> Result<&'static str, ApiError> {
    if requests.fetch_add(1, Ordering::Relaxed) >= failures {
        return Ok("done");
    }
    Err(match &*kind {
        "busy" => ApiError::Busy,
        "busy-for-a-while" => ApiError::BusyForAWhile,
        "closed" => ApiError::Closed,
        "missing" => ApiError::Missing,
        "locked" => ApiError::Locked,
        "retired" => ApiError::Retired,
        _ => unreachable!("no test asks for {kind}"),
    })
}

/// Sends a request with ureq.
async fn send(request: Request<String>) -> Result<Response<String>, Infallible> {
    let sent = tokio::task::spawn_blocking(|| {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let (parts, mut body) = agent.run(request).unwrap().into_parts();
        Response::from_parts(parts, body.read_to_string().unwrap())
    });
    Ok(sent.await.unwrap())
}

/// Sends a request like a client of the API.
async fn call(request: Request<String>) -> Result<String, ResponseError<ApiError>> {
    let Ok(response) = send(request).await;
    let (parts, body) = response.into_parts();
    match parts.status {
        StatusCode::OK => Ok(body),
        status => Err(ApiError::read_response(
            status,
            &parts.headers,
            body.as_bytes(),
        )),
    }
}

fn request(server: &Server, method: Method, kind: &str) -> Request<String> {
    let uri = format!("http://{}/{kind}", server.place);
    let request = Request::builder().method(method).uri(uri);
    request.body(String::new()).unwrap()
}

/// Returns the result of a request, and how many the server has received.
async fn asked<A>(policy: RetryPolicy<A>, failures: u32, method: Method, kind: &str) -> (u16, u32)
where
    A: Advise<Response<String>, Infallible> + Clone,
{
    let server = Server::start(failures).await;
    let client = RetryLayer::new(policy).layer(service_fn(send));
    let Ok(response) = client.oneshot(request(&server, method, kind)).await;
    (response.status().as_u16(), server.requests())
}

#[tokio::test]
async fn a_server_that_fails_twice_is_asked_three_times() {
    let begun = Instant::now();
    let policy = RetryPolicy::of_responses();
    let outcome = asked(policy, 2, Method::GET, "busy").await;
    assert_eq!(outcome, (200, 3));
    // The delays before the second and the third attempt.
    assert!(begun.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn the_attempts_have_an_end() {
    let policy = RetryPolicy::of_responses();
    let outcome = asked(policy.clone(), 9, Method::GET, "busy").await;
    assert_eq!(outcome, (503, 3));
    let outcome = asked(policy.with_attempts(1), 9, Method::GET, "busy").await;
    assert_eq!(outcome, (503, 1));
}

#[tokio::test]
async fn the_time_of_the_server_is_waited_for() {
    let begun = Instant::now();
    let policy = RetryPolicy::of_responses();
    let outcome = asked(policy, 1, Method::GET, "busy-for-a-while").await;
    assert_eq!(outcome, (200, 2));
    assert!(begun.elapsed() >= Duration::from_millis(1050));
}

#[tokio::test]
async fn no_wait_is_longer_than_allowed() {
    let begun = Instant::now();
    let policy = RetryPolicy::of_responses();
    let outcome = asked(policy.clone(), 1, Method::GET, "closed").await;
    assert_eq!(outcome, (503, 1));
    let policy = policy.with_longest_wait(Duration::from_millis(999));
    let outcome = asked(policy, 1, Method::GET, "busy-for-a-while").await;
    assert_eq!(outcome, (503, 1));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn an_error_that_stays_is_not_sent_again() {
    let policy = RetryPolicy::of_responses();
    let outcome = asked(policy, 1, Method::GET, "missing").await;
    assert_eq!(outcome, (404, 1));
}

#[tokio::test]
async fn only_an_idempotent_method_is_sent_again() {
    let policy = RetryPolicy::of_responses();
    for method in [Method::HEAD, Method::PUT, Method::DELETE] {
        let outcome = asked(policy.clone(), 1, method, "busy").await;
        assert_eq!(outcome, (200, 2));
    }
    for method in [Method::POST, Method::PATCH] {
        let outcome = asked(policy.clone(), 1, method, "busy").await;
        assert_eq!(outcome, (503, 1));
    }
    let outcome = asked(policy.with_any_method(), 1, Method::POST, "busy").await;
    assert_eq!(outcome, (200, 2));
}

#[tokio::test]
async fn a_request_with_a_key_is_sent_again() {
    let server = Server::start(1).await;
    let client = RetryLayer::new(RetryPolicy::of_responses()).layer(service_fn(send));
    let mut request = request(&server, Method::POST, "busy");
    let key = "8e03978e".parse().unwrap();
    request.headers_mut().insert("idempotency-key", key);
    let Ok(response) = client.oneshot(request).await;
    assert_eq!((response.status().as_u16(), server.requests()), (200, 2));
}

#[tokio::test]
async fn all_requests_have_one_budget() {
    let server = Server::start(u32::MAX).await;
    // A retry for every second request.
    let budget = TpsBudget::new(Duration::from_secs(10), 0, 0.5);
    let policy = RetryPolicy::of_responses()
        .with_attempts(9)
        .with_budget(budget);
    let mut client = RetryLayer::new(policy).layer(service_fn(send));
    let mut ask = async |kind| {
        let request = request(&server, Method::GET, kind);
        let Ok(_) = client.ready().await.unwrap().call(request).await;
        server.requests()
    };
    assert_eq!(ask("busy").await, 1);
    assert_eq!(ask("missing").await, 2);
    assert_eq!(ask("missing").await, 3);
    // Two are a deposit for one.
    assert_eq!(ask("busy").await, 5);
    assert_eq!(ask("busy").await, 6);
}

#[tokio::test]
async fn an_error_says_by_its_type_whether_it_is_sent_again() {
    for (kind, expected) in [("locked", 2), ("busy", 2), ("retired", 1), ("missing", 1)] {
        let server = Server::start(1).await;
        let client = RetryLayer::new(RetryPolicy::of_errors()).layer(service_fn(call));
        let outcome = client.oneshot(request(&server, Method::GET, kind)).await;
        assert_eq!(server.requests(), expected, "{kind}: {outcome:?}");
        assert_eq!(outcome.is_ok(), expected == 2, "{kind}");
    }
}

#[tokio::test]
async fn a_function_decides_about_errors_of_the_client() {
    let attempts = AtomicU32::new(0);
    let policy = RetryPolicy::by(|outcome: &Result<Response<String>, std::io::Error>| {
        outcome.is_err().then_some(RetryAdvice::AGAIN)
    });
    let client = RetryLayer::new(policy).layer(service_fn(|_: Request<String>| {
        let count = attempts.fetch_add(1, Ordering::Relaxed);
        async move {
            match count {
                0 => Err(std::io::Error::other("refused")),
                _ => Ok(Response::new(String::new())),
            }
        }
    }));
    let response = client.oneshot(Request::new(String::new())).await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(attempts.into_inner(), 2);
}

#[test]
fn errors_and_problems_know_their_time() {
    let second = Some(Duration::from_secs(1));
    assert_eq!(ApiError::BusyForAWhile.retry_after(), second);
    assert_eq!(ApiError::Busy.retry_after(), None);
    let boxed: Box<dyn HttpError> = Box::new(ApiError::BusyForAWhile);
    assert_eq!((&&*boxed).retry_after(), second);
    let problem = Problem::from(ApiError::BusyForAWhile);
    assert_eq!(problem.retry_after(), second);
    assert_eq!(
        RetryAdvice::of_error(&problem),
        Some(RetryAdvice::after(Duration::from_secs(1)))
    );
    assert_eq!(RetryAdvice::of_error(&Problem::not_found()), None);
}
