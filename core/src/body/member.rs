//! A member: its name, and a value that can write itself as JSON.

use serde_core::Serialize;

use crate::body::buffer::append;
use crate::body::serialize::ToJson;

/// The name of an extension member.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    pub(crate) text: &'a str,
    /// Whether it was checked at compile time: it contains no character that JSON escapes.
    pub(crate) is_checked: bool,
}

impl<'a> Name<'a> {
    #[inline]
    pub(crate) fn checked(text: &'a str) -> Self {
        Self {
            text,
            is_checked: true,
        }
    }

    #[inline]
    pub(crate) fn unchecked(text: &'a str) -> Self {
        Self {
            text,
            is_checked: false,
        }
    }
}

/// The value of an extension member.
pub(crate) trait Member {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

impl<T: Serialize + ?Sized> Member for T {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        self.serialize(ToJson(out))
    }
}

/// A value that is JSON already.
pub(crate) struct RawJson<'a>(pub(crate) &'a str);

impl Member for RawJson<'_> {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        append(out, self.0.as_bytes());
        Ok(())
    }
}
