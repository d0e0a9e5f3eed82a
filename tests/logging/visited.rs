//! The event has the text and the source chain of every error that was visited.

use crate::support;

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::support::{Event, Leaf, Link, logged_once};
use catchall::{HttpError, OrProblem, Problem};

/// Returns a text, its source, and the source of that source.
fn chain(name: &str) -> Link {
    Link {
        text: format!("{name} one"),
        source: Box::new(Link {
            text: format!("{name} two"),
            source: Box::new(Leaf(format!("{name} three"))),
        }),
    }
}

#[track_caller]
fn assert_has_chain(event: &Event, name: &str) {
    for part in ["one", "two", "three"] {
        let text = format!("{name} {part}");
        assert!(
            event.text().contains(&text),
            "no `{text}`:\n{}",
            event.text()
        );
    }
}

fn event(error: &impl HttpError) -> Event {
    logged_once(|| error.to_response()).1
}

#[derive(Debug)]
struct Inner {
    cause: Link,
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the inner text")
    }
}

impl StdError for Inner {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.cause)
    }
}

impl HttpError for Inner {
    fn status(&self) -> http::StatusCode {
        http::StatusCode::SERVICE_UNAVAILABLE
    }
}

fn inner() -> Inner {
    let cause = chain("inner");
    Inner { cause }
}

/// None of these has a source.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("the outer text")]
enum Outer {
    #[http(transparent)]
    Plain(Inner),
    #[http(transparent)]
    Boxed(Box<Inner>),
    #[http(transparent)]
    Shared(Arc<Inner>),
    #[http(transparent)]
    Dynamic(Box<dyn HttpError + Send + Sync>),
    #[http(transparent)]
    Optional(Option<Inner>),
    #[http(transparent)]
    Problem(Problem),
    #[http(transparent = inner())]
    Made,
    #[http(transparent = _0.last().expect("there is one"))]
    Last(Vec<Inner>),
    #[http(chain(Inner))]
    Chain(Arc<dyn StdError + Send + Sync>),
    #[http(502, transparent)]
    AsServer(Inner),
    #[http(404, transparent, detail = "no such thing", log = warn)]
    AsClient(Inner),
    #[http(transparent)]
    Anyhow(anyhow::Error),
    #[http(transparent)]
    Eyre(eyre::Report),
}

fn outers() -> Vec<Outer> {
    vec![
        Outer::Plain(inner()),
        Outer::Boxed(Box::new(inner())),
        Outer::Shared(Arc::new(inner())),
        Outer::Dynamic(Box::new(inner())),
        Outer::Optional(Some(inner())),
        Outer::Problem(inner().into()),
        Outer::Made,
        Outer::Last(vec![inner()]),
        Outer::Chain(Arc::new(inner())),
        Outer::AsServer(inner()),
        Outer::AsClient(inner()),
        Outer::Anyhow(anyhow::Error::new(inner())),
        Outer::Eyre(eyre::Report::new(inner())),
    ]
}

#[test]
fn a_delegated_error_that_is_no_source_is_logged_with_its_chain() {
    for error in outers() {
        let event = event(&error);
        assert!(event.text().contains("the outer text"), "{error:?}");
        assert!(event.text().contains("the inner text"), "{error:?}");
        assert_has_chain(&event, "inner");
    }
}

#[test]
fn every_level_of_a_delegation_is_logged() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the outermost text")]
    #[http(transparent)]
    struct Outermost(Outer);

    for error in outers() {
        let name = format!("{error:?}");
        let outermost = Outermost(error);
        let event = event(&outermost);
        for text in ["the outermost text", "the outer text", "the inner text"] {
            assert!(event.text().contains(text), "{name}:\n{}", event.text());
        }
        assert_has_chain(&event, "inner");
        let (_, event) = logged_once(|| Problem::from(outermost).to_response());
        assert!(event.text().contains("the outer text"), "{name}");
        assert_has_chain(&event, "inner");
    }
}

/// The text is logged once, although the error is both a source and delegated to.
#[test]
fn an_error_that_is_visited_and_is_a_source_is_logged_once() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the outer text")]
    #[http(transparent)]
    struct Source(#[source] Inner);

    let text = event(&Source(inner())).text();
    for part in ["the inner text", "inner one", "inner two", "inner three"] {
        assert_eq!(text.matches(part).count(), 1, "{part}:\n{text}");
    }
}

#[test]
fn a_text_that_is_equal_to_its_parents_is_not_repeated() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error(transparent)]
    #[http(transparent)]
    struct Transparent(Inner);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error(transparent)]
    #[http(transparent)]
    struct Twice(Transparent);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("{0}")]
    #[http(transparent)]
    struct Writes(#[source] Inner);

    for text in [
        event(&Transparent(inner())).text(),
        event(&Twice(Transparent(inner()))).text(),
        event(&Writes(inner())).text(),
    ] {
        assert_eq!(text.matches("the inner text").count(), 1, "{text}");
        assert_eq!(text.matches("inner one").count(), 1, "{text}");
    }
}

#[test]
fn equal_texts_in_a_chain_are_not_repeated() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("a refused connection")]
    struct Unmapped(#[source] Link);

    let same = || "a refused connection".to_owned();
    let source = Link {
        text: same(),
        source: Box::new(Link {
            text: same(),
            source: Box::new(Leaf("the end".into())),
        }),
    };
    let text = event(&Unmapped(source)).text();
    assert_eq!(text.matches("a refused connection").count(), 1, "{text}");
    assert!(text.contains("the end"), "{text}");
}

/// Returns an error with this many sources.
fn long(sources: u32) -> Link {
    let mut link = Link {
        text: "link".into(),
        source: Box::new(Leaf("link 0".into())),
    };
    for number in 1..sources {
        link = Link {
            text: format!("link {number}"),
            source: Box::new(link),
        };
    }
    link
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a long one")]
struct Long(#[source] Link);

/// Returns the other fields of the event.
fn beside_the_texts(event: &Event) -> String {
    let parts = event.field("error.source_chain").split(": ");
    let other: Vec<_> = parts.filter(|part| !is_link(part)).collect();
    other.concat() + event.field("problem.note")
}

fn is_link(text: &str) -> bool {
    text.strip_prefix("link")
        .is_some_and(|rest| rest.trim().chars().all(|char| char.is_ascii_digit()))
}

#[test]
fn a_chain_that_was_cut_is_marked() {
    let whole = event(&Long(long(8)));
    assert_eq!(beside_the_texts(&whole), "");
    let cut = event(&Long(long(1_000)));
    assert_ne!(beside_the_texts(&cut), "");
}

/// Its source is itself.
#[derive(Debug)]
struct Endless;

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("without end")
    }
}

impl StdError for Endless {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self)
    }
}

impl HttpError for Endless {}

#[test]
fn a_chain_without_an_end_is_logged_once() {
    let event = event(&Endless);
    assert_eq!(
        event.text().matches("without end").count(),
        1,
        "{}",
        event.text()
    );
}

#[test]
fn a_cause_that_another_one_displaced_is_logged() {
    let disk = || std::io::Error::other(chain("disk"));
    let failed = |problem: Problem| {
        let result = Err::<(), _>(chain("call")).or_problem(problem);
        result.unwrap_err()
    };
    let problems = [
        Problem::bad_gateway()
            .with_cause(disk())
            .with_cause(chain("call")),
        Problem::from(inner())
            .with_cause(disk())
            .with_cause(chain("call")),
        Problem::from(anyhow::Error::new(chain("disk"))).with_cause(chain("call")),
        Problem::from(eyre::Report::new(chain("disk"))).with_cause(chain("call")),
        Problem::from_chain::<(Inner,)>(chain("disk")).with_cause(chain("call")),
        failed(Problem::bad_gateway().with_cause(disk())),
        failed(Problem::from(anyhow::Error::new(chain("disk")))),
    ];
    for problem in problems {
        let (_, event) = logged_once(|| problem.to_response());
        assert_has_chain(&event, "disk");
        assert_has_chain(&event, "call");
    }
}

#[test]
fn every_displaced_cause_is_logged() {
    let problem = Problem::from(inner())
        .with_cause(chain("first"))
        .with_cause(chain("second"))
        .with_cause(chain("third"));
    let (_, event) = logged_once(|| problem.to_response());
    assert!(event.text().contains("the inner text"), "{}", event.text());
    for name in ["inner", "first", "second", "third"] {
        assert_has_chain(&event, name);
    }
}

#[test]
fn a_displaced_cause_of_a_delegated_problem_is_logged() {
    let problem = Problem::bad_gateway()
        .with_cause(chain("disk"))
        .with_cause(chain("call"));
    let event = event(&Outer::Problem(problem));
    assert_has_chain(&event, "disk");
    assert_has_chain(&event, "call");
}

/// Fields whose type is an error, although thiserror does not treat them as a source.
#[derive(Debug, thiserror::Error, HttpError)]
#[error("the outer text")]
enum Fields {
    Anyhow(anyhow::Error),
    Eyre(eyre::Report),
    Typed(Link),
    Boxed(Box<dyn StdError + Send + Sync>),
    BoxedLocal(Box<dyn StdError>),
    Shared(Arc<dyn StdError + Send + Sync>),
    Named {
        id: u8,
        reason: Link,
    },
    Alias(Failure),
    #[http(502)]
    Mapped(Link),
    #[http(502, detail = "try later")]
    MappedWithDetail(anyhow::Error),
    #[http(404, hide, log = warn)]
    Client(Link),
}

type Failure = anyhow::Error;

#[test]
fn a_field_that_is_an_error_is_logged_though_it_is_no_source() {
    let link = || chain("field");
    for error in [
        Fields::Anyhow(anyhow::Error::new(link())),
        Fields::Eyre(eyre::Report::new(link())),
        Fields::Typed(link()),
        Fields::Boxed(Box::new(link())),
        Fields::BoxedLocal(Box::new(link())),
        Fields::Shared(Arc::new(link())),
        Fields::Named {
            id: 1,
            reason: link(),
        },
        Fields::Alias(anyhow::Error::new(link())),
        Fields::Mapped(link()),
        Fields::MappedWithDetail(anyhow::Error::new(link())),
        Fields::Client(link()),
    ] {
        let (response, event) = logged_once(|| error.to_response());
        assert!(event.text().contains("the outer text"), "{error:?}");
        assert_has_chain(&event, "field");
        assert!(!support::shows(&response, "field one"), "{error:?}");
    }
}

#[test]
fn a_field_of_a_struct_that_is_an_error_is_logged() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the outer text")]
    struct Internal(anyhow::Error);

    let error = Internal(anyhow::Error::new(chain("field")));
    assert_has_chain(&event(&error), "field");
}

#[test]
fn a_field_of_a_delegated_error_that_is_an_error_is_logged() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the outermost text")]
    #[http(transparent)]
    struct Outermost(Fields);

    let error = Outermost(Fields::Anyhow(anyhow::Error::new(chain("field"))));
    assert_has_chain(&event(&error), "field");
}

/// A value that is attached to a report is not a source: it is in the chain of the
/// report, and has its own sources.
#[test]
fn two_chains_are_told_apart() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("attached")]
    #[http(503)]
    struct Attached(#[source] Leaf);

    let report = anyhow::Error::new(Leaf("disk".into()))
        .context(Attached(Leaf("below".into())))
        .context("while saving");
    let (_, event) = logged_once(|| Problem::from_chain::<(Attached,)>(report).to_response());
    assert_eq!(event.field("exception.message"), "while saving");
    assert_eq!(event.field("error.source_chain"), "attached: disk; below");
}

#[test]
fn the_type_is_that_of_the_error_in_a_problem_in_a_problem() {
    for problem in [
        Problem::from(inner()),
        Problem::from(inner()).with_status(502_u16),
    ] {
        let again = Err::<(), _>(problem).or_problem(500).unwrap_err();
        let (_, event) = logged_once(|| again.to_response());
        assert!(
            event.field("exception.type").ends_with("::Inner"),
            "{}",
            event.text()
        );
    }
    let again = Err::<(), _>(Problem::conflict())
        .or_problem(500)
        .unwrap_err();
    let (_, event) = logged_once(|| again.to_response());
    assert_eq!(event.field("exception.type"), "catchall::Problem");
}

#[test]
fn two_fields_that_are_errors_are_both_logged() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the outer text")]
    struct Two {
        #[source]
        first: Link,
        second: Link,
    }

    let event = event(&Two {
        first: chain("first"),
        second: chain("second"),
    });
    assert_has_chain(&event, "first");
    assert_has_chain(&event, "second");
}

/// If the text of an error is already in the chain, only its sources are new.
#[test]
fn a_text_of_the_chain_is_not_repeated() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("the outer text")]
    struct Two {
        #[source]
        first: Link,
        second: Link,
    }

    let begins_with = |text: &str| Link {
        text: text.to_owned(),
        source: Box::new(Link {
            text: text.to_owned(),
            source: Box::new(Leaf("another".to_owned())),
        }),
    };
    for (second, expected) in [
        (chain("b"), "a one: a two: a three; b one: b two: b three"),
        (chain("a"), "a one: a two: a three"),
        (begins_with("new"), "a one: a two: a three; new: another"),
        (begins_with("a one"), "a one: a two: a three; another"),
        (begins_with("a three"), "a one: a two: a three: another"),
    ] {
        let first = chain("a");
        let event = event(&Two { first, second });
        assert_eq!(event.field("error.source_chain"), expected);
    }
}

#[test]
fn a_boxed_error_that_borrows_is_logged() {
    type Cause<'a> = Box<dyn StdError + 'a>;

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Borrowing<'a>(&'a str);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    enum Borrows<'a> {
        #[http(503)]
        Alias(Cause<'a>),
        #[http(503)]
        Shared {
            cause: Box<dyn StdError + Send + Sync + 'a>,
        },
    }

    let text = String::from("the borrowed text");
    for error in [
        Borrows::Alias(Box::new(Borrowing(&text))),
        Borrows::Shared {
            cause: Box::new(Borrowing(&text)),
        },
    ] {
        let event = event(&error);
        assert!(event.text().contains("the borrowed text"), "{error:?}");
    }
}

#[test]
fn what_holds_errors_is_logged() {
    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    struct Cause(&'static str);

    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("outer")]
    enum Holds {
        OptionalReport(Option<anyhow::Error>),
        OptionalBox(Option<Box<dyn StdError + Send + Sync>>),
        Shared(std::sync::Arc<anyhow::Error>),
        Many(Vec<Cause>),
        ManyReports(Vec<anyhow::Error>),
        Outcome(Result<u8, Cause>),
        Locked(std::sync::Mutex<Cause>),
        Tuple((u8, (Cause, String), Vec<Cause>)),
        ManyOptional(Vec<Option<Cause>>),
        OptionalMany(Option<Vec<Cause>>),
        Outcomes(Vec<Result<u8, Cause>>),
        ByName(std::collections::BTreeMap<u8, Cause>),
        Pairs(Vec<(u8, Cause)>),
        Array([Cause; 2]),
        Pinned(std::pin::Pin<Box<Cause>>),
        PinnedAny(std::pin::Pin<Box<dyn StdError + Send + Sync>>),
    }

    let all = [
        Holds::OptionalReport(Some(anyhow::anyhow!("cause 1"))),
        Holds::OptionalBox(Some("cause 1".into())),
        Holds::Shared(anyhow::anyhow!("cause 1").into()),
        Holds::Many(vec![Cause("cause 1"), Cause("cause 2")]),
        Holds::ManyReports(vec![anyhow::anyhow!("cause 1"), anyhow::anyhow!("cause 2")]),
        Holds::Outcome(Err(Cause("cause 1"))),
        Holds::Locked(std::sync::Mutex::new(Cause("cause 1"))),
        Holds::Tuple((1, (Cause("cause 1"), String::new()), vec![Cause("cause 2")])),
        Holds::ManyOptional(vec![Some(Cause("cause 1")), None, Some(Cause("cause 2"))]),
        Holds::OptionalMany(Some(vec![Cause("cause 1"), Cause("cause 2")])),
        Holds::Outcomes(vec![Ok(1), Err(Cause("cause 1")), Err(Cause("cause 2"))]),
        Holds::ByName([(1, Cause("cause 1")), (2, Cause("cause 2"))].into()),
        Holds::Pairs(vec![(1, Cause("cause 1")), (2, Cause("cause 2"))]),
        Holds::Array([Cause("cause 1"), Cause("cause 2")]),
        Holds::Pinned(Box::pin(Cause("cause 1"))),
        Holds::PinnedAny(Box::pin(Cause("cause 1"))),
    ];
    for error in all {
        let is_many = format!("{error:?}").contains("cause 2");
        let event = event(&error);
        assert!(event.text().contains("cause 1"), "{}", event.text());
        assert!(
            !is_many || event.text().contains("cause 2"),
            "{}",
            event.text()
        );
    }
}
