//! `transparent` on an `eyre::Report`: a masked 500, or one
//! that shows its text if the outer error unmasks it.

use crate::{Delegate, Description};

impl Delegate for eyre::Report {
    fn describe_to(&self, description: &mut Description<'_>) {
        description.unmapped();
        description.foreign(self);
    }
}
