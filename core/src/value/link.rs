use std::fmt;

use http::HeaderValue;

use super::{InvalidValue, ToHeaderValue};
use crate::value::uri;

/// A link, the value of `Link`: RFC 8288.
///
/// ```
/// # extern crate catchall_core as catchall;
/// use catchall::header::Link;
///
/// let link = Link::new("https://spqr.example.org/legislation", "blocked-by");
/// assert_eq!(link.to_string(), r#"<https://spqr.example.org/legislation>; rel="blocked-by""#);
/// ```
///
/// Characters that a URI cannot contain are percent-encoded, and characters
/// that a relation type cannot contain are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    target: String,
    relation: String,
}

impl Link {
    /// Creates a link to this target with this relation type.
    #[must_use]
    pub fn new(target: &str, relation: &str) -> Self {
        let is_kept = |char: &char| char.is_ascii_graphic() && !matches!(char, '"' | '\\');
        let is_kept = |char: &char| *char == ' ' || is_kept(char);
        Self {
            target: uri::encode(target.into()).into_owned(),
            relation: relation.chars().filter(is_kept).collect(),
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>; rel=\"{}\"", self.target, self.relation)
    }
}

impl ToHeaderValue for Link {
    fn to_header_value(&self) -> Result<Option<HeaderValue>, InvalidValue> {
        format_args!("{self}").to_header_value()
    }
}
