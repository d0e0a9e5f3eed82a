//! Compares one response with the expected one.

use std::fmt::Write;

use bytes::Bytes;
use http::Response;
use http_body::Body;
use http_body_util::BodyExt;
use serde_core::Serialize;
use serde_json::Value;

use crate::status::{self, ToStatus};

/// Checks a response: its status, members of its body, and headers.
///
/// The response is an `http::Response` with a complete body, such as a
/// [`catchall::Response`](crate::Response), or the status, headers and body of any other response.
/// An asynchronous body is read with [`read_response`](crate::testing::read_response).
///
/// Each `name = value` is a member of the body, including `code`, `type`, `title`,
/// `detail` and `instance`. A name that is not an identifier is written in quotes. The
/// value is anything that can be serialised; `()` means that the member must not be
/// present. A header is `header("name") = "value"`. Parts that are not named are not
/// checked, except that an `application/problem+json` body must be valid and have the
/// status of the response.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{Problem, assert_problem};
///
/// let response = Problem::not_found()
///     .with_code("user_not_found")
///     .with_member("user", 7)
///     .with_retry_after(5_u64)
///     .to_response();
///
/// assert_problem!(response, 404);
/// assert_problem!(
///     response,
///     404,
///     code = "user_not_found",
///     user = 7,
///     detail = (),
///     header("Retry-After") = "5",
/// );
///
/// // For any other response: its status, its headers and its body.
/// let (status, headers, body) = (response.status().as_u16(), response.headers(), response.body());
/// assert_problem!((status, headers, body), 404, title = "Not Found");
/// ```
#[macro_export]
macro_rules! assert_problem {
    ($response:expr, $status:expr $(,)?) => {
        $crate::testing::Expected::new(&$status)
            .check(&$crate::testing::TestResponse::tested(&$response))
    };
    ($response:expr, $status:expr, $($expected:tt)+) => {
        $crate::__expected!([$crate::testing::Expected::new(&$status)] [$response] $($expected)+)
    };
}

/// Adds one expectation after another.
#[doc(hidden)]
#[macro_export]
macro_rules! __expected {
    ([$($so_far:tt)*] [$response:expr] $(,)?) => {
        $($so_far)*.check(&$crate::testing::TestResponse::tested(&$response))
    };
    ([$($so_far:tt)*] [$response:expr] header($name:expr) = $value:expr $(, $($rest:tt)*)?) => {
        $crate::__expected!([$($so_far)*.header($name, $value)] [$response] $($($rest)*)?)
    };
    ([$($so_far:tt)*] [$response:expr] $name:literal = $value:expr $(, $($rest:tt)*)?) => {
        $crate::__expected!([$($so_far)*.member($name, &$value)] [$response] $($($rest)*)?)
    };
    ([$($so_far:tt)*] [$response:expr] $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::__expected!(
            [$($so_far)*.member(::core::stringify!($name), &$value)] [$response] $($($rest)*)?
        )
    };
}

/// A response with its whole body, from any library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestedResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// A type that [`assert_problem!`](crate::assert_problem) takes: an `http::Response` with a body of
/// bytes or text, or a tuple of status, headers and body. The headers are pairs of names and
/// values, such as a reference to a `HeaderMap` of any version.
pub trait TestResponse {
    /// Returns its parts.
    fn tested(&self) -> TestedResponse;
}

impl<B: AsRef<[u8]>> TestResponse for Response<B> {
    fn tested(&self) -> TestedResponse {
        (self.status(), self.headers(), self.body()).tested()
    }
}

impl<T: TestResponse + ?Sized> TestResponse for &T {
    fn tested(&self) -> TestedResponse {
        (**self).tested()
    }
}

impl<S, H, N, V, B> TestResponse for (S, H, B)
where
    S: ToStatus,
    H: Clone + IntoIterator<Item = (N, V)>,
    N: AsRef<str>,
    V: AsRef<[u8]>,
    B: AsRef<[u8]>,
{
    fn tested(&self) -> TestedResponse {
        let (status, headers, body) = self;
        let headers = headers.clone().into_iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_ref()).into_owned();
            (name.as_ref().to_ascii_lowercase(), value)
        });
        TestedResponse {
            status: status.to_status().unwrap_or_default(),
            headers: headers.collect(),
            body: body.as_ref().to_vec(),
        }
    }
}

/// Reads the body of a response, such as a response of axum, warp, tonic or hyper.
///
/// # Panics
///
/// Panics if the body cannot be read completely.
pub async fn read_response<B: Body>(response: Response<B>) -> Response<Bytes> {
    let (parts, body) = response.into_parts();
    let body = body.collect().await.ok();
    let body = body.expect("the body of the response is whole").to_bytes();
    Response::from_parts(parts, body)
}

/// The expectations of a response, as [`assert_problem!`](crate::assert_problem) creates them.
#[derive(Clone, Debug)]
pub struct Expected {
    status: u16,
    members: Vec<(String, Value)>,
    headers: Vec<(String, String)>,
}

impl Expected {
    /// Expects a response with this status.
    #[must_use]
    pub fn new<S: ToStatus + ?Sized>(status: &S) -> Self {
        Self {
            status: status.to_status().unwrap_or_default(),
            members: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// Expects this member in the body, or no such member if the value is `null`.
    ///
    /// # Panics
    ///
    /// Panics if the value cannot be serialised.
    #[must_use]
    #[track_caller]
    pub fn member<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => self.members.push((name.to_owned(), value)),
            Err(error) => panic!("the expected `{name}` cannot be serialised: {error}"),
        }
        self
    }

    /// Expects this header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let header = (name.to_ascii_lowercase(), value.to_owned());
        self.headers.push(header);
        self
    }

    /// Compares a response with the expectations.
    ///
    /// # Panics
    ///
    /// Panics if the response differs.
    #[track_caller]
    pub fn check(&self, response: &TestedResponse) {
        let differences = self.differences(response);
        assert!(
            differences.is_empty(),
            "this is not the expected response:\n  - {}\n\n{}",
            differences.join("\n  - "),
            response.shown()
        );
    }

    fn differences(&self, response: &TestedResponse) -> Vec<String> {
        let mut differences = Vec::new();
        let mut differs = |name: &str, found: String, expected: String| {
            if found != expected {
                differences.push(format!("{name} is {found}, and not {expected}"));
            }
        };
        differs(
            "the status",
            response.status.to_string(),
            self.status.to_string(),
        );
        for (name, expected) in &self.headers {
            let found: Vec<&str> = response.values(name).collect();
            if !found.contains(&expected.as_str()) {
                let found = match found.as_slice() {
                    [] => "missing".to_owned(),
                    found => format!("{:?}", found.join(", ")),
                };
                differs(
                    &format!("the header `{name}`"),
                    found,
                    format!("{expected:?}"),
                );
            }
        }
        let json = response.json();
        for (name, expected) in &self.members {
            let found = json.as_ref().and_then(|json| json.get(name));
            // RFC 9457 §3.1.1: without a type, it is `about:blank`.
            let blank = Value::from("about:blank");
            let found = found.or((name == "type").then_some(&blank));
            let shown = |value: &Value| match value {
                Value::Null => "missing".to_owned(),
                value => value.to_string(),
            };
            let found = found.map_or_else(|| "missing".to_owned(), shown);
            differs(&format!("`{name}`"), found, shown(expected));
        }
        let is_problem = response
            .values("content-type")
            .any(|value| value.starts_with("application/problem+json"));
        if is_problem {
            match &json {
                None => differences.push("the body is not JSON".to_owned()),
                Some(json) if json["status"] != response.status => differences.push(format!(
                    "the `status` in the body is {}, and that of the response {}",
                    json["status"], response.status
                )),
                Some(_) => {}
            }
        }
        differences
    }
}

impl TestedResponse {
    /// Returns the values of a header, whose name is in lower case.
    fn values<'r>(&'r self, name: &'r str) -> impl Iterator<Item = &'r str> {
        let of_name = self.headers.iter().filter(move |(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// Returns the response as HTTP/1.1 sends it, with an indented body.
    fn shown(&self) -> String {
        let mut shown = format!(
            "the response:\n  {} {}\n",
            self.status,
            status::phrase(self.status)
        );
        // Writing to a `String` does not fail.
        for (name, value) in &self.headers {
            let _ = writeln!(shown, "  {name}: {value}");
        }
        let body = match self.json() {
            Some(json) => serde_json::to_string_pretty(&json).unwrap_or_default(),
            None => String::from_utf8_lossy(&self.body).into_owned(),
        };
        for line in body.lines() {
            let _ = write!(shown, "\n  {line}");
        }
        shown
    }
}
