//! Errors in the parts of a request, RFC 9457 §3: one problem with an array
//! member.

use std::borrow::Cow;
use std::fmt::{self, Write};

use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_core::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value};

use crate::value::json_type::{HasJsonType, JsonType, MemberSpec};

#[cfg(feature = "garde-0.23")]
mod garde_0_23;
#[cfg(feature = "serde_path_to_error-0.1")]
mod serde_path_to_error_0_1;
#[cfg(feature = "validator-0.21")]
mod validator_0_21;

/// One error in a request, and its location.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::FieldError;
///
/// let error = FieldError::new(["items", "1", "name"], "must not be empty").with_code("required");
/// assert_eq!(
///     serde_json::to_string(&error)?,
///     r##"{"pointer":"#/items/1/name","detail":"must not be empty","code":"required"}"##,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pointer: String,
    detail: Cow<'static, str>,
    code: Option<Cow<'static, str>>,
}

impl FieldError {
    /// Creates an error at this path from the root of the request's body: the
    /// names of members, and the indices of elements as numbers. An empty path
    /// is the whole body.
    #[must_use]
    pub fn new<S: AsRef<str>>(
        path: impl IntoIterator<Item = S>,
        detail: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            pointer: pointer(path),
            detail: detail.into(),
            code: None,
        }
    }

    /// Sets a machine-readable name of the error.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<Cow<'static, str>>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Returns the location: a JSON Pointer (RFC 6901 §6) in the form of a URI fragment.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Returns what is wrong.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Returns the machine-readable name of the error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

impl Serialize for FieldError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 2 + usize::from(self.code.is_some());
        let mut object = serializer.serialize_struct("FieldError", fields)?;
        object.serialize_field("pointer", &self.pointer)?;
        object.serialize_field("detail", &self.detail)?;
        if let Some(code) = &self.code {
            object.serialize_field("code", code)?;
        }
        object.end()
    }
}

/// Reads what another service wrote: unknown members and members of the wrong type are
/// ignored (RFC 9457 §3.1), and an error without a pointer is about the whole body.
impl<'de> Deserialize<'de> for FieldError {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut object = Map::<String, Value>::deserialize(deserializer)?;
        let mut text = |name: &str| match object.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        let detail = text("detail").ok_or_else(|| D::Error::missing_field("detail"))?;
        Ok(Self {
            pointer: text("pointer").unwrap_or_else(|| "#".to_owned()),
            detail: detail.into(),
            code: text("code").map(Cow::Owned),
        })
    }
}

impl HasJsonType for FieldError {
    const JSON_TYPE: JsonType = JsonType::ObjectOf(&[
        MemberSpec::new("pointer", JsonType::StringValue),
        MemberSpec::new("detail", JsonType::StringValue),
        MemberSpec::new("code", JsonType::StringValue).optional(),
    ]);
}

impl HasJsonType for FieldErrors {
    const JSON_TYPE: JsonType = JsonType::ArrayOf(&FieldError::JSON_TYPE);
}

/// Returns a JSON Pointer as a URI fragment: `~` and `/` are escaped as in RFC
/// 6901 §3, and characters that a fragment cannot contain (RFC 3986 §3.5) are
/// percent-encoded.
fn pointer<S: AsRef<str>>(path: impl IntoIterator<Item = S>) -> String {
    let mut pointer = "#".to_owned();
    for segment in path {
        pointer.push('/');
        for &byte in segment.as_ref().as_bytes() {
            match byte {
                b'~' => pointer.push_str("~0"),
                b'/' => pointer.push_str("~1"),
                b'-' | b'.' | b'_' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+'
                | b',' | b';' | b'=' | b':' | b'@' | b'?' => pointer.push(char::from(byte)),
                byte if byte.is_ascii_alphanumeric() => pointer.push(char::from(byte)),
                byte => {
                    // Writing to a `String` does not fail.
                    let _ = write!(pointer, "%{byte:02X}");
                }
            }
        }
    }
    pointer
}

/// The invalid parts of a request, as the value of a member.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::{FieldError, FieldErrors, Problem};
///
/// let errors: FieldErrors = [FieldError::new(["age"], "must be a positive integer")]
///     .into_iter()
///     .collect();
/// let problem = Problem::unprocessable_content().with_member("errors", errors);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Creates an empty list.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds an error.
    pub fn push(&mut self, error: FieldError) {
        self.0.push(error);
    }

    /// Returns whether the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the number of errors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the errors in the order in which they were added.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.0.iter()
    }
}

impl FromIterator<FieldError> for FieldErrors {
    fn from_iter<I: IntoIterator<Item = FieldError>>(errors: I) -> Self {
        Self(errors.into_iter().collect())
    }
}

impl IntoIterator for FieldErrors {
    type Item = FieldError;
    type IntoIter = std::vec::IntoIter<FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a FieldErrors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<FieldError> for FieldErrors {
    fn extend<I: IntoIterator<Item = FieldError>>(&mut self, errors: I) {
        self.0.extend(errors);
    }
}

impl From<FieldError> for FieldErrors {
    fn from(error: FieldError) -> Self {
        Self(vec![error])
    }
}

impl Serialize for FieldErrors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de> Deserialize<'de> for FieldErrors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

/// Writes one line per error, for a log or a terminal.
impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{}: {}", error.pointer, error.detail)?;
        }
        Ok(())
    }
}

impl std::error::Error for FieldErrors {}
