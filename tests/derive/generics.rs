//! Parameters: types, lifetimes, constants, bounds and defaults.

use crate::asserts::{detail, header, problem};
use catchall::{HttpError, Response};
use serde::Serialize;
use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;
use std::time::Duration;
use thiserror::Error;

#[derive(Debug, Error, HttpError)]
#[error("inner")]
#[http(409)]
struct Inner;

/// No bound is written: what the keys require is inferred.
#[derive(Debug, Error, HttpError)]
enum Inferred<T, M, D> {
    #[error("found {0}")]
    #[http(404)]
    Displayed(D),
    #[error(transparent)]
    #[http(transparent)]
    Delegated(T),
    #[error("member")]
    #[http(422)]
    Member {
        #[http(member)]
        member: M,
    },
    #[error("flatten")]
    #[http(422)]
    Flatten(#[http(member(flatten))] Vec<M>),
    #[error("detail")]
    #[http(400, detail = "public {0}")]
    Detail(D),
    #[error("not mapped")]
    Other(PhantomData<(T, M, D)>),
}

#[test]
fn bounds_are_inferred_from_the_keys() {
    type E = Inferred<Inner, u8, &'static str>;
    assert_eq!(problem(&E::Displayed("x"))["detail"], "found x");
    assert_eq!(problem(&E::Delegated(Inner))["status"], 409);
    assert_eq!(problem(&E::Member { member: 3 })["member"], 3);
    assert_eq!(problem(&E::Detail("d"))["detail"], "public d");
    assert_eq!(problem(&E::Other(PhantomData))["status"], 500);
    assert_eq!(E::Flatten(vec![1]).to_response().status(), 500);
    assert_eq!(Response::from(E::Displayed("x")).status(), 404);
}

#[derive(Debug, Error, HttpError)]
enum Where<T>
where
    T: Debug + Display,
    Vec<T>: Debug,
{
    #[error("{0}")]
    #[http(404, header("X-Value" = "{0}"), member("debug" = "{0:?}"))]
    One(T),
    #[error("many")]
    #[http(404, code = "many", detail = format!("{_0:?}"))]
    Many(Vec<T>),
}

#[test]
fn a_where_clause_is_kept() {
    let error = Where::One(7);
    assert_eq!(problem(&error)["debug"], "7");
    assert_eq!(header(&error, "x-value").unwrap(), "7");
    assert_eq!(detail(&Where::Many(vec![1, 2])).unwrap(), "[1, 2]");
}

#[derive(Debug, Error, HttpError)]
enum Borrowed<'a, 'b: 'a, T: ?Sized + Debug> {
    #[error("no {0}")]
    #[http(404, code = _0)]
    Text(&'a str),
    #[error("no {0:?} or {1:?}")]
    #[http(404, hide)]
    Both(&'a T, &'b [u8]),
}

#[test]
fn a_lifetime_is_kept() {
    let text = "owned".to_owned();
    let error = Borrowed::<[u8]>::Text(&text);
    assert_eq!(problem(&error)["code"], "owned");
    assert_eq!(error.to_response().status(), 404);
    let bytes = [1];
    assert_eq!(detail(&Borrowed::Both(&bytes[..], &bytes)), None);
}

#[derive(Debug, Error, HttpError)]
#[error("limit {N}")]
#[http(413, member("limit" = N), detail = format!("at most {N}"))]
struct TooLarge<const N: usize, const LOUD: bool = false>;

#[derive(Debug, Error, HttpError)]
#[error("at most {N}: {items:?}")]
#[http(400)]
struct Items<T: Debug, const N: usize = 2> {
    items: [T; N],
}

#[test]
fn a_constant_is_kept() {
    let error = TooLarge::<8>;
    assert_eq!(problem(&error)["limit"], 8);
    assert_eq!(detail(&error).unwrap(), "at most 8");
    let error = Items { items: ["a", "b"] };
    assert_eq!(detail(&error).unwrap(), "at most 2: [\"a\", \"b\"]");
}

#[derive(Debug, Error, HttpError)]
enum Defaults<T: Debug = u8, E: StdError + 'static = std::fmt::Error> {
    #[error("{0:?}")]
    #[http(404)]
    Value(T),
    #[error("failed")]
    #[http(502)]
    Failed(#[source] E),
}

#[test]
fn a_default_is_kept() {
    let error: Defaults = Defaults::Value(1);
    assert_eq!(problem(&error)["detail"], "1");
    let error: Defaults<&str> = Defaults::Failed(std::fmt::Error);
    assert_eq!(problem(&error)["status"], 502);
}

mod one_word_each {
    use super::{Debug, Error, HttpError};

    #[derive(Debug, Error, HttpError)]
    #[http(axum)]
    pub(super) enum Axum<T: Debug = u8> {
        #[error("{0:?}")]
        #[http(404)]
        Value(T),
    }
}

mod every_framework {
    use super::{Debug, Error, HttpError};

    #[derive(Debug, Error, HttpError)]
    #[http(web)]
    pub(super) enum Web<T: Debug + Send + Sync + 'static, const N: usize = 1>
    where
        T: Clone,
    {
        #[error("{0:?}")]
        #[http(404)]
        Value([T; N]),
    }
}

#[test]
fn a_generic_type_is_a_response() {
    use axum::response::IntoResponse;
    let response = one_word_each::Axum::Value("x").into_response();
    assert_eq!(response.status(), 404);
    let response = every_framework::Web::Value([1, 2]).into_response();
    assert_eq!(response.status(), 404);
    let response: Response = one_word_each::Axum::Value(1).into();
    assert_eq!(response.status(), 404);
}

trait Provider {
    type Failure: StdError + HttpError + 'static;
    type Info: Serialize + Debug;
}

#[derive(Debug)]
struct Stripe;

impl Provider for Stripe {
    type Failure = Inner;
    type Info = Vec<u8>;
}

#[derive(Debug, Error, HttpError)]
enum Associated<P: Provider + Debug> {
    #[error(transparent)]
    #[http(transparent)]
    Failure(P::Failure),
    #[error("info")]
    #[http(400)]
    Info {
        #[http(member)]
        info: P::Info,
    },
    #[error("wait")]
    #[http(503)]
    Wait(#[http(retry_after)] Option<Duration>),
}

#[test]
fn an_associated_type_will_do() {
    assert_eq!(
        problem(&Associated::<Stripe>::Failure(Inner))["status"],
        409
    );
    let info = Associated::<Stripe>::Info { info: vec![1] };
    assert_eq!(problem(&info)["info"][0], 1);
    let wait = Associated::<Stripe>::Wait(Some(Duration::ZERO));
    assert_eq!(header(&wait, "retry-after").unwrap(), "0");
}

/// A type that is not an error itself may still be in a field.
struct NoDebug<T>(T);

impl<T> Debug for NoDebug<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoDebug")
    }
}

#[derive(Debug, Error, HttpError)]
#[error("holds something")]
#[http(400, member("count" = _0.0.as_ref().len()))]
struct Holds<T: AsRef<[u8]>>(NoDebug<T>);

#[test]
fn an_expression_may_use_the_bounds_that_are_written() {
    assert_eq!(problem(&Holds(NoDebug("abc")))["count"], 3);
}

#[derive(Debug, Error, HttpError)]
#[error("header")]
#[http(400, code = "header")]
struct HeaderOf<T: Debug + catchall::header::ToHeaderValue>(#[http(header = "X-Of")] T);

#[test]
fn a_bound_may_be_ours() {
    assert_eq!(header(&HeaderOf(7_u8), "x-of").unwrap(), "7");
}
