//! `transparent` on an `anyhow::Error`: a masked 500, or one
//! that shows its text if the outer error unmasks it.

use crate::{Delegate, Description};

impl Delegate for anyhow::Error {
    fn describe_to(&self, description: &mut Description<'_>) {
        description.unmapped();
        description.foreign(self);
        description.backtrace(Some(self.backtrace()));
    }
}
