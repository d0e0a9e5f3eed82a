//! The `finish` of every error that was visited runs, starting with the innermost one.

use crate::support;
use crate::ways;

use crate::support::headers;
use crate::ways::{behind_others, shared, with_status};
use catchall::{HttpError, Problem, RequestContext, Response};
use http::HeaderValue;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

fn ran(response: &mut Response, name: &'static str) {
    let value = HeaderValue::from_static(name);
    response.headers_mut().append("x-finish", value);
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("innermost")]
#[http(404, finish = innermost)]
struct Innermost;

fn innermost(_: &Innermost, _: Option<&RequestContext>, response: &mut Response) {
    ran(response, "innermost");
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("middle")]
#[http(finish = middle)]
enum Middle {
    #[http(transparent)]
    Plain(Innermost),
    #[http(transparent)]
    Boxed(Box<dyn HttpError + Send + Sync>),
    #[http(transparent)]
    Shared(Arc<Innermost>),
    #[http(transparent)]
    Problem(Problem),
    #[http(chain(Innermost))]
    Chain(Box<dyn StdError + Send + Sync>),
    #[http(transparent = Innermost)]
    Made,
    #[http(503, transparent)]
    Server(Innermost),
}

fn middle(_: &Middle, _: Option<&RequestContext>, response: &mut Response) {
    ran(response, "middle");
}

#[derive(Debug, thiserror::Error, HttpError)]
#[error("outermost")]
#[http(transparent, finish = outermost)]
struct Outermost(Middle);

fn outermost(_: &Outermost, _: Option<&RequestContext>, response: &mut Response) {
    ran(response, "outermost");
}

fn middles() -> [Middle; 7] {
    [
        Middle::Plain(Innermost),
        Middle::Boxed(Box::new(Innermost)),
        Middle::Shared(Arc::new(Innermost)),
        Middle::Problem(Innermost.into()),
        Middle::Chain(Box::new(Innermost)),
        Middle::Made,
        Middle::Server(Innermost),
    ]
}

#[test]
fn finish_of_a_delegated_error_runs_first() {
    for error in middles() {
        let name = format!("{error:?}");
        for response in [error.to_response(), Problem::from(error).to_response()] {
            assert_eq!(
                headers(&response, "x-finish"),
                ["innermost", "middle"],
                "{name}"
            );
        }
    }
}

#[test]
fn finish_runs_at_every_depth() {
    for error in middles() {
        let name = format!("{error:?}");
        let response = Outermost(error).to_response();
        assert_eq!(
            headers(&response, "x-finish"),
            ["innermost", "middle", "outermost"],
            "{name}"
        );
    }
}

#[test]
fn finish_runs_behind_an_error_that_has_none() {
    for (way, convert) in behind_others(Innermost) {
        assert_eq!(headers(&convert(), "x-finish"), ["innermost"], "{way}");
    }
    for (way, convert) in with_status(503, Innermost) {
        assert_eq!(headers(&convert(), "x-finish"), ["innermost"], "{way}");
    }
}

/// An error without the derive.
#[derive(Debug)]
struct ByHand;

impl fmt::Display for ByHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("by hand")
    }
}

impl StdError for ByHand {}

impl HttpError for ByHand {
    fn finish(&self, _: Option<&RequestContext>, response: &mut Response) {
        ran(response, "by hand");
    }
}

#[test]
fn finish_of_an_error_without_the_derive_runs_too() {
    let response = Middle::Boxed(Box::new(ByHand)).to_response();
    assert_eq!(headers(&response, "x-finish"), ["by hand", "middle"]);
    let response = ways::As::Same(shared(ByHand)).to_response();
    assert_eq!(headers(&response, "x-finish"), ["by hand"]);
}

#[test]
fn each_finish_runs_once_and_sees_what_the_inner_one_left() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("replaces")]
    #[http(transparent, finish = replaces)]
    struct Replaces(Middle);

    fn replaces(_: &Replaces, _: Option<&RequestContext>, response: &mut Response) {
        let before = headers(response, "x-finish").join(", ");
        *response.body_mut() = before.into();
    }

    let response = Replaces(Middle::Plain(Innermost)).to_response();
    assert_eq!(support::text(&response), "innermost, middle");
}

#[test]
fn every_finish_gets_the_request() {
    #[derive(Debug, thiserror::Error, HttpError)]
    #[error("inner")]
    #[http(404, finish = path)]
    struct Inner;

    fn path(_: &Inner, context: Option<&RequestContext>, response: &mut Response) {
        let path = context.map_or("none", RequestContext::path);
        let value = HeaderValue::from_str(path).unwrap();
        response.headers_mut().append("x-path", value);
    }

    let context = RequestContext::new(http::Method::GET, "/users/7");
    let response = ways::As::Same(shared(Inner)).to_response_in(&context);
    assert_eq!(headers(&response, "x-path"), ["/users/7"]);
}
