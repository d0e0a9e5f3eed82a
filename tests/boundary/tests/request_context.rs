//! What is accepted from hostile headers: a trace id and a request id, for arbitrary
//! values.

use catchall::http::{HeaderMap, HeaderValue, Method, Uri};
use catchall::{Problem, RequestContext};
use proptest::prelude::*;

fn with(name: &'static str, value: &[u8]) -> Option<RequestContext> {
    let mut headers = HeaderMap::new();
    headers.insert(name, HeaderValue::from_bytes(value).ok()?);
    let uri = Uri::from_static("/");
    Some(RequestContext::of(&Method::GET, &uri, &headers))
}

fn trace_id(value: &[u8]) -> Option<String> {
    with("traceparent", value)?.trace_id().map(str::to_owned)
}

/// Checks the positions that Trace Context gives each part.
fn is_valid(value: &[u8]) -> bool {
    let is_hex = |part: &[u8]| {
        part.iter()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let is_some_id = |part: &[u8]| is_hex(part) && part.iter().any(|byte| *byte != b'0');
    value.len() >= 55
        && [2, 35, 52].iter().all(|at| value[*at] == b'-')
        && is_hex(&value[..2])
        && &value[..2] != b"ff"
        && is_some_id(&value[3..35])
        && is_some_id(&value[36..52])
        && is_hex(&value[53..55])
        && (value.len() == 55 || (&value[..2] != b"00" && value[55] == b'-'))
        && value.is_ascii()
}

/// What a program prints of it contains no secret of the request.
#[test]
fn neither_query_nor_headers_are_in_its_debug() {
    let uri = "http://user:CANARY@localhost/path?token=CANARY"
        .parse()
        .unwrap();
    let mut headers = HeaderMap::new();
    for name in ["authorization", "cookie", "accept-language", "accept"] {
        headers.insert(name, HeaderValue::from_static("CANARY"));
    }
    headers.insert("x-request-id", HeaderValue::from_static("r-1"));
    let context = RequestContext::of(&Method::GET, &uri, &headers).with_route("/{it}");
    let debug = format!("{context:?}");
    assert!(!debug.contains("CANARY"), "{debug}");
    for part in ["GET", "\"/path\"", "\"/{it}\"", "\"r-1\""] {
        assert!(debug.contains(part), "{part}: {debug}");
    }
}

/// Arbitrary bytes, and values that look like a list of ranges.
fn header_value() -> impl Strategy<Value = HeaderValue> {
    let ranges = "[ ,;=*/a-z0-9.+\"\\\\-]{0,40}|(text/html|text/plain|\\*/\\*|application/json)(;q=[0-9.e-]{0,5})?";
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        ranges.prop_map(String::into_bytes),
    ];
    bytes.prop_filter_map("no header value", |bytes| {
        HeaderValue::from_bytes(&bytes).ok()
    })
}

proptest! {
    #[test]
    fn a_trace_id_is_that_of_a_valid_header(
        version in 0..255_u8,
        trace in 1..=u128::MAX,
        parent in 1..=u64::MAX,
        flags: u8,
        rest in "(-[!-~]{0,20})?",
    ) {
        let rest = if version == 0 { "" } else { &*rest };
        let id = format!("{trace:032x}");
        let value = format!("{version:02x}-{id}-{parent:016x}-{flags:02x}{rest}");
        prop_assert_eq!(trace_id(value.as_bytes()), Some(id));
    }

    #[test]
    fn a_changed_byte_is_judged_by_its_place(
        trace in 0..=u128::MAX,
        parent in 0..=u64::MAX,
        at in 0..56_usize,
        byte in 0x20..=0xff_u8,
        ends_at in 50..60_usize,
    ) {
        let mut value = format!("01-{trace:032x}-{parent:016x}-01-more").into_bytes();
        value[at] = byte;
        value.truncate(ends_at);
        let found = trace_id(&value);
        prop_assert_eq!(found.is_some(), is_valid(&value), "{:?}", value);
    }

    #[test]
    fn no_value_of_traceparent_is_taken_for_more_than_it_is(
        value in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        prop_assert_eq!(trace_id(&value).is_some(), is_valid(&value));
    }

    #[test]
    fn a_request_id_is_short_and_visible(
        value in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..20),
            prop::collection::vec(0x21..0x7f_u8, 0..140),
        ],
    ) {
        let Some(context) = with("x-request-id", &value) else {
            return Ok(());
        };
        let is_sound = (1..=128).contains(&value.len()) && value.iter().all(u8::is_ascii_graphic);
        let expected = std::str::from_utf8(&value).ok().filter(|_| is_sound);
        prop_assert_eq!(context.request_id(), expected);
    }

    #[test]
    fn no_preference_changes_the_status(
        accept in prop::collection::vec(header_value(), 0..4),
        languages in header_value(),
        status in prop_oneof![Just(404_u16), Just(500)],
    ) {
        let mut headers = HeaderMap::new();
        for line in accept {
            headers.append("accept", line);
        }
        headers.insert("accept-language", languages);
        let context = RequestContext::of(&Method::GET, &Uri::from_static("/"), &headers);
        let response = Problem::new(status).to_response_in(&context);
        prop_assert_eq!(response.status(), status);
        prop_assert!(!response.body().is_empty());
        prop_assert_eq!(response.headers().get_all("vary").iter().count(), 1);
        let media_type = response.headers()["content-type"].to_str().unwrap();
        let is_known = [
            "application/problem+json",
            "text/plain; charset=utf-8",
            "text/html; charset=utf-8",
        ]
        .contains(&media_type);
        prop_assert!(is_known, "{}", media_type);
    }

    #[test]
    fn a_path_has_no_query(path in "/[ -~]{0,30}", query in "[ -~]{0,30}") {
        let context = RequestContext::new(Method::GET, &format!("{path}?{query}"));
        let end = path.find(['?', '#']).unwrap_or(path.len());
        prop_assert_eq!(context.path(), &path[..end]);
    }
}
