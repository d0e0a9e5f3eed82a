//! Whatever a request contains, the response of its error is the same, and nothing
//! malformed is passed on. The same is true of what another service sends as a problem.

use crate::support::{json, text};

use catchall::format::{Html, Json, ProblemXml, Text};
use catchall::{Format, Problem, RequestContext};
use http::{HeaderMap, HeaderValue, Method, Uri};
use proptest::prelude::*;

/// All bytes that the value of a header can contain.
fn any_value() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![Just(b'\t'), 0x20..0x7f_u8, 0x80..=0xff_u8];
    prop::collection::vec(byte, 0..300)
}

/// A valid `traceparent`, or one in which a byte is changed, missing or added.
fn plausible_trace() -> impl Strategy<Value = Vec<u8>> {
    let parts = "[0f][0-9a-f]-(0{32}|[0-9a-f]{32})-(0{16}|[0-9a-f]{16})-0[0-9a-f](-[0-9a-z]{0,5})?";
    let edit = (
        0..60_usize,
        prop_oneof![Just(b'-'), Just(b'G'), Just(b'A'), Just(0xe9)],
    );
    (parts, 0..6, edit).prop_map(|(valid, kind, (at, byte))| {
        let mut bytes = valid.into_bytes();
        let at = at % bytes.len();
        match kind {
            0 => bytes[at] = byte,
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, byte),
            _ => {}
        }
        bytes
    })
}

/// Trace Context, section 3.2.2, by the positions of the bytes.
fn trace_id(value: &[u8]) -> Option<&str> {
    let is_hex = |bytes: &[u8]| bytes.iter().all(|byte| b"0123456789abcdef".contains(byte));
    let is_zero = |bytes: &[u8]| bytes.iter().all(|byte| *byte == b'0');
    if value.len() < 55 || [2, 35, 52].iter().any(|at| value[*at] != b'-') {
        return None;
    }
    let (version, trace, parent, flags) =
        (&value[..2], &value[3..35], &value[36..52], &value[53..55]);
    let is_valid = [version, trace, parent, flags].into_iter().all(is_hex)
        && version != b"ff"
        && !is_zero(trace)
        && !is_zero(parent)
        && match value.get(55) {
            None => true,
            Some(byte) => version != b"00" && *byte == b'-',
        };
    // What follows may be any text.
    let is_text = value.iter().all(|byte| matches!(byte, b'\t' | b' '..=b'~'));
    (is_valid && is_text).then(|| std::str::from_utf8(trace).unwrap())
}

fn value(bytes: &[u8]) -> HeaderValue {
    HeaderValue::from_bytes(bytes).expect("no control characters")
}

/// A problem that is truncated, or has a changed byte.
fn damaged_problem() -> impl Strategy<Value = Vec<u8>> {
    let problem = r#"{"type":"/t","title":"a title","status":409,"detail":"\u00e9 \ud83d\ude00",
        "instance":"/i?a=b","code":"taken","balance":30.50,"nested":{"a":[null,true,[1e400]],"":""}}"#;
    let edit = (
        0..problem.len(),
        prop_oneof![any::<u8>(), Just(b'"'), Just(b'\\'), Just(b'{')],
    );
    (prop::collection::vec(edit, 0..3), 0..=problem.len()).prop_map(move |(edits, length)| {
        let mut bytes = problem.as_bytes().to_vec();
        for (at, byte) in edits {
            bytes[at] = byte;
        }
        // Half of them are complete.
        if length % 2 == 0 {
            bytes.truncate(length);
        }
        bytes
    })
}

proptest! {
    #[test]
    fn a_trace_is_known_if_it_is_valid(bytes in prop_oneof![any_value(), plausible_trace()]) {
        let request = RequestContext::new(Method::GET, "/").with_trace_parent(value(&bytes));
        prop_assert_eq!(request.trace_id(), trace_id(&bytes));
    }

    #[test]
    fn a_request_id_is_shown_if_it_is_sound(
        bytes in prop_oneof![any_value(), "[!-~]{0,140}".prop_map(String::into_bytes)],
    ) {
        let request = RequestContext::new(Method::GET, "/").with_request_id(value(&bytes));
        let is_sound = (1..=128).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        let id = std::str::from_utf8(&bytes).ok().filter(|_| is_sound);
        prop_assert_eq!(request.request_id(), id);
        let response = Problem::internal_server_error().to_response_in(&request);
        let body = json(&response);
        prop_assert_eq!(body.get("request_id").and_then(|id| id.as_str()), id);
        let response = Problem::not_found().to_response_in(&request);
        prop_assert!(json(&response).get("request_id").is_none());
    }

    #[test]
    fn no_header_changes_the_response(values in prop::collection::vec(any_value(), 6), path in "/[!-~]{0,40}") {
        let mut headers = HeaderMap::new();
        let names = ["accept-language", "traceparent", "tracestate", "x-request-id", "host", "cookie"];
        for (name, bytes) in names.into_iter().zip(&values) {
            headers.append(name, value(bytes));
        }
        let Ok(uri) = path.parse::<Uri>() else {
            return Ok(());
        };
        let request = RequestContext::of(&Method::GET, &uri, &headers);
        prop_assert!(!request.path().contains('?'));
        let plain = RequestContext::new(Method::GET, "/");
        let error = || Problem::conflict().with_detail("taken");
        let (response, expected) = (error().to_response_in(&request), error().to_response_in(&plain));
        prop_assert_eq!(response.status(), expected.status());
        prop_assert_eq!(response.headers(), expected.headers());
        prop_assert_eq!(response.body(), expected.body());
    }

    #[test]
    fn a_problem_that_is_read_is_sent_in_each_format(bytes in damaged_problem(), detail in ".{0,40}") {
        let Ok(problem) = serde_json::from_slice::<Problem>(&bytes) else {
            // Only input that is not a JSON object is refused.
            let is_object = serde_json::from_slice::<serde_json::Value>(&bytes)
                .is_ok_and(|value| value.is_object());
            prop_assert!(!is_object, "{}", String::from_utf8_lossy(&bytes));
            return Ok(());
        };
        drop(problem);
        let formats: [&'static dyn Format; 4] = [&Html, &Json, &ProblemXml, &Text];
        for format in formats {
            let problem: Problem = serde_json::from_slice(&bytes).unwrap();
            let status = problem.status();
            let response = problem.with_detail(detail.clone()).with_format(format).to_response();
            prop_assert_eq!(response.status(), status);
            prop_assert!(status.is_client_error() || status.is_server_error());
            prop_assert!(std::str::from_utf8(response.body()).is_ok());
            prop_assert!(!text(&response).is_empty() || detail.is_empty());
        }
    }
}
