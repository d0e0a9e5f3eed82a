//! `transparent` on an `eyre::Report`: a masked 500.

use crate::{Delegate, Description};

impl Delegate for eyre::Report {
    fn describe_to(&self, description: &mut Description<'_>) {
        description.unmapped();
    }
}
