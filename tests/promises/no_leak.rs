//! In a 5xx, no byte of `Display` or `Debug` of the error or its sources, and
//! no name of an unmapped variant, is in the body or a header, unless a key
//! names exactly that part.

use std::error::Error;
use std::fmt;

use crate::support::{Leaf, Link, any_text, headers, json, seen, shows, text};
use catchall::{HttpError, OrProblem, Problem, Response};
use http::StatusCode;
use proptest::prelude::*;

/// Part of every text that must not be visible. It contains no character that a
/// format would escape.
const CANARY: &str = "zqcanaryqz";
/// Part of the name of every variant that must not be visible.
const NAME: &str = "ZqUnmapped";

/// Returns any text, surrounded by the canary and containing it.
fn secret(text: &str) -> String {
    let middle = text
        .char_indices()
        .nth(text.chars().count() / 2)
        .map_or(0, |(at, _)| at);
    let (start, end) = text.split_at(middle);
    format!("{CANARY}{start}{CANARY}{end}{CANARY}")
}

fn chain(text: &str) -> Link {
    Link {
        text: secret(text),
        source: Box::new(Link {
            text: secret(text),
            source: Box::new(Leaf(secret(text))),
        }),
    }
}

/// Writes its content, also for `Debug`.
#[derive(thiserror::Error)]
#[error("{text}")]
struct ByHand {
    text: String,
    status: u16,
    #[source]
    source: Link,
}

impl fmt::Debug for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap()
    }
}

/// Returns errors that are not a 5xx, with texts that a 5xx must not show.
fn client_errors(text: &str) -> Vec<Inner> {
    vec![
        Inner::Mapped(secret(text)),
        Inner::Loud { text: secret(text) },
    ]
}

fn by_hand(text: &str, status: u16) -> ByHand {
    ByHand {
        text: secret(text),
        status,
        source: chain(text),
    }
}

/// Nothing but the defaults.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Nothing(String);

impl HttpError for Nothing {}

/// Sets every part that an error may set.
#[derive(Debug, thiserror::Error, HttpError)]
enum Inner {
    #[error("{0}")]
    #[http(404, retry_after = 7)]
    Mapped(String),

    /// Its keys name the text only for a 404.
    #[error("{text}")]
    #[http(
        404,
        detail = "{text}",
        instance = "{text}",
        header("X-Free" = text.escape_default().to_string()),
        member("free" = text),
        retry_after = 7
    )]
    Loud { text: String },

    /// Its keys name texts other than its own.
    #[error("{text}")]
    #[http(
        502,
        detail = "public",
        instance = "/public",
        header("X-Free" = "public".to_owned()),
        member("free" = "public"),
        retry_after = 7
    )]
    Named { text: String, source: Link },

    #[error("{0}")]
    #[http(503, unmask)]
    Unmasked(String),

    #[error("zqcanaryqz")]
    #[http(503, unmask)]
    UnmaskedStatic,

    #[error("{0}")]
    ZqUnmappedText(String),
}

fn named(text: &str) -> Inner {
    Inner::Named {
        text: secret(text),
        source: chain(text),
    }
}

/// Returns errors that are a 5xx.
fn inners(text: &str) -> Vec<Inner> {
    vec![
        named(text),
        Inner::Unmasked(secret(text)),
        Inner::UnmaskedStatic,
        Inner::ZqUnmappedText(secret(text)),
    ]
}

/// A user's format that prints everything that it receives.
struct Own;

impl catchall::Format for Own {
    fn render(
        &self,
        problem: &Problem,
        _context: Option<&catchall::RequestContext>,
    ) -> catchall::Body {
        let all = format!(
            "{problem} {problem:?} {:?} {:?}",
            problem.instance(),
            problem.members()
        );
        catchall::Body::new("application/x-own", all)
    }
}

macro_rules! formats {
    ($($name:ident: $format:ident,)*) => {$(
        mod $name {
            use super::*;
            #[allow(unused_imports, reason = "some of the formats are defined here")]
            use catchall::format::{Json, JsonShape};

            #[allow(dead_code, reason = "only one format is a shape")]
            const SHAPE: JsonShape =
                Json::message("message").code("kind").status("number").within("problem");

            #[derive(Debug, thiserror::Error, HttpError)]
            #[http(format = $format, on(503, header("X-On" = "on")))]
            enum Outer {
                #[error("{text}")]
                ZqUnmappedNamed { text: String, source: Link },

                #[error("{0:?}")]
                ZqUnmappedTuple(#[from] Link),

                #[error("zqcanaryqz")]
                ZqUnmappedUnit,

                #[error("{0}")]
                #[http(500)]
                Mapped(String),

                #[error("{text}")]
                #[http(503, retry_after = 3)]
                WithSource { text: String, #[source] source: Link },

                #[error("zqcanaryqz")]
                #[http(507)]
                Static,

                #[error("zqcanaryqz")]
                #[http(508, hide)]
                Hidden,

                #[error("{0}")]
                #[http(status = *_1)]
                AtRunTime(String, u16),

                #[error("{0}")]
                #[http(500, unmask = _0.is_empty())]
                UnmaskNot(String),

                #[error(transparent)]
                #[http(transparent)]
                Transparent(Inner),

                #[error(transparent)]
                #[http(transparent, 502)]
                Overridden(Inner),

                #[error("{0}")]
                #[http(transparent)]
                Boxed(Box<dyn HttpError + Send + Sync>),

                #[error("{0}")]
                #[http(transparent)]
                Anyhow(anyhow::Error),

                #[error("{0}")]
                #[http(transparent)]
                Eyre(eyre::Report),

                #[error("{0}")]
                #[http(502, transparent)]
                BoxedAs(Box<dyn HttpError + Send + Sync>),

                #[error("{0}")]
                #[http(transparent)]
                Problem(Problem),

                #[error("{0}")]
                #[http(502, transparent)]
                ProblemAs(Problem),

                #[error("{0}")]
                #[http(chain(Inner, Nothing))]
                Chain(Box<dyn Error + Send + Sync>),

                #[error("{0}")]
                #[http(502, chain(Inner))]
                ChainAs(Box<dyn Error + Send + Sync>),

                #[error("{0}")]
                #[http(transparent, case(Inner::Mapped(_) => 500), case(Inner::Loud { .. } => 503))]
                Case(Inner),
            }

            pub(super) fn outers(text: &str) -> Vec<(String, Response)> {
                let mut outers = vec![
                    Outer::ZqUnmappedNamed { text: secret(text), source: chain(text) },
                    Outer::ZqUnmappedTuple(chain(text)),
                    Outer::ZqUnmappedUnit,
                    Outer::Mapped(secret(text)),
                    Outer::WithSource { text: secret(text), source: chain(text) },
                    Outer::Static,
                    Outer::Hidden,
                    Outer::AtRunTime(secret(text), 503),
                    Outer::AtRunTime(secret(text), 599),
                    // Not errors, and therefore a 500.
                    Outer::AtRunTime(secret(text), 200),
                    Outer::UnmaskNot(secret(text)),
                    Outer::Boxed(Box::new(by_hand(text, 504))),
                    Outer::Boxed(Box::new(Nothing(secret(text)))),
                    Outer::Anyhow(anyhow::Error::new(chain(text)).context(secret(text))),
                    Outer::Eyre(eyre::Report::new(chain(text)).wrap_err(secret(text))),
                    Outer::Problem(Problem::internal_server_error().with_cause(chain(text))),
                    Outer::ProblemAs(
                        Problem::not_found()
                            .with_detail(secret(text))
                            .with_instance(secret(text))
                            .with_member("free", secret(text))
                            .with_header("x-free", secret(text).escape_default().to_string()),
                    ),
                    Outer::Chain(Box::new(chain(text))),
                    Outer::Chain(Box::new(Link {
                        text: secret(text),
                        source: Box::new(Nothing(secret(text))),
                    })),
                ];
                outers.extend(client_errors(text).into_iter().map(Outer::Overridden));
                outers.extend(client_errors(text).into_iter().map(Outer::Case));
                for inner in client_errors(text) {
                    outers.push(Outer::BoxedAs(Box::new(inner)));
                }
                for inner in client_errors(text) {
                    outers.push(Outer::ProblemAs(Problem::from(inner)));
                }
                for inner in client_errors(text) {
                    outers.push(Outer::Problem(Problem::from(inner).with_status(503)));
                }
                for inner in client_errors(text) {
                    outers.push(Outer::ChainAs(Box::new(Link {
                        text: secret(text),
                        source: Box::new(inner),
                    })));
                }
                for inner in inners(text) {
                    outers.push(Outer::Transparent(inner));
                }
                for inner in inners(text) {
                    outers.push(Outer::Overridden(inner));
                }
                for inner in inners(text) {
                    outers.push(Outer::Boxed(Box::new(inner)));
                }
                for inner in inners(text) {
                    outers.push(Outer::Problem(Problem::from(inner)));
                }
                for inner in inners(text) {
                    outers.push(Outer::Chain(Box::new(Link {
                        text: secret(text),
                        source: Box::new(inner),
                    })));
                }
                let mut responses = Vec::new();
                for (at, outer) in outers.into_iter().enumerate() {
                    let name = format!("{} {at}", stringify!($format));
                    responses.push((name.clone(), outer.to_response()));
                    responses.push((format!("{name} dyn"), (&outer as &dyn HttpError).to_response()));
                    let problem = Problem::from(outer);
                    responses.push((format!("{name} problem"), problem.to_response()));
                    let problem = problem.with_instance("/an/instance");
                    responses.push((format!("{name} overlaid"), problem.to_response()));
                    responses.push((format!("{name} owned"), Response::from(problem)));
                }
                responses
            }
        }
    )*};
}

formats! {
    problem_json: ProblemJson,
    text_plain: Text,
    html: Html,
    empty: Empty,
    json_default: Json,
    json_shape: SHAPE,
    own: Own,
}

/// Returns responses that need no separate format.
fn others(text: &str) -> Vec<(String, Response)> {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("{text}")]
    struct Unmapped {
        text: String,
        source: Link,
    }

    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(503)]
    #[error("{0}")]
    struct Mapped(String);

    let io = || Err::<(), _>(std::io::Error::other(secret(text)));
    let error = |problem: catchall::Result<()>| problem.unwrap_err().to_response();
    let mut responses = vec![
        Unmapped {
            text: secret(text),
            source: chain(text),
        }
        .to_response(),
        Mapped(secret(text)).to_response(),
        Nothing(secret(text)).to_response(),
        by_hand(text, 500).to_response(),
        by_hand(text, 503).to_response(),
        // Not an error, and therefore a 500.
        by_hand(text, 200).to_response(),
        std::sync::Arc::new(Nothing(secret(text))).to_response(),
        Problem::from(anyhow::Error::new(chain(text)).context(secret(text))).to_response(),
        Problem::from(eyre::Report::new(chain(text)).wrap_err(secret(text))).to_response(),
        Problem::from(by_hand(text, 404))
            .with_status(503_u16)
            .to_response(),
        Problem::from_chain::<(Inner,)>(chain(text)).to_response(),
        Problem::from_chain::<(Inner,)>(anyhow::Error::new(chain(text))).to_response(),
        Problem::from_chain::<(Inner,)>(secret(text)).to_response(),
        Problem::gateway_timeout()
            .with_cause(secret(text))
            .to_response(),
        error(io().or_problem(500)),
        error(io().or_problem(Problem::service_unavailable())),
        error(Err(anyhow::anyhow!(secret(text))).or_problem(StatusCode::BAD_GATEWAY)),
    ];
    for inner in client_errors(text) {
        responses.push(Problem::from(inner).with_status(500_u16).to_response());
    }
    for inner in client_errors(text) {
        let problem = Problem::from_chain::<(Inner,)>(inner);
        responses.push(problem.with_status(503_u16).to_response());
    }
    let name = |(at, response)| (format!("other {at}"), response);
    responses.into_iter().enumerate().map(name).collect()
}

fn all(text: &str) -> Vec<(String, Response)> {
    let mut all = others(text);
    for outers in [
        problem_json::outers,
        text_plain::outers,
        html::outers,
        empty::outers,
        json_default::outers,
        json_shape::outers,
        own::outers,
    ] {
        all.extend(outers(text));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_5xx_shows_nothing_that_no_key_names(one in any_text(), other in any_text()) {
        for ((name, response), (_, twin)) in all(&one).into_iter().zip(all(&other)) {
            prop_assert!(response.status().is_server_error(), "{name}: {}", response.status());
            for part in [CANARY, NAME] {
                prop_assert!(!shows(&response, part), "{name} shows {part}: {}", text(&response));
            }
            // A difference that cannot be seen does not change the response.
            prop_assert_eq!(seen(&response), seen(&twin), "{}", name);
        }
    }

    #[test]
    fn a_problem_of_a_masked_error_does_not_show_it_either(secret_text in any_text()) {
        let problem = Problem::from(Inner::ZqUnmappedText(secret(&secret_text)));
        let shown = format!("{problem} {}", serde_json::to_string(&problem).unwrap());
        prop_assert!(!shown.contains(CANARY) && !shown.contains(NAME), "{}", shown);
    }

    #[test]
    fn a_key_makes_its_part_public_and_no_other(secret_text in any_text()) {
        for response in loud_5xx(&secret_text) {
            prop_assert_eq!(response.status(), 502);
            let body = json(&response);
            prop_assert_eq!(&body["detail"], &secret(&secret_text));
            // Percent-encoded, as a URI reference is.
            prop_assert!(body["instance"].as_str().is_some_and(|uri| uri.contains(CANARY)));
            prop_assert_eq!(&body["free"], &secret(&secret_text));
            // A header can have at most 8 KiB.
            let is_short = secret_text.len() < 800;
            prop_assert!(!is_short || headers(&response, "x-free").concat().contains(CANARY));
            prop_assert!(!shows(&response, DISPLAY), "{}", text(&response));
        }

        let body = json(&Inner::Unmasked(secret(&secret_text)).to_response());
        prop_assert_eq!(&body["detail"], &secret(&secret_text));
    }
}

/// Part of the `Display` of a 5xx whose keys name another text.
const DISPLAY: &str = "zqdisplayqz";

#[derive(Debug, thiserror::Error, HttpError)]
#[error("zqdisplayqz")]
#[http(
    502,
    detail = "{text}",
    instance = "{text}",
    header("X-Free" = text.escape_default().to_string()),
    member("free" = text)
)]
struct Loud5xx {
    text: String,
}

/// Returns a 5xx whose keys name the text, alone and inside other errors.
fn loud_5xx(text: &str) -> Vec<Response> {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("zqdisplayqz")]
    enum Outer {
        #[http(transparent)]
        Typed(Loud5xx),
        #[http(transparent)]
        Boxed(Box<dyn HttpError>),
        #[http(transparent)]
        Problem(Problem),
        #[http(chain(Loud5xx))]
        Chain(Box<dyn Error>),
    }

    let loud = || Loud5xx { text: secret(text) };
    vec![
        loud().to_response(),
        Problem::from(loud()).to_response(),
        Outer::Typed(loud()).to_response(),
        Outer::Boxed(Box::new(loud())).to_response(),
        Outer::Problem(Problem::from(loud())).to_response(),
        Outer::Chain(Box::new(loud())).to_response(),
    ]
}

#[test]
fn the_outer_variant_may_unmask_the_inner_one() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Outer {
        #[error(transparent)]
        #[http(transparent, unmask)]
        Unmask(Inner),
        #[error(transparent)]
        #[http(503, transparent, unmask)]
        UnmaskAs(Inner),
        #[error(transparent)]
        #[http(transparent, unmask)]
        Problem(Problem),
        #[error("{0}")]
        #[http(transparent, unmask)]
        Anyhow(anyhow::Error),
        #[error("{0}")]
        #[http(transparent, unmask)]
        Eyre(eyre::Report),
        #[error("{0}")]
        #[http(transparent, unmask)]
        ByHand(Nothing),
    }

    for outer in [
        Outer::Unmask(Inner::ZqUnmappedText("text".into())),
        Outer::Unmask(Inner::Unmasked("text".into())),
        Outer::UnmaskAs(Inner::Unmasked("text".into())),
        Outer::UnmaskAs(Inner::Mapped("text".into())),
        Outer::Problem(Inner::Unmasked("text".into()).into()),
        Outer::Anyhow(anyhow::anyhow!("text")),
        Outer::Eyre(eyre::eyre!("text")),
        Outer::ByHand(Nothing("text".into())),
    ] {
        assert_eq!(json(&outer.to_response())["detail"], "text", "{outer:?}");
    }
    // It shows `Display`, and not what the key of a 4xx names.
    let loud = Inner::Loud { text: secret("") };
    let response = Outer::UnmaskAs(loud).to_response();
    assert!(!shows(&response, CANARY), "{}", text(&response));
}

/// Its text is known at compile time, and the outer error adds nothing.
#[test]
fn the_unmask_of_an_inner_error_ends_where_another_delegates_to_it() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the maintenance ends at noon")]
    #[http(503, unmask)]
    struct Maintenance;

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error(transparent)]
    #[http(transparent)]
    struct Outer(Maintenance);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error(transparent)]
    #[http(transparent)]
    struct Outermost(Outer);

    let inner = Maintenance.to_response();
    assert_eq!(json(&inner)["detail"], "the maintenance ends at noon");
    for response in [
        Outer(Maintenance).to_response(),
        Outermost(Outer(Maintenance)).to_response(),
    ] {
        assert_eq!(response.status(), 503);
        assert_eq!(json(&response)["code"], json(&inner)["code"]);
        assert!(
            json(&response).get("detail").is_none(),
            "{}",
            text(&response)
        );
    }
}

/// The leak law allows a source in a 5xx without a key.
#[test]
fn what_was_a_5xx_does_not_show_its_text_at_another_status() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Outer {
        #[error("{0}")]
        #[http(transparent, 404)]
        Inner(Inner),
        #[error("{0}")]
        #[http(transparent, 404)]
        Anyhow(anyhow::Error),
        #[error("{0}")]
        #[http(chain(Inner), 404)]
        Chain(Box<dyn Error + Send + Sync>),
        #[error("{0}")]
        #[http(transparent, 404)]
        Boxed(Box<dyn HttpError>),
        #[error("{0}")]
        #[http(transparent, 404)]
        Problem(Problem),
    }

    let inner = || Inner::ZqUnmappedText(secret(""));
    for response in [
        Outer::Inner(inner()).to_response(),
        Outer::Anyhow(anyhow::Error::new(inner())).to_response(),
        Outer::Chain(Box::new(inner())).to_response(),
        Outer::Chain(Box::new(chain(""))).to_response(),
        Outer::Boxed(Box::new(inner())).to_response(),
        Outer::Boxed(Box::new(Nothing(secret("")))).to_response(),
        Outer::Boxed(Box::new(by_hand("", 503))).to_response(),
        Outer::Problem(Problem::from(inner())).to_response(),
        Outer::Problem(Problem::from(Nothing(secret("")))).to_response(),
        Outer::Problem(Problem::bad_gateway().with_cause(chain(""))).to_response(),
        Problem::from(inner()).with_status(404_u16).to_response(),
        Problem::from(Nothing(secret("")))
            .with_status(404_u16)
            .to_response(),
        Problem::from(anyhow::Error::new(inner()))
            .with_status(404_u16)
            .to_response(),
        Problem::from_chain::<(Nothing,)>(Nothing(secret("")))
            .with_status(404_u16)
            .to_response(),
    ] {
        assert_eq!(response.status(), 404);
        assert!(!shows(&response, CANARY), "{}", text(&response));
    }
}

#[test]
fn a_5xx_that_stays_one_keeps_what_its_keys_name_and_one_that_is_made_loses_it() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error(transparent)]
    enum Outer {
        #[http(transparent)]
        Same(Inner),
        #[http(502, transparent)]
        BadGateway(Inner),
    }

    let response = Outer::Same(named("")).to_response();
    assert_eq!(
        text(&response),
        r#"{"title":"Bad Gateway","status":502,"code":"named","detail":"public","instance":"/public","free":"public"}"#
    );
    assert_eq!(headers(&response, "retry-after"), ["7"]);
    assert_eq!(headers(&response, "x-free"), ["public"]);

    let loud = Inner::Loud { text: secret("") };
    let response = Outer::BadGateway(loud).to_response();
    assert_eq!(
        text(&response),
        r#"{"title":"Bad Gateway","status":502,"code":"loud"}"#
    );
    assert_eq!(headers(&response, "retry-after"), ["7"]);
    assert_eq!(headers(&response, "x-free"), [""; 0]);
}

/// Another key does not make the name of an unmapped variant public.
#[test]
fn no_key_but_a_status_maps_a_variant() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[http(
        unmapped = 503,
        type_base = "https://example.com/",
        code_prefix = "app.",
        header("X-All" = "all"),
        on(5xx, log = warn)
    )]
    #[expect(
        clippy::enum_variant_names,
        reason = "the test searches for the prefix"
    )]
    enum Unmapped {
        #[error("zqcanaryqz {0}")]
        ZqUnmappedPlain(String),
        #[error("zqcanaryqz")]
        #[http(log = info)]
        ZqUnmappedLevel,
        #[error("zqcanaryqz")]
        #[http(header("X-Own" = "own"), retry_after = 1)]
        ZqUnmappedHeader,
        #[error("zqcanaryqz")]
        #[http(member("a" = 1))]
        ZqUnmappedMember,
        #[error("zqcanaryqz")]
        #[http(detail = "public")]
        ZqUnmappedDetail,
        #[error("zqcanaryqz")]
        #[http(format = Html)]
        ZqUnmappedHtml,
        #[error("zqcanaryqz")]
        #[http(type = "tag:x")]
        ZqUnmappedType,
        #[error("zqcanaryqz")]
        #[http(code = "named")]
        ZqUnmappedCode,
        #[error("zqcanaryqz")]
        #[http(status = None::<u16>)]
        ZqUnmappedAtRunTime,
        #[error("zqcanaryqz")]
        #[http(status = None::<u16>, code = "named_too", type = "tag:y")]
        ZqUnmappedTypeAtRunTime,
    }

    for error in [
        Unmapped::ZqUnmappedPlain(secret("")),
        Unmapped::ZqUnmappedLevel,
        Unmapped::ZqUnmappedHeader,
        Unmapped::ZqUnmappedMember,
        Unmapped::ZqUnmappedDetail,
        Unmapped::ZqUnmappedHtml,
        Unmapped::ZqUnmappedType,
        Unmapped::ZqUnmappedCode,
        Unmapped::ZqUnmappedAtRunTime,
        Unmapped::ZqUnmappedTypeAtRunTime,
    ] {
        for response in [error.to_response(), Problem::from(error).to_response()] {
            let seen = String::from_utf8(seen(&response)).unwrap();
            let seen = seen.to_lowercase().replace(['_', '-', ' ', '.'], "");
            assert!(response.status().is_server_error());
            assert!(!seen.contains(CANARY), "{seen}");
            assert!(!seen.contains("zqunmapped"), "{seen}");
        }
    }
}

/// What a key names is also sent if a variant turns out to be unmapped at run time.
#[test]
fn a_variant_without_a_status_at_run_time_sends_what_its_keys_name() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Late {
        #[error("shown")]
        #[http(status = None::<u16>, unmask)]
        Unmasked,
        #[error("{0}")]
        #[http(status = None::<u16>, detail = "public", member("free" = 1), header("X-Free" = "free"))]
        Named(String),
    }

    for response in [
        Late::Unmasked.to_response(),
        Problem::from(Late::Unmasked).to_response(),
    ] {
        assert_eq!(json(&response)["detail"], "shown");
    }
    let named = || Late::Named(secret(""));
    for response in [named().to_response(), Problem::from(named()).to_response()] {
        assert_eq!(
            text(&response),
            r#"{"title":"Internal Server Error","status":500,"code":"internal_error","detail":"public","free":1}"#
        );
        assert_eq!(headers(&response, "x-free"), ["free"]);
    }
    let problem = Problem::from_chain::<(Late,)>(secret("")).with_detail("public");
    assert_eq!(json(&problem.to_response())["detail"], "public");
    assert!(!shows(&problem.to_response(), CANARY));
}
