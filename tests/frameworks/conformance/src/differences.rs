//! What a framework makes impossible, with one row for each case. A row that is no
//! longer true fails.
//!
//! Two frameworks cannot run the list as it is:
//!
//! - `lambda_http` has no server. The substitute for the gateway passes the JSON of
//!   an event to the function, and sends the response in its JSON, over HTTP/1.1.
//! - `worker` has no responses outside of a worker: they are JavaScript objects.
//!   The test only shows that a handler may return the errors.

use http::{HeaderName, HeaderValue, Method};

use crate::{Exchange, Expected};

/// One difference between an error's response and what a framework sends.
pub(crate) struct Difference {
    pub(crate) frameworks: &'static [&'static str],
    pub(crate) why: &'static str,
    /// Changes what is expected, if the difference applies.
    pub(crate) change: fn(&Exchange, &mut Expected),
}

pub(crate) const DIFFERENCES: &[Difference] = &[
    Difference {
        frameworks: &["hyper 1", "poem 3", "warp 0.4"],
        why: "over HTTP/2 hyper sends the body of a HEAD too, and these leave it to hyper",
        change: |exchange, expected| {
            if exchange.method == Method::HEAD
                && exchange.http2
                && expected.headers.contains_key("content-length")
            {
                expected.body = None;
            }
        },
    },
    Difference {
        frameworks: &["rocket 0.5", "lambda_http 1"],
        why: "a header's value is a text: one that is no UTF-8 is left out",
        change: |_, expected| {
            expected.headers.remove("x-bytes");
        },
    },
    Difference {
        frameworks: &["rocket 0.5"],
        why: "Rocket runs a HEAD as a GET, and shows the error a GET",
        change: |_, expected| {
            if let Some(seen) = expected.headers.get_mut("x-seen")
                && let Some(rest) = seen.as_bytes().strip_prefix(b"HEAD")
                && let Ok(value) = HeaderValue::from_bytes(&[b"GET", rest].concat())
            {
                *seen = value;
            }
        },
    },
    Difference {
        frameworks: &["salvo 1"],
        why: "headers that the handler set before it failed stay on a 304",
        change: |_, expected| {
            if expected.status == 304 {
                for (name, value) in [
                    ("content-location", "/left"),
                    ("expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
                    ("last-modified", "Thu, 01 Jan 1970 00:00:00 GMT"),
                ] {
                    let name = HeaderName::from_static(name);
                    expected
                        .headers
                        .insert(name, HeaderValue::from_static(value));
                }
            }
        },
    },
    Difference {
        frameworks: &["lambda_http 1"],
        why: "the gateway reads one value of each header: several are one list",
        change: |_, expected| {
            for name in ["link", "www-authenticate", "x-twice"] {
                let name = HeaderName::from_static(name);
                let values = expected.headers.get_all(&name).iter();
                let values: Vec<_> = values.map(HeaderValue::as_bytes).collect();
                if values.len() > 1
                    && let Ok(value) = HeaderValue::from_bytes(&values.join(&b", "[..]))
                {
                    expected.headers.insert(name, value);
                }
            }
        },
    },
];
