//! Values are raw tokens: any expression is allowed, whatever commas it contains.
#![allow(
    clippy::redundant_closure_call,
    clippy::let_and_return,
    reason = "the unusual form of the values is what is tested"
)]

use crate::asserts::{detail, header, problem, status};
use catchall::HttpError;
use std::collections::BTreeMap;
use thiserror::Error;

trait Named<A, B> {
    const NAME: &'static str;
}

#[derive(Debug)]
struct Marker;

impl Named<u8, u16> for Marker {
    const NAME: &'static str = "named";
}

#[derive(Debug, Error, HttpError)]
enum Values {
    #[error("x")]
    #[http(404, code = <Marker as Named<u8, u16>>::NAME, detail = "behind a qualified path")]
    QualifiedPath,
    #[error("x")]
    #[http(404, member("map" = BTreeMap::<u8, Vec<(u8, u8)>>::from([(1, vec![(2, 3)])])), hide)]
    Turbofish,
    #[error("x")]
    #[http(404, detail = (|a: u8, b: u8| format!("{a},{b}"))(*_0, 2), code = "closure")]
    Closure(u8),
    #[error("x")]
    #[http(404, detail = _0.iter().fold(String::new(), |all, one| all + one), code = "fold")]
    Fold(Vec<String>),
    #[error("x")]
    #[http(404, detail = _0.iter().map(move |n| { let m = n * 2; m.to_string() }).collect::<Vec<_>>().join(","))]
    Move(Vec<u8>),
    #[error("x")]
    #[http(404, detail = if *a < *b { "less" } else if a > b { "more" } else { "same" }, code = "compared")]
    Compared { a: u8, b: u8 },
    #[error("x")]
    #[http(404, member("less" = a < b), member("more" = a > b), member("both" = *a > 1 && *b > 1 || *a == 0))]
    Booleans { a: u8, b: u8 },
    #[error("x")]
    #[http(404, detail = concat!("a", ", ", "b"), header("X-Macro" = format!("{}-{}", 1, 2)))]
    Macros,
    #[error("x")]
    #[http(404, detail = { let text = "block, with a comma"; text })]
    Block,
    #[error("x")]
    #[http(404, detail = match self { Self::Guarded(n) if *n > 3 => "large", Self::Guarded(_) => "small", _ => "other" })]
    Guarded(u8),
    #[error("x")]
    #[http(status = if *_0 { 404 } else { 409 })]
    PlainNumbers(bool),
    #[error("x")]
    #[http(status = match _0 { 0 => Some(404), _ => None })]
    OptionOfNumber(u8),
    #[error("x")]
    #[http(404, header("X-Latin" = "ü"), header("X-Late" = _0))]
    NotAscii(String),
    #[error("x")]
    #[http(404, detail = r"raw \ {0}", code = r"raw")]
    Raw(u8),
    #[error("x")]
    #[http(
        404,
        detail = "two \
                          lines",
        title = "a\u{e4}"
    )]
    Continued,
    #[error("x")]
    #[http(404)]
    TrailingComma,
}

#[test]
fn a_value_ends_at_the_next_comma_of_its_list() {
    use Values as V;
    let body = problem(&V::QualifiedPath);
    assert_eq!(
        (&body["code"], &body["detail"]),
        (&"named".into(), &"behind a qualified path".into())
    );
    assert_eq!(problem(&V::Turbofish)["map"]["1"][0][1], 3);
    let cases = [
        (V::Closure(1), "1,2"),
        (V::Fold(vec!["a".into(), "b".into()]), "ab"),
        (V::Move(vec![1, 2]), "2,4"),
        (V::Compared { a: 1, b: 2 }, "less"),
        (V::Compared { a: 2, b: 1 }, "more"),
        (V::Compared { a: 2, b: 2 }, "same"),
        (V::Macros, "a, b"),
        (V::Block, "block, with a comma"),
        (V::Guarded(4), "large"),
        (V::Guarded(1), "small"),
        (V::Raw(1), "raw \\ 1"),
        (V::Continued, "two lines"),
        (V::TrailingComma, "x"),
    ];
    for (error, expected) in cases {
        assert_eq!(detail(&error).as_deref(), Some(expected), "{error:?}");
    }
    let body = problem(&V::Booleans { a: 1, b: 2 });
    assert_eq!(
        (&body["less"], &body["more"], &body["both"]),
        (&true.into(), &false.into(), &false.into())
    );
    assert_eq!(header(&V::Macros, "x-macro").unwrap(), "1-2");
    assert_eq!(problem(&V::Continued)["title"], "aä");
}

#[test]
fn a_plain_number_is_a_status() {
    assert_eq!(status(&Values::PlainNumbers(true)), 404);
    assert_eq!(status(&Values::PlainNumbers(false)), 409);
    assert_eq!(status(&Values::OptionOfNumber(0)), 404);
    assert_eq!(status(&Values::OptionOfNumber(1)), 500);
}

#[derive(Debug, Error, HttpError)]
#[error("x")]
#[http(status = self.0)]
struct Signed(i32);

#[test]
fn a_number_that_is_no_status_is_a_500() {
    assert_eq!(status(&Signed(404)), 404);
    for number in [-404, 0, 65_536 + 404, i32::MAX, i32::MIN] {
        assert_eq!(status(&Signed(number)), 500, "{number}");
    }
}

#[test]
fn a_header_value_may_be_more_than_ascii() {
    let error = Values::NotAscii("ä".into());
    assert_eq!(header(&error, "x-latin").unwrap(), "ü");
    assert_eq!(header(&error, "x-late").unwrap(), "ä");
}

/// Every expression runs once for each response.
#[test]
fn an_expression_runs_once() {
    use std::sync::atomic::{AtomicU8, Ordering};

    #[derive(Debug, Default, Error, HttpError)]
    #[error("counted")]
    #[http(
        status = self.count(404_u16),
        code = self.count("code"),
        detail = self.count("detail"),
        header("X-Count" = self.count("header")),
        member("count" = self.count(1)),
        unmask = self.count(true)
    )]
    struct Counted(AtomicU8);

    impl Counted {
        fn count<T>(&self, value: T) -> T {
            self.0.fetch_add(1, Ordering::Relaxed);
            value
        }
    }

    let error = Counted::default();
    assert_eq!(error.to_response().status(), 404);
    assert_eq!(error.0.load(Ordering::Relaxed), 6);
}

/// `via`: a framework that catchall does not know.
mod via {
    macro_rules! framework {
        ([$($generics:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
            impl<$($generics)*> crate::values::Reply for $ty where $($bounds)* {
                fn reply(self) -> (u16, usize) {
                    let response = catchall::Response::from(self);
                    (response.status().as_u16(), response.body().len())
                }
            }
        };
    }
    pub(crate) use framework;
}

trait Reply {
    fn reply(self) -> (u16, usize);
}

macro_rules! second {
    ($($tokens:tt)*) => {};
}

#[derive(Debug, Error, HttpError)]
#[http(via = crate::values::via::framework, via = second)]
enum Via<'a, T: std::fmt::Debug = u8, const N: usize = 1> {
    #[error("x")]
    #[http(404, format = Empty)]
    A([&'a T; N]),
}

#[derive(Debug, Error, HttpError)]
#[error("x")]
#[http(410, format = Text, via = via::framework)]
struct ViaStruct;

#[test]
fn a_framework_of_ones_own_is_called_by_its_macro() {
    assert_eq!(Via::A([&1, &2]).reply(), (404, 0));
    assert_eq!(ViaStruct.reply(), (410, 1));
}

#[derive(Debug, Error, HttpError)]
enum TypedInCases {
    #[error("x")]
    #[http(
        400,
        case(1 => 401, www_authenticate = "Bearer"),
        case(2 => 405, allow = "GET"),
        case(3 => 302, location = "/{0}"),
        case(4 => 451, link = "</{0}>; rel=\"blocked-by\""),
        case(5 => 416, content_range = "bytes */{0}"),
        case(n => 429, retry_after = u64::from(*n)),
    )]
    Variant(u8),
}

#[test]
fn every_typed_header_may_stand_in_a_case() {
    let cases = [
        (1, "www-authenticate", "Bearer"),
        (2, "allow", "GET"),
        (3, "location", "/3"),
        (4, "link", "</4>; rel=\"blocked-by\""),
        (5, "content-range", "bytes */5"),
        (6, "retry-after", "6"),
    ];
    for (number, name, expected) in cases {
        let error = TypedInCases::Variant(number);
        assert_eq!(header(&error, name).as_deref(), Some(expected));
    }
}
