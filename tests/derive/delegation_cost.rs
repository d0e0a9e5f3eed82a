//! A delegation that visits one error twice from each level does not take exponential time.

use crate::support;

use std::cell::Cell;

use std::borrow::Cow;

use catchall::{HttpError, Problem};
use http::StatusCode;

thread_local!(static RUNS: Cell<u32> = const { Cell::new(0) });

/// Counts how often an expression runs.
fn counted<T>(value: T) -> T {
    RUNS.set(RUNS.get() + 1);
    value
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("a text")]
enum Node {
    #[http(404, code = "leaf")]
    Leaf,
    /// Reads the code, and delegates.
    #[http(transparent, code = counted(_0.code().into_owned()))]
    Code(Box<Node>),
    /// Does the same in its case.
    #[http(transparent = inner, case({ again: true, .. } => code = counted(inner.code().into_owned())))]
    Case { inner: Box<Node>, again: bool },
    /// Asks for both, in several keys, and delegates.
    #[http(
        status = counted(_0.status()),
        code = counted(_0.code().into_owned()),
        unmask = counted(_0.status().is_server_error()),
        transparent = _0
    )]
    Both(Box<Node>),
    /// Asks only for the code.
    #[http(404, code = counted(_0.code().into_owned()), transparent)]
    Fixed(Box<Node>),
    /// Delegates to an error that is mapped by hand.
    #[http(transparent)]
    ByHand(Box<ByHand>),
}

/// Asks for both.
#[derive(Debug, thiserror::Error)]
#[error("a text")]
struct ByHand(Box<Node>);

impl HttpError for ByHand {
    fn status(&self) -> StatusCode {
        counted(self.0.status())
    }

    fn code(&self) -> Cow<'_, str> {
        counted(self.0.code())
    }
}

const DEPTH: u32 = 16;

/// The cube of the depth: a conversion asks each level for its code, and each level
/// asks all levels below it for their status.
const MOST: u32 = DEPTH * DEPTH * DEPTH * 8;

fn nested(wrap: impl Fn(Box<Node>) -> Node) -> Node {
    (0..DEPTH).fold(Node::Leaf, |inner, _| wrap(Box::new(inner)))
}

#[test]
fn to_ask_the_error_that_is_delegated_to_is_not_exponential() {
    for (name, node) in [
        ("code", nested(Node::Code)),
        ("case", nested(|inner| Node::Case { inner, again: true })),
        ("both", nested(Node::Both)),
        (
            "both and code",
            nested(|inner| Node::Both(Box::new(Node::Fixed(inner)))),
        ),
        (
            "by hand",
            nested(|inner| Node::ByHand(Box::new(ByHand(inner)))),
        ),
    ] {
        RUNS.set(0);
        assert_eq!(node.code(), "leaf");
        assert!(RUNS.get() <= MOST, "{name}: {}", RUNS.get());

        RUNS.set(0);
        let response = node.to_response();
        assert_eq!(response.status(), 404);
        assert_eq!(support::json(&response)["code"], "leaf");
        assert!(RUNS.get() <= MOST, "{name}: {}", RUNS.get());

        RUNS.set(0);
        assert_eq!(Problem::from(node).to_response().status(), 404);
        assert!(RUNS.get() <= MOST, "{name}: {}", RUNS.get());
    }
}
