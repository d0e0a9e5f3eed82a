//! The keys of an error are for its own status: what is sent if an outer error, or
//! `with_status`, sets another one.

use crate::support;
use crate::ways;

use std::error::Error as StdError;
use std::fmt;

use crate::support::{Event, header, headers, json, logged, logged_once, shows, text};
use crate::ways::{As, Shared, behind_others, shared, with_status};
use catchall::{HttpError, Level, Problem, Response};
use http::StatusCode;

const PROBLEM: &str = "application/problem+json";

/// Contained in every text that a client must not read.
const CANARY: &str = "zqcanaryqz";

fn detail(response: &Response) -> Option<String> {
    let detail = json(response).get("detail").cloned()?;
    Some(detail.as_str().expect("a detail is a text").to_owned())
}

fn log(convert: impl FnOnce() -> Response) -> (Response, Event) {
    logged_once(convert)
}

/// An error without the derive.
#[derive(Debug)]
struct ByHand(u16);

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "by hand, {CANARY}")
    }
}

impl StdError for ByHand {}

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0).unwrap()
    }
}

// `on`

#[derive(Debug, thiserror::Error, HttpError)]
#[http(
    on(4xx, log = off, format = Text, header("X-On" = "4xx")),
    on(404, header("X-On" = "404")),
    on(5xx, log = warn, format = Html),
    on(503, retry_after = 10)
)]
enum ByStatus {
    #[error("no such row")]
    #[http(404)]
    NoRow,
    #[error("no such row")]
    #[http(status = _0)]
    AtRunTime(u16),
}

fn by_status() -> [ByStatus; 2] {
    [ByStatus::NoRow, ByStatus::AtRunTime(404)]
}

#[test]
fn an_on_for_the_own_status_does_not_silence_another_one() {
    for error in by_status() {
        for (way, convert) in with_status(503, error) {
            let (response, events) = logged(convert);
            assert_eq!(response.status(), 503, "{way}");
            assert_eq!(events.len(), 1, "{way}: {events:?}");
        }
    }
}

#[test]
fn the_level_of_an_on_is_that_of_the_final_status() {
    for error in by_status() {
        for (way, convert) in with_status(502, error) {
            let (_, events) = logged(convert);
            let levels: Vec<_> = events.iter().map(|event| event.level).collect();
            assert_eq!(levels, [tracing::Level::WARN], "{way}");
        }
    }
}

#[test]
fn the_format_of_an_on_is_that_of_the_final_status() {
    for error in by_status() {
        for (way, convert) in with_status(502, error) {
            let response = convert();
            let media_type = header(&response, "content-type");
            assert_eq!(media_type, "text/html; charset=utf-8", "{way}");
        }
    }
}

#[test]
fn a_typed_header_of_an_on_is_that_of_the_final_status() {
    for error in by_status() {
        for (way, convert) in with_status(503, error) {
            assert_eq!(headers(&convert(), "retry-after"), ["10"], "{way}");
        }
    }
}

#[test]
fn a_free_header_of_an_on_is_that_of_the_final_status() {
    for error in by_status() {
        for (way, convert) in with_status(410, error) {
            assert_eq!(headers(&convert(), "x-on"), ["4xx"], "{way}");
        }
    }
    for error in by_status() {
        for (way, convert) in with_status(503, error) {
            assert_eq!(headers(&convert(), "x-on"), [""; 0], "{way}");
        }
    }
}

/// Its `on` lists are for its own status and for others.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("a struct")]
#[http(404, on(404, log = off, format = Empty), on(5xx, log = info))]
struct Struct;

#[test]
fn the_on_of_a_struct_is_evaluated_against_the_final_status_too() {
    for (way, convert) in with_status(503, Struct) {
        let (response, events) = logged(convert);
        let levels: Vec<_> = events.iter().map(|event| event.level).collect();
        assert_eq!(levels, [tracing::Level::INFO], "{way}");
        assert_eq!(header(&response, "content-type"), PROBLEM, "{way}");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("an unmapped one")]
#[http(on(5xx, log = off, format = Empty), on(404, format = Text))]
enum UnmappedBy {
    Variant,
}

#[test]
fn the_on_of_an_unmapped_error_is_evaluated_against_the_final_status_too() {
    for (way, convert) in with_status(404, UnmappedBy::Variant) {
        let (response, event) = log(convert);
        assert_eq!(event.level, tracing::Level::DEBUG, "{way}");
        let media_type = header(&response, "content-type");
        assert_eq!(media_type, "text/plain; charset=utf-8", "{way}");
    }
}

// The level

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum Levels {
    #[http(404, log = off)]
    Off,
    #[http(404, log = debug)]
    Debug,
    #[http(503, log = warn)]
    ServerWarn,
    #[http(503, log = off)]
    ServerOff,
    #[http(status = 404, log = off)]
    OffAtRunTime,
    #[http(302, location = "/elsewhere", log = off)]
    RedirectOff,
    #[http(500, case(0 => 404, code = "zero", log = off))]
    CaseOff(u8),
}

#[test]
fn a_level_said_for_a_non_5xx_does_not_hold_for_a_5xx() {
    for error in [
        Levels::Off,
        Levels::Debug,
        Levels::OffAtRunTime,
        Levels::RedirectOff,
        Levels::CaseOff(0),
    ] {
        let name = format!("{error:?}");
        for (way, convert) in with_status(502, error) {
            let (_, events) = logged(convert);
            let levels: Vec<_> = events.iter().map(|event| event.level).collect();
            assert_eq!(levels, [tracing::Level::ERROR], "{name}, {way}");
        }
    }
}

#[test]
fn a_level_said_for_a_5xx_holds_for_another_5xx() {
    for (way, convert) in with_status(502, Levels::ServerWarn) {
        assert_eq!(log(convert).1.level, tracing::Level::WARN, "{way}");
    }
    for (way, convert) in with_status(502, Levels::ServerOff) {
        assert_eq!(logged(convert).1.len(), 0, "{way}");
    }
}

#[test]
fn a_level_holds_where_the_status_stays() {
    for (way, convert) in behind_others(Levels::Off) {
        assert_eq!(logged(convert).1.len(), 0, "{way}");
    }
    for (way, convert) in with_status(404, Levels::Off) {
        assert_eq!(logged(convert).1.len(), 0, "{way}");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum LevelOutside {
    #[http(503, transparent, log = off)]
    Off(Levels),
    #[http(503, transparent, log = info)]
    Info(Levels),
}

#[test]
fn a_level_beside_the_status_holds() {
    let off = || LevelOutside::Off(Levels::Debug).to_response();
    assert_eq!(logged(off).1.len(), 0);
    let info = || LevelOutside::Info(Levels::Off).to_response();
    assert_eq!(log(info).1.level, tracing::Level::INFO);
    let problem = || {
        Problem::from(Levels::Off)
            .with_status(503)
            .with_log_level(Level::Info)
            .to_response()
    };
    assert_eq!(log(problem).1.level, tracing::Level::INFO);
}

// A 5xx that is made from something else

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz {0}")]
enum Loud {
    #[http(
        404,
        type = "/probs/loud",
        title = "Loud",
        detail = "zqcanaryqz",
        instance = "/zqcanaryqz",
        member("free" = "zqcanaryqz"),
        header("X-Free" = "zqcanaryqz"),
        retry_after = 7
    )]
    Fixed(u8),
    #[http(
        status = 404,
        code = "run_time",
        detail = "zqcanaryqz {0}",
        member("free" = CANARY),
        header("X-Free" = CANARY),
    )]
    AtRunTime(u8),
    #[http(404)]
    Display(u8),
    #[http(302, location = "/zqcanaryqz", detail = "zqcanaryqz")]
    Redirect(u8),
    #[http(500, case(_ => 404, code = "matched", detail = "zqcanaryqz", member("free" = CANARY)))]
    Case(u8),
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz")]
#[http(404, member("free" = CANARY))]
struct LoudFixedText;

#[test]
fn a_5xx_of_a_non_5xx_shows_nothing_of_what_that_said() {
    let [fixed, at_run_time, display, redirect, case] = [
        Loud::Fixed,
        Loud::AtRunTime,
        Loud::Display,
        Loud::Redirect,
        Loud::Case,
    ];
    for status in [500, 502, 503] {
        let mut all = Vec::new();
        for variant in [fixed, at_run_time, display, redirect, case] {
            all.extend(with_status(status, variant(1)));
        }
        all.extend(with_status(status, LoudFixedText));
        all.extend(with_status(status, ByHand(404)));
        for (way, convert) in all {
            let response = convert();
            assert_eq!(response.status(), status, "{way}");
            assert!(!shows(&response, CANARY), "{way}: {response:?}");
        }
    }
}

#[test]
fn a_5xx_of_a_non_5xx_keeps_code_type_and_title() {
    for (way, convert) in with_status(503, Loud::Fixed(1)) {
        let response = convert();
        let body = json(&response);
        assert_eq!(body["code"], "fixed", "{way}");
        assert_eq!(body["type"], "/probs/loud", "{way}");
        assert_eq!(body["title"], "Loud", "{way}");
        assert_eq!(headers(&response, "retry-after"), ["7"], "{way}");
    }
}

#[test]
fn a_detail_beside_the_status_is_of_that_status() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(
        503,
        transparent,
        detail = "try later",
        member("free" = 1),
        header("X-Free" = "outer")
    )]
    struct Outer(Loud);

    let response = Outer(Loud::Fixed(1)).to_response();
    assert_eq!(detail(&response).as_deref(), Some("try later"));
    assert_eq!(json(&response)["free"], 1);
    assert_eq!(headers(&response, "x-free"), ["outer"]);
    assert!(!shows(&response, CANARY), "{response:?}");
}

// A 5xx that remains one

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz {0}")]
enum Server {
    #[http(
        503,
        detail = "try later",
        instance = "/incidents/1",
        member("free" = "public"),
        header("X-Free" = "public"),
        retry_after = 7
    )]
    Fixed(u8),
    #[http(
        status = 503,
        code = "run_time",
        detail = format!("try {}", "later"),
        instance = format!("/incidents/{_0}"),
        member("free" = "public"),
        header("X-Free" = "public"),
        retry_after = 7
    )]
    AtRunTime(u8),
    #[http(
        404,
        case(_ =>
            503,
            code = "matched",
            detail = "try later",
            instance = "/incidents/1",
            member("free" = "public"),
            header("X-Free" = "public"),
            retry_after = 7
        )
    )]
    Case(u8),
    #[http(503)]
    Display(u8),
    #[http(503, unmask)]
    Unmask(u8),
    #[http(status = 503, unmask = true)]
    UnmaskAtRunTime(u8),
    Unmapped(u8),
}

#[derive(Debug, thiserror::Error, HttpError)]
enum ServerFixedText {
    #[error("zqcanaryqz")]
    #[http(503)]
    Display,
    #[error("zqcanaryqz")]
    #[http(503, unmask)]
    Unmask,
    #[error("zqcanaryqz")]
    Unmapped,
}

#[test]
fn a_5xx_that_stays_one_keeps_what_its_keys_name() {
    for variant in [Server::Fixed, Server::AtRunTime, Server::Case] {
        let mut all = behind_others(variant(1));
        all.extend(with_status(502, variant(1)));
        all.extend(with_status(503, variant(1)));
        for (way, convert) in all {
            let response = convert();
            assert_eq!(detail(&response).as_deref(), Some("try later"), "{way}");
            let body = json(&response);
            assert_eq!(body["instance"], "/incidents/1", "{way}");
            assert_eq!(body["free"], "public", "{way}");
            assert_eq!(headers(&response, "x-free"), ["public"], "{way}");
            assert_eq!(headers(&response, "retry-after"), ["7"], "{way}");
            assert!(!shows(&response, CANARY), "{way}: {response:?}");
        }
    }
}

#[test]
fn a_5xx_that_a_chain_finds_keeps_what_its_keys_name() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("zqcanaryqz")]
    enum Outer {
        #[http(chain(Server))]
        Same(Box<dyn StdError + Send + Sync>),
        #[http(chain(Server), 502)]
        Other(Box<dyn StdError + Send + Sync>),
    }

    let inner = || Box::new(Server::Fixed(1));
    for response in [
        Outer::Same(inner()).to_response(),
        Outer::Other(inner()).to_response(),
        Problem::from_chain::<(Server,)>(anyhow::Error::new(Server::Fixed(1))).to_response(),
    ] {
        assert_eq!(detail(&response).as_deref(), Some("try later"));
        assert_eq!(json(&response)["free"], "public");
        assert!(!shows(&response, CANARY), "{response:?}");
    }
}

#[test]
fn no_inner_error_unmasks_a_display() {
    for status in [500, 503] {
        let mut all = Vec::new();
        for variant in [Server::Display, Server::Unmask, Server::UnmaskAtRunTime] {
            all.extend(outside(status, variant(1)));
        }
        all.extend(outside(status, Server::Unmapped(1)));
        all.extend(outside(status, ServerFixedText::Display));
        all.extend(outside(status, ServerFixedText::Unmask));
        all.extend(outside(status, ServerFixedText::Unmapped));
        for (way, convert) in all {
            let response = convert();
            assert!(!shows(&response, CANARY), "{way}: {response:?}");
        }
    }
}

/// Only the ways with an outer error: with `with_status`, the error is still the outermost one.
fn outside(status: u16, error: impl HttpError + Send + Sync + 'static) -> Vec<ways::Way> {
    let error = shared(error);
    let mut all = behind_others(error.clone());
    all.extend(with_status(status, error));
    all.retain(|(way, _)| *way != "with_status");
    all
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("the outer text")]
enum Outermost {
    #[http(transparent, unmask)]
    Unmask(Shared),
    #[http(transparent, unmask = false)]
    Not(Shared),
    #[http(transparent, hide)]
    Hide(Shared),
    #[http(502, transparent, hide)]
    HideAs(Shared),
}

#[test]
fn the_outermost_unmask_opens_a_display_at_any_depth() {
    let text = "zqcanaryqz 1";
    let inners: [(Shared, &str); 4] = [
        (shared(Server::Display(1)), text),
        (shared(Server::Unmapped(1)), text),
        (shared(ServerFixedText::Display), CANARY),
        (shared(ServerFixedText::Unmapped), CANARY),
    ];
    for (inner, text) in inners {
        let same = || shared(As::Same(inner.clone()));
        for error in [inner.clone(), same(), shared(As::Same(same()))] {
            let shown = Outermost::Unmask(error.clone()).to_response();
            assert_eq!(detail(&shown).as_deref(), Some(text), "{inner:?}");
            let hidden = Outermost::Not(error).to_response();
            assert_eq!(detail(&hidden), None, "{inner:?}");
        }
    }
}

#[test]
fn an_unmask_in_the_middle_opens_nothing() {
    for inner in [
        shared(Server::Display(1)),
        shared(Server::Unmapped(1)),
        shared(ServerFixedText::Display),
        shared(ServerFixedText::Unmask),
    ] {
        let middle = shared(Outermost::Unmask(inner));
        let response = As::Same(middle).to_response();
        assert!(!shows(&response, CANARY), "{response:?}");
    }
}

#[test]
fn hide_on_the_outer_error_leaves_the_inner_detail_out() {
    for error in [
        shared(Server::Fixed(1)),
        shared(Server::AtRunTime(1)),
        shared(Loud::Display(1)),
    ] {
        for outer in [Outermost::Hide, Outermost::HideAs] {
            let response = outer(error.clone()).to_response();
            assert_eq!(detail(&response), None, "{error:?}");
            let nested = As::Same(shared(outer(error.clone()))).to_response();
            assert_eq!(detail(&nested), None, "{error:?}");
        }
    }
    // It only affects the detail.
    let response = Outermost::Hide(shared(Server::Fixed(1))).to_response();
    assert_eq!(json(&response)["free"], "public");
}

// A 4xx that is made from a 5xx

#[test]
fn a_4xx_of_a_5xx_does_not_show_its_display() {
    let mut all = Vec::new();
    for variant in [Server::Display, Server::Unmapped] {
        all.extend(with_status(404, variant(1)));
    }
    all.extend(with_status(404, ServerFixedText::Display));
    all.extend(with_status(404, ServerFixedText::Unmapped));
    all.extend(with_status(404, ByHand(503)));
    for (way, convert) in all {
        let response = convert();
        assert_eq!(response.status(), 404, "{way}");
        assert!(!shows(&response, CANARY), "{way}: {response:?}");
    }
}

#[test]
fn a_5xx_that_a_chain_finds_does_not_show_its_display_in_a_4xx() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("zqcanaryqz")]
    #[http(chain(ServerFixedText, Server), 404)]
    struct Outer(Box<dyn StdError + Send + Sync>);

    for error in [
        Outer(Box::new(ServerFixedText::Display)),
        Outer(Box::new(ServerFixedText::Unmapped)),
        Outer(Box::new(Server::Display(1))),
    ] {
        let response = error.to_response();
        assert_eq!(response.status(), 404);
        assert!(!shows(&response, CANARY), "{response:?}");
    }
}

#[test]
fn a_4xx_of_a_5xx_says_its_own_detail() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("zqcanaryqz")]
    #[http(404, transparent, detail = "no such thing")]
    struct Outer(Server);

    for inner in [Server::Display(1), Server::Fixed(1), Server::Unmapped(1)] {
        let response = Outer(inner).to_response();
        assert_eq!(detail(&response).as_deref(), Some("no such thing"));
        assert!(!shows(&response, CANARY), "{response:?}");
    }
}

#[test]
fn a_4xx_of_a_4xx_shows_the_inner_display() {
    for (way, convert) in with_status(410, Loud::Display(1)) {
        assert_eq!(detail(&convert()).as_deref(), Some("zqcanaryqz 1"), "{way}");
    }
    for (way, convert) in with_status(410, ByHand(404)) {
        assert!(shows(&convert(), CANARY), "{way}");
    }
}

// Headers that belong to one status

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum OfOneStatus {
    #[http(401, www_authenticate = "Bearer")]
    Unauthorized,
    #[http(407, header("Proxy-Authenticate" = "Basic"))]
    Proxy,
    #[http(405, allow = "GET")]
    Method,
    #[http(426, header("Upgrade" = "h2c"))]
    Upgrade,
    #[http(416, content_range = "bytes */9")]
    Range,
    #[http(302, location = "/elsewhere")]
    Found,
    #[http(308, location = "/elsewhere")]
    Permanent,
    #[http(status = 401, code = "late", www_authenticate = String::from("Bearer"))]
    AtRunTime,
}

fn of_one_status() -> Vec<(OfOneStatus, &'static str)> {
    vec![
        (OfOneStatus::Unauthorized, "www-authenticate"),
        (OfOneStatus::Proxy, "proxy-authenticate"),
        (OfOneStatus::Method, "allow"),
        (OfOneStatus::Upgrade, "upgrade"),
        (OfOneStatus::Range, "content-range"),
        (OfOneStatus::Found, "location"),
        (OfOneStatus::Permanent, "location"),
        (OfOneStatus::AtRunTime, "www-authenticate"),
    ]
}

#[test]
fn a_header_of_one_status_goes_with_that_status_only() {
    for status in [403, 503] {
        for (error, name) in of_one_status() {
            for (way, convert) in with_status(status, error) {
                let response = convert();
                assert_eq!(response.status(), status);
                assert_eq!(headers(&response, name), [""; 0], "{name}, {way}");
            }
        }
    }
}

#[test]
fn a_header_of_one_status_stays_with_that_status() {
    for (error, name) in of_one_status() {
        for (way, convert) in behind_others(error) {
            assert_eq!(headers(&convert(), name).len(), 1, "{name}, {way}");
        }
    }
}

#[test]
fn a_header_of_one_status_in_a_problem_goes_with_that_status_only() {
    use catchall::header::Challenge;

    let problems = [
        (
            Problem::unauthorized(Challenge::bearer()),
            "www-authenticate",
        ),
        (
            Problem::proxy_authentication_required(Challenge::bearer()),
            "proxy-authenticate",
        ),
        (Problem::method_not_allowed(&[http::Method::GET]), "allow"),
        (Problem::upgrade_required("h2c"), "upgrade"),
    ];
    for (problem, name) in problems {
        assert_eq!(headers(&problem.to_response(), name).len(), 1, "{name}");
        let response = problem.with_status(403).to_response();
        assert_eq!(headers(&response, name), [""; 0], "{name}");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum Mandatory {
    #[http(401, transparent = inner, www_authenticate = challenge)]
    Beside {
        inner: Loud,
        challenge: Option<String>,
    },
    #[http(401, chain(Loud), www_authenticate = challenge)]
    BesideChain {
        #[source]
        inner: Loud,
        challenge: Option<String>,
    },
    #[http(401, www_authenticate = challenge)]
    Alone { challenge: Option<String> },
    #[http(407, header("Proxy-Authenticate" = challenge))]
    Proxy { challenge: Option<String> },
    #[http(426, header("Upgrade" = protocol))]
    Upgrade { protocol: Option<String> },
}

#[test]
fn a_mandatory_header_that_is_missing_or_empty_at_run_time_is_noted() {
    for value in [None, Some(String::new())] {
        let inner = || Loud::Display(1);
        for error in [
            Mandatory::Beside {
                inner: inner(),
                challenge: value.clone(),
            },
            Mandatory::BesideChain {
                inner: inner(),
                challenge: value.clone(),
            },
            Mandatory::Alone {
                challenge: value.clone(),
            },
            Mandatory::Proxy {
                challenge: value.clone(),
            },
            Mandatory::Upgrade {
                protocol: value.clone(),
            },
        ] {
            let name = format!("{error:?}");
            let (_, event) = log(|| error.to_response());
            assert_ne!(event.field("problem.note"), "", "{name}");
            assert_eq!(event.level, tracing::Level::WARN, "{name}");
            let (_, event) = log(|| Problem::from(error).to_response());
            assert_ne!(event.field("problem.note"), "", "{name}");
        }
    }
}

#[test]
fn a_mandatory_header_that_is_there_is_not_noted() {
    for error in [
        Mandatory::Beside {
            inner: Loud::Display(1),
            challenge: Some("Bearer".into()),
        },
        Mandatory::Alone {
            challenge: Some("Bearer".into()),
        },
    ] {
        let (response, event) = log(|| error.to_response());
        assert_eq!(headers(&response, "www-authenticate"), ["Bearer"]);
        assert_eq!(event.field("problem.note"), "");
    }
}

// Titles and codes that only name a status

#[derive(Debug, thiserror::Error, HttpError)]
#[error("taken")]
enum Named {
    #[http(409)]
    Taken,
    #[http(status = 409)]
    TakenAtRunTime,
    #[http(409, title = "Taken already", type = "/probs/taken")]
    Titled,
}

#[test]
fn the_title_of_about_blank_is_the_phrase_of_the_final_status() {
    for (status, phrase) in [
        (403, "Forbidden"),
        (410, "Gone"),
        (503, "Service Unavailable"),
    ] {
        let mut all = with_status(status, Named::Taken);
        all.extend(with_status(status, Named::TakenAtRunTime));
        all.extend(with_status(status, ByHand(409)));
        all.extend(with_status(status, Server::Display(1)));
        for (way, convert) in all {
            let body = json(&convert());
            assert_eq!(body["status"], status, "{way}");
            assert_eq!(body["title"], phrase, "{way}");
        }
        let problem = Problem::from(Named::Taken).with_status(status);
        assert_eq!(problem.title(), phrase);
    }
}

#[test]
fn a_title_that_was_set_stays() {
    for (way, convert) in with_status(403, Named::Titled) {
        assert_eq!(json(&convert())["title"], "Taken already", "{way}");
    }
}

#[test]
fn a_code_that_only_names_a_status_names_the_final_one() {
    for (way, convert) in with_status(403, ByHand(409)) {
        assert_eq!(json(&convert())["code"], "forbidden", "{way}");
    }
    for problem in [Problem::conflict(), Problem::from(ByHand(409))] {
        let problem = problem.with_status(410);
        assert_eq!(problem.code(), "gone");
        assert_eq!(json(&problem.to_response())["code"], "gone");
    }
    let outer = ways::ProblemAs::new(403, Problem::conflict());
    assert_eq!(outer.code(), "forbidden");
    assert_eq!(json(&outer.to_response())["code"], "forbidden");
}

#[test]
fn a_code_of_its_own_stays() {
    for (way, convert) in with_status(403, Named::Taken) {
        assert_eq!(json(&convert())["code"], "taken", "{way}");
    }
    let problem = Problem::conflict().with_code("taken").with_status(410);
    assert_eq!(json(&problem.to_response())["code"], "taken");
}

// What was read from another service

fn read(status: Option<u16>) -> Problem {
    let mut body = serde_json::json!({
        "detail": "zqcanaryqz",
        "instance": "/zqcanaryqz",
        "member": "zqcanaryqz",
    });
    if let Some(status) = status {
        body["status"] = status.into();
    }
    serde_json::from_value(body).unwrap()
}

#[test]
fn what_was_read_stays_inside_a_5xx_whatever_its_status_was() {
    for status in [None, Some(200), Some(204), Some(500), Some(503)] {
        let response = read(status).to_response();
        assert!(response.status().is_server_error(), "{status:?}");
        assert!(!shows(&response, CANARY), "{status:?}: {response:?}");
    }
}

#[test]
fn what_was_read_of_a_redirection_is_one() {
    let response = read(Some(302)).to_response();
    assert_eq!(response.status(), 302);
    assert_eq!(detail(&response).as_deref(), Some(CANARY));
}

#[test]
fn what_was_read_stays_inside_a_5xx_whatever_order_the_calls_came_in() {
    for status in [None, Some(200), Some(401), Some(404), Some(503)] {
        for problem in [
            read(status).with_status(502),
            read(status).with_status(404).with_status(502),
            read(status).with_code("upstream").with_status(502),
            read(status).with_status(502).with_code("upstream"),
            read(status).with_status(502).with_cause("upstream"),
        ] {
            let response = problem.to_response();
            assert_eq!(response.status(), 502);
            assert!(!shows(&response, CANARY), "{status:?}: {response:?}");
        }
    }
}

#[test]
fn what_was_read_stays_inside_the_5xx_of_an_outer_error() {
    for status in [200, 401, 404, 503] {
        let error = ways::ProblemAs::new(502, read(Some(status)));
        let nested = As::Same(shared(ways::ProblemAs::new(502, read(Some(status)))));
        let not_an_error = ways::ProblemAs::Same(read(Some(200)));
        for response in [
            error.to_response(),
            Problem::from(error).to_response(),
            nested.to_response(),
            not_an_error.to_response(),
        ] {
            assert!(response.status().is_server_error());
            assert!(!shows(&response, CANARY), "{status}: {response:?}");
        }
    }
}

#[test]
fn what_is_set_on_a_read_problem_is_sent_in_both_orders() {
    for problem in [
        read(Some(401)).with_status(502).with_detail("try later"),
        read(Some(401)).with_detail("try later").with_status(502),
    ] {
        let response = problem.to_response();
        assert_eq!(detail(&response).as_deref(), Some("try later"));
        assert!(!shows(&response, CANARY), "{response:?}");
    }
    for problem in [
        read(Some(401)).with_status(502).with_member("member", 1),
        read(Some(401)).with_member("member", 1).with_status(502),
    ] {
        let response = problem.to_response();
        assert_eq!(json(&response)["member"], 1);
        assert!(!shows(&response, CANARY), "{response:?}");
    }
}

#[test]
fn the_effective_status_decides_what_of_a_read_problem_is_sent() {
    for status in [None, Some(401), Some(404), Some(503)] {
        let once = read(status).with_status(404).to_response();
        let twice = read(status).with_status(502).with_status(404).to_response();
        assert_eq!(text(&once), text(&twice), "{status:?}");
    }
    let client = read(Some(401)).with_status(404).to_response();
    assert_eq!(detail(&client).as_deref(), Some(CANARY));
}

// Names of unmapped variants

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[expect(
    clippy::enum_variant_names,
    reason = "the test searches for the prefix"
)]
enum Private {
    #[http(type = "/probs/x")]
    ZqTyped,
    #[http(code = "said")]
    ZqCoded,
    #[http(code = "said_too", type = "/probs/y")]
    ZqBoth,
    #[http(status = None::<u16>, type = "/probs/z")]
    ZqAtRunTime,
    #[http(status = None::<u16>, code = "said_late", type = "/probs/w")]
    ZqBothAtRunTime,
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
#[http(type_base = "https://e.example/", status = None::<u16>)]
enum PrivateBase {
    ZqPlain,
    #[http(code = "base_said")]
    ZqCoded,
}

#[test]
fn the_title_of_an_unmapped_variant_is_as_private_as_its_name() {
    let mut all = Vec::new();
    for status in [404, 503] {
        all.extend(with_status(status, Private::ZqTyped));
        all.extend(with_status(status, Private::ZqCoded));
        all.extend(with_status(status, Private::ZqBoth));
        all.extend(with_status(status, Private::ZqAtRunTime));
        all.extend(with_status(status, Private::ZqBothAtRunTime));
        all.extend(with_status(status, PrivateBase::ZqPlain));
        all.extend(with_status(status, PrivateBase::ZqCoded));
    }
    all.extend(behind_others(Private::ZqBoth));
    all.extend(behind_others(Private::ZqBothAtRunTime));
    all.extend(behind_others(PrivateBase::ZqCoded));
    for (way, convert) in all {
        let response = convert();
        let seen = String::from_utf8(support::seen(&response)).unwrap();
        assert!(!seen.to_lowercase().contains("zq"), "{way}: {seen}");
    }
}

// `case` without a status, with `transparent`

#[derive(Debug, thiserror::Error, HttpError)]
#[error("inner {0}")]
#[http(404, member("inner" = 1), header("X-Inner" = "inner"))]
struct Inner(u8);

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outer")]
enum WithCase {
    #[http(
        transparent,
        case(Inner(1) => code = "first", header("X-Case" = "case"), member("case" = 1)),
        case(Inner(2) => detail = "by case"),
        case(Inner(3) => hide),
        case(Inner(4) => header("X-Inner" = "case"))
    )]
    Transparent(Inner),
    #[http(chain(Inner), hide, case({ source, .. } if source.to_string() == "inner 1" => code = "found"))]
    Chain {
        source: Box<dyn StdError + Send + Sync>,
    },
}

#[test]
fn a_case_without_a_status_beside_transparent_delegates() {
    let response = WithCase::Transparent(Inner(1)).to_response();
    let body = json(&response);
    assert_eq!(body["status"], 404);
    assert_eq!(body["code"], "first");
    assert_eq!(body["detail"], "inner 1");
    assert_eq!(body["inner"], 1);
    assert_eq!(body["case"], 1);
    assert_eq!(headers(&response, "x-inner"), ["inner"]);
    assert_eq!(headers(&response, "x-case"), ["case"]);
    assert_eq!(WithCase::Transparent(Inner(1)).status(), 404);
    assert_eq!(WithCase::Transparent(Inner(1)).code(), "first");
}

#[test]
fn the_keys_of_a_case_are_on_top_of_the_delegation() {
    let body = |n| json(&WithCase::Transparent(Inner(n)).to_response());
    assert_eq!(body(2)["detail"], "by case");
    assert_eq!(body(2)["code"], "inner");
    assert_eq!(body(3).get("detail"), None);
    assert_eq!(body(3)["status"], 404);
    assert_eq!(body(0)["detail"], "inner 0");
    let response = WithCase::Transparent(Inner(4)).to_response();
    assert_eq!(headers(&response, "x-inner"), ["case"]);
}

#[test]
fn a_case_without_a_status_beside_chain_delegates() {
    let source = Box::new(Inner(1));
    let body = json(&WithCase::Chain { source }.to_response());
    assert_eq!(
        (&body["status"], &body["code"]),
        (&404.into(), &"found".into())
    );
}

#[test]
fn a_case_without_a_status_beside_transparent_maps_its_variant() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    #[http(unmapped = deny)]
    enum Denies {
        #[http(transparent, case(Inner(1) => code = "denied_first"), case(Inner(2) => hide))]
        Inner(Inner),
    }

    let body = |n| json(&Denies::Inner(Inner(n)).to_response());
    assert_eq!(body(1)["status"], 404);
    assert_eq!(body(1)["code"], "denied_first");
    assert_eq!(body(1)["detail"], "inner 1");
    assert_eq!(body(2)["status"], 404);
    assert_eq!(body(2).get("detail"), None);
    assert_eq!(body(3)["detail"], "inner 3");
}

// Values that no case matches

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqcanaryqz")]
enum Cases {
    #[http(
        detail = "{0}",
        member("row" = _0),
        case(text if text == "no row" => 404, code = "no_row")
    )]
    Tuple(String),
    #[http(
        detail = text,
        case({ id: 1, .. } => 404, code = "no_row_one"),
        case({ id: 2, .. } => 409, code = "no_row_two", detail = "the second")
    )]
    Named {
        id: u8,
        #[http(member)]
        text: String,
    },
}

#[test]
fn what_no_case_matches_is_unmapped_and_masked() {
    let text = || String::from(CANARY);
    let unmatched = [
        Cases::Tuple(text()),
        Cases::Named {
            id: 0,
            text: text(),
        },
    ];
    for error in unmatched {
        for response in [error.to_response(), Problem::from(error).to_response()] {
            support::assert_plain_500(&response);
        }
    }
    let mut all = behind_others(Cases::Tuple(text()));
    all.extend(with_status(503, Cases::Tuple(text())));
    for (way, convert) in all {
        let response = convert();
        assert!(!shows(&response, CANARY), "{way}: {response:?}");
    }
}

#[test]
fn detail_and_members_are_for_the_cases() {
    let body = json(&Cases::Tuple("no row".into()).to_response());
    assert_eq!(body["status"], 404);
    assert_eq!(body["detail"], "no row");
    assert_eq!(body["row"], "no row");
    let named = |id| {
        let text = "a text".into();
        json(&Cases::Named { id, text }.to_response())
    };
    assert_eq!(named(1)["detail"], "a text");
    assert_eq!(named(1)["text"], "a text");
    assert_eq!(named(2)["detail"], "the second");
}
