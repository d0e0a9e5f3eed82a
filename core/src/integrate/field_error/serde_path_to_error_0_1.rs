//! `serde_path_to_error` 0.1.

use std::fmt::Display;

use serde_path_to_error::{Error, Path, Segment};

use super::{FieldError, FieldErrors};

/// The one location where a body could not be read. The text is that of the
/// deserialiser: it is about the request, not about the service.
impl<E: Display> From<&Error<E>> for FieldError {
    fn from(error: &Error<E>) -> Self {
        Self::new(segments(error.path()), error.inner().to_string())
    }
}

impl<E: Display> From<Error<E>> for FieldError {
    fn from(error: Error<E>) -> Self {
        Self::from(&error)
    }
}

impl<E: Display> From<&Error<E>> for FieldErrors {
    fn from(error: &Error<E>) -> Self {
        FieldError::from(error).into()
    }
}

impl<E: Display> From<Error<E>> for FieldErrors {
    fn from(error: Error<E>) -> Self {
        FieldError::from(error).into()
    }
}

/// Returns the path to the value, without the parts that a JSON Pointer cannot express.
fn segments(path: &Path) -> Vec<String> {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}
