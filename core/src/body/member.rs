//! A value that can write itself as JSON.

use serde_core::Serialize;

/// The value of an extension member.
pub(crate) trait Member {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error>;
}

impl<T: Serialize + ?Sized> Member for T {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        serde_json::to_writer(out, self)
    }
}

/// A value that is JSON already.
pub(crate) struct RawJson<'a>(pub(crate) &'a str);

impl Member for RawJson<'_> {
    fn write(&self, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
        out.extend_from_slice(self.0.as_bytes());
        Ok(())
    }
}
