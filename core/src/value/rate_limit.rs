use std::fmt::{self, Write};
use std::time::Duration;

use http::HeaderValue;

use super::{InvalidValue, ToHeaderValue, header_value};

/// The largest integer of a structured field, RFC 9651 §3.3.1.
const MAX: u64 = 999_999_999_999_999;

/// The remaining quota, the value of `RateLimit` in the IETF draft "`RateLimit` header
/// fields for HTTP": for `header("RateLimit" = ...)`, in addition to `retry_after`.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use std::time::Duration;
///
/// use catchall::header::RateLimit;
///
/// let limit = RateLimit::new("burst", 0).reset_after(Duration::from_secs(30));
/// assert_eq!(limit.to_string(), r#""burst";r=0;t=30"#);
/// ```
///
/// A character that a structured field cannot contain is removed from the name, and a
/// number is at most 999,999,999,999,999.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimit {
    policy: String,
    remaining: u64,
    reset: Option<u64>,
}

impl RateLimit {
    /// Creates the value: this many quota units remain of the policy with this name.
    #[must_use]
    pub fn new(policy: &str, remaining: u64) -> Self {
        Self {
            policy: string(policy),
            remaining: remaining.min(MAX),
            reset: None,
        }
    }

    /// Sets the time until more units are available, rounded up to whole seconds.
    #[must_use]
    pub fn reset_after(self, wait: Duration) -> Self {
        Self {
            reset: Some(seconds(wait)),
            ..self
        }
    }
}

impl fmt::Display for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{};r={}", self.policy, self.remaining)?;
        match self.reset {
            Some(seconds) => write!(f, ";t={seconds}"),
            None => Ok(()),
        }
    }
}

/// A quota, the value of `RateLimit-Policy` in the same draft.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use std::time::Duration;
///
/// use catchall::header::RateLimitPolicy;
///
/// let policy = RateLimitPolicy::new("burst", 100).window(Duration::from_secs(60));
/// assert_eq!(policy.to_string(), r#""burst";q=100;w=60"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLimitPolicy {
    name: String,
    quota: u64,
    window: Option<u64>,
}

impl RateLimitPolicy {
    /// Creates a quota of this many units, under this name.
    #[must_use]
    pub fn new(name: &str, quota: u64) -> Self {
        Self {
            name: string(name),
            quota: quota.min(MAX),
            window: None,
        }
    }

    /// Sets the time window of the quota, rounded up to whole seconds.
    #[must_use]
    pub fn window(self, window: Duration) -> Self {
        Self {
            window: Some(seconds(window)),
            ..self
        }
    }
}

impl fmt::Display for RateLimitPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{};q={}", self.name, self.quota)?;
        match self.window {
            Some(seconds) => write!(f, ";w={seconds}"),
            None => Ok(()),
        }
    }
}

/// One value, or several in a slice or a `Vec`: a list of a structured field.
macro_rules! list {
    ($($ty:ty)*) => {$(
        impl ToHeaderValue for $ty {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                format_args!("{self}").to_header_value()
            }
        }

        /// An empty list is not sent, RFC 9651 §3.1.
        impl ToHeaderValue for [$ty] {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                let mut text = String::new();
                for value in self {
                    let separator = if text.is_empty() { "" } else { ", " };
                    write!(text, "{separator}{value}").map_err(|_| InvalidValue)?;
                }
                if text.is_empty() {
                    return Ok(None);
                }
                header_value::from_text(&text)
            }
        }

        impl ToHeaderValue for Vec<$ty> {
            fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
                self.as_slice().to_header_value()
            }
        }
    )*};
}

list!(RateLimit RateLimitPolicy);

fn seconds(duration: Duration) -> u64 {
    let up = u64::from(duration.subsec_nanos() > 0);
    duration.as_secs().saturating_add(up).min(MAX)
}

/// Returns a string of a structured field, RFC 9651 §3.3.3.
fn string(text: &str) -> String {
    let mut string = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => string.extend(['\\', char]),
            ' '..='~' => string.push(char),
            _ => {}
        }
    }
    string.push('"');
    string
}
