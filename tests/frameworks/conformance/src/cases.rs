//! The errors: every key, and values that are hard to send.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, SystemTime};

use catchall::format::Text;
use catchall::header::{Challenge, ContentRange, Link};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::{HeaderValue, StatusCode};

/// The application's error.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(
    web,
    on(429 | 503, retry_after = 10),
    on(5xx, log = warn),
    on(407, header("Proxy-Authenticate" = "Basic")),
    finish = finish
)]
#[expect(missing_docs, reason = "the attribute of each variant describes it")]
pub enum AppError {
    #[error("no user {id}")]
    #[http(404)]
    NotFound { id: u64 },
    #[error("fixed")]
    #[http(GONE)]
    Fixed,
    #[error("status by an expression")]
    #[http(status = *_0)]
    Dynamic(u16),
    #[error("status on a field")]
    StatusField(#[http(status)] StatusCode),
    #[error("secret")]
    Unmapped,
    #[error("secret of the disk")]
    Disk(#[from] std::io::Error),
    #[error("masked")]
    #[http(502)]
    Masked,
    #[error("unmasked {0}")]
    #[http(503, unmask)]
    Unmasked(u8),
    #[error("hidden")]
    #[http(403, hide)]
    Hidden,
    #[error("exposed: {0}")]
    #[http(400, expose)]
    Exposed(#[source] std::num::ParseIntError),
    #[error("secret")]
    #[http(
        422,
        code = "invalid_order",
        type = "https://errors.example.com/invalid-order",
        title = "The order is invalid",
        detail = "order {0} is invalid",
        instance = "/orders/{0}"
    )]
    Everything(u64),
    #[error("who are you?")]
    #[http(401, www_authenticate = "Bearer", www_authenticate = Challenge::new("Basic").param("realm", "a \"b\""))]
    TwoChallenges,
    #[error("pay the proxy")]
    #[http(407)]
    ByOn,
    #[error("no GET here")]
    #[http(405, allow = "PUT, DELETE")]
    Method,
    #[error("slow down")]
    #[http(429, retry_after = wait)]
    Wait { wait: Option<Duration> },
    #[error("come back then")]
    #[http(503, retry_after = _0)]
    Until(SystemTime),
    #[error("beyond the end")]
    #[http(416, content_range = ContentRange::unsatisfied(1234))]
    Range,
    #[error("see there")]
    #[http(451, link = Link::new("/law", "blocked-by"), link = "</why>; rel=\"help\"")]
    Links,
    #[error("moved")]
    #[http(301, location = "/new")]
    MovedPermanently,
    #[error("found")]
    #[http(302, location = "/new")]
    Found,
    #[error("see other")]
    #[http(303, location = "/other")]
    SeeOther,
    #[error("temporary")]
    #[http(307, location = "/new?a=b&c=%20d")]
    Temporary,
    #[error("permanent")]
    #[http(308, location = "https://example.com/")]
    Permanent,
    #[error("not modified")]
    #[http(304, header("ETag" = "\"v1\""))]
    NotModified,
    #[error("headers")]
    #[http(400, header("X-Twice" = "one"), header("X-Twice" = "two"), header("X-Id" = "{id}"), header("X-Not" = None::<&str>))]
    Headers {
        id: u64,
        #[http(header = "X-Field")]
        field: &'static str,
    },
    #[error("cookies")]
    #[http(401, www_authenticate = "Cookie", header("Set-Cookie" = "a=1; Path=/"), header("Set-Cookie" = "b=\"2\"; Secure"))]
    Cookies,
    #[error("its own caching")]
    #[http(404, header("Cache-Control" = "max-age=60"), header("Vary" = "Origin"))]
    Cached,
    #[error("bytes")]
    #[http(400, header("X-Bytes" = HeaderValue::from_bytes(b"\xfc\xff").ok()), header("X-Utf8" = HeaderValue::from_bytes("ü€".as_bytes()).ok()))]
    Bytes,
    #[error("empty header")]
    #[http(400, header("X-Empty" = ""))]
    EmptyHeader,
    #[error("{0}")]
    #[http(400)]
    Text(String),
    #[error("members")]
    #[http(409, member("null" = None::<u8>), member("unit" = ()), member("true" = true), member("text" = "é\u{1f980}\"\\\n\u{1}"),
        member("integer" = u64::MAX), member("negative" = i64::MIN), member("float" = 0.1), member("array" = [1, 2, 3]),
        member("nested" = serde_json::json!({"a": [{"b": null}], "": {}})))]
    Members {
        #[http(member = "renamed")]
        field: Vec<Option<u8>>,
        #[http(member(flatten))]
        rest: BTreeMap<&'static str, f64>,
    },
    #[error(transparent)]
    #[http(transparent)]
    Inner(#[from] Inner),
    #[error("with more")]
    #[http(transparent, header("X-Outer" = "1"), member("outer" = true))]
    InnerAndMore(#[source] Inner),
    #[error(transparent)]
    #[http(transparent, unmask)]
    InnerUnmasked(Inner),
    #[error("in a chain")]
    #[http(chain(Inner))]
    Chain(#[source] anyhow::Error),
    #[error(transparent)]
    #[http(transparent)]
    Anyhow(#[from] anyhow::Error),
    #[error(transparent)]
    #[http(transparent)]
    Problem(#[from] Problem),
    #[error("by case")]
    #[http(500, case(0 => 404, code = "zero", detail = "none"), case(n if *n < 0 => 400, detail = "{n} is negative"))]
    Case(i8),
    #[error("as text <&>")]
    #[http(400, format = Text)]
    AsText,
    #[error("as a page <b>&</b>")]
    #[http(400, format = Html)]
    AsHtml,
    #[error("as JSON")]
    #[http(400, format = Json, member("more" = 1))]
    AsJson,
    #[error("as flat JSON")]
    #[http(400, format = Json::message("error"))]
    AsFlatJson,
    #[error("as a problem")]
    #[http(400, format = ProblemJson)]
    AsProblem,
    #[error("as XML <&>")]
    #[http(400, format = catchall::format::ProblemXml, member("list" = [1, 2]))]
    AsXml,
    #[error("as nothing")]
    #[http(404, format = Empty)]
    AsNothing,
    #[error("as bytes")]
    #[http(400, format = Own)]
    AsOwn,
    #[error("at another level")]
    #[http(500, log = debug)]
    Level,
    #[error("a header that cannot be")]
    #[http(400, header("X-Bad" = "{0}"), member("kept" = 1))]
    BadHeader(&'static str),
    #[error("{Panics}")]
    #[http(400)]
    Panics,
    #[error("the context")]
    #[http(400)]
    Context,
}

/// An error of another module.
#[derive(Debug, thiserror::Error, HttpError)]
#[http(
    code_prefix = "billing.",
    code_case = "kebab-case",
    type_base = "https://errors.example.com/",
    unmapped = 503,
    header("X-Module" = "billing"),
    member("module" = "billing"),
    on(402, www_authenticate = "Card")
)]
#[expect(missing_docs, reason = "the attribute of each variant describes it")]
pub enum Inner {
    #[error("card {0} was declined")]
    #[http(402)]
    CardDeclined(u8),
    #[error("secret")]
    #[http(503, unmask, retry_after = 60)]
    BankClosed,
    #[error("secret")]
    Unmapped,
}

/// A text that cannot be written.
struct Panics;

impl fmt::Display for Panics {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A panic that prints nothing.
        std::panic::resume_unwind(Box::new("this text cannot be had"))
    }
}

/// Shows what a format receives, as bytes that are not text.
struct Own;

impl Format for Own {
    fn render(&self, problem: &Problem, context: Option<&RequestContext>) -> Body {
        let mut bytes = vec![0xff, 0x00];
        bytes.extend(problem.code().bytes());
        if let Some(context) = context {
            let route = context.route().unwrap_or_default();
            bytes.extend(format!("{} {route}", context.path()).bytes());
        }
        Body::new("application/octet-stream", bytes)
    }
}

/// Shows what `finish` receives.
fn finish(error: &AppError, context: Option<&RequestContext>, response: &mut Response) {
    if matches!(error, AppError::Context) {
        let seen = context.map_or_else(
            || "nothing".to_owned(),
            |context| {
                format!(
                    "{} {} {:?}",
                    context.method(),
                    context.path(),
                    context.route()
                )
            },
        );
        if let Ok(value) = HeaderValue::from_str(&seen) {
            response.headers_mut().insert("x-seen", value);
        }
    }
}

/// The name of a case, and how to create it.
pub(crate) type Case<E> = (&'static str, fn() -> E);

/// The errors, in the order of their numbers.
#[rustfmt::skip]
pub(crate) const ERRORS: &[Case<AppError>] = &[
    ("not found", || AppError::NotFound { id: 7 }),
    ("fixed", || AppError::Fixed),
    ("status by an expression", || AppError::Dynamic(429)),
    ("status that is not assigned", || AppError::Dynamic(599)),
    ("status that is no error", || AppError::Dynamic(200)),
    ("status that lacks its header", || AppError::Dynamic(401)),
    ("status on a field", || AppError::StatusField(StatusCode::IM_A_TEAPOT)),
    ("unmapped", || AppError::Unmapped),
    ("unmapped with a source", || AppError::Disk(std::io::Error::other("secret"))),
    ("masked", || AppError::Masked),
    ("unmasked", || AppError::Unmasked(7)),
    ("hidden", || AppError::Hidden),
    ("exposed", || AppError::Exposed("x".parse::<u8>().expect_err("no number"))),
    ("code, type, title, detail, instance", || AppError::Everything(7)),
    ("two challenges", || AppError::TwoChallenges),
    ("header by status", || AppError::ByOn),
    ("allow", || AppError::Method),
    ("retry after a duration", || AppError::Wait { wait: Some(Duration::from_millis(1500)) }),
    ("retry by status", || AppError::Wait { wait: None }),
    ("retry at a date", || AppError::Until(SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777))),
    ("content range", || AppError::Range),
    ("links", || AppError::Links),
    ("301", || AppError::MovedPermanently),
    ("302", || AppError::Found),
    ("303", || AppError::SeeOther),
    ("307", || AppError::Temporary),
    ("308", || AppError::Permanent),
    ("304", || AppError::NotModified),
    ("headers, repeated and absent", || AppError::Headers { id: 7, field: "f" }),
    ("cookies", || AppError::Cookies),
    ("its own caching", || AppError::Cached),
    ("header values that are no ASCII", || AppError::Bytes),
    ("empty header", || AppError::EmptyHeader),
    ("empty detail", || AppError::Text(String::new())),
    ("large detail", || AppError::Text("large ".repeat(11_000))),
    ("larger than any window", || AppError::Text("€".repeat(100_000))),
    ("detail beyond ASCII", || AppError::Text("Ünïcode \u{1f980} \u{202e} \0 \u{7f} \" \\ </script>".to_owned())),
    ("members of every type", || AppError::Members { field: vec![Some(1), None], rest: [("x", 1.5), ("y", -0.0)].into() }),
    ("transparent", || AppError::Inner(Inner::CardDeclined(3))),
    ("transparent, masked", || AppError::Inner(Inner::BankClosed)),
    ("transparent, unmapped", || AppError::Inner(Inner::Unmapped)),
    ("transparent and more", || AppError::InnerAndMore(Inner::CardDeclined(3))),
    ("transparent, unmasked", || AppError::InnerUnmasked(Inner::BankClosed)),
    ("chain", || AppError::Chain(anyhow::Error::new(Inner::CardDeclined(3)).context("secret"))),
    ("chain without an end", || AppError::Chain(anyhow::anyhow!("secret"))),
    ("anyhow", || AppError::Anyhow(anyhow::anyhow!("secret"))),
    ("problem in an error", || AppError::Problem(Problem::conflict().with_detail("taken").with_member("by", "Ada"))),
    ("first case", || AppError::Case(0)),
    ("second case", || AppError::Case(-1)),
    ("no case", || AppError::Case(1)),
    ("as text", || AppError::AsText),
    ("as a page", || AppError::AsHtml),
    ("as JSON", || AppError::AsJson),
    ("as flat JSON", || AppError::AsFlatJson),
    ("as a problem", || AppError::AsProblem),
    ("as XML", || AppError::AsXml),
    ("as nothing", || AppError::AsNothing),
    ("as bytes of its own", || AppError::AsOwn),
    ("at another level", || AppError::Level),
    ("header that cannot be", || AppError::BadHeader("a\nb")),
    ("display that panics", || AppError::Panics),
    ("a finish with the request", || AppError::Context),
];

/// The problems without an error type. They follow the errors, each of which is
/// also a problem.
#[rustfmt::skip]
pub(crate) const PROBLEMS: &[Case<Problem>] = &[
    ("plain problem", Problem::not_found),
    ("problem with everything", || {
        Problem::new(422)
            .with_code("invalid")
            .with_type_uri("/problems/invalid")
            .with_title("Invalid")
            .with_detail("Ünïcode")
            .with_instance("/orders/7")
            .with_member("list", [1, 2])
            .with_header("x-twice", "one")
            .with_header("x-twice", "two")
            .with_retry_after(Duration::from_secs(3))
    }),
    ("problem with a challenge", || Problem::unauthorized(Challenge::bearer())),
    ("problem with a format", || Problem::not_found().with_format(&Text).with_detail("gone")),
    ("problem with a cause", || Problem::new(500).with_cause("secret")),
    ("problem of a status that is none", || Problem::new(42)),
    ("problem of anyhow", || Problem::from(anyhow::anyhow!("secret"))),
    ("large problem", || Problem::bad_request().with_detail("large ".repeat(11_000))),
];
