//! What a client sees of a response.

use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Collected};

use crate::contender::Contender;
use crate::errors::CASES;

/// Status, headers in order of their names, body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body; what is no UTF-8 is replaced.
    pub body: String,
}

impl<B: http_body::Body> From<http::Response<B>> for Answer {
    /// Of a body that is there at once; another one is empty.
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        let collected = body.collect().now_or_never().and_then(Result::ok);
        let bytes = collected.map(Collected::to_bytes).unwrap_or_default();
        let text =
            |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        let headers = parts.headers.iter();
        let mut headers: Vec<_> = headers
            .map(|(name, value)| (name.to_string(), text(value)))
            .collect();
        headers.sort_unstable();
        Self {
            status: parts.status.as_u16(),
            headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Whether all make the same: the same status, and floors and catchall the same
/// response to the byte.
///
/// # Errors
///
/// The first difference, in words.
pub fn check(contenders: &[Contender]) -> Result<(), String> {
    let Some((first, rest)) = contenders.split_first() else {
        return Ok(());
    };
    for (at, case) in CASES.iter().enumerate() {
        let expected = (first.cases[at].answer)();
        for one in rest {
            let answer = (one.cases[at].answer)();
            let is_exact = one.name.contains("floor") || one.name.contains("catchall");
            let same = if is_exact {
                answer == expected
            } else {
                answer.status == expected.status
            };
            if !same {
                let (first, one) = (first.name, one.name);
                return Err(format!(
                    "{case}: {first} and {one} differ:\n{expected:?}\n{answer:?}"
                ));
            }
        }
    }
    Ok(())
}
