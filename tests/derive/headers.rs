//! Headers: typed and free, on variants, fields and types.

use crate::asserts::{header, headers, problem, status};
use catchall::HttpError;
use catchall::header::{Challenge, ContentRange, Link};
use http::{HeaderValue, Method, Uri};
use std::time::{Duration, SystemTime};
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
enum RetryAfter {
    #[error("x")]
    #[http(429, retry_after = 30)]
    Number,
    #[error("x")]
    #[http(429, retry_after = "30")]
    Text,
    #[error("x")]
    #[http(429, retry_after = Duration::from_millis(1_001))]
    Duration,
    #[error("x")]
    #[http(429, retry_after = wait)]
    Field { wait: Duration },
    #[error("x")]
    #[http(503, retry_after = _0)]
    Seconds(u64),
    #[error("x")]
    #[http(503, retry_after = _0)]
    Maybe(Option<Duration>),
    #[error("x")]
    #[http(503, retry_after = _0)]
    Date(SystemTime),
    #[error("x")]
    #[http(503, retry_after = "{0}")]
    Format(u16),
    #[error("x")]
    #[http(429)]
    OnField(#[http(retry_after)] Duration),
    #[error("x")]
    #[http(429)]
    OnOptional {
        #[http(retry_after)]
        wait: Option<Duration>,
    },
}

#[test]
fn retry_after_is_whole_seconds_rounded_up_or_a_date() {
    use RetryAfter as R;
    let wait = Duration::from_nanos(1);
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
    let cases = [
        (R::Number, Some("30")),
        (R::Text, Some("30")),
        (R::Duration, Some("2")),
        (R::Field { wait }, Some("1")),
        (
            R::Field {
                wait: Duration::ZERO,
            },
            Some("0"),
        ),
        (
            R::Field {
                wait: Duration::MAX,
            },
            Some("18446744073709551615"),
        ),
        (R::Seconds(1000), Some("1000")),
        (R::Maybe(Some(wait)), Some("1")),
        (R::Maybe(None), None),
        (R::Date(date), Some("Sun, 06 Nov 1994 08:49:37 GMT")),
        (R::Format(7), Some("7")),
        (R::OnField(Duration::from_secs(9)), Some("9")),
        (R::OnOptional { wait: Some(wait) }, Some("1")),
        (R::OnOptional { wait: None }, None),
    ];
    for (error, expected) in cases {
        assert_eq!(
            header(&error, "retry-after").as_deref(),
            expected,
            "{error:?}"
        );
    }
}

#[derive(Debug, Error, HttpError)]
enum Typed {
    #[error("x")]
    #[http(401, www_authenticate = "Bearer")]
    Challenge,
    #[error("x")]
    #[http(401, www_authenticate = "Bearer realm=\"{realm}\"")]
    ChallengeFormat { realm: String },
    #[error("x")]
    #[http(401, www_authenticate = Challenge::bearer().param("realm", _0))]
    ChallengeValue(String),
    #[error("x")]
    #[http(
        401,
        www_authenticate = "Bearer",
        www_authenticate = "Basic realm=\"x\""
    )]
    TwoChallenges,
    #[error("x")]
    #[http(401, www_authenticate = "Bearer", www_authenticate = Challenge::basic(_0))]
    TwoChallengesOneLate(String),
    #[error("x")]
    #[http(405, allow = "GET, POST")]
    Allow,
    #[error("x")]
    #[http(405, allow = "")]
    AllowNothing,
    #[error("x")]
    #[http(405, allow = methods)]
    AllowMethods { methods: Vec<Method> },
    #[error("x")]
    #[http(409, location = "/orders/1")]
    Location,
    #[error("x")]
    #[http(409, location = uri)]
    LocationUri { uri: Uri },
    #[error("x")]
    #[http(409, location = "/search?q={0}")]
    LocationFormat(String),
    #[error("x")]
    #[http(451, link = "<https://example.com/law>; rel=\"blocked-by\"")]
    Link,
    #[error("x")]
    #[http(451, link = Link::new(_0, "blocked-by"))]
    LinkValue(String),
    #[error("x")]
    #[http(451, link = Link::new("/a", "blocked-by"), link = Link::new("/b", "terms-of-service"))]
    TwoLinks,
    #[error("x")]
    #[http(416, content_range = "bytes */1234")]
    ContentRange,
    #[error("x")]
    #[http(416, content_range = ContentRange::unsatisfied(*length))]
    ContentRangeValue { length: u64 },
    #[error("x")]
    #[http(416, content_range = "bytes */{length}")]
    ContentRangeFormat { length: u64 },
    #[error("x")]
    #[http(407, header("Proxy-Authenticate" = "Basic realm=\"p\""))]
    Proxy,
    #[error("x")]
    #[http(426, header("Upgrade" = "websocket"))]
    Upgrade,
}

#[test]
fn typed_headers_are_what_their_values_say() {
    use Typed as T;
    let owned = str::to_owned;
    let cases = [
        (T::Challenge, "www-authenticate", "Bearer"),
        (
            T::ChallengeFormat { realm: owned("a") },
            "www-authenticate",
            "Bearer realm=\"a\"",
        ),
        (
            T::ChallengeValue(owned("a\"b")),
            "www-authenticate",
            "Bearer realm=\"a\\\"b\"",
        ),
        (T::Allow, "allow", "GET, POST"),
        (T::AllowNothing, "allow", ""),
        (
            T::AllowMethods {
                methods: vec![Method::GET, Method::PUT],
            },
            "allow",
            "GET, PUT",
        ),
        (T::Location, "location", "/orders/1"),
        (
            T::LocationUri {
                uri: Uri::from_static("https://example.com/a?b"),
            },
            "location",
            "https://example.com/a?b",
        ),
        (
            T::LocationFormat(owned("a b\r\nSet-Cookie: x")),
            "location",
            "/search?q=a%20b%0D%0ASet-Cookie:%20x",
        ),
        (
            T::Link,
            "link",
            "<https://example.com/law>; rel=\"blocked-by\"",
        ),
        (
            T::LinkValue(owned("/x")),
            "link",
            "</x>; rel=\"blocked-by\"",
        ),
        (T::ContentRange, "content-range", "bytes */1234"),
        (
            T::ContentRangeValue { length: 5 },
            "content-range",
            "bytes */5",
        ),
        (
            T::ContentRangeFormat { length: 6 },
            "content-range",
            "bytes */6",
        ),
        (T::Proxy, "proxy-authenticate", "Basic realm=\"p\""),
        (T::Upgrade, "upgrade", "websocket"),
    ];
    for (error, name, expected) in cases {
        assert_eq!(header(&error, name).as_deref(), Some(expected), "{error:?}");
    }
}

#[test]
fn a_typed_header_may_be_repeated_where_its_rfc_allows_it() {
    assert_eq!(
        headers(&Typed::TwoChallenges, "www-authenticate"),
        ["Bearer", "Basic realm=\"x\""]
    );
    assert_eq!(
        headers(&Typed::TwoChallengesOneLate("y".into()), "www-authenticate"),
        ["Bearer", "Basic realm=\"y\", charset=\"UTF-8\""]
    );
    assert_eq!(
        headers(&Typed::TwoLinks, "link"),
        ["</a>; rel=\"blocked-by\"", "</b>; rel=\"terms-of-service\""]
    );
}

#[derive(Debug, Error, HttpError)]
enum Free {
    #[error("x")]
    #[http(404, header("X-Fixed" = "a value"))]
    Fixed,
    #[error("x")]
    #[http(404, header("X-Format" = "{id}-{id:03}"))]
    Format { id: u8 },
    #[error("x")]
    #[http(404, header("x-lower" = _0))]
    Text(String),
    #[error("x")]
    #[http(404, header("X-Number" = _0), header("X-Sum" = _0 + 1))]
    Number(u64),
    #[error("x")]
    #[http(404, header("X-Maybe" = _0))]
    Maybe(Option<String>),
    #[error("x")]
    #[http(404, header("X-Bool" = *_0 > 3))]
    Bool(u8),
    #[error("x")]
    #[http(404, header("X-Value" = _0))]
    Value(HeaderValue),
    #[error("x")]
    #[http(404, header("X-List" = "a"), header("X-Other" = "o"), header("x-list" = "b"))]
    Repeated,
    #[error("x")]
    #[http(404, header("X-List" = "a"), header("X-List" = _0), header("X-List" = "c"))]
    RepeatedLate(Option<String>),
    #[error("x")]
    #[http(404)]
    #[http(header("X-A" = "a"))]
    #[http(header("X-B" = "b"), header("X-C" = "c"))]
    SeveralAttributes,
    #[error("x")]
    #[http(404, header("Cache-Control" = "max-age=60"))]
    CacheControl,
    #[error("x")]
    #[http(404, header("Cache-Control" = "max-age={0}"))]
    LateCacheControl(u8),
    #[error("x")]
    #[http(503, header("X-Public" = "{0}"))]
    Server(u8),
    #[error("x")]
    #[http(404)]
    Field {
        #[http(header = "X-Field")]
        field: String,
        #[http(header = "X-Optional")]
        optional: Option<u8>,
    },
    #[error("x")]
    #[http(404)]
    TupleField(#[http(header = "X-Field")] u8),
    #[error("x")]
    #[http(404, header("Retry-After" = _0))]
    TypedByName(Duration),
}

#[test]
fn free_headers_are_what_their_values_say() {
    let cases = [
        (Free::Fixed, "x-fixed", Some("a value")),
        (Free::Format { id: 7 }, "x-format", Some("7-007")),
        (Free::Text("t".into()), "x-lower", Some("t")),
        (Free::Number(1), "x-number", Some("1")),
        (Free::Number(1), "x-sum", Some("2")),
        (Free::Maybe(Some("m".into())), "x-maybe", Some("m")),
        (Free::Maybe(None), "x-maybe", None),
        (Free::Bool(4), "x-bool", Some("true")),
        (
            Free::Value(HeaderValue::from_static("v")),
            "x-value",
            Some("v"),
        ),
        (Free::SeveralAttributes, "x-a", Some("a")),
        (Free::SeveralAttributes, "x-b", Some("b")),
        (Free::SeveralAttributes, "x-c", Some("c")),
        (Free::Server(1), "x-public", Some("1")),
        (Free::TupleField(8), "x-field", Some("8")),
        (
            Free::TypedByName(Duration::from_millis(1)),
            "retry-after",
            Some("1"),
        ),
    ];
    for (error, name, expected) in cases {
        assert_eq!(header(&error, name).as_deref(), expected, "{error:?}");
    }
    let field = "f".to_owned();
    let error = Free::Field {
        field,
        optional: Some(3),
    };
    assert_eq!(header(&error, "x-field").unwrap(), "f");
    assert_eq!(header(&error, "x-optional").unwrap(), "3");
    let field = "f".to_owned();
    let error = Free::Field {
        field,
        optional: None,
    };
    assert_eq!(header(&error, "x-optional"), None);
}

#[test]
fn a_header_that_is_given_again_appends() {
    assert_eq!(headers(&Free::Repeated, "x-list"), ["a", "b"]);
    assert_eq!(headers(&Free::Repeated, "x-other"), ["o"]);
    let late = Free::RepeatedLate(Some("b".into()));
    assert_eq!(headers(&late, "x-list"), ["a", "b", "c"]);
    assert_eq!(headers(&Free::RepeatedLate(None), "x-list"), ["a", "c"]);
}

#[test]
fn an_invalid_value_is_left_out_and_the_status_stays() {
    let error = Free::Text("a\r\nSet-Cookie: x".into());
    assert_eq!(status(&error), 404);
    assert_eq!(header(&error, "x-lower"), None);
    assert_eq!(header(&error, "set-cookie"), None);
}

#[test]
fn an_error_is_not_stored_by_default() {
    assert_eq!(header(&Free::Fixed, "cache-control").unwrap(), "no-store");
    assert_eq!(
        header(&Free::CacheControl, "cache-control").unwrap(),
        "max-age=60"
    );
    let late = Free::LateCacheControl(9);
    assert_eq!(header(&late, "cache-control").unwrap(), "max-age=9");
}

#[derive(Debug, Error, HttpError)]
#[http(header("X-All" = "fixed"), header("X-Kind" = self.kind()), link = "</help>; rel=\"help\"")]
enum TypeWide {
    #[error("x")]
    #[http(404)]
    Silent,
    #[error("x")]
    #[http(404, header("X-All" = "own"))]
    Own,
    #[error("x")]
    Unmapped,
}

impl TypeWide {
    fn kind(&self) -> Option<&'static str> {
        matches!(self, Self::Silent).then_some("silent")
    }
}

#[test]
fn the_headers_of_the_type_are_for_the_variants_without_one() {
    assert_eq!(header(&TypeWide::Silent, "x-all").unwrap(), "fixed");
    assert_eq!(header(&TypeWide::Silent, "x-kind").unwrap(), "silent");
    assert_eq!(header(&TypeWide::Own, "x-all").unwrap(), "own");
    assert_eq!(header(&TypeWide::Own, "x-kind"), None);
    assert_eq!(header(&TypeWide::Unmapped, "x-all").unwrap(), "fixed");
    assert_eq!(
        header(&TypeWide::Unmapped, "link").unwrap(),
        "</help>; rel=\"help\""
    );
}

#[derive(Debug, Error, HttpError)]
#[http(
    retry_after = 5,
    www_authenticate = "Basic realm=\"type\"",
    allow = "GET",
    location = "/type",
    content_range = "bytes */1"
)]
enum TypeWideTyped {
    #[error("x")]
    #[http(401)]
    Unauthorized,
    #[error("x")]
    #[http(405, retry_after = 6)]
    Method,
    #[error("x")]
    #[http(302)]
    Found,
    #[error("x")]
    #[http(416)]
    Range,
}

#[test]
fn the_typed_headers_of_the_type_count_as_the_mandatory_ones() {
    assert_eq!(
        header(&TypeWideTyped::Unauthorized, "www-authenticate").unwrap(),
        "Basic realm=\"type\""
    );
    assert_eq!(header(&TypeWideTyped::Method, "allow").unwrap(), "GET");
    assert_eq!(header(&TypeWideTyped::Method, "retry-after").unwrap(), "6");
    assert_eq!(header(&TypeWideTyped::Found, "retry-after").unwrap(), "5");
    assert_eq!(header(&TypeWideTyped::Found, "location").unwrap(), "/type");
    assert_eq!(
        header(&TypeWideTyped::Range, "content-range").unwrap(),
        "bytes */1"
    );
    assert_eq!(header(&TypeWideTyped::Found, "content-range"), None);
}

#[derive(Debug, Error, HttpError)]
#[error("slow down")]
#[http(
    429,
    header("X-Free" = "a"),
    header("X-Late" = "{0}"),
    retry_after = *_0,
    www_authenticate = "Bearer",
    allow = "GET",
    location = "/x",
    link = "</y>; rel=\"help\""
)]
struct Struct(u8);

#[test]
fn a_struct_has_every_header_too() {
    let names = [
        ("x-free", "a"),
        ("x-late", "3"),
        ("retry-after", "3"),
        ("www-authenticate", "Bearer"),
        ("allow", "GET"),
        ("location", "/x"),
        ("link", "</y>; rel=\"help\""),
    ];
    for (name, expected) in names {
        assert_eq!(
            header(&Struct(3), name).as_deref(),
            Some(expected),
            "{name}"
        );
    }
    assert_eq!(problem(&Struct(3))["code"], "struct");
}
