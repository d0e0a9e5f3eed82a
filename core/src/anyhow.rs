//! `transparent` on an `anyhow::Error`: a masked 500.

use crate::{Delegate, Description};

impl Delegate for anyhow::Error {
    fn describe_to(&self, description: &mut Description<'_>) {
        description.unmapped();
        description.backtrace(Some(self.backtrace()));
    }
}
