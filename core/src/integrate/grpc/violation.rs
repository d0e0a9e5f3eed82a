//! An error in a field: our errors name it by a JSON Pointer, gRPC by a path
//! such as `items[1].name`.

use serde_json::Value;

use crate::integrate::field_error::FieldError;

/// One error in a request, as in `google.rpc.BadRequest`.
pub(crate) struct Violation {
    /// A path of names, and of indices in brackets that count from 0.
    pub(crate) field: String,
    pub(crate) detail: String,
    pub(crate) code: Option<String>,
}

impl Violation {
    /// Returns the violations in a member of a problem: all elements of an
    /// array, if each is an object with a location (`pointer` or `field`) and a
    /// text (`detail`, `message` or `description`).
    pub(crate) fn all(json: &str) -> Vec<Self> {
        if !json.starts_with('[') {
            return Vec::new();
        }
        let Ok(Value::Array(elements)) = serde_json::from_str(json) else {
            return Vec::new();
        };
        let violations: Option<Vec<Self>> = elements.iter().map(Self::of).collect();
        violations.unwrap_or_default()
    }

    fn of(element: &Value) -> Option<Self> {
        let text = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| element.get(name)?.as_str().map(str::to_owned))
        };
        Some(Self {
            field: path(&text(&["pointer", "field"])?),
            detail: text(&["detail", "message", "description"])?,
            code: text(&["code"]),
        })
    }

    /// Returns the same error for a problem.
    pub(crate) fn into_error(self) -> FieldError {
        let error = FieldError::new(segments(&self.field), self.detail);
        match self.code {
            Some(code) => error.with_code(code),
            None => error,
        }
    }
}

/// Returns `items[1].name` for `#/items/1/name`. Text that is not a JSON Pointer is not changed.
fn path(pointer: &str) -> String {
    let bare = pointer.strip_prefix('#');
    let Some(path) = bare.unwrap_or(pointer).strip_prefix('/') else {
        return bare.unwrap_or(pointer).to_owned();
    };
    let mut text = String::new();
    for segment in path.split('/') {
        let segment = segment_of(segment, bare.is_some());
        let is_index = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        if is_index {
            text.push('[');
            text.push_str(&segment);
            text.push(']');
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(&segment);
        }
    }
    text
}

/// Reverses the escapes of a segment in RFC 6901: those of §3, and in a URI fragment
/// also those of §6.
fn segment_of(text: &str, is_fragment: bool) -> String {
    let decoded = if is_fragment {
        percent_decoded(text)
    } else {
        text.to_owned()
    };
    decoded.replace("~1", "/").replace("~0", "~")
}

fn percent_decoded(text: &str) -> String {
    let hex = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        if let (b'%', [high, low, behind @ ..]) = (first, tail)
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
            && let Ok(byte) = u8::try_from(high * 16 + low)
        {
            bytes.push(byte);
            rest = behind;
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns the segments of `items[1].name`.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split(['.', '[', ']'])
        .filter(|segment| !segment.is_empty())
}
