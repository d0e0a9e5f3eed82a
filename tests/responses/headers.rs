//! The headers of a response are always valid and follow their RFCs.

use std::time::{Duration, SystemTime};

use crate::support::{any_text, header, headers, json, logged_once};
use catchall::header::{Challenge, ContentRange, Link};
use catchall::{HttpError, Problem, Response};
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LINK, LOCATION, WWW_AUTHENTICATE};
use http::{HeaderValue, Method};
use proptest::prelude::*;

/// Every header that takes text.
#[derive(Debug, thiserror::Error, HttpError)]
enum Texts {
    #[error("free")]
    #[http(
        400,
        header("X-Expr" = text),
        header("X-Format" = "{text}"),
        header("X-Quoted" = "before {text:?} after")
    )]
    Free { text: String },

    #[error("field")]
    #[http(400)]
    Field {
        #[http(header = "X-Field")]
        text: String,
        #[http(header = "X-Option")]
        option: Option<String>,
    },

    #[error("location")]
    #[http(303, location = to)]
    Location { to: String },

    #[error("location")]
    #[http(303, location = "/at/{to}")]
    LocationFormat { to: String },

    #[error("link")]
    #[http(451, link = Link::new(target, relation))]
    Link { target: String, relation: String },

    #[error("link")]
    #[http(451, link = "<{target}>; rel=\"blocked-by\"")]
    LinkFormat { target: String },

    #[error("challenge")]
    #[http(401, www_authenticate = Challenge::new(scheme).param(name, value))]
    Challenge {
        scheme: String,
        name: String,
        value: String,
    },

    #[error("challenge")]
    #[http(401, www_authenticate = "Bearer realm=\"{realm}\"")]
    ChallengeFormat { realm: String },

    #[error("allow")]
    #[http(405, allow = methods)]
    Allow { methods: String },

    #[error("range")]
    #[http(416, content_range = range)]
    ContentRange { range: String },

    #[error("retry")]
    #[http(503, retry_after = "{when}")]
    RetryAfter { when: String },
}

fn texts(text: &str) -> Vec<Texts> {
    let text = || text.to_owned();
    vec![
        Texts::Free { text: text() },
        Texts::Field {
            text: text(),
            option: Some(text()),
        },
        Texts::Location { to: text() },
        Texts::LocationFormat { to: text() },
        Texts::Link {
            target: text(),
            relation: text(),
        },
        Texts::LinkFormat { target: text() },
        Texts::Challenge {
            scheme: text(),
            name: text(),
            value: text(),
        },
        Texts::Challenge {
            scheme: "Bearer".into(),
            name: "error_description".into(),
            value: text(),
        },
        Texts::ChallengeFormat { realm: text() },
        Texts::Allow { methods: text() },
        Texts::ContentRange { range: text() },
        Texts::RetryAfter { when: text() },
    ]
}

fn problem(text: &str) -> Problem {
    Problem::unauthorized(Challenge::new(text).param(text, text))
        .with_header(WWW_AUTHENTICATE, Challenge::basic(text))
        .with_header(LINK, Link::new(text, text))
        .with_header(LOCATION, text)
        .with_header(ALLOW, text)
        .with_header("x-text", text)
}

/// RFC 9110 §5.5: no control character except tab.
#[track_caller]
fn assert_valid(response: &Response) {
    for (name, value) in response.headers() {
        let wrong = value
            .as_bytes()
            .iter()
            .find(|&&byte| (byte < b' ' && byte != b'\t') || byte == 0x7f);
        assert_eq!(wrong, None, "{name}: {value:?}");
    }
}

/// RFC 9110 §11.6.1, as far as quoted strings go: scheme, then parameters.
fn params(challenge: &str) -> Vec<(String, String)> {
    let (_, mut rest) = challenge.split_once(' ').unwrap();
    let mut params = Vec::new();
    loop {
        let (name, tail) = rest.split_once("=\"").unwrap();
        let mut value = String::new();
        let mut chars = tail.chars();
        loop {
            match chars.next().expect("the quote is closed") {
                '"' => break,
                '\\' => value.push(chars.next().expect("something is escaped")),
                char => value.push(char),
            }
        }
        params.push((name.to_owned(), value));
        match chars.as_str().strip_prefix(", ") {
            Some(tail) => rest = tail,
            None if chars.as_str().is_empty() => return params,
            None => panic!("{challenge}"),
        }
    }
}

/// Text that fits into a header after encoding.
fn short_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| text.chars().take(500).collect())
}

proptest! {
    #[test]
    fn no_text_makes_an_invalid_header(text in any_text()) {
        for error in texts(&text) {
            let response = error.to_response();
            prop_assert_ne!(response.status(), 500, "{:?}", error);
            assert_valid(&response);
            assert_valid(&Problem::from(error).to_response());
        }
        assert_valid(&problem(&text).to_response());
    }

    #[test]
    fn a_text_that_is_no_value_is_left_out_and_noted(
        before in "[a-z]{0,3}",
        bad in "[\r\n\0\u{1b}\u{7f}]",
        after in "[a-z]{0,3}",
    ) {
        let text = format!("{before}{bad}{after}");
        let (response, event) =
            logged_once(|| Texts::Field { text, option: None }.to_response());
        prop_assert_eq!(response.status(), 400);
        prop_assert_eq!(headers(&response, "x-field"), [""; 0]);
        prop_assert_eq!(event.level, tracing::Level::WARN);
        prop_assert_ne!(event.field("problem.note"), "");
    }

    #[test]
    fn a_text_that_is_a_value_is_sent_as_it_is(text in "[!-~]([ -~é]{0,20}[!-~])?") {
        let response = Texts::Free { text: text.clone() }.to_response();
        prop_assert_eq!(header(&response, "x-expr"), text.clone());
        prop_assert_eq!(header(&response, "x-format"), text.clone());
        prop_assert_eq!(header(&response, "x-quoted"), format!("before {text:?} after"));
    }

    #[test]
    fn a_location_is_a_uri_reference(to in short_text().prop_filter("leads nowhere", |to| !to.is_empty())) {
        let response = Texts::Location { to: to.clone() }.to_response();
        let location = header(&response, "location");
        let is_uri = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
        prop_assert!(location.bytes().all(is_uri), "{}", location);
        // What a URI may contain is unchanged.
        if to.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/?#=&-._~".contains(&byte)) {
            prop_assert_eq!(location, to);
        }
    }

    #[test]
    fn a_challenge_reads_back(realm in short_text(), description in any_text()) {
        let error = Texts::Challenge {
            scheme: "Bearer".into(),
            name: "realm".into(),
            value: realm.clone(),
        };
        let challenge = header(&error.to_response(), "www-authenticate");
        let expected: String = realm
            .chars()
            .map(|char| if char.is_control() { ' ' } else { char })
            .collect();
        prop_assert_eq!(params(&challenge), [("realm".to_owned(), expected)]);

        // RFC 6750 §3: %x20-21 / %x23-5B / %x5D-7E
        let challenge = Challenge::bearer()
            .param("error", "invalid_token")
            .param("error_description", &description)
            .to_string();
        let params = params(&challenge);
        prop_assert_eq!(params.len(), 2);
        let is_allowed =
            |char: char| matches!(char, ' '..='~') && char != '"' && char != '\\';
        prop_assert!(params[1].1.chars().all(is_allowed), "{}", challenge);
    }

    #[test]
    fn a_duration_is_whole_seconds_and_never_too_short(
        wait in prop_oneof![any::<Duration>(), (0..2000_u64, any::<u32>()).prop_map(
            |(seconds, nanos)| Duration::new(seconds, nanos % 1_000_000_000)
        )],
    ) {
        let response = Retry::Wait { wait }.to_response();
        let value = header(&response, "retry-after");
        prop_assert!(!value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()));
        let seconds: u64 = value.parse().unwrap();
        prop_assert!(Duration::from_secs(seconds) >= wait || seconds == u64::MAX);
        // And no longer than necessary.
        if let Some(shorter) = seconds.checked_sub(1) {
            prop_assert!(Duration::from_secs(shorter) < wait);
        }
        let problem = Problem::service_unavailable().with_retry_after(wait);
        prop_assert_eq!(header(&problem.to_response(), "retry-after"), value);
    }

    #[test]
    fn a_number_is_itself(seconds: u64, small: u32, signed: i64) {
        let value = |problem: Problem| headers(&problem.to_response(), "retry-after");
        let problem = Problem::too_many_requests;
        prop_assert_eq!(value(problem().with_retry_after(seconds)), [seconds.to_string()]);
        prop_assert_eq!(value(problem().with_retry_after(small)), [small.to_string()]);
        let expected: Vec<_> = u64::try_from(signed).iter().map(u64::to_string).collect();
        prop_assert_eq!(value(problem().with_retry_after(signed)), expected);
    }

    #[test]
    fn a_time_is_an_imf_fixdate(seconds in 0..253_402_300_800_u64, nanos in 0..1_000_000_000_u32) {
        let at = SystemTime::UNIX_EPOCH + Duration::new(seconds, nanos);
        let value = header(&Retry::At { at }.to_response(), "retry-after");
        prop_assert_eq!(&value, &httpdate::fmt_http_date(at));
        let whole = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        prop_assert_eq!(httpdate::parse_http_date(&value).unwrap(), whole);
    }

    #[test]
    fn a_time_that_has_no_date_is_left_out(before in 1..u64::from(u32::MAX), beyond in 0..1_000_000_u64) {
        for at in [
            SystemTime::UNIX_EPOCH - Duration::from_secs(before),
            SystemTime::UNIX_EPOCH + Duration::from_secs(253_402_300_800 + beyond),
        ] {
            let (response, event) = logged_once(|| Retry::At { at }.to_response());
            prop_assert_eq!(response.status(), 503);
            prop_assert_eq!(headers(&response, "retry-after"), [""; 0]);
            prop_assert_ne!(event.field("problem.note"), "");
        }
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Retry {
    #[error("wait")]
    #[http(429, retry_after = wait)]
    Wait { wait: Duration },
    #[error("wait until")]
    #[http(503, retry_after = at)]
    At { at: SystemTime },
    #[error("perhaps wait")]
    #[http(503)]
    Perhaps {
        #[http(retry_after)]
        wait: Option<Duration>,
    },
    #[error("wait a minute")]
    #[http(503, retry_after = Duration::from_secs(60))]
    Minute,
    #[error("wait ten")]
    #[http(503, retry_after = 10)]
    Fixed,
    #[error("until the Unix epoch")]
    #[http(503, retry_after = "Thu, 01 Jan 1970 00:00:00 GMT")]
    Date,
}

#[test]
fn retry_after_of_any_kind() {
    let value = |error: Retry| headers(&error.to_response(), "retry-after");
    assert_eq!(value(Retry::Minute), ["60"]);
    assert_eq!(value(Retry::Fixed), ["10"]);
    assert_eq!(value(Retry::Date), ["Thu, 01 Jan 1970 00:00:00 GMT"]);
    assert_eq!(value(Retry::Perhaps { wait: None }), [""; 0]);
    let wait = Some(Duration::from_millis(1));
    assert_eq!(value(Retry::Perhaps { wait }), ["1"]);
    assert_eq!(
        value(Retry::Wait {
            wait: Duration::ZERO
        }),
        ["0"]
    );
    let wait = Duration::from_nanos(999_000_000_001);
    assert_eq!(value(Retry::Wait { wait }), ["1000"]);
    let wait = Duration::MAX;
    assert_eq!(value(Retry::Wait { wait }), [u64::MAX.to_string()]);
}

#[test]
fn headers_of_one_name_stand_in_the_order_they_were_written() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(on(403, header("X-Many" = "from on")))]
    enum Many {
        #[error("fixed")]
        #[http(
            401,
            www_authenticate = "Bearer",
            www_authenticate = "Basic realm=\"shop\"",
            link = "</a>; rel=\"help\"",
            link = "</b>; rel=\"help\"",
            header("X-Many" = "1"),
            header("x-other" = "0"),
            header("x-many" = "2")
        )]
        Fixed,
        #[error("late {0}")]
        #[http(
            401,
            www_authenticate = "Bearer",
            www_authenticate = Challenge::basic(_0),
            header("X-Many" = "1"),
            header("X-Other" = "0"),
            header("X-Many" = _0),
            header("X-Many" = "3")
        )]
        Late(String),
        #[error("its own")]
        #[http(403, header("X-Many" = "own"))]
        Own,
        #[error("the on's")]
        #[http(403)]
        On,
    }

    let response = Many::Fixed.to_response();
    assert_eq!(headers(&response, "x-many"), ["1", "2"]);
    assert_eq!(
        headers(&response, "www-authenticate"),
        ["Bearer", "Basic realm=\"shop\""]
    );
    assert_eq!(
        headers(&response, "link"),
        ["</a>; rel=\"help\"", "</b>; rel=\"help\""]
    );
    let response = Many::Late("2".into()).to_response();
    assert_eq!(headers(&response, "x-many"), ["1", "2", "3"]);
    assert_eq!(
        headers(&response, "www-authenticate"),
        ["Bearer", "Basic realm=\"2\", charset=\"UTF-8\""]
    );
    assert_eq!(headers(&Many::Own.to_response(), "x-many"), ["own"]);
    assert_eq!(headers(&Many::On.to_response(), "x-many"), ["from on"]);
}

#[test]
fn what_the_outer_error_sets_takes_the_place_of_the_inner_ones() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("inner")]
    #[http(
        404,
        retry_after = 1,
        header("X-Both" = "inner"),
        header("X-Both" = "inner too"),
        header("X-Inner" = "inner")
    )]
    struct Inner;

    #[derive(Debug, thiserror::Error, HttpError)]
    enum Outer {
        #[error(transparent)]
        #[http(transparent, retry_after = 2, header("X-Both" = "outer"))]
        Fixed(#[from] Inner),
        #[error("{inner}")]
        #[http(
            transparent = inner,
            header("X-Both" = both),
            header("X-Both" = both)
        )]
        Late { inner: Inner, both: String },
        #[error("{inner}")]
        #[http(transparent = inner, header("X-Both" = both))]
        Perhaps { inner: Inner, both: Option<String> },
    }

    let response = Outer::from(Inner).to_response();
    assert_eq!(headers(&response, "x-both"), ["outer"]);
    assert_eq!(headers(&response, "x-inner"), ["inner"]);
    assert_eq!(headers(&response, "retry-after"), ["2"]);
    let late = Outer::Late {
        inner: Inner,
        both: "late".into(),
    };
    assert_eq!(headers(&late.to_response(), "x-both"), ["late", "late"]);
    let perhaps = Outer::Perhaps {
        inner: Inner,
        both: None,
    };
    assert_eq!(
        headers(&perhaps.to_response(), "x-both"),
        ["inner", "inner too"]
    );
    let problem = Problem::from(Inner).with_header("x-both", "problem");
    let response = problem.to_response();
    assert_eq!(headers(&response, "x-both"), ["problem"]);
    assert_eq!(headers(&response, "x-inner"), ["inner"]);
}

#[test]
fn a_delegated_5xx_keeps_its_headers_and_one_made_of_a_4xx_only_typed_ones() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Inner {
        #[error("fixed")]
        #[http(
            503,
            retry_after = 7,
            link = "</a>; rel=\"help\"",
            header("X-Free" = "free"),
            header("X-Free" = "free")
        )]
        Fixed,
        #[error("late")]
        #[http(
            503,
            retry_after = *_0,
            link = Link::new("/a", "help"),
            header("X-Free" = *_0),
            header("X-Free" = "free")
        )]
        Late(u64),
        #[error("too many")]
        #[http(429, retry_after = 7, header("X-Free" = "free"))]
        TooMany,
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(on(503, header("X-On" = "on")))]
    enum Outer {
        #[error(transparent)]
        #[http(transparent, header("X-Outer" = "outer"))]
        Inner(Inner),
        #[error(transparent)]
        #[http(transparent, 502)]
        BadGateway(Inner),
    }

    for (inner, free) in [
        (Inner::Fixed, ["free", "free"]),
        (Inner::Late(7), ["7", "free"]),
    ] {
        let response = Outer::Inner(inner).to_response();
        assert_eq!(headers(&response, "retry-after"), ["7"]);
        assert_eq!(headers(&response, "link"), ["</a>; rel=\"help\""]);
        assert_eq!(headers(&response, "x-free"), free);
        assert_eq!(headers(&response, "x-outer"), ["outer"]);
        assert_eq!(headers(&response, "x-on"), ["on"]);
    }
    let response = Outer::BadGateway(Inner::TooMany).to_response();
    assert_eq!(response.status(), 502);
    assert_eq!(headers(&response, "retry-after"), ["7"]);
    assert_eq!(headers(&response, "x-free"), [""; 0]);
    let response = Inner::Late(7).to_response();
    assert_eq!(headers(&response, "x-free"), ["7", "free"]);
    let response = Problem::from(Inner::Fixed).to_response();
    assert_eq!(headers(&response, "x-free"), ["free", "free"]);
}

#[test]
fn allow_and_content_range_have_types() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Typed {
        #[error("method")]
        #[http(405, allow = methods)]
        Method { methods: Vec<Method> },
        #[error("range")]
        #[http(416, content_range = ContentRange::unsatisfied(*_0))]
        Range(u64),
        #[error("method")]
        #[http(405, allow = [Method::GET, Method::HEAD])]
        Array,
        #[error("method")]
        #[http(405, allow = "GET, HEAD")]
        Fixed,
    }

    let methods = vec![Method::GET, Method::from_bytes(b"PURGE").unwrap()];
    let response = Typed::Method { methods }.to_response();
    assert_eq!(headers(&response, "allow"), ["GET, PURGE"]);
    // RFC 9110 §10.2.1: an empty list means that no method is allowed.
    let response = Typed::Method { methods: vec![] }.to_response();
    assert_eq!(headers(&response, "allow"), [""]);
    assert_eq!(headers(&Typed::Array.to_response(), "allow"), ["GET, HEAD"]);
    assert_eq!(headers(&Typed::Fixed.to_response(), "allow"), ["GET, HEAD"]);
    let response = Typed::Range(1234).to_response();
    assert_eq!(headers(&response, "content-range"), ["bytes */1234"]);
}

#[derive(Debug, thiserror::Error, HttpError)]
enum Cached {
    #[error("static")]
    #[http(404)]
    Static,
    #[error("dynamic {0}")]
    #[http(404)]
    Dynamic(u32),
    #[error("unmapped")]
    Unmapped,
    #[error("static")]
    #[http(410, header("Cache-Control" = "max-age=60"))]
    KeptStatic,
    #[error("dynamic {0}")]
    #[http(410, header("Cache-Control" = "max-age={_0}"))]
    KeptDynamic(u32),
    #[error("perhaps")]
    #[http(410, header("Cache-Control" = _0))]
    Perhaps(Option<&'static str>),
    #[error("text")]
    #[http(410, header("Cache-Control" = "max-age=60"), format = Text)]
    KeptText,
    #[error(transparent)]
    #[http(transparent)]
    Inner(Box<Cached>),
}

#[test]
fn nothing_is_stored_by_default() {
    let value = |response: &Response| headers(response, "cache-control");
    for error in [
        Cached::Static,
        Cached::Dynamic(1),
        Cached::Unmapped,
        Cached::Perhaps(None),
    ] {
        assert_eq!(value(&error.to_response()), ["no-store"], "{error:?}");
        let inner = Cached::Inner(Box::new(error));
        assert_eq!(value(&inner.to_response()), ["no-store"], "{inner:?}");
        assert_eq!(value(&Problem::from(inner).to_response()), ["no-store"]);
    }
    for error in [
        Cached::KeptStatic,
        Cached::KeptDynamic(60),
        Cached::Perhaps(Some("max-age=60")),
        Cached::KeptText,
    ] {
        assert_eq!(value(&error.to_response()), ["max-age=60"], "{error:?}");
        let inner = Cached::Inner(Box::new(error));
        assert_eq!(value(&inner.to_response()), ["max-age=60"], "{inner:?}");
        assert_eq!(value(&Problem::from(inner).to_response()), ["max-age=60"]);
    }
    let problem = Problem::not_found().with_header(CACHE_CONTROL, "max-age=60");
    assert_eq!(value(&problem.to_response()), ["max-age=60"]);
    assert_eq!(value(&Problem::not_found().to_response()), ["no-store"]);
}

#[test]
fn a_body_has_one_media_type_and_it_is_the_formats() {
    use catchall::format::{Empty, Html, Json, ProblemJson, Text};
    use catchall::{Body, Format, RequestContext};

    struct Own;
    impl Format for Own {
        fn render(&self, _problem: &Problem, _context: Option<&RequestContext>) -> Body {
            Body::new("application/x-own", "own")
        }
    }

    let formats: [(&'static dyn Format, &[&str], &[&str]); 6] = [
        (&ProblemJson, &["application/problem+json"], &[]),
        (&Json, &["application/json"], &[]),
        (&Text, &["text/plain; charset=utf-8"], &["nosniff"]),
        (&Html, &["text/html; charset=utf-8"], &["nosniff"]),
        (&Empty, &[], &[]),
        (&Own, &["application/x-own"], &[]),
    ];
    for (format, media_type, options) in formats {
        let problem = || Problem::not_found().with_detail("text").with_format(format);
        let response = problem().to_response();
        assert_eq!(headers(&response, "content-type"), media_type);
        assert_eq!(headers(&response, "x-content-type-options"), options);
        // Whatever else was requested.
        let response = problem()
            .with_header(CONTENT_TYPE, HeaderValue::from_static("text/csv"))
            .to_response();
        assert_eq!(headers(&response, "content-type"), media_type);
    }
}

#[test]
fn json_bodies_are_not_touched_by_headers() {
    let body = json(&problem("text").to_response());
    assert_eq!(body["status"], 401);
    assert!(body.get("x-text").is_none());
}
