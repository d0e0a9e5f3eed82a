//! What is true of every error: nothing leaks, the code is an error code,
//! nothing panics, and a client with the usual limits can read it.

#[path = "../../../support/mod.rs"]
mod support;

use std::fmt;
use std::sync::{Arc, Mutex};

use catchall::http::{HeaderName, HeaderValue};
use catchall::{Decision, Description, HttpError, Problem};
use conformance_tonic_0_14::Service;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use support::any_text;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, FieldViolation, StatusExt};

/// Contained in every text that must not be sent.
const SECRET: &str = "hunter2";

/// An error with arbitrary parts.
#[derive(Clone, Debug, Default)]
struct Says {
    status: u16,
    grpc: i32,
    code: Option<String>,
    uri: Option<String>,
    title: Option<String>,
    detail: Option<String>,
    members: Vec<(String, serde_json::Value)>,
    metadata: Vec<(String, Vec<u8>)>,
    retry_after: Option<u64>,
    retry_header: Option<Vec<u8>>,
    display: String,
}

impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display)
    }
}

impl std::error::Error for Says {}

impl HttpError for Says {
    fn decide(&self, decision: &mut Decision<'_>) {
        decision.status(&self.status);
        decision.grpc_code(self.grpc);
        if let Some(code) = &self.code {
            decision.code(code);
        }
        if let Some(uri) = &self.uri {
            decision.type_uri(uri);
        }
        if let Some(title) = &self.title {
            decision.title(title);
        }
    }

    fn describe(&self, description: &mut Description<'_>) {
        if let Some(detail) = &self.detail {
            description.detail(detail);
        }
        for (name, value) in &self.members {
            description.member(name, value);
        }
        for (key, value) in &self.metadata {
            description.metadata(key, value);
        }
        description.retry_after(&self.retry_after);
        let header = self.retry_header.as_deref();
        let header = header.and_then(|bytes| HeaderValue::from_bytes(bytes).ok());
        description.header(&HeaderName::from_static("retry-after"), &header);
    }
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        any_text(),
        "[a-z0-9_.-]{1,20}(-bin)?",
        Just("grpc-status".to_owned()),
        Just("te".to_owned()),
        Just("x".repeat(5000)),
    ]
}

fn value() -> impl Strategy<Value = serde_json::Value> {
    let field = (any_text(), any_text())
        .prop_map(|(pointer, detail)| serde_json::json!({"pointer": pointer, "detail": detail}));
    prop_oneof![
        any_text().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        any::<bool>().prop_map(Into::into),
        Just(serde_json::Value::Null),
        vec(field, 0..20).prop_map(Into::into),
    ]
}

fn says() -> impl Strategy<Value = Says> {
    let types = (
        any::<u16>(),
        any::<i32>(),
        option::of(any_text()),
        option::of(any_text()),
        option::of(any_text()),
    );
    let parts = (
        option::of(any_text()),
        vec((any_text(), value()), 0..6),
        vec((key(), vec(any::<u8>(), 0..600)), 0..6),
        option::of(any::<u64>()),
        option::of(vec(any::<u8>(), 0..30)),
    );
    (types, parts, any_text()).prop_map(|(types, parts, display)| {
        let (status, grpc, code, uri, title) = types;
        let (detail, members, metadata, retry_after, retry_header) = parts;
        Says {
            status: 300 + status % 400,
            grpc: grpc % 20,
            code,
            uri,
            title,
            detail,
            members,
            metadata,
            retry_after,
            retry_header,
            display: format!("{display}{SECRET}"),
        }
    })
}

/// An error that delegates everything to another one.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(tonic)]
enum Outer {
    #[error("{0}")]
    #[http(transparent)]
    As(Says),
    #[error("{0}")]
    #[http(transparent, 503)]
    Down(Says),
    #[error("hunter2 {0:?}")]
    Unmapped(Says),
    #[error("{0}")]
    #[http(transparent)]
    Status(Status),
}

/// Returns the size of the status as a list of headers, RFC 9113 §6.5.2.
fn header_list(status: &Status) -> usize {
    let mut headers = catchall::http::HeaderMap::new();
    status.add_header(&mut headers).expect("it can be sent");
    let length =
        |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len() + 32;
    headers.iter().map(length).sum()
}

fn check(status: &Status) -> Result<(), TestCaseError> {
    prop_assert_ne!(status.code(), Code::Ok);
    prop_assert!(header_list(status) <= 8 * 1024, "{}", header_list(status));
    prop_assert!(status.check_error_details().is_ok());
    Ok(())
}

/// Returns everything that a client can see, as text.
fn seen(status: &Status) -> String {
    let metadata = status.metadata().clone().into_headers();
    format!(
        "{} {:?} {metadata:?}",
        status.message(),
        status.get_error_details_vec()
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_status_can_always_be_made_and_sent(says in says()) {
        let http = Problem::from(says.clone()).status();
        let status = Status::from(Problem::from(says.clone()));
        check(&status)?;
        if let 1..=16 = says.grpc {
            prop_assert_eq!(status.code() as i32, says.grpc);
        }
        if http.is_server_error() {
            prop_assert!(!seen(&status).contains(SECRET));
        }
        let again = Problem::from(status.clone());
        prop_assert!(again.status().as_u16() >= 400);
        check(&Status::from(again))?;
    }

    #[test]
    fn a_5xx_that_is_made_of_a_4xx_is_masked(mut says in says(), status in 400_u16..500) {
        says.status = status;
        says.detail = Some(format!("{SECRET} detail"));
        says.members.push((SECRET.to_owned(), SECRET.into()));
        says.metadata.push((SECRET.to_owned(), SECRET.into()));
        let outer = [Outer::Down(says.clone()), Outer::Unmapped(says)];
        for outer in outer {
            let status = Status::from(outer);
            check(&status)?;
            prop_assert!(status.code() != Code::Ok);
            prop_assert!(!seen(&status).contains(SECRET), "{}", seen(&status));
            prop_assert!(status.metadata().is_empty());
        }
    }

    #[test]
    fn any_status_is_a_problem(
        code in any::<i32>(),
        message in any_text(),
        bytes in vec(any::<u8>(), 0..100),
        reason in any_text(),
        metadata in vec((any_text(), any_text()), 0..4),
        fields in vec((any_text(), any_text(), any_text()), 0..9),
        delay in option::of(any::<std::time::Duration>()),
    ) {
        let code = Code::from(code % 20);
        let mut details = ErrorDetails::new();
        details
            .set_error_info(reason, "", metadata.into_iter().collect::<std::collections::HashMap<_, _>>())
            .set_retry_info(delay)
            .set_bad_request(fields.into_iter().map(|(field, description, reason)| FieldViolation {
                reason,
                ..FieldViolation::new(field, description)
            }).collect::<Vec<_>>());
        for status in [
            Status::with_error_details(code, message.clone(), details),
            Status::with_details(code, message.clone(), bytes.into()),
        ] {
            let problem = Problem::from(status.clone());
            prop_assert!(problem.status().as_u16() >= 400);
            let response = problem.to_response();
            prop_assert_eq!(response.status(), problem.status());
            if response.status().is_server_error() {
                prop_assert_eq!(problem.detail(), None);
                prop_assert!(problem.members().is_empty());
            }
            check(&Status::from(problem))?;
            check(&Status::from(Outer::Status(status)))?;
        }
    }
}

/// The same over a socket: the client reads the code, whatever the texts are.
#[test]
fn a_client_reads_any_status() {
    let next = Arc::new(Mutex::new(Says::default()));
    let said = Arc::clone(&next);
    let service = Service::start(move |_| Err(Outer::As(said.lock().unwrap().clone()))?);
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let outcome = runner.run(&says(), |says| {
        *next.lock().unwrap() = says.clone();
        let made = Status::from(Outer::As(says));
        let read = service.ask(0).expect_err("an error");
        prop_assert_eq!(read.code(), made.code());
        prop_assert_eq!(read.message(), made.message());
        Ok(())
    });
    outcome.unwrap();
}
