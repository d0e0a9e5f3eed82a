//! A delegation that visits one error twice from each level is not exponential.

use crate::support;

use std::cell::Cell;

use catchall::{HttpError, Problem};

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
    /// Asks for the code, and delegates.
    #[http(transparent, code = counted(_0.code().into_owned()))]
    Code(Box<Node>),
    /// The same in its case.
    #[http(transparent = inner, case({ again: true, .. } => code = counted(inner.code().into_owned())))]
    Case { inner: Box<Node>, again: bool },
}

const DEPTH: u32 = 16;

/// Each level at most once for each level above it, and for the few methods that
/// a conversion is made of.
const MOST: u32 = DEPTH * DEPTH * 4;

fn nested(wrap: impl Fn(Box<Node>) -> Node) -> Node {
    (0..DEPTH).fold(Node::Leaf, |inner, _| wrap(Box::new(inner)))
}

#[test]
fn to_ask_the_error_that_is_delegated_to_is_not_exponential() {
    for (name, node) in [
        ("code", nested(Node::Code)),
        ("case", nested(|inner| Node::Case { inner, again: true })),
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
