//! No error can crash the service: if it panics, or cannot be written, the
//! response is a plain, logged 500.

use std::cell::Cell;
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::support::{Leaf, assert_plain_500, json, logged, logged_once, text};
use catchall::{Body, Format, HttpError, Problem, RequestContext, Response};
use http::StatusCode;
use serde::ser::{Serialize, Serializer};

/// What an error does instead of returning a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    Fail,
    Panic,
    /// Writes something first.
    FailLate,
    PanicLate,
}

const HARMS: [Harm; 4] = [Harm::Fail, Harm::Panic, Harm::FailLate, Harm::PanicLate];

impl fmt::Display for Harm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self, Self::FailLate | Self::PanicLate) {
            f.write_str("half of a text")?;
        }
        if matches!(self, Self::Panic | Self::PanicLate) {
            panic!("a `Display` that panics");
        }
        Err(fmt::Error)
    }
}

impl Serialize for Harm {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::{Error as _, SerializeMap};

        if matches!(self, Self::FailLate | Self::PanicLate) {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("half", "of a value")?;
            map.serialize_entry(
                "other half",
                if *self == Self::FailLate {
                    &Self::Fail
                } else {
                    &Self::Panic
                },
            )?;
            return map.end();
        }
        assert_ne!(*self, Self::Panic, "a `Serialize` that panics");
        Err(S::Error::custom("a `Serialize` that fails"))
    }
}

struct HarmfulFormat(Harm);

impl Format for HarmfulFormat {
    fn render(&self, problem: &Problem, _context: Option<&RequestContext>) -> Body {
        match self.0 {
            Harm::Fail => Body::json(&Harm::Fail),
            Harm::FailLate => Body::new("no/\nmedia type", "text"),
            Harm::Panic => panic!("a format that panics"),
            Harm::PanicLate => {
                let _ = problem.body(&catchall::format::Html);
                panic!("a format that panics late")
            }
        }
    }
}

const FAILS: HarmfulFormat = HarmfulFormat(Harm::Fail);
const PANICS: HarmfulFormat = HarmfulFormat(Harm::Panic);
const FAILS_LATE: HarmfulFormat = HarmfulFormat(Harm::FailLate);
const PANICS_LATE: HarmfulFormat = HarmfulFormat(Harm::PanicLate);

#[derive(Debug, thiserror::Error, HttpError)]
enum Harmful {
    #[error("{0}")]
    #[http(404)]
    Display(Harm),

    #[error("display")]
    #[http(404, detail = "{_0}")]
    Detail(Harm),

    #[error("member")]
    #[http(404)]
    Member {
        #[http(member)]
        first: u32,
        #[http(member)]
        harm: Harm,
        #[http(member)]
        last: u32,
    },

    #[error("flatten")]
    #[http(404)]
    Flatten(#[http(member(flatten))] Harm),

    #[error("member of a text")]
    #[http(404, member("text" = "{_0}"))]
    MemberText(Harm),

    #[error("status")]
    #[http(status = status(*_0))]
    Status(Harm),

    #[error("code")]
    #[http(404, code = code(*_0))]
    Code(Harm),

    #[error("format")]
    #[http(404, format = FAILS)]
    FormatFails,
    #[error("format")]
    #[http(404, format = PANICS)]
    FormatPanics,
    #[error("format")]
    #[http(404, format = FAILS_LATE)]
    FormatFailsLate,
    #[error("format")]
    #[http(404, format = PANICS_LATE)]
    FormatPanicsLate,

    #[error(transparent)]
    #[http(transparent)]
    Inner(Box<Harmful>),
}

fn status(harm: Harm) -> u16 {
    panic!("a status that panics: {harm:?}")
}

fn code(harm: Harm) -> String {
    panic!("a code that panics: {harm:?}")
}

fn harmfuls() -> Vec<Harmful> {
    let mut all = vec![
        Harmful::FormatFails,
        Harmful::FormatPanics,
        Harmful::FormatFailsLate,
        Harmful::FormatPanicsLate,
    ];
    for harm in HARMS {
        all.extend([
            Harmful::Display(harm),
            Harmful::Detail(harm),
            Harmful::Member {
                first: 1,
                harm,
                last: 2,
            },
            Harmful::Flatten(harm),
            Harmful::MemberText(harm),
            Harmful::Status(harm),
            Harmful::Code(harm),
        ]);
    }
    all
}

/// Checks that nothing panics, and that the response is a plain 500 that is logged.
#[track_caller]
fn assert_survives(name: &str, convert: impl FnOnce() -> Response) {
    let (response, event) = logged_once(|| {
        catch_unwind(AssertUnwindSafe(convert)).unwrap_or_else(|_| panic!("{name} panics"))
    });
    assert_eq!(response.status(), 500, "{name}: {}", text(&response));
    assert_plain_500(&response);
    assert_eq!(event.level, tracing::Level::ERROR, "{name}");
    assert_eq!(event.field("http.response.status_code"), "500", "{name}");
    assert_ne!(event.field("problem.note"), "", "{name}");
    assert_ne!(event.field("exception.type"), "", "{name}");
}

#[test]
fn an_error_that_cannot_be_written_is_a_plain_500() {
    for error in harmfuls() {
        let name = format!("{error:?}");
        assert_survives(&name, || error.to_response());
        assert_survives(&name, || (&error as &dyn HttpError).to_response());
        let error = Harmful::Inner(Box::new(error));
        assert_survives(&format!("inner {name}"), || error.to_response());
        assert_survives(&format!("problem of {name}"), || {
            Problem::from(error).to_response()
        });
    }
}

#[test]
fn asking_it_for_its_parts_does_not_panic_either() {
    for error in harmfuls() {
        let name = format!("{error:?}");
        let ((), events) = logged(|| {
            let _ = (error.status(), error.code());
            let problem = Problem::from(error);
            let _ = (problem.status(), problem.code(), problem.title());
            let _ = (problem.type_uri(), problem.headers(), problem.cause());
            let _ = (problem.detail(), problem.instance(), problem.members());
            let _ = serde_json::to_string(&problem);
            let _ = format!("{problem}");
            let _ = problem == Problem::not_found();
            let _ = problem.body(&catchall::format::ProblemJson);
            let _ = problem.body(&catchall::format::Text);
            let _ = problem.with_cause(Leaf("other".into()));
        });
        assert!(events.is_empty(), "{name}");
    }
}

#[test]
fn a_masked_display_is_not_even_asked_for_the_body() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("{0}")]
    struct Unmapped(Harm);

    for harm in HARMS {
        let (response, event) = logged_once(|| Unmapped(harm).to_response());
        assert_plain_500(&response);
        // The log notes what is wrong with the text.
        let message = event.field("exception.message");
        assert!(message.contains("Display"), "{message}");
    }
}

#[test]
fn a_problem_whose_member_does_not_serialise_is_a_plain_500() {
    let problem = || {
        Problem::not_found()
            .with_member("good", 1)
            .with_member("bad", Harm::Fail)
    };
    assert_survives("member", || problem().to_response());
    assert!(serde_json::to_string(&problem()).is_err());
    assert_survives("member", || {
        problem().with_format(&catchall::format::Json).to_response()
    });
}

#[test]
fn a_harmful_format_of_a_problem_is_a_plain_500() {
    for format in [&FAILS, &PANICS, &FAILS_LATE, &PANICS_LATE] {
        assert_survives("format", || {
            Problem::not_found().with_format(format).to_response()
        });
    }
}

/// A hand-written impl that panics in one of its methods.
#[derive(Debug)]
struct ByHand(&'static str);

impl ByHand {
    fn may_panic(&self, method: &str) {
        assert_ne!(self.0, method, "a method that panics");
    }
}

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.may_panic("fmt");
        f.write_str("by hand")
    }
}

impl Error for ByHand {}

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        self.may_panic("status");
        StatusCode::NOT_FOUND
    }

    fn code(&self) -> std::borrow::Cow<'_, str> {
        self.may_panic("code");
        "by_hand".into()
    }

    fn describe(&self, description: &mut catchall::Description<'_>) {
        description.member("before", &1);
        self.may_panic("describe");
    }
}

#[test]
fn a_harmful_impl_by_hand_is_a_plain_500() {
    assert_eq!(ByHand("nowhere").to_response().status(), 404);
    for name in ["status", "code", "describe", "fmt"] {
        assert_survives(name, || ByHand(name).to_response());
        assert_survives(name, || {
            let problem = Problem::from(ByHand(name));
            let _ = (problem.status(), problem.code(), problem.detail());
            problem.to_response()
        });
        let boxed: Box<dyn HttpError + Send + Sync> = Box::new(ByHand(name));
        assert_survives(name, || (*boxed).to_response());
    }
}

/// A source that fails when it is read.
#[derive(Debug)]
enum Chained {
    Panics,
    /// Its source panics.
    ThenPanics(Box<Chained>),
    /// It is its own source.
    Loops,
    Harmful(Harm),
    ThenHarmful(Harmful),
}

impl fmt::Display for Chained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Harmful(harm) => write!(f, "{harm}"),
            _ => f.write_str("chained"),
        }
    }
}

impl Error for Chained {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Panics => panic!("a source that panics"),
            Self::ThenPanics(next) => Some(&**next),
            Self::Loops => Some(self),
            Self::Harmful(_) => None,
            Self::ThenHarmful(error) => Some(error),
        }
    }
}

impl HttpError for Chained {}

fn chained() -> Vec<Chained> {
    let mut all = vec![
        Chained::Panics,
        Chained::ThenPanics(Box::new(Chained::Panics)),
        Chained::ThenPanics(Box::new(Chained::ThenPanics(Box::new(Chained::Panics)))),
        Chained::Loops,
        Chained::ThenPanics(Box::new(Chained::Loops)),
    ];
    for harm in HARMS {
        all.push(Chained::Harmful(harm));
        all.push(Chained::ThenPanics(Box::new(Chained::Harmful(harm))));
        all.push(Chained::ThenHarmful(Harmful::Display(harm)));
    }
    all
}

#[test]
fn a_harmful_source_chain_is_logged_as_far_as_it_goes() {
    #[derive(Debug, thiserror::Error, HttpError)]
    enum Outer {
        #[error("outer")]
        Unmapped(#[source] Chained),
        #[error("outer")]
        #[http(chain(Harmful))]
        Chain(#[source] Chained),
    }

    for at in 0..chained().len() {
        let error = || chained().remove(at);
        let name = format!("{:?}", error());
        let conversions: [(&str, &dyn Fn() -> Response); 7] = [
            ("by hand", &|| error().to_response()),
            ("derived", &|| Outer::Unmapped(error()).to_response()),
            ("chain", &|| Outer::Chain(error()).to_response()),
            ("problem", &|| Problem::from(error()).to_response()),
            ("cause", &|| {
                Problem::internal_server_error()
                    .with_cause(error())
                    .to_response()
            }),
            ("from_chain", &|| {
                let problem = Problem::from_chain::<(Harmful,)>(error());
                let _ = (problem.status(), problem.code(), problem.detail());
                problem.to_response()
            }),
            ("from_chain of anyhow", &|| {
                let error = anyhow::Error::new(Outer::Chain(error()));
                Problem::from_chain::<(Harmful, Outer)>(error).to_response()
            }),
        ];
        for (way, convert) in conversions {
            let (response, event) = logged_once(|| {
                catch_unwind(AssertUnwindSafe(convert))
                    .unwrap_or_else(|_| panic!("{way} of {name} panics"))
            });
            assert_eq!(response.status(), 500, "{way} of {name}");
            assert_plain_500(&response);
            assert_eq!(event.level, tracing::Level::ERROR, "{way} of {name}");
            assert!(event.text().len() < 10_000, "{way} of {name}");
        }
    }
}

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// Converts another error while it is being written.
#[derive(Debug)]
struct Nesting(u32);

impl fmt::Display for Nesting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<")?;
        if self.0 > 0 {
            let inner = Nesting(self.0 - 1).to_response();
            f.write_str(json(&inner)["detail"].as_str().unwrap_or("no detail"))?;
            assert_eq!(
                Harmful::Display(Harm::PanicLate).to_response().status(),
                500
            );
        }
        f.write_str(">")
    }
}

impl Error for Nesting {}

impl HttpError for Nesting {
    fn status(&self) -> StatusCode {
        StatusCode::CONFLICT
    }
}

#[test]
fn an_error_can_be_converted_while_another_one_is_written() {
    let response = Nesting(5).to_response();
    assert_eq!(response.status(), 409);
    assert_eq!(json(&response)["detail"], "<<<<<<>>>>>>");
    // A failure leaves no state for the next conversion.
    let _ = Harmful::Display(Harm::PanicLate).to_response();
    let response = Nesting(0).to_response();
    assert_eq!(
        text(&response),
        r#"{"title":"Conflict","status":409,"code":"conflict","detail":"<>"}"#
    );
}

#[test]
fn a_member_can_convert_an_error_while_it_is_written() {
    struct Converts;

    impl Serialize for Converts {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            DEPTH.set(DEPTH.get() + 1);
            serializer.serialize_str(&text(&Nesting(1).to_response()))
        }
    }

    #[derive(thiserror::Error, HttpError)]
    #[error("converts")]
    #[http(409)]
    struct Outer(#[http(member = "inner")] Converts);

    impl fmt::Debug for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Outer")
        }
    }

    let body = json(&Outer(Converts).to_response());
    assert_eq!(body["detail"], "converts");
    let inner: serde_json::Value = serde_json::from_str(body["inner"].as_str().unwrap()).unwrap();
    assert_eq!(inner["detail"], "<<>>");
    assert_eq!(DEPTH.get(), 1);
}

#[test]
fn huge_texts_are_written_whole() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("{0}")]
    #[http(400, header("X-Text" = "{_0}"), member("text" = _0))]
    struct Huge(String);

    for length in [0, 1, 1_000, 16 * 1024, 16 * 1024 + 1, 70_000, 3_000_000] {
        for text in ["x", "\"", "\u{1f600}", "\u{1}"] {
            let text = text.repeat(length);
            let response = Huge(text.clone()).to_response();
            let body = json(&response);
            assert_eq!(response.status(), 400);
            assert_eq!(body["detail"], *text);
            assert_eq!(body["text"], *text);
        }
    }
}

#[test]
fn so_many_headers_that_no_map_holds_them_are_no_panic() {
    #[derive(Debug)]
    struct Many;

    impl fmt::Display for Many {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("many")
        }
    }

    impl Error for Many {}

    impl HttpError for Many {
        fn describe(&self, description: &mut catchall::Description<'_>) {
            for number in 0..40_000_u32 {
                let name = format!("x-{number}").parse::<http::HeaderName>().unwrap();
                description.header(&name, &number);
            }
        }
    }

    let response = catch_unwind(|| Many.to_response()).unwrap();
    assert_eq!(response.status(), 500);
    let mut problem = Problem::not_found();
    for number in 0..40_000_u32 {
        let name = format!("x-{number}").parse::<http::HeaderName>().unwrap();
        problem = problem.with_header(name, number);
    }
    assert_eq!(problem.to_response().status(), 404);
}

/// The thread's buffer no longer exists at that time.
#[test]
fn an_error_can_be_converted_while_its_thread_ends() {
    struct Late;

    impl Drop for Late {
        fn drop(&mut self) {
            assert_eq!(Nesting(2).to_response().status(), 409);
            assert_plain_500(&Harmful::Display(Harm::Fail).to_response());
        }
    }

    thread_local! {
        static FIRST: Late = const { Late };
        static LAST: Late = const { Late };
    }

    let ended = std::thread::spawn(|| {
        FIRST.with(|_| ());
        let status = Nesting(1).to_response().status();
        LAST.with(|_| ());
        status
    });
    // A panic there would abort the process.
    assert_eq!(ended.join().unwrap(), 409);
}

/// The payload of a panic. Its `Drop` panics this many times.
struct Payload(u8);

impl Drop for Payload {
    fn drop(&mut self) {
        if let Some(left) = self.0.checked_sub(1) {
            std::panic::panic_any(Payload(left));
        }
    }
}

/// Panics with such a payload in this method.
#[derive(Debug)]
struct Bomb {
    at: &'static str,
    drops: u8,
}

impl Bomb {
    fn explode(&self, method: &str) {
        if self.at == method {
            std::panic::panic_any(Payload(self.drops));
        }
    }
}

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.explode("fmt");
        f.write_str("a bomb")
    }
}

impl Error for Bomb {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.explode("source");
        None
    }
}

impl HttpError for Bomb {
    fn status(&self) -> StatusCode {
        self.explode("status");
        StatusCode::NOT_FOUND
    }

    fn describe(&self, _description: &mut catchall::Description<'_>) {
        self.explode("describe");
    }
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("{0}")]
#[http(404, expose)]
struct Derived(Bomb);

impl Format for Bomb {
    fn render(&self, _problem: &Problem, _context: Option<&RequestContext>) -> Body {
        self.explode("render");
        Body::empty()
    }
}

#[test]
fn the_payload_of_a_panic_may_panic_too() {
    static FORMAT: Bomb = Bomb {
        at: "render",
        drops: 2,
    };
    for drops in [0, 1, 2] {
        for at in ["status", "describe", "fmt"] {
            assert_survives(at, || Bomb { at, drops }.to_response());
            let problem = Problem::from(Bomb { at, drops });
            let _ = (problem.status(), problem.detail(), problem.headers());
            assert_survives(at, || problem.to_response());
        }
        let at = "fmt";
        assert_survives(at, || Derived(Bomb { at, drops }).to_response());
        let at = "source";
        let (response, _) = logged_once(|| Bomb { at, drops }.to_response());
        assert_eq!(response.status(), 404);
        let at = "fmt";
        let problem = Problem::bad_gateway().with_cause(Bomb { at, drops });
        let (response, event) = logged_once(|| problem.to_response());
        assert_eq!(response.status(), 502);
        let message = event.field("exception.message");
        assert!(message.contains("panics"), "{message}");
    }
    assert_survives("render", || {
        Problem::not_found().with_format(&FORMAT).to_response()
    });
}
