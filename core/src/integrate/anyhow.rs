//! `transparent` on an `anyhow::Error`: a masked 500, or one
//! that shows its text if the outer error unmasks it.

use std::error::Error;
use std::fmt::Display;

use crate::describe::decision::Decision;
use crate::describe::delegate::{Delegate, pointers};
use crate::describe::description::Description;
use crate::describe::evidence::Evidence;
use crate::describe::subject::Subject;

impl Subject for anyhow::Error {
    fn decide(&self, _decision: &mut Decision<'_>) {}

    fn describe(&self, _description: &mut Description<'_>) {}

    fn display(&self) -> Option<&dyn Display> {
        Some(self)
    }

    fn error(&self) -> Option<&dyn Error> {
        Some(&**self)
    }

    fn evidence(&self, evidence: &mut Evidence<'_>) {
        evidence.backtrace(Some(self.backtrace()));
    }

    fn type_name(&self) -> &'static str {
        "anyhow::Error"
    }
}

impl Delegate for anyhow::Error {
    fn __visit(&self, visit: &mut dyn FnMut(&dyn Subject)) {
        visit(self);
    }
}

pointers!(anyhow::Error);
