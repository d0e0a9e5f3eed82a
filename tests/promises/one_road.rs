//! All ways from an error to its response agree: the shortcut for an error that
//! decides alone, the general conversion, and a conversion through other errors
//! that add nothing return and log the same.

use std::time::Duration;

use crate::support;
use crate::support::Event;
use catchall::{HttpError, Problem, RequestContext, Response};
use http::{HeaderMap, Method};
use proptest::prelude::*;

#[derive(Clone, Debug, thiserror::Error)]
#[error("source {0}")]
struct Source(String);

/// Each kind of variant that a shortcut can handle.
#[derive(Clone, Debug, thiserror::Error, HttpError)]
#[http(
    on(4xx, header("X-Of-Type" = "4xx")),
    on(429 | 503, retry_after = 7)
)]
enum Kind {
    #[error("static")]
    #[http(404)]
    Static,
    #[error("static")]
    #[http(409, header("X-A" = "1"), header("X-A" = "2"), log = warn)]
    StaticHeaders,
    #[error("text {0}")]
    #[http(404)]
    Formatted(String),
    #[error("text {0}")]
    #[http(502, unmask)]
    Unmasked(String),
    #[error("text {0}")]
    #[http(503, unmask = _0.len() > 3)]
    UnmaskedIf(String),
    #[error("text {0}")]
    #[http(503)]
    Masked(String),
    #[error("text {0}")]
    Unmapped(String),
    #[error("text")]
    #[http(422, detail = "detail {_0}")]
    Detail(String),
    #[error("text")]
    #[http(422, detail = _0.as_deref())]
    OptionalDetail(Option<String>),
    #[error("text {0}")]
    #[http(404, hide)]
    Hidden(String),
    #[error("text {0}")]
    #[http(404, expose)]
    Exposed(#[source] Source),
    #[error(fmt = text)]
    #[http(404, member("name" = _0), member("number" = _1))]
    Members(String, Option<u32>),
    #[error("text")]
    #[http(400, header("X-A" = _0), header("X-B" = "b {_0}"))]
    Headers(String),
    #[error("text")]
    #[http(429, retry_after = *_0)]
    Limited(Duration),
    #[error("text")]
    #[http(401, www_authenticate = _0.as_deref())]
    Challenge(Option<String>),
    #[error("text {0}")]
    #[http(404, context("private" = _0), log = info)]
    Context(String),
    #[error("text")]
    #[http(
        404,
        code = "named",
        title = "Named",
        type = "https://example.com/named"
    )]
    Named,
    #[error("text")]
    #[http(410, log = off)]
    Off,
    #[error("text {0}")]
    #[http(case(text if text.len() > 3 => 409, code = "long"), case(_ => 404, hide))]
    Case(String),
}

#[expect(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "thiserror calls it with references"
)]
fn text(name: &str, number: &Option<u32>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    write!(f, "{name} {number:?}")
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error(transparent)]
#[http(transparent)]
struct Outer<E: HttpError + 'static>(E);

fn kinds() -> impl Strategy<Value = Kind> {
    let text = || "(\\PC{0,12}|[\"\\\\\n\u{7f}<]{0,4}|Bearer realm=\"[a-z]\")";
    prop_oneof![
        Just(Kind::Static),
        Just(Kind::StaticHeaders),
        text().prop_map(Kind::Formatted),
        text().prop_map(Kind::Unmasked),
        text().prop_map(Kind::UnmaskedIf),
        text().prop_map(Kind::Masked),
        text().prop_map(Kind::Unmapped),
        text().prop_map(Kind::Detail),
        proptest::option::of(text()).prop_map(Kind::OptionalDetail),
        text().prop_map(Kind::Hidden),
        text().prop_map(|text| Kind::Exposed(Source(text))),
        (text(), any::<Option<u32>>()).prop_map(|(name, number)| Kind::Members(name, number)),
        text().prop_map(Kind::Headers),
        any::<Duration>().prop_map(Kind::Limited),
        proptest::option::of(text()).prop_map(Kind::Challenge),
        text().prop_map(Kind::Context),
        Just(Kind::Named),
        Just(Kind::Off),
        text().prop_map(Kind::Case),
    ]
}

/// Returns the response, and what was logged for it.
fn answer(respond: impl FnOnce() -> Response) -> (Response, Vec<Event>) {
    support::logged(respond)
}

fn headers(response: &Response) -> HeaderMap {
    let mut headers = response.headers().clone();
    // A known request selects the format.
    headers.remove("vary");
    headers
}

/// Returns the fields that do not name the outermost error.
fn fields(events: &[Event]) -> Vec<Vec<String>> {
    const FIELDS: [&str; 6] = [
        "http.response.status_code",
        "error.type",
        "problem.type",
        "exception.message",
        "problem.context",
        "problem.note",
    ];
    let field = |event: &Event| {
        let mut fields: Vec<String> = FIELDS.iter().map(|name| event.field(name).into()).collect();
        fields.push(format!("{:?}", event.level));
        fields
    };
    events.iter().map(field).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn every_way_answers_and_logs_the_same(kind in kinds()) {
        let (response, events) = answer(|| kind.to_response());
        let boxed: Box<dyn HttpError> = Box::new(kind.clone());
        let context = RequestContext::new(Method::GET, "/");
        let others = [
            ("by value", answer(|| kind.clone().into())),
            ("in a request", answer(|| kind.to_response_in(&context))),
            ("delegated", answer(|| Outer(kind.clone()).to_response())),
            ("delegated twice", answer(|| Outer(Outer(kind.clone())).to_response())),
            ("boxed", answer(|| boxed.to_response())),
            ("as a problem", answer(|| Problem::from(kind.clone()).to_response())),
        ];
        // Only the outermost error unmasks.
        let is_unmasked = matches!(kind, Kind::Unmasked(_) | Kind::UnmaskedIf(_));
        for (way, (other, logged)) in &others {
            if is_unmasked && way.starts_with("delegated") {
                continue;
            }
            prop_assert_eq!(response.status(), other.status(), "{}", way);
            prop_assert_eq!(response.body(), other.body(), "{}", way);
            prop_assert_eq!(headers(&response), headers(other), "{}", way);
            prop_assert_eq!(fields(&events), fields(logged), "{}", way);
        }
        let is_off = matches!(kind, Kind::Off);
        prop_assert_eq!(events.len(), usize::from(!is_off));
        prop_assert_eq!(kind.status(), response.status());
        let body: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
        prop_assert_eq!(body["code"].as_str().unwrap(), kind.code());
    }
}
