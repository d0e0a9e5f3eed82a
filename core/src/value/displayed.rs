//! The text of a format string as a member.

use std::cell::Cell;
use std::fmt::{self, Display};

use serde_core::{Serialize, Serializer};

/// Serialises text as a string.
pub struct Displayed<'a>(pub &'a dyn Display);

impl Serialize for Displayed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde_core::ser::Error;

        let failed = Cell::new(false);
        let result = serializer.collect_str(&Unfailing {
            text: self.0,
            failed: &failed,
        });
        if failed.get() {
            return Err(S::Error::custom("a `Display` of the error fails"));
        }
        result
    }
}

/// Ignores a failing `Display`: a serializer would look for the failure in its
/// own writer.
struct Unfailing<'a> {
    text: &'a dyn Display,
    failed: &'a Cell<bool>,
}

impl Display for Unfailing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.failed.set(self.text.fmt(f).is_err());
        Ok(())
    }
}
