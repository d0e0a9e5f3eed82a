use std::fmt::{self, Write};

use http::HeaderValue;

use super::{InvalidValue, ToHeaderValue, header_value as value};
use crate::grammar::is_token;

/// A challenge, the value of `WWW-Authenticate` and `Proxy-Authenticate`:
/// RFC 9110 §11.6.1.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::header::Challenge;
///
/// let challenge = Challenge::new("Bearer")
///     .param("realm", "shop")
///     .param("error", "invalid_token");
/// assert_eq!(challenge.to_string(), r#"Bearer realm="shop", error="invalid_token""#);
/// ```
///
/// A value is a quoted-string: `"` and `\` in it are escaped, and a control
/// character becomes a space. `error`, `error_description`, `error_uri` and
/// `scope` cannot contain `"` and `\` at all (RFC 6750 §3): these become `'`
/// and `/`. A scheme or a parameter whose name is not a token (RFC 9110 §5.6.2)
/// is left out; without a scheme there is no challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    text: String,
    names: Vec<String>,
}

impl Challenge {
    /// Creates a challenge with this scheme and no parameters.
    #[must_use]
    pub fn new(scheme: &str) -> Self {
        let text = if is_token(scheme) {
            scheme.to_owned()
        } else {
            String::new()
        };
        Self {
            text,
            names: Vec::new(),
        }
    }

    /// Creates a `Basic` challenge with its mandatory realm, RFC 7617.
    #[must_use]
    pub fn basic(realm: &str) -> Self {
        Self::new("Basic")
            .param("realm", realm)
            .param("charset", "UTF-8")
    }

    /// Creates a `Bearer` challenge, RFC 6750. A request without credentials is
    /// answered with this and nothing more.
    #[must_use]
    pub fn bearer() -> Self {
        Self::new("Bearer")
    }

    /// Adds a parameter. If the name was given before, the parameter is ignored.
    #[must_use]
    pub fn param(mut self, name: &str, value: &str) -> Self {
        let is_known = self
            .names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
        if self.text.is_empty() || !is_token(name) || is_known {
            return self;
        }
        let strict = ["error", "error_description", "error_uri", "scope"].contains(&name);
        self.text
            .push_str(if self.names.is_empty() { " " } else { ", " });
        self.text.push_str(name);
        self.text.push_str("=\"");
        for char in value.chars() {
            match char {
                '"' if strict => self.text.push('\''),
                '\\' if strict => self.text.push('/'),
                '"' | '\\' => self.text.extend(['\\', char]),
                char if char.is_control() => self.text.push(' '),
                char if strict && !char.is_ascii() => self.text.push('?'),
                char => self.text.push(char),
            }
        }
        self.text.push('"');
        self.names.push(name.to_owned());
        self
    }

    /// Adds a parameter, if there is a value.
    #[must_use]
    pub fn optional_param(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.param(name, value),
            None => self,
        }
    }
}

impl fmt::Display for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl ToHeaderValue for Challenge {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        if self.text.is_empty() {
            return Err(InvalidValue);
        }
        value::from_text(&self.text)
    }
}

/// Several challenges in one field, in the order of preference.
impl ToHeaderValue for [Challenge] {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        let mut text = String::new();
        for challenge in self.iter().filter(|challenge| !challenge.text.is_empty()) {
            let separator = if text.is_empty() { "" } else { ", " };
            write!(text, "{separator}{challenge}").map_err(|_| InvalidValue)?;
        }
        if text.is_empty() {
            Err(InvalidValue)
        } else {
            value::from_text(&text)
        }
    }
}

impl ToHeaderValue for Vec<Challenge> {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        self.as_slice().to_header_value()
    }
}
